"""Somebody asks the resident whether it is solved."""

from datetime import timedelta

import pytest

from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.work import actions, queries
from twingrid.work.models import CallBack, Escalation
from twingrid.work.states import TicketState as S

DONE = ("accept", "arrive", "resolve")


def test_solved_closes_it_as_first_contact(report, walk):
    ticket = walk(report(), *DONE, "close")
    assert (ticket.state, ticket.first_contact) == (S.CLOSED, True)
    assert ticket.closed_at == ticket.called_back_at
    assert CallBack.objects.get(ticket=ticket).result == "solved"


def test_the_worker_may_not_close_the_own_work(report, walk, cast, at):
    ticket = walk(report(), *DONE)
    with pytest.raises(NotAllowed):
        actions.call_back_ticket(number=ticket.number, result="solved", by=cast.han, at=at)


def test_not_solved_makes_it_new_again_and_tells_the_leader(report, walk, cast, at):
    ticket = walk(report(), *DONE)
    again = actions.call_back_ticket(number=ticket.number, result="not_solved", words="还是不亮", by=cast.zhou, at=at)
    assert (again.state, again.times_reopened, again.outcome, again.accepted_at) == (S.NEW, 1, "", None)
    assert [told.to for told in Escalation.objects.filter(ticket=again, round=1)] == [cast.sun]
    assert again.clocks.filter(kind="promise").count() == 2
    assert CallBack.objects.get(ticket=ticket).round == 0


def test_not_solved_needs_words(report, walk, cast, at):
    ticket = walk(report(), *DONE)
    with pytest.raises(BadInput):
        actions.call_back_ticket(number=ticket.number, result="not_solved", by=cast.zhou, at=at)


def test_not_reached_keeps_it_until_the_third_try(report, walk, cast, at):
    ticket = walk(report(), *DONE)
    states = [
        actions.call_back_ticket(
            number=ticket.number, result="not_reached", by=cast.zhou, at=at + timedelta(hours=n)
        ).state
        for n in (1, 2, 3)
    ]
    assert states == [S.RESOLVED, S.RESOLVED, S.CLOSED]
    assert CallBack.objects.filter(ticket=ticket, result="not_reached").count() == 3


def test_what_is_not_resolved_is_not_closed(report, walk, cast, at):
    with pytest.raises(Refused):
        actions.call_back_ticket(number=walk(report(), "accept").number, result="solved", by=cast.zhou, at=at)


def test_reopened_work_is_not_first_contact(report, walk):
    ticket = walk(report(), *DONE, "reopen", *DONE, "close")
    assert (ticket.state, ticket.first_contact, ticket.times_reopened) == (S.CLOSED, False, 1)


def test_after_a_week_it_is_reported_anew(report, walk, cast, at):
    ticket = walk(report(), *DONE, "close")
    with pytest.raises(Refused):
        actions.reopen_ticket(number=ticket.number, reason="又坏了", by=cast.zhou, at=at + timedelta(days=8))


def test_the_whole_story_can_be_read_with_its_words(report, walk, cast):
    ticket = walk(report(), "accept", "depart", "arrive", "resolve", "close")
    entries = queries.history(ticket)
    assert [entry.move for entry in entries] == ["report", "accept", "depart", "arrive", "resolve", "close"]
    assert [entry.by for entry in entries[1:]] == [cast.han.name] * 4 + [cast.zhou.name]
    assert entries[0].words == "楼道灯不亮了"
    assert entries[4].words == "换了表后开关,灯亮了"
