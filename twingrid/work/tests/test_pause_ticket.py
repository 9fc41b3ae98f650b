"""Work may wait: for a reason, until a moment or until somebody lets it go on. The clocks follow."""

from datetime import timedelta

import pytest

from twingrid.journal import queries as journal_queries
from twingrid.kit.refusals import BadInput
from twingrid.work import actions, queries
from twingrid.work.models import Clock

MINUTE = timedelta(minutes=1)


def due(ticket):
    return {one.key: (one.due_at, one.paused) for one in Clock.objects.filter(ticket=ticket)}


def test_it_waits_until_its_moment_and_goes_on_by_itself(report, walk, cast, at):
    ticket = walk(report(kind="no_power"), "accept")
    until = at + 31 * MINUTE
    pause = {"number": ticket.number, "reason": "access", "by": cast.han}
    for _twice in range(2):
        actions.pause_ticket(**pause, until=until, words="约好半小时后开门", at=at + MINUTE)
    assert due(ticket)["arrive"] == (at + 45 * MINUTE, True)
    line = queries.worker_list(cast.han, at=at + 60 * MINUTE).today[0]
    assert (line.paused_at, line.due_at, line.is_late(at=at + 60 * MINUTE)) == (at + MINUTE, None, False)
    assert [actions.resume_due(at=at + n * MINUTE) for n in (30, 33, 34)] == [0, 1, 0]
    assert due(ticket)["arrive"] == (at + 75 * MINUTE, False)
    names = [one.name for one in journal_queries.history_of(ticket)]
    assert (names.count("work.ticket.paused"), names.count("work.ticket.resumed")) == (1, 1)


def test_going_there_ends_the_wait_and_an_order_never_waits(report, walk, cast, at):
    order = report(kind="no_power", by=cast.zhou, channel="hotline_12345", external_no="7")
    before = due(order)["order"]
    walk(order, "accept")
    actions.pause_ticket(number=order.number, reason="material", by=cast.han, at=at + 5 * MINUTE)
    ticket = actions.arrive_at_ticket(number=order.number, by=cast.han, at=at + 15 * MINUTE)
    assert (ticket.paused_at, ticket.pause_reason) == (None, "")
    assert due(order)["order"] == before
    assert due(order)["arrive"] == (at + 55 * MINUTE, False)


@pytest.mark.parametrize(("changes", "field"), [({"reason": "tired"}, "reason"), ({"until": -MINUTE}, "until")])
def test_it_asks_for_a_reason_of_the_list_and_a_moment_to_come(report, walk, cast, at, changes, field):
    ticket = walk(report(), "accept")
    asked = {"reason": "access", "number": ticket.number, "by": cast.han, "at": at} | changes
    if "until" in asked:
        asked["until"] = at + asked["until"]
    with pytest.raises(BadInput) as refusal:
        actions.pause_ticket(**asked)
    assert refusal.value.field == field


def test_facts_that_are_put_right_move_the_clocks(report, walk, cast, at):
    ticket = walk(report(kind="no_power"), "accept", "depart", "arrive")
    there = at + 2 * MINUTE
    for _twice in range(2):
        actions.correct_arrival(
            number=ticket.number, arrived_at=there, reason="忘了点", by=cast.sun, at=at + 9 * MINUTE
        )
    found = {one.key: one for one in Clock.objects.filter(ticket=ticket)}
    assert found["arrive"].stopped_at == found["restore"].started_at == there
    actions.set_deadline(number=ticket.number, deadline=at + 60 * MINUTE, reason="热线改期", by=cast.sun, at=at)
    actions.clear_cause(number=ticket.number, by=cast.han, at=at + 9 * MINUTE)
    assert due(ticket)["order"] == (at + 60 * MINUTE, False)
    assert due(ticket)["reconnect"][0] == at + 9 * MINUTE + timedelta(days=1)
