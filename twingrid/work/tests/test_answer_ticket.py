"""A request is settled without a visit."""

import pytest

from twingrid.kit.refusals import BadInput
from twingrid.work import actions
from twingrid.work.states import TicketState as S


def answer(ticket, cast, at, **changes):
    given = {"outcome": "answered", "words": "已说明缴费办法"} | changes
    return actions.answer_ticket(number=ticket.number, by=cast.han, at=at, **given)


def test_it_is_resolved_without_an_arrival(report, walk, cast, at):
    ticket = answer(walk(report(kind="bill"), "accept"), cast, at)
    assert (ticket.state, ticket.outcome, ticket.arrived_at, ticket.side) == (S.RESOLVED, "answered", None, "")


def test_it_needs_words(report, walk, cast, at):
    with pytest.raises(BadInput):
        answer(walk(report(kind="bill"), "accept"), cast, at, words=" ")


def test_a_repair_is_not_claimed_without_a_visit(report, walk, cast, at):
    with pytest.raises(BadInput) as refusal:
        answer(walk(report(), "accept"), cast, at, outcome="utility_side")
    assert refusal.value.field == "outcome"


def test_a_question_about_a_bill_has_no_promised_arrival(report):
    assert not report(kind="bill").clocks.filter(kind="promise").exists()
