"""What anybody may read of requests: filters, 90 days, 1,000 rows, newest first, one statement however many."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.scene import many_like
from twingrid.api.open311.tests.conftest import App, plain, same
from twingrid.kit import clock
from twingrid.outages import actions as outage_actions
from twingrid.territory.models import Building
from twingrid.work import actions as work_actions

FIELDS = [
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible",
    "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode",
    "lat", "long", "media_url",
]  # fmt: skip


def numbers(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [one["service_request_id"] for one in plain(answer)]


def test_a_request_has_every_field_in_both_formats(report: Any, cast: Any) -> None:
    ticket = report()
    for path in ("v2/requests", f"v2/requests/{ticket.number}"):
        left, right = plain(App().get(f"{path}.json")), plain(App().get(f"{path}.xml"))
        assert same(left, right)
        (found,) = left
        assert list(found) == FIELDS
    assert found["service_request_id"] == ticket.number
    assert (found["status"], found["service_code"]) == ("open", "stairwell_light")
    assert found["requested_datetime"] == "2023-02-22T19:00:00+08:00"
    assert found["expected_datetime"] == "2023-02-22T19:45:00+08:00"
    assert found["agency_responsible"] == cast.han.postings.get().unit.name


def test_its_state_and_moments_follow_the_work(report: Any, walk: Any) -> None:
    ticket = report()
    walk(ticket, "accept", "arrive", "resolve")
    (found,) = plain(App().get(f"v2/requests/{ticket.number}.json"))
    assert found["status"] == "open"
    assert found["updated_datetime"] == "2023-02-22T19:03:00+08:00"
    assert "asked whether it is solved" in found["status_notes"]
    walk(ticket, "close")
    (found,) = plain(App().get(f"v2/requests/{ticket.number}.json"))
    assert (found["status"], found["expected_datetime"]) == ("closed", None)


def test_one_that_waits_for_an_outage_is_expected_when_it_is_over(report: Any, cast: Any, at: Any) -> None:
    plan = outage_actions.Plan(
        kind="fault", starts_at=at, estimate_at=at + timedelta(hours=2), buildings=[cast.home.pk]
    )
    outage = outage_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    outage_actions.start_outage(number=outage.number, by=cast.zhou, at=at)
    Building.objects.filter(pk=cast.home.pk).update(households=30)
    ticket = report(kind="no_power")
    work_actions.attach_tickets(outage=outage.number, numbers=[ticket.number], by=cast.zhou, at=at)
    (found,) = plain(App().get(f"v2/requests/{ticket.number}.json"))
    assert found["expected_datetime"] == "2023-02-22T21:00:00+08:00"
    assert "known outage" in found["service_notice"].lower()


def test_filters_by_number_service_and_status(report: Any, walk: Any, at: Any) -> None:
    light, dark, done = report(), report(kind="no_power"), report(kind="tree")
    walk(done, "accept", "arrive", "resolve", "close")
    app = App()
    assert numbers(app.get("v2/requests.json", service_request_id=f"{light.number},{done.number},no-such")) == [
        done.number,
        light.number,
    ]
    assert numbers(app.get("v2/requests.json", service_request_id="no-such")) == []
    # The numbers come before everything else.
    assert numbers(app.get("v2/requests.json", service_request_id=light.number, status="closed", start_date="x")) == [
        light.number
    ]
    assert set(numbers(app.get("v2/requests.json", service_code="no_power,tree"))) == {dark.number, done.number}
    assert numbers(app.get("v2/requests.json", status="closed")) == [done.number]
    assert set(numbers(app.get("v2/requests.json", status="open"))) == {light.number, dark.number}
    assert len(numbers(app.get("v2/requests.json", status="open,closed"))) == 3
    assert len(numbers(app.get("v2/requests.json?status=open&status=closed"))) == 3
    assert len(numbers(app.get("v2/requests.json", status="", service_code="", start_date="", jurisdiction_id=""))) == 3


def test_the_last_90_days_are_told_unless_others_are_asked_for(report: Any, at: Any) -> None:
    days = {day: report(when=at - timedelta(days=day)).number for day in (0, 89, 91, 200)}
    app = App()
    assert numbers(app.get("v2/requests.json")) == [days[0], days[89]]
    start = (at - timedelta(days=201)).strftime("%Y-%m-%dT%H:%M:%SZ")
    end = (at - timedelta(days=80)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert numbers(app.get("v2/requests.json", start_date=start)) == [days[200]]
    assert numbers(app.get("v2/requests.json", end_date=end)) == [days[89], days[91]]
    assert app.get("v2/requests.json", start_date=start, end_date=end).status_code == 400


def test_a_zone_is_read_and_an_unescaped_plus_too(report: Any, at: Any) -> None:
    ticket = report()
    app = App()
    for start in ("2023-02-22T19:00:00%2B08:00", "2023-02-22T19:00:00+08:00", "2023-02-22T11:00:00Z"):
        assert numbers(app.get(f"v2/requests.json?start_date={start}")) == [ticket.number]
    assert numbers(app.get("v2/requests.json?start_date=2023-02-22T11:00:01Z")) == []


def test_a_thousand_are_given_newest_first_by_as_many_statements_as_one(report: Any, at: Any) -> None:
    first = report(scope="building")
    app = App()
    app.get("v2/requests.json")

    def statements() -> int:
        with CaptureQueriesContext(connection) as told:
            app.get("v2/requests.json")
        return len([one for one in told if "work_ticket" in one["sql"]])

    few = statements()
    for n, one in enumerate(many_like(first, 1010)):
        one.reported_at = at - timedelta(minutes=n)
        one.save(update_fields=("reported_at",))
    assert statements() == few == 1
    found = plain(app.get("v2/requests.json"))
    assert len(found) == 1000
    moments = [one["requested_datetime"] for one in found]
    assert moments == sorted(moments, reverse=True)


WRONG = [
    ("v2/requests", {"start_date": "yesterday"}, 400),
    ("v2/requests", {"start_date": "2023-02-22"}, 400),
    ("v2/requests", {"start_date": "2023-02-22T10:00:00"}, 400),
    ("v2/requests", {"end_date": "0001-01-01T00:00:00+14:00"}, 400),
    ("v2/requests", {"end_date": "9999-12-31T23:59:59-14:00"}, 400),
    ("v2/requests", {"start_date": "2023-02-22T10:00:00Z", "end_date": "2023-02-21T10:00:00Z"}, 400),
    ("v2/requests", {"status": "pending"}, 400),
    ("v2/requests", {"service_code": "potholes"}, 404),
    ("v2/requests", {"service_request_id": ",".join(str(n) for n in range(1001))}, 400),
    ("v2/requests", {"jurisdiction_id": "nowhere.example"}, 404),
    ("v2/requests/20230222-9999", {}, 404),
    ("v2/requests/no-such", {}, 404),
    ("v2/services", {"jurisdiction_id": "yunting"}, 404),
    ("v2/services/potholes", {}, 404),
    ("v2/services/no_power", {"jurisdiction_id": "yunting"}, 404),
    ("v2/tokens/no-such", {}, 404),
    ("v2/tokens/no-such", {"jurisdiction_id": "yunting"}, 404),
    ("discovery", {"jurisdiction_id": "yunting"}, 404),
    ("v2/nothing", {}, 404),
    ("v3/services", {}, 404),
]


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize(("path", "given", "status"), WRONG)
def test_what_cannot_be_answered_is_told(cast: Any, path: str, given: dict[str, str], status: int, form: str) -> None:
    answer = App().get(f"{path}.{form}", **given)
    assert answer.status_code == status
    (error,) = plain(answer)
    assert str(error["code"]) == str(status)
    assert error["description"].endswith(".")


@pytest.mark.parametrize("name", ["testserver", "jinan", "JINAN", ""])
def test_the_city_is_known_by_its_host_and_its_short_name(cast: Any, name: str) -> None:
    assert App().get("v2/services.json", jurisdiction_id=name).status_code == 200


def test_another_method_is_told_which_ones_there_are(cast: Any) -> None:
    for form in ("json", "xml"):
        answer = App().client.delete(f"/open311/v2/requests.{form}")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")
        assert str(plain(answer)[0]["code"]) == "405"
    assert App().client.post("/open311/v2/services.json").status_code == 405
    assert App().client.head("/open311/v2/services.json").status_code == 200


def test_an_unknown_format_is_answered_in_the_required_one(cast: Any) -> None:
    answer = App().get("v2/services.yaml")
    assert answer.status_code == 404
    assert plain(answer)[0]["code"] == "404"


def test_a_refusal_is_in_the_language_of_whoever_asks(cast: Any) -> None:
    told = plain(App(accept_language="zh-CN").get("v2/services/potholes.json"))[0]["description"]
    assert any("\u4e00" <= char <= "\u9fff" for char in told)


def test_one_address_asks_so_often_and_then_waits(cast: Any, monkeypatch: Any) -> None:
    from twingrid.api.open311 import door

    monkeypatch.setattr(door, "READS", 2)
    app = App(key="wrong")
    assert [app.get("v2/services.json").status_code for _ in range(3)] == [200, 200, 429]
    over = app.get("v2/requests.xml")
    assert (over.status_code, over.headers["Retry-After"]) == (429, "60")
    assert plain(over)[0]["code"] == "429"
    # Trying keys is counted with it.
    assert app.post(service_code="tree", address_string="x").status_code == 429


def test_the_other_city_gives_nothing_of_this_one(report: Any, cast: Any, at: Any) -> None:
    ticket = report()
    with clock.fixed(at):
        stranger = App(host="yunting.localhost")
        assert plain(stranger.get("v2/requests.json")) == []
        assert stranger.get(f"v2/requests/{ticket.number}.json").status_code == 404
