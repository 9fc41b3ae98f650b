"""What was found on site, and how it ended."""

from datetime import timedelta

import pytest

from twingrid.kit.refusals import BadInput, Refused
from twingrid.work import actions
from twingrid.work.models import RemarkKind
from twingrid.work.states import TicketState as S


def test_the_flagship_case_is_a_courtesy_on_the_customers_side(report, walk, at):
    ticket = walk(report(), "accept", "depart", "arrive", "resolve")
    assert (ticket.state, ticket.outcome, ticket.side, ticket.finding) == (
        S.RESOLVED,
        "customer_side_courtesy",
        "customer",
        "switch",
    )
    assert ticket.resolved_at == at + timedelta(minutes=4)
    assert ticket.remarks.get(kind=RemarkKind.DONE).words == "换了表后开关,灯亮了"


def test_a_second_press_changes_nothing(report, walk, at):
    ticket = walk(report(), "accept", "arrive", "resolve", "resolve")
    assert ticket.resolved_at == at + timedelta(minutes=3)
    assert ticket.remarks.filter(kind=RemarkKind.DONE).count() == 1


def test_another_outcome_afterwards_is_refused(report, walk, cast, at):
    ticket = walk(report(), "accept", "arrive", "resolve")
    with pytest.raises(Refused):
        actions.resolve_ticket(number=ticket.number, outcome="utility_side", finding="meter", by=cast.han, at=at)


def test_one_has_to_arrive_first(report, walk, cast, at):
    ticket = walk(report(), "accept")
    with pytest.raises(Refused):
        actions.resolve_ticket(number=ticket.number, outcome="utility_side", finding="meter", by=cast.han, at=at)


@pytest.mark.parametrize(
    ("outcome", "finding", "field"), [("answered", "meter", "outcome"), ("utility_side", "ghost", "finding")]
)
def test_it_names_the_field_to_correct(report, walk, cast, at, outcome, finding, field):
    ticket = walk(report(), "accept", "arrive")
    with pytest.raises(BadInput) as refusal:
        actions.resolve_ticket(number=ticket.number, outcome=outcome, finding=finding, by=cast.han, at=at)
    assert refusal.value.field == field
    ticket.refresh_from_db()
    assert ticket.state == S.ON_SITE
