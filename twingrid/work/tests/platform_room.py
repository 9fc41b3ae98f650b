"""A platform that is connected to the city of the cast: what the tests of sending and fetching share."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import platform as fake
from twingrid.journal.models import Event
from twingrid.people.actions import keys
from twingrid.work import actions
from twingrid.work.models import ExternalChange, ExternalRecord, Ticket
from twingrid.work.queries.exchange import STATE_OF_EVENT
from twingrid.work.rules.shapes import EventIn

NUMBER = "250912101108115409"


@pytest.fixture
def platform(cast: Any, at: datetime) -> Iterator[fake.Platform]:
    """A platform of this city, switched on."""
    keys.make_key(name="市级网格平台", purposes=["events"], by=None, at=at)
    with fake.running() as server:
        connect(server, cast, at)
        yield server


def connect(server: fake.Platform, cast: Any, at: datetime, **given: Any) -> None:
    values = {"url": server.url, "key": fake.KEY, "under": "市级网格平台", "active": True, "honours_keys": False}
    actions.change_platform(**{"system": "grid", "ours": (), "by": cast.people["admin"], "at": at} | values | given)


def event(number: str = NUMBER, **given: Any) -> dict[str, Any]:
    return {"number": number, "words": "楼道灯不亮了", "place": {"address": "乐山小区3号楼2单元"}, **given}


@pytest.fixture
def come(platform: fake.Platform, at: datetime) -> Callable[..., Ticket]:
    """An event of the platform has come in."""

    def make(number: str = NUMBER) -> Ticket:
        who = keys.visitor_of(name="市级网格平台")
        actions.receive_event(event=EventIn.model_validate(event(number)), system="grid", by=who.user, at=at)
        return ExternalRecord.objects.get(number=number).ticket

    return make


def queue_all(at: datetime) -> None:
    """What the subscribed jobs do with everything in the journal."""
    for one in Event.objects.filter(name__in=STATE_OF_EVENT).order_by("id"):
        actions.queue_change(event_id=one.pk, at=at)


def send_all(at: datetime) -> int:
    sent = 0
    while actions.send_next_change(at=at):
        sent += 1
    return sent


def states() -> list[str]:
    return list(ExternalChange.objects.order_by("event_id").values_list("state", flat=True))


def later(at: datetime, **given: int) -> datetime:
    return at + timedelta(**given)
