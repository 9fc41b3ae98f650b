"""The buildings behind the statement: pages, the same rows in the file, a leader's own, never a customer."""

import csv
import io
from typing import Any

import pytest

from tests.cast import Cast
from tests.counting import ask
from twingrid.coverage import lacking_queries, statement_queries
from twingrid.coverage.lacking_queries import Wanted
from twingrid.kit import memo
from twingrid.people.models import Posting
from twingrid.supply.models import Customer
from twingrid.web.dashboard import lacking

pytestmark = pytest.mark.django_db
DAY = "2023-02-22"


def rows_of(cast: Cast, who: str, **asked: Any) -> list[dict[str, str]]:
    answer = cast.client(who).get("/centre/coverage/places.csv", {"on": DAY, **asked})
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_pages_one_after_another_show_what_the_file_holds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lacking, "SHOWN", 3)
    client, places, path = cast.client("manager"), [], f"/centre/coverage/places/?on={DAY}"
    while path:
        context = client.get(path).context
        places += [(row.label, row.customers) for row, _words in context["rows"]]
        following = context["pager"]["following"]
        path = f"/centre/coverage/places/{following}" if following else ""
    assert len(places) > 6
    assert places == [(row["place"], int(row["customers"])) for row in rows_of(cast, "manager")]


def test_the_file_of_a_reason_adds_up_to_the_statement(cast: Cast) -> None:
    found = statement_queries.statement(cast.at.date())
    for reason, n in found.by_reason.items():
        assert sum(int(row["customers"]) for row in rows_of(cast, "manager", reason=reason.value)) == n
    lines = cast.client("manager").get("/centre/coverage.csv", {"on": DAY, "reason": "not_paired"}).content.decode()
    assert {line.split(",")[3] for line in lines.splitlines()[2:]} == {"not_paired"}


def test_a_line_leads_to_its_own_buildings(cast: Cast) -> None:
    found = rows_of(cast, "manager", reason="not_paired", community=cast.grids["muhe"].code, power="12")
    assert [row["place"] for row in found] == [cast.buildings["muhe8"].label]


def test_a_leader_sees_the_buildings_of_the_own_areas(cast: Cast) -> None:
    Posting.objects.filter(user=cast.sun).exclude(area=cast.powers["05"]).delete()
    memo.forget_all()
    assert {row["power_service_area"] for row in rows_of(cast, "sun")} == {"05"}
    assert len({row["power_service_area"] for row in rows_of(cast, "manager")}) > 1


def test_no_customer_is_named(cast: Cast) -> None:
    client = cast.client("manager")
    texts = [client.get(f"/centre/coverage/{path}", {"on": DAY}).content.decode() for path in ("places/", "places.csv")]
    for name, phone, account in Customer.objects.values_list("name", "phone", "account_no"):
        assert not any(word in text for word in (name, phone, account) for text in texts)


def test_a_page_asks_the_same_for_two_rows_and_for_all(cast: Cast) -> None:
    client = cast.client("manager")
    client.get(f"/centre/coverage/places/?on={DAY}")
    few = ask(client, f"/centre/coverage/places/?on={DAY}&reason=not_paired&community={cast.grids['muhe'].code}")
    many = ask(client, f"/centre/coverage/places/?on={DAY}")
    assert len(few) == len(many) <= 12


def test_rows_after_the_last_page_are_none(cast: Cast) -> None:
    found = lacking_queries.places(cast.at.date(), wanted=Wanted(), start=10_000, limit=50)
    assert found.rows == () and found.total > 0
    assert cast.client("manager").get("/centre/coverage/places/", {"on": DAY, "page": "x"}).status_code == 200
