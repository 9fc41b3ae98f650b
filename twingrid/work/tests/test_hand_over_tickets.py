"""Handing over the open work of somebody who is away (F12)."""

from datetime import timedelta

import pytest

from tests.cast import Cast
from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound
from twingrid.people.actions.absences import end_absence, record_absence
from twingrid.work import actions as work_actions
from twingrid.work.models import Escalation, Ticket

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def report(cast: Cast, key: str, *, at: object = None) -> str:
    said = work_actions.Report(
        channel="direct_call", kind="no_power", building_id=cast.home.pk, words="没电", intake_key=key
    )
    return work_actions.report_ticket(report=said, by=cast.zhou, at=at or cast.at).number


def hand_over(cast: Cast, numbers: list[str], *, by: str = "sun", to: str = "zhao") -> tuple[tuple[str, ...], ...]:
    return work_actions.hand_over_tickets(
        numbers=numbers, holder_id=cast.han.pk, to=cast.people[to].pk, by=cast.people[by], at=cast.at
    )


def test_an_absence_moves_new_work_to_the_deputy_at_once(cast: Cast) -> None:
    assert Ticket.objects.get(number=report(cast, "a")).holder == cast.han
    away = record_absence(user=cast.han, starts_at=cast.at, ends_at=cast.at + DAY, by=cast.han, at=cast.at)
    assert Ticket.objects.get(number=report(cast, "b")).holder == cast.zhao
    end_absence(absence_id=away.pk, by=cast.han, at=cast.at + timedelta(minutes=5))
    later = report(cast, "c", at=cast.at + timedelta(minutes=6))
    assert Ticket.objects.get(number=later).holder == cast.han


def test_a_leader_hands_over_some_and_the_rest_stays(cast: Cast) -> None:
    first, second = report(cast, "a"), report(cast, "b")
    work_actions.accept_ticket(number=first, by=cast.han, at=cast.at)
    assert hand_over(cast, [first]) == ((first,), ())
    given = Ticket.objects.get(number=first)
    assert (given.holder, given.state, given.accepted_at) == (cast.zhao, "new", None)
    assert Ticket.objects.get(number=second).holder == cast.han


def test_handing_over_twice_changes_once(cast: Cast) -> None:
    number = report(cast, "a")
    assert [hand_over(cast, [number]) for _ in range(2)] == [((number,), ())] * 2
    assert Event.objects.filter(name="work.ticket.reassigned").count() == 1


def test_what_somebody_else_took_meanwhile_stays_with_them(cast: Cast) -> None:
    number = report(cast, "a")
    work_actions.take_over_ticket(number=number, by=cast.sun, at=cast.at)
    assert hand_over(cast, [number]) == ((), (number,))
    assert Ticket.objects.get(number=number).holder == cast.sun


def test_the_holder_gives_to_the_deputy_and_to_nobody_else(cast: Cast) -> None:
    number = report(cast, "a")
    with pytest.raises(NotAllowed):
        hand_over(cast, [number], by="han", to="ding")
    hand_over(cast, [number], by="han")
    assert Ticket.objects.get(number=number).holder == cast.zhao


def test_a_colleague_hands_over_nothing_of_others(cast: Cast) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        hand_over(cast, [report(cast, "a")], by="ding")


def test_nothing_chosen_and_nobody_who_goes_are_refused(cast: Cast) -> None:
    with pytest.raises(BadInput, match=r"at least one|至少"):
        hand_over(cast, [])
    with pytest.raises(BadInput):
        hand_over(cast, [report(cast, "a")], to="qiao")


def test_the_leader_is_told_when_the_deputy_does_not_answer(cast: Cast) -> None:
    number = report(cast, "a")
    hand_over(cast, [number], by="han")
    work_actions.tell_of_unanswered(at=cast.at + timedelta(hours=1))
    told = Escalation.objects.filter(ticket__number=number).order_by("step")
    assert [one.to for one in told][:1] == [cast.sun]


def test_so_is_the_leader_of_new_work_that_the_stand_in_does_not_accept(cast: Cast) -> None:
    record_absence(user=cast.han, starts_at=cast.at, ends_at=cast.at + DAY, by=cast.han, at=cast.at)
    number = report(cast, "a")
    work_actions.tell_of_unanswered(at=cast.at + timedelta(hours=1))
    assert cast.sun in [one.to for one in Escalation.objects.filter(ticket__number=number)]
