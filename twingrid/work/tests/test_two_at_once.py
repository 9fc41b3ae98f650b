"""Two people at the same moment on two connections: exactly one wins, the other is told so in a sentence.

Committed rows, threads with connections of their own: what one test connection cannot show.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from tests.cast import Cast, make_shift
from twingrid.cities import queries as cities_queries
from twingrid.kit.refusals import Turned
from twingrid.people.actions import duty
from twingrid.people.models import Shift
from twingrid.work import actions
from twingrid.work.models import Ticket
from twingrid.work.tests.real_rows import CITY, real_city

Deed = Callable[[], Any]


def at_once(*deeds: Deed) -> list[Any]:
    """What each deed gave, or the sentence with which it was refused; all begin at the same moment."""
    answers: list[Any] = [None] * len(deeds)
    gate = threading.Barrier(len(deeds))

    def press(place: int, deed: Deed) -> None:
        try:
            with cities_queries.inside(CITY):
                gate.wait(timeout=10)
                answers[place] = deed()
        except Turned as refusal:
            answers[place] = refusal.sentence
        finally:
            connections.close_all()

    pressing = [threading.Thread(target=press, args=one) for one in enumerate(deeds)]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join(timeout=20)
    return answers


def report(cast: Cast, key: str, at: datetime) -> str:
    said = actions.Report(
        channel="direct_call", kind="no_power", building_id=cast.home.pk, words="没电", intake_key=key
    )
    return actions.report_ticket(report=said, by=cast.zhou, at=at).number


def give(cast: Cast, numbers: list[str], *, to: Any, by: Any, at: datetime) -> Deed:
    return lambda: actions.hand_over_tickets(numbers=numbers, holder_id=cast.han.pk, to=to.pk, by=by, at=at)


def agree(exchange: Any, *, by: Any, at: datetime) -> Deed:
    return lambda: duty.answer_exchange(exchange_id=exchange.pk, agree=True, by=by, at=at).agreed


def test_of_two_who_hand_the_same_work_to_different_people_one_wins(django_db_blocker: Any, at: datetime) -> None:
    with django_db_blocker.unblock(), real_city(at) as cast:
        numbers = sorted(report(cast, key, at) for key in "ab")
        answers = at_once(
            give(cast, numbers, to=cast.zhao, by=cast.sun, at=at), give(cast, numbers, to=cast.sun, by=cast.han, at=at)
        )
        holders = {ticket.number: ticket.holder for ticket in Ticket.objects.filter(number__in=numbers)}
    everything = tuple(numbers)
    assert sorted(answers) == [((), everything), (everything, ())], "one gives all, the other hears that all changed"
    winner = cast.zhao if answers[0][0] else cast.sun
    assert set(holders.values()) == {winner}


def test_a_request_is_accepted_or_handed_over_never_both(django_db_blocker: Any, at: datetime) -> None:
    with django_db_blocker.unblock(), real_city(at) as cast:
        number = report(cast, "a", at)
        handed, accepted = at_once(
            give(cast, [number], to=cast.zhao, by=cast.sun, at=at),
            lambda: actions.accept_ticket(number=number, by=cast.sun, at=at).holder,
        )
        ticket = Ticket.objects.select_related("holder").get(number=number)
    if handed == ((), (number,)):
        assert (ticket.holder, ticket.state) == (cast.sun, "accepted")
    else:
        # Handed over first: whoever accepts then holds it, and that is the leader, who pressed too.
        assert (handed, accepted) == (((number,), ()), cast.sun)
        assert ticket.holder == cast.sun


@pytest.mark.parametrize("turn", range(2))
def test_a_shift_promised_to_two_is_swapped_with_one(django_db_blocker: Any, at: datetime, turn: int) -> None:
    """Han and Ding both ask Zhao for the same shift, and Zhao says yes to both on two telephones."""
    with django_db_blocker.unblock(), real_city(at) as cast:
        Shift.objects.filter(starts_at__gt=at).delete()
        day = at + timedelta(days=1)
        wanted = make_shift(cast.zhao, kind="day", starts_at=day, hours=8)
        offered = [
            make_shift(who, kind="day", starts_at=day + timedelta(days=n), hours=8)
            for n, who in enumerate((cast.han, cast.ding), start=2)
        ]
        asked = [duty.ask_exchange(shift_id=shift.pk, against_id=wanted.pk, by=shift.user, at=at) for shift in offered]
        answers = at_once(*(agree(one, by=cast.zhao, at=at) for one in asked))
        now = {shift.pk: shift.user for shift in Shift.objects.filter(pk__in=[wanted.pk, *(s.pk for s in offered)])}
    sentences = [one for one in answers if isinstance(one, str)]
    assert answers.count(True) == 1, answers
    assert len(sentences) == 1 and sentences[0]
    won = answers.index(True)
    assert now[wanted.pk] == (cast.han, cast.ding)[won]
    assert now[offered[won].pk] == cast.zhao
    assert now[offered[1 - won].pk] == (cast.han, cast.ding)[1 - won], "who lost keeps the own shift"


def test_yes_and_no_at_once_are_one_answer(django_db_blocker: Any, at: datetime) -> None:
    with django_db_blocker.unblock(), real_city(at) as cast:
        Shift.objects.filter(starts_at__gt=at).delete()
        mine = make_shift(cast.han, kind="day", starts_at=at + timedelta(days=1), hours=8)
        theirs = make_shift(cast.zhao, kind="day", starts_at=at + timedelta(days=2), hours=8)
        asked = duty.ask_exchange(shift_id=mine.pk, against_id=theirs.pk, by=cast.han, at=at)
        answers = at_once(
            agree(asked, by=cast.zhao, at=at),
            lambda: duty.answer_exchange(exchange_id=asked.pk, agree=False, by=cast.zhao, at=at).agreed,
        )
        mine.refresh_from_db()
        swapped = mine.user == cast.zhao
    sentences = [one for one in answers if isinstance(one, str)]
    assert len(sentences) == 1 and sentences[0]
    assert answers[0] is True if swapped else answers[1] is False
