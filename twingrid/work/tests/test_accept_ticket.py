"""Somebody accepts a request."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from twingrid.cities import queries as cities_queries
from twingrid.kit.refusals import NotAllowed, NotFound, Refused, Turned
from twingrid.work import actions
from twingrid.work.models import Routing
from twingrid.work.states import TicketState as S
from twingrid.work.tests.real_rows import CITY, real_city


def test_whoever_accepts_holds_it_and_nobody_else_is_told(report, cast, at):
    ticket = actions.accept_ticket(number=report().number, by=cast.han, at=at)
    assert (ticket.state, ticket.holder, ticket.accepted_at) == (S.ACCEPTED, cast.han, at)
    assert Routing.objects.get(ticket=ticket).next is None
    assert ticket.clocks.get(kind="internal").stopped_at == at


def test_a_second_press_changes_nothing(report, cast, at):
    number = report().number
    actions.accept_ticket(number=number, by=cast.han, at=at)
    again = actions.accept_ticket(number=number, by=cast.han, at=at + timedelta(minutes=1))
    assert again.accepted_at == at


def test_the_second_of_two_is_told_who_was_first(report, cast, at):
    number = report().number
    actions.accept_ticket(number=number, by=cast.han, at=at)
    with pytest.raises(Refused) as refusal:
        actions.accept_ticket(number=number, by=cast.sun, at=at)
    assert cast.han.name in refusal.value.sentence
    assert "19:00" in refusal.value.sentence


def test_another_areas_request_does_not_exist(report, cast, at):
    with pytest.raises(NotFound):
        actions.accept_ticket(number=report().number, by=cast.ding, at=at)


def test_the_community_side_sees_it_but_does_not_accept_it(report, cast, at):
    with pytest.raises(NotAllowed):
        actions.accept_ticket(number=report().number, by=cast.qiao, at=at)


def test_somebody_who_was_told_may_accept_outside_their_area(report, cast, at):
    number = report().number
    later = at + timedelta(minutes=15)
    with pytest.raises(NotFound):
        actions.accept_ticket(number=number, by=cast.zhao, at=later)
    actions.tell_of_unanswered(at=later)
    assert actions.accept_ticket(number=number, by=cast.zhao, at=later).holder == cast.zhao


def test_of_two_at_once_one_wins(django_db_blocker, at):
    """Committed rows and two connections: both press at the same moment."""
    answers: list[str] = []
    gate = threading.Barrier(2)

    def press(number: str, who: Any) -> None:
        try:
            with cities_queries.inside(CITY):
                gate.wait(timeout=10)
                answers.append(actions.accept_ticket(number=number, by=who, at=at).holder.name)
        except Turned as refusal:
            answers.append(refusal.sentence)
        finally:
            connections.close_all()

    with django_db_blocker.unblock(), real_city(at) as cast:
        report = actions.Report(channel="plate", kind="no_power", building_id=cast.home.pk, phone="050000001234")
        number = actions.report_ticket(report=report, by=None, at=at).number
        pressing = [threading.Thread(target=press, args=(number, who)) for who in (cast.han, cast.sun)]
        for thread in pressing:
            thread.start()
        for thread in pressing:
            thread.join(timeout=20)
        names = {cast.han.name, cast.sun.name}
    first, second = sorted(answers, key=len)
    assert first in names
    assert first in second
    assert second not in names
