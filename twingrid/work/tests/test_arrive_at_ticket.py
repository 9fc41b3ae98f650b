"""The holder sets out and arrives."""

from datetime import timedelta

import pytest

from twingrid.kit.refusals import Refused
from twingrid.work import actions
from twingrid.work.states import TicketState as S


def test_departing_and_arriving_stop_the_promise(report, walk, cast, at):
    ticket = walk(report(), "accept", "depart", "arrive")
    assert (ticket.state, ticket.arrived_at) == (S.ON_SITE, at + timedelta(minutes=3))
    assert ticket.clocks.get(kind="promise").stopped_at == at + timedelta(minutes=3)
    assert ticket.due_at is None


def test_one_may_arrive_without_having_said_departed(report, walk):
    assert walk(report(), "accept", "arrive").state == S.ON_SITE


def test_departing_twice_changes_nothing(report, walk):
    assert walk(report(), "accept", "depart", "depart").state == S.ON_THE_WAY


def test_arriving_twice_keeps_the_first_moment(report, walk, at):
    assert walk(report(), "accept", "arrive", "arrive").arrived_at == at + timedelta(minutes=2)


def test_it_says_to_accept_first(report, cast, at):
    with pytest.raises(Refused) as refusal:
        actions.arrive_at_ticket(number=report().number, by=cast.han, at=at)
    assert "接单" in refusal.value.sentence or "Accept" in refusal.value.sentence


def test_somebody_of_the_same_area_who_does_not_hold_it_is_told_who_does(report, walk, cast, at):
    """Zhao was told of it, so he sees it; Han accepted it."""
    ticket = report()
    actions.tell_of_unanswered(at=at + timedelta(minutes=15))
    walk(ticket, "accept")
    with pytest.raises(Refused) as refusal:
        actions.depart_for_ticket(number=ticket.number, by=cast.zhao, at=at + timedelta(minutes=20))
    assert cast.han.name in refusal.value.sentence


def test_the_leader_may_record_it_for_a_worker_who_phones_in(report, walk, cast, at):
    ticket = walk(report(), "accept")
    told = actions.arrive_at_ticket(number=ticket.number, by=cast.sun, at=at + timedelta(minutes=9))
    assert (told.state, told.holder) == (S.ON_SITE, cast.han)
