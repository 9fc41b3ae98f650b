"""Twice at once: the same call of another system, moves of a hotline, joining the same requests, one form."""

from datetime import datetime
from typing import Any

import pytest

from twingrid.people.actions import keys
from twingrid.people.actions.calls import Call
from twingrid.work import actions
from twingrid.work.actions import asked
from twingrid.work.models import ExternalRecord, OrderMove, Ticket
from twingrid.work.rules.request_shapes import RequestIn, RequestMoveIn
from twingrid.work.rules.shapes import EventIn, MoveIn
from twingrid.work.tests.real_rows import real_city
from twingrid.work.tests.test_two_at_once import at_once, report

PLACE = {"address": "乐山小区3号楼2单元"}


def test_a_call_and_a_hotlines_move_count_once_however_many_come_at_once(django_db_blocker: Any, at: datetime) -> None:
    with django_db_blocker.unblock(), real_city(at):
        crm = keys.make_key(name="甲", purposes=["requests", "requests-move"], by=None, at=at)[0].user
        line = keys.make_key(name="乙", purposes=["events"], by=None, at=at, system="12345")[0].user
        given, call = RequestIn.model_validate({"kind": "stairwell_light", "place": PLACE}), Call.of("call-0001", "a")

        def send() -> Any:
            return asked.send_request(given=given, call=call, by=crm, at=at)

        sent = at_once(send, send, send)
        assert sorted(one.fresh for one in sent) == [False, False, True]
        assert len({one.answer["number"] for one in sent}) == Ticket.objects.count() == 1

        def move(key: str) -> Any:
            return asked.move_request(
                number=sent[0].answer["number"],
                given=RequestMoveIn(move="accept"),
                call=Call.of(key, "b"),
                by=crm,
                at=at,
            ).answer["state"]

        assert at_once(lambda: move("call-0002"), lambda: move("call-0002")) == ["accepted", "accepted"]
        order = EventIn.model_validate({"number": "230222101108115409", "words": "没电", "place": PLACE})
        number = actions.receive_event(event=order, system="12345", by=line, at=at).answer.number

        def remind(move_no: str) -> Any:
            said = MoveIn(move="remind", move_no=move_no)
            return actions.move_event(system="12345", number=number, given=said, by=line, at=at).number

        assert at_once(*(lambda no=no: remind(no) for no in ("R1", "R1", "R2"))) == [number] * 3  # type: ignore[misc]
        reminded = Ticket.objects.get(records__number=number).reminders
        moves = OrderMove.objects.count()
    assert (reminded, moves) == (2, 2)


@pytest.mark.parametrize("both", [True, False], ids=["into each other", "twice the same"])
def test_of_two_who_join_the_same_requests_one_wins(django_db_blocker: Any, at: datetime, both: bool) -> None:
    with django_db_blocker.unblock(), real_city(at) as cast:
        one, two = report(cast, "a", at), report(cast, "b", at)

        def join(number: str, into: str) -> Any:
            return actions.join_tickets(number=number, into=into, by=cast.zhou, at=at).number

        answers = at_once(lambda: join(one, two), lambda: join(two, one) if both else join(one, two))
        states = dict(Ticket.objects.values_list("number", "state"))
        carried = list(ExternalRecord.objects.values_list("ticket__number", "came_as__number"))
    assert sorted(states.values()) == ["cancelled", "new"]
    left = next(number for number, state in states.items() if state == "new")
    assert carried == [(left, two if left == one else one)], "its number is carried once, by the one that is left"
    if both:
        assert left in answers and len(set(answers)) == 2, "the other hears a sentence"
    else:
        assert answers == [two, two]


def test_a_form_that_moves_many_sent_twice_at_once_is_told_the_same(django_db_blocker: Any, at: datetime) -> None:
    with django_db_blocker.unblock(), real_city(at) as cast:
        numbers = [report(cast, key, at) for key in ("a", "b")]
        together = actions.Together(what="reassign", numbers=numbers, to=cast.zhao.pk)

        def click() -> Any:
            return actions.run_bulk(together=together, key="one-form", by=cast.sun, at=at)[1].moving

        answers = at_once(click, click)
        holders = set(Ticket.objects.values_list("holder_id", flat=True))
        zhao = cast.zhao.pk
    assert (answers, holders) == ([tuple(numbers)] * 2, {zhao})
