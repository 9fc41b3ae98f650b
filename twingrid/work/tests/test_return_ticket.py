"""A worker hands a request back."""

import pytest

from twingrid.kit.refusals import BadInput
from twingrid.work import actions, queries
from twingrid.work.models import Escalation
from twingrid.work.states import TicketState as S


def test_the_leader_holds_it_and_is_told(report, walk, cast):
    ticket = walk(report(), "accept", "return")
    assert (ticket.state, ticket.holder) == (S.RETURNED, cast.sun)
    assert [told.to for told in Escalation.objects.filter(ticket=ticket)] == [cast.sun]


def test_a_reason_is_needed_and_kept_beside_the_event(report, cast, at):
    ticket = report()
    with pytest.raises(BadInput) as refusal:
        actions.return_ticket(number=ticket.number, reason="  ", by=cast.han, at=at)
    assert refusal.value.field == "reason"
    actions.return_ticket(number=ticket.number, reason="现场属于隔壁片区", by=cast.han, at=at)
    assert queries.history(ticket)[-1].words == "现场属于隔壁片区"


def test_a_second_press_changes_nothing(report, walk):
    ticket = walk(report(), "accept", "return", "return")
    assert Escalation.objects.filter(ticket=ticket).count() == 1


def test_it_is_no_longer_solved_at_first_handling(report, walk, cast, at):
    ticket = walk(report(), "accept", "return")
    actions.take_over_ticket(number=ticket.number, by=cast.sun, at=at)
    assert walk(ticket, "arrive", "resolve", by=cast.sun).state == S.RESOLVED
    assert walk(ticket, "close").first_contact is False
