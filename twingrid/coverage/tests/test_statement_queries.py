"""The statement of a day in the tiny city of the cast."""

import json
from datetime import date, datetime, timedelta

import pytest

from tests.cast import Cast
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import statement_queries, whereabouts
from twingrid.coverage.models import CoverageDay, Override
from twingrid.coverage.rules.statement import Reason, Statement
from twingrid.kit import memo
from twingrid.people.models import Contact, Pairing, Posting
from twingrid.supply.models import Customer

pytestmark = pytest.mark.django_db
DAY = date(2023, 2, 22)


def today() -> Statement:
    memo.forget_all()
    return statement_queries.statement(DAY)


def test_every_customer_is_counted_once(cast: Cast) -> None:
    assert today().total == Customer.objects.count()


def test_a_removed_posting_is_missed_on_page_file_and_command(cast: Cast) -> None:
    before = today().by_reason.get(Reason.NOBODY_POWER, 0)
    Posting.objects.filter(area=cast.powers["12"], role="power_worker").delete()
    after = today()
    assert after.by_reason[Reason.NOBODY_POWER] > before
    client = cast.client("manager")
    assert "nobody.power" in client.get("/centre/coverage/", {"on": "2023-02-22"}).content.decode()
    assert "nobody.power" in client.get("/centre/coverage.csv", {"on": "2023-02-22"}).content.decode()
    plain = json.loads(json.dumps(statement_queries.as_plain(after)))
    assert {line["power_service_area"] for line in plain["lines"] if line["reason"] == "nobody.power"} == {"12"}


def test_a_number_not_verified_for_ninety_days_is_stale(cast: Cast) -> None:
    assert Reason.STALE_POWER not in {line.reason for line in today().lines if line.power == cast.powers["12"].pk}
    Contact.objects.filter(user=cast.han).update(verified_on=DAY - timedelta(days=91))
    assert Reason.STALE_POWER in {line.reason for line in today().lines if line.power == cast.powers["12"].pk}


def test_a_pair_has_to_be_confirmed_by_both(cast: Cast) -> None:
    places = {(cast.grids["leshan"].pk, cast.powers["12"].pk)}
    Pairing.objects.filter(power=cast.han).update(confirmed_by_community_on=None)
    assert places <= {(line.community, line.power) for line in today().lines if line.reason is Reason.NOT_PAIRED}


def test_an_override_moves_its_building_on_its_days(cast: Cast) -> None:
    def in_area(key: str) -> int:
        return sum(g.customers for g in whereabouts.whereabouts(DAY).groups() if g.power == cast.powers[key].pk)

    before = in_area("05")
    Override.objects.create(
        building=cast.home, partition="power", area=cast.powers["05"], reason="转供电", valid_from=DAY
    )
    memo.forget_all()
    assert in_area("05") == before + len(cast.points["3"])


def test_a_day_is_kept_in_the_history_once(cast: Cast, at: datetime) -> None:
    for _ in range(2):
        memo.forget_all()
        coverage_actions.record_coverage(at=at)
    kept = CoverageDay.objects.get()
    assert (kept.total, kept.covered) == (today().total, today().covered)


@pytest.mark.parametrize(("who", "status"), [("manager", 200), ("sun", 200), ("han", 403), ("qiao", 403)])
def test_the_statement_is_for_those_who_see_figures(cast: Cast, who: str, status: int) -> None:
    assert cast.client(who).get("/centre/coverage/").status_code == status


def test_a_day_that_is_no_day_gets_a_sentence(cast: Cast) -> None:
    assert cast.client("manager").get("/centre/coverage/", {"on": "22.2."}).status_code == 422
