"""A request that is a duplicate, withdrawn or a mistake is stopped."""

import pytest

from twingrid.kit.refusals import BadInput
from twingrid.work import actions
from twingrid.work.models import Routing
from twingrid.work.states import TicketState as S


def test_it_stops_with_its_reason_and_nobody_is_told_any_more(report, cast, at):
    ticket = report()
    done = actions.cancel_ticket(number=ticket.number, reason="duplicate", words="与 0001 相同", by=cast.zhou, at=at)
    assert (done.state, done.cancel_reason, done.due_at) == (S.CANCELLED, "duplicate", None)
    assert Routing.objects.get(ticket=ticket).next is None


@pytest.mark.parametrize(("reason", "words", "field"), [("boring", "x", "reason"), ("mistake", "", "words")])
def test_it_needs_a_reason_in_words(report, cast, at, reason, words, field):
    with pytest.raises(BadInput) as refusal:
        actions.cancel_ticket(number=report().number, reason=reason, words=words, by=cast.zhou, at=at)
    assert refusal.value.field == field
