"""New events and returns are fetched from the platform page by page; the same one twice is one request."""

from datetime import datetime
from typing import Any

import pytest

from tests import platform as fake
from twingrid.kit.refusals import BadInput, NotAllowed
from twingrid.work import actions, queries
from twingrid.work.models import ExternalCursor, ExternalMissed, Ticket
from twingrid.work.tests.platform_room import NUMBER, come, connect, event, later, platform

__all__ = ["come", "platform"]


def pull(at: datetime) -> int:
    return actions.pull_events(system="grid", at=at)


def test_every_page_is_fetched_once_from_where_we_stopped(platform: fake.Platform, cast: Any, at: datetime) -> None:
    platform.events = [{"event": event(str(n))} for n in range(5)]
    assert pull(at) == 5
    assert Ticket.objects.count() == 5
    assert Ticket.objects.get(external_no="3").holder == cast.han
    platform.events.append({"event": event("5")})
    platform.asked.clear()
    assert pull(later(at, minutes=1)) == 1
    assert len(platform.asked) == 1


def test_the_same_event_twice_is_one_request(platform: fake.Platform, come: Any, at: datetime) -> None:
    come()
    platform.events = [{"event": event()}, {"event": event()}]
    assert pull(at) == 0
    assert Ticket.objects.count() == 1


def test_a_page_that_was_taken_over_and_not_noted_changes_nothing_again(platform: fake.Platform, at: datetime) -> None:
    platform.events = [{"event": event()}]
    pull(at)
    ExternalCursor.objects.update(place="")  # killed before the place was moved on
    assert pull(at) == 0
    assert Ticket.objects.count() == 1


def test_their_return_reopens_the_request_with_its_reason_once(
    platform: fake.Platform, come: Any, walk: Any, cast: Any, at: datetime
) -> None:
    ticket = walk(come(), "accept", "arrive", "resolve")
    given = {"number": NUMBER, "return_no": "R1", "reason": "居民说灯还是不亮"}
    platform.events = [{"return": given}, {"return": given}]
    pull(later(at, hours=1))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.times_reopened) == ("new", 1)
    assert ticket.remarks.filter(kind="reason", words=given["reason"]).count() == 1


def test_what_does_not_fit_is_listed_by_its_number_and_the_others_are_taken(
    platform: fake.Platform, at: datetime
) -> None:
    platform.page = 10
    platform.events = [{"event": {"number": "7", "words": ""}, "broken": True}, {"event": event("8")}]
    assert pull(at) == 1
    [line] = queries.missed()
    assert line.number == "7"
    platform.events[0] = {"event": event("7")}
    assert pull(later(at, minutes=1)) == 0


def test_everything_can_be_read_again_by_the_administrator(platform: fake.Platform, cast: Any, at: datetime) -> None:
    platform.events = [{"event": event("7") | {"place": {"grid_code": "nowhere"}}}, {"event": event("8")}]
    pull(at)
    assert ExternalMissed.objects.count() == 1
    platform.events[0] = {"event": event("7")}
    with pytest.raises(NotAllowed):
        actions.reread_events(system="grid", by=cast.zhou, at=at)
    actions.reread_events(system="grid", by=cast.people["admin"], at=at)
    assert pull(at) == 1
    assert (Ticket.objects.count(), ExternalMissed.objects.count()) == (2, 0)


@pytest.mark.parametrize("plan", ["500", "cut", "drop", "401", "429"])
def test_a_platform_in_trouble_is_told_and_asked_again(platform: fake.Platform, at: datetime, plan: str) -> None:
    platform.events = [{"event": event()}]
    platform.plan = [plan]
    assert pull(at) == 0
    told = queries.platform_of("grid")
    assert told is not None
    assert told.read_error
    assert pull(later(at, minutes=1)) == 1
    assert ExternalCursor.objects.get().last_error == ""


def test_trying_tells_how_it_went(platform: fake.Platform, cast: Any, at: datetime) -> None:
    admin = cast.people["admin"]

    def tried() -> str:
        return actions.try_platform(system="grid", by=admin, at=at)

    well = tried()
    connect(platform, cast, at, honours_keys=True, key="")
    assert tried() != well
    platform.plan = ["401"]
    assert "401" in tried()
    connect(platform, cast, at, url="http://127.0.0.1:9/")
    assert "ConnectionRefusedError" in tried()
    with pytest.raises(NotAllowed):
        actions.try_platform(system="grid", by=cast.zhou, at=at)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("url", {"url": "http://platform.example.cn/"}),
        ("url", {"url": "https://platform.example.cn/"}),  # the demo speaks to this machine only
        ("url", {"url": "file:///etc/passwd"}),
        ("url", {"url": "http://user:secret@127.0.0.1/"}),
        ("key", {"key": "密钥"}),
        ("under", {"under": "nobody"}),
        ("under", {"under": ""}),
        ("ours", {"ours": ["power"]}),
    ],
)
def test_what_cannot_be_is_told_by_field(
    platform: fake.Platform, cast: Any, at: datetime, field: str, wrong: dict[str, Any]
) -> None:
    with pytest.raises(BadInput) as told:
        connect(platform, cast, at, **wrong)
    assert told.value.field == field


def test_the_other_city_knows_nothing_of_it(platform: fake.Platform) -> None:
    from twingrid.cities import queries as cities_queries

    with cities_queries.inside("yunting"):
        assert queries.platform_of("grid") is None
        assert queries.sendings() == []
