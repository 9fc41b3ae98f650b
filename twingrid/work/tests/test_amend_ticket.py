"""Answers that became known later."""

from datetime import timedelta

import pytest

from twingrid.kit import stale
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.work import actions, queries
from twingrid.work.models import Reporter, Ticket

pytestmark = pytest.mark.django_db


def amend(ticket, by, at, **answers):
    ticket = Ticket.objects.get(pk=ticket.pk)
    seen = stale.stamp(*sorted(queries.typed_answers(ticket).items()))
    return actions.amend_ticket(number=ticket.number, answers=answers, seen=seen, by=by, at=at)


def test_what_was_asked_on_the_phone_is_kept_and_written_down(report, cast, at):
    ticket = report(kind="no_power", scope="unknown")
    later = amend(ticket, cast.han, at, smell="no", neighbours="dark", entrances="dark")
    assert later.details == {"smell": False, "neighbours": "dark", "entrances": "dark"}
    assert (later.scope, later.safety) == ("building", False)
    last = queries.history(later)[-1]
    assert (last.name, last.by, last.facts) == ("work.ticket.amended", "韩立群", {"answers": 3})


def test_danger_makes_it_urgent_and_its_clock_shorter(report, cast, at):
    ticket = report(kind="no_power")
    later = amend(ticket, cast.han, at + timedelta(minutes=1), smell="yes")
    assert later.safety
    assert later.due_at < ticket.due_at
    assert amend(ticket, cast.han, at, smell="no").safety  # once said, somebody looks


def test_personal_answers_stay_with_the_reporter(report, cast, at):
    ticket = report(kind="meter", answers={"what": "blank"})
    amend(ticket, cast.han, at, what="fast", account="3701000001")
    ticket.refresh_from_db()
    assert ticket.details == {"what": "fast"}
    assert Reporter.objects.get(ticket=ticket).answers == {"account": "3701000001"}


def test_the_same_answers_again_change_nothing(report, cast, at):
    ticket = report(kind="meter")
    amend(ticket, cast.han, at, what="fast")
    n = len(queries.history(ticket))
    actions.amend_ticket(number=ticket.number, answers={"what": "fast"}, seen="", by=cast.han, at=at)
    assert len(queries.history(ticket)) == n


def test_of_two_at_once_the_second_is_told(report, cast, at):
    ticket = report(kind="meter")
    seen = stale.stamp()
    actions.amend_ticket(number=ticket.number, answers={"what": "fast"}, seen=seen, by=cast.han, at=at)
    with pytest.raises(Refused):
        actions.amend_ticket(number=ticket.number, answers={"what": "lamp"}, seen=seen, by=cast.zhou, at=at)


def test_a_wrong_answer_names_its_question(report, cast, at):
    with pytest.raises(BadInput) as refused:
        amend(report(kind="meter"), cast.han, at, what="nonsense")
    assert refused.value.field == "what"


def test_a_finished_request_is_left_as_it_is(report, walk, cast, at):
    ticket = walk(report(kind="meter"), "accept", "arrive", "resolve", "close")
    with pytest.raises(Refused):
        amend(ticket, cast.han, at, what="fast")


def test_the_community_side_may_not_and_another_area_does_not_see_it(report, cast, at):
    ticket = report(kind="meter")
    with pytest.raises(NotAllowed):
        amend(ticket, ticket.counterpart, at, what="fast")
    with pytest.raises(NotFound):
        amend(ticket, cast.ding, at, what="fast")
