"""An event of the grid platform becomes a request once, is told of, and is opened again when it is returned."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from twingrid.kit import clock
from twingrid.work.models import ExternalRecord, Ticket


@pytest.fixture
def platform(system: Any) -> Any:
    return system("events")


def changes(platform: Any, since: str = "", *, at: datetime) -> Any:
    with clock.fixed(at + timedelta(minutes=30)):
        return platform.ask("GET", f"events?since={since}").json()


def test_it_becomes_a_request_with_their_number_routed_to_the_person_responsible(
    platform: Any, cast: Any, event: dict[str, Any]
) -> None:
    answer = platform.ask("POST", "events", event)
    assert answer.status_code == 201, answer.content
    ticket = Ticket.objects.get(number=answer.json()["ticket"])
    assert answer.json() == {
        "number": event["number"],
        "ticket": ticket.number,
        "state": "received",
        "known_outages": [],
    }
    assert (ticket.external_no, ticket.channel, ticket.building_id) == (event["number"], "api", cast.home.pk)
    assert (ticket.holder, ticket.counterpart, ticket.unit) == (cast.han, cast.people["qiao"], "2单元")
    assert ticket.reporter.phone == "053100009999"
    assert ExternalRecord.objects.get().raw["words"] == "楼道灯不亮了"


def test_the_same_event_again_is_the_same_request(platform: Any, event: dict[str, Any]) -> None:
    first = platform.ask("POST", "events", event)
    again = platform.ask("POST", "events", event)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Ticket.objects.count() == 1


def test_the_same_number_with_other_content_is_refused(platform: Any, event: dict[str, Any]) -> None:
    platform.ask("POST", "events", event)
    answer = platform.ask("POST", "events", event | {"words": "另一件事"})
    assert answer.status_code == 409
    assert Ticket.objects.count() == 1


def test_two_systems_may_use_the_same_number(system: Any, event: dict[str, Any]) -> None:
    one, other = system("events"), system("events", system="hotline")
    assert [s.ask("POST", "events", event).status_code for s in (one, other)] == [201, 201]
    assert Ticket.objects.count() == 2


def test_a_point_in_the_shifted_system_is_brought_back(platform: Any, cast: Any, event: dict[str, Any]) -> None:
    import numpy as np

    from twingrid.kit import crs

    lon, lat = crs.from_wgs84(np.array([[cast.home.lon, cast.home.lat]]), "gcj02")[0]
    platform.ask("POST", "events", event | {"place": {"lon": float(lon), "lat": float(lat), "crs": "gcj02"}})
    ticket = Ticket.objects.get()
    assert ticket.lon == pytest.approx(cast.home.lon, abs=1e-5)
    assert ticket.power_area == cast.powers["12"]


def test_a_grid_alone_is_routed_where_one_power_area_serves_it(platform: Any, cast: Any, event: dict[str, Any]) -> None:
    place = {"grid_code": cast.grids["leshan"].code}
    answer = platform.ask("POST", "events", event | {"place": place})
    assert answer.status_code == 201, answer.content
    shared = Ticket.objects.get()
    # 乐山 lies in areas 05 and 12: the dispatchers choose.
    assert shared.power_area is None
    assert cast.grids["leshan"].name in shared.place_words


def test_words_that_name_no_building_go_to_the_dispatchers(platform: Any, event: dict[str, Any]) -> None:
    platform.ask("POST", "events", event | {"place": {"address": "某处的路灯"}})
    ticket = Ticket.objects.get()
    assert (ticket.power_area, ticket.place_words) == (None, "某处的路灯")


def test_a_key_for_some_areas_brings_no_events_of_others(system: Any, event: dict[str, Any]) -> None:
    assert system("events", area_codes=["power:05"]).ask("POST", "events", event).status_code == 403
    assert Ticket.objects.count() == 0
    assert system("events", area_codes=["power:12"]).ask("POST", "events", event).status_code == 201


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("number", {"number": ""}),
        ("number", {"number": "25 09"}),
        ("words", {"words": ""}),
        ("kind", {"kind": "停电"}),
        ("place", {"place": {}}),
        ("place", {"place": {"lon": 117.0}}),
        ("place.lat", {"place": {"lon": 117.0, "lat": 361}}),
        ("place.grid_code", {"place": {"grid_code": "nowhere"}}),
        ("phone", {"reporter": {"phone": "call me"}}),
        ("deadline", {"deadline": "2023-02-23T10:00:00"}),
        ("remark", {"remark": "x"}),
    ],
)
def test_what_does_not_fit_the_shape_is_told_by_field(
    platform: Any, event: dict[str, Any], field: str, change: dict[str, Any]
) -> None:
    answer = platform.ask("POST", "events", event | change)
    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert Ticket.objects.count() == 0


def test_what_is_no_json_or_too_much_is_told(platform: Any) -> None:
    for body in ("{", b"\xff\xfe", '{"number": "' + "9" * 1_100_000 + '"}'):
        answer = platform.ask("POST", "events", body)
        assert answer.status_code == 422
        assert "JSON" in answer.json()["detail"]


def test_its_changes_are_told_in_order_and_once(
    platform: Any, cast: Any, event: dict[str, Any], walk: Any, at: datetime
) -> None:
    ticket = Ticket.objects.get(number=platform.ask("POST", "events", event).json()["ticket"])
    walk(ticket, "accept", "arrive", "resolve", "close")
    first = changes(platform, at=at)
    assert [c["state"] for c in first["changes"]] == ["received", "accepted", "on_site", "resolved", "closed"]
    assert {c["number"] for c in first["changes"]} == {event["number"]}
    answer = first["changes"][-1]["answer"]
    assert answer["handling"] == "换了表后开关,灯亮了"
    assert (answer["solved"], answer["contacted"], answer["true_request"]) == (True, True, True)
    assert changes(platform, first["next"], at=at)["changes"] == []
    assert changes(platform, first["next"], at=at)["next"] == first["next"]


def test_pages_of_changes_follow_each_other(platform: Any, event: dict[str, Any], walk: Any, at: datetime) -> None:
    ticket = Ticket.objects.get(number=platform.ask("POST", "events", event).json()["ticket"])
    walk(ticket, "accept", "arrive", "resolve")
    since, states = "", []
    with clock.fixed(at + timedelta(minutes=30)):
        while True:
            page = platform.ask("GET", f"events?since={since}&limit=3").json()
            states += [c["state"] for c in page["changes"]]
            since = page["next"]
            if not page["more"]:
                break
    assert states == ["received", "accepted", "on_site", "resolved"]


def test_a_return_inside_is_told_with_its_reason(platform: Any, event: dict[str, Any], walk: Any, at: datetime) -> None:
    walk(Ticket.objects.get(number=platform.ask("POST", "events", event).json()["ticket"]), "return")
    assert changes(platform, at=at)["changes"][-1]["reason"] == "不是我的片区"


def test_requests_of_others_are_not_told(platform: Any, cast: Any, report: Any, at: datetime) -> None:
    report()
    assert changes(platform, at=at)["changes"] == []


def test_what_is_younger_than_ten_seconds_comes_next_time(platform: Any, event: dict[str, Any], at: datetime) -> None:
    platform.ask("POST", "events", event)
    assert platform.ask("GET", "events").json()["changes"] == []
    assert len(changes(platform, at=at)["changes"]) == 1


@pytest.mark.parametrize("since", ["yesterday", "2023-02-22", "2023-02-22T19:00:00", "9" * 30])
def test_a_since_that_cannot_be_read_is_told(platform: Any, since: str) -> None:
    answer = platform.ask("GET", f"events?since={since}")
    assert (answer.status_code, answer.json()["field"]) == (422, "since")


def test_a_moment_may_be_asked_since(platform: Any, event: dict[str, Any], walk: Any, at: datetime) -> None:
    walk(Ticket.objects.get(number=platform.ask("POST", "events", event).json()["ticket"]), "accept")
    after = changes(platform, "2023-02-22T19:00:30%2B08:00", at=at)
    assert [c["state"] for c in after["changes"]] == ["accepted"]


def test_a_returned_answer_reopens_the_request_with_the_reason(
    platform: Any, cast: Any, event: dict[str, Any], walk: Any, at: datetime
) -> None:
    ticket = Ticket.objects.get(number=platform.ask("POST", "events", event).json()["ticket"])
    walk(ticket, "accept", "arrive", "resolve")
    given = {"return_no": "R1", "reason": "居民说灯还是不亮"}
    with clock.fixed(at + timedelta(hours=1)):
        answer = platform.ask("POST", f"events/{event['number']}/return", given)
        assert (answer.status_code, answer.json()["state"]) == (200, "received")
        again = platform.ask("POST", f"events/{event['number']}/return", given)
        assert again.json() == answer.json()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.times_reopened) == ("new", 1)
    assert ticket.remarks.filter(kind="reason", words=given["reason"]).count() == 1
    told = changes(platform, at=at + timedelta(hours=2))["changes"]
    assert (told[-1]["state"], told[-1]["reason"]) == ("reopened", given["reason"])


def test_the_same_return_after_the_second_answer_changes_nothing(
    platform: Any, cast: Any, event: dict[str, Any], walk: Any, at: datetime
) -> None:
    ticket = Ticket.objects.get(number=platform.ask("POST", "events", event).json()["ticket"])
    given = {"return_no": "R1", "reason": "没修好"}
    walk(ticket, "accept", "arrive", "resolve")
    platform.ask("POST", f"events/{event['number']}/return", given)
    walk(ticket, "accept", "arrive", "resolve")
    assert platform.ask("POST", f"events/{event['number']}/return", given).json()["state"] == "resolved"
    other = platform.ask("POST", f"events/{event['number']}/return", given | {"reason": "别的"})
    assert other.status_code == 409
    ticket.refresh_from_db()
    assert ticket.times_reopened == 1


def test_an_open_request_cannot_be_returned(platform: Any, event: dict[str, Any]) -> None:
    platform.ask("POST", "events", event)
    answer = platform.ask("POST", f"events/{event['number']}/return", {"return_no": "1", "reason": "快点"})
    assert answer.status_code == 409
    assert "still open" in answer.json()["detail"]


def test_an_unknown_number_cannot_be_returned(system: Any, platform: Any, event: dict[str, Any]) -> None:
    platform.ask("POST", "events", event)
    stranger = system("events", system="hotline")
    given = {"return_no": "1", "reason": "不行"}
    assert platform.ask("POST", "events/0/return", given).status_code == 404
    assert stranger.ask("POST", f"events/{event['number']}/return", given).status_code == 404


def test_a_key_without_the_right_brings_and_returns_nothing(system: Any, platform: Any, event: dict[str, Any]) -> None:
    platform.ask("POST", "events", event)
    other = system("coverage")
    given = {"return_no": "1", "reason": "不行"}
    assert other.ask("POST", "events", event).status_code == 403
    assert other.ask("POST", "events", event | {"number": "2"}).status_code == 403
    assert other.ask("GET", "events").status_code == 403
    assert other.ask("POST", f"events/{event['number']}/return", given).status_code in {403, 404}
