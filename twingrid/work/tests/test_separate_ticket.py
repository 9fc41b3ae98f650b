"""Two requests were joined by mistake: the one goes on where it stood, with its numbers and its clocks."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.kit.refusals import NotAllowed, NotFound, Refused
from twingrid.work import actions
from twingrid.work import queries as work_queries
from twingrid.work.models import ExternalRecord
from twingrid.work.rules.clocks import Happening, Matter, clocks
from twingrid.work.rules.replay import replay
from twingrid.work.tests.test_clock_rules import RULES as CHOSEN

pytestmark = pytest.mark.django_db


def test_its_clocks_run_as_if_it_had_never_been_joined(at: datetime) -> None:
    matter = Matter(promised=True, kind="no_power", channel="direct_call")
    begin = [Happening("report", at), Happening("accept", at + timedelta(minutes=2))]
    joined = [Happening("cancel", at + timedelta(minutes=5)), Happening("separate", at + timedelta(minutes=9))]
    again = [Happening("accept", at + timedelta(minutes=9))]
    assert clocks([*begin, *joined, *again], matter, CHOSEN) == clocks(begin, matter, CHOSEN)
    assert clocks([*begin, *joined[:1]], matter, CHOSEN) != clocks(begin, matter, CHOSEN)


@pytest.mark.parametrize("moves", [(), ("accept",), ("accept", "depart"), ("accept", "arrive"), ("accept", "return")])
def test_it_goes_on_where_it_stood(report: Any, walk: Any, cast: Cast, at: datetime, moves: tuple[str, ...]) -> None:
    matter, other = report(), report(by=cast.zhou)
    walk(other, *moves)
    other.refresh_from_db()
    before, accepted, due = (
        other.state,
        other.accepted_at,
        list(other.clocks.values("kind", "key", "due_at", "stopped_at")),
    )
    later = at + timedelta(minutes=30)
    actions.join_tickets(number=other.number, into=matter.number, by=cast.zhou, at=later)
    for _time in range(2):
        actions.separate_ticket(number=other.number, by=cast.zhou, at=later + timedelta(minutes=1))
    other.refresh_from_db()
    assert (other.state, other.accepted_at, other.cancel_reason) == (before, accepted, "")
    assert list(other.clocks.values("kind", "key", "due_at", "stopped_at")) == due
    assert replay([one.name for one in work_queries.history(other)]) == other.state
    assert not ExternalRecord.objects.filter(ticket=matter).exists()
    actions.join_tickets(number=other.number, into=matter.number, by=cast.zhou, at=later + timedelta(minutes=2))
    assert work_queries.carried_by(other) == matter.number


def test_every_number_goes_back_and_who_may_not(report: Any, cast: Cast, at: datetime) -> None:
    matter, other = report(), report()
    order = actions.Further(key="f", system="95598", number="2302220001")
    actions.add_number(number=other.number, further=order, by=cast.zhou, at=at)
    actions.join_tickets(number=other.number, into=matter.number, by=cast.zhou, at=at)
    for who, refusal in ((cast.han, NotAllowed), (cast.ding, NotFound)):
        with pytest.raises(refusal):
            actions.separate_ticket(number=other.number, by=who, at=at)
    actions.separate_ticket(number=other.number, by=cast.zhou, at=at)
    record = ExternalRecord.objects.get(number="2302220001")
    assert (record.ticket_id, record.came_as_id) == (other.pk, None)
    with pytest.raises(Refused):
        actions.separate_ticket(number=matter.number, by=cast.zhou, at=at)


def test_only_what_is_alike_is_one_matter(report: Any, cast: Cast, at: datetime) -> None:
    one, elsewhere, voice = report(), report(building_id=cast.buildings["4"].pk), report(kind="complaint")
    for other in (elsewhere, voice):
        with pytest.raises(Refused):
            actions.join_tickets(number=other.number, into=one.number, by=cast.zhou, at=at)
