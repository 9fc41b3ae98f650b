"""Undoing a hand-over: every request is with its former holder again, as far as it was, unless it was taken up."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.kit.refusals import NotFound, Refused
from twingrid.work import actions as work_actions
from twingrid.work.models import Routing, Ticket

pytestmark = pytest.mark.django_db
SOON = timedelta(seconds=8)


def report(cast: Cast, key: str) -> str:
    said = work_actions.Report(
        channel="direct_call", kind="no_power", building_id=cast.home.pk, words="没电", intake_key=key
    )
    return work_actions.report_ticket(report=said, by=cast.zhou, at=cast.at - timedelta(minutes=5)).number


@pytest.fixture
def given(cast: Cast) -> list[str]:
    """Three requests of Han's: new, accepted, on site; his leader has given all of them to Zhao."""
    numbers = [report(cast, key) for key in "abc"]
    before: dict[str, Any] = {"by": cast.han, "at": cast.at - timedelta(minutes=2)}
    for number in numbers[1:]:
        work_actions.accept_ticket(number=number, **before)
    work_actions.arrive_at_ticket(number=numbers[2], **before)
    work_actions.hand_over_tickets(numbers=numbers, holder_id=cast.han.pk, to=cast.zhao.pk, by=cast.sun, at=cast.at)
    return numbers


def take_back(cast: Cast, who: str = "sun", *, after: timedelta = SOON) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return work_actions.take_back_tickets(given_at=cast.at, by=cast.people[who], at=cast.at + after)


def held(cast: Cast, numbers: list[str]) -> list[tuple[Any, str]]:
    rows = {t.number: t for t in Ticket.objects.select_related("holder")}
    return [(rows[number].holder, rows[number].state) for number in numbers]


def test_everything_is_as_it_was(cast: Cast, given: list[str]) -> None:
    assert take_back(cast) == (tuple(given), ())
    assert held(cast, given) == [(cast.han, "new"), (cast.han, "accepted"), (cast.han, "on_site")]
    assert Routing.objects.get(ticket__number=given[1]).next is None
    assert Routing.objects.get(ticket__number=given[0]).next is not None


def test_undoing_twice_undoes_once(cast: Cast, given: list[str]) -> None:
    assert take_back(cast) == take_back(cast, after=SOON * 2) == (tuple(given), ())
    assert held(cast, given)[2] == (cast.han, "on_site")


def test_what_the_other_has_accepted_stays(cast: Cast, given: list[str]) -> None:
    work_actions.accept_ticket(number=given[1], by=cast.zhao, at=cast.at + timedelta(seconds=3))
    assert take_back(cast) == ((given[0], given[2]), (given[1],))
    assert held(cast, given)[1] == (cast.zhao, "accepted")


def test_after_a_minute_it_is_too_late(cast: Cast, given: list[str]) -> None:
    with pytest.raises(Refused):
        take_back(cast, after=timedelta(minutes=2))
    assert held(cast, given)[0][0] == cast.zhao


@pytest.mark.parametrize("who", ["han", "zhao", "lead"])
def test_nobody_undoes_what_somebody_else_did(cast: Cast, given: list[str], who: str) -> None:
    with pytest.raises(NotFound):
        take_back(cast, who)


def test_a_holder_takes_the_own_hand_over_back(cast: Cast) -> None:
    number = report(cast, "d")
    work_actions.hand_over_tickets(numbers=[number], holder_id=cast.han.pk, to=cast.zhao.pk, by=cast.han, at=cast.at)
    assert take_back(cast, "han") == ((number,), ())
    assert held(cast, [number]) == [(cast.han, "new")]
