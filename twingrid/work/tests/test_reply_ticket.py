"""Answering a hotline order: once a round, by those who may, and in the export's fields."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.people.actions import keys
from twingrid.work import actions
from twingrid.work import queries as work_queries
from twingrid.work.models import HotlineReply, Ticket
from twingrid.work.rules.reply import OrderType, Reply

pytestmark = pytest.mark.django_db
GOOD = Reply(
    order_type=OrderType.OTHER,
    contacted=False,
    not_contacted_reason="三次拨打未接通",
    solved=True,
    cause="灯头损坏",
    measures="更换灯头",
    handling="供电网格员现场核实后更换灯头。",
    public_reply="经现场核实，已更换灯头，照明正常。",
)


@pytest.fixture
def order(cast: Cast, at: datetime) -> Any:
    """An order of the hotline, taken by file under its key, and finished by Han."""
    who, _text = keys.make_key(name="热线", purposes=["events"], by=None, at=at, system="12345")
    row = {"number": "250912101108115409", "words": "楼道灯不亮了", "place": {"address": "乐山小区3号楼2单元"}}
    actions.receive_events(rows=[(1, row)], system="12345", by=who.user, at=at)
    ticket = Ticket.objects.get()
    Ticket.objects.update(state="resolved", resolved_at=at, outcome="utility_side", holder=cast.han)
    return ticket


def test_an_order_of_the_hotline_is_one(order: Any) -> None:
    assert order.channel == "hotline_12345"


def test_a_whole_answer_goes_and_is_told_in_the_fields_of_the_hotline(order: Any, cast: Cast, at: datetime) -> None:
    actions.reply_ticket(number=order.number, reply=GOOD, by=cast.han, at=at)
    order.refresh_from_db()
    assert work_queries.reply_of(order, order.records.get()) == GOOD
    key = keys.visitor_of(name="热线")
    told, _next = work_queries.every_change(key.user, system="12345", since="", at=at.replace(hour=23))
    assert told[-1].state == "replied"
    assert told[-1].answer is not None
    assert (told[-1].answer.contacted, told[-1].answer.public_reply) == (False, GOOD.public_reply)


def test_the_same_answer_again_changes_nothing_and_another_is_refused(order: Any, cast: Cast, at: datetime) -> None:
    for _time in range(2):
        actions.reply_ticket(number=order.number, reply=GOOD, by=cast.han, at=at)
    assert Event.objects.filter(name="work.ticket.replied").count() == 1
    with pytest.raises(Refused, match="热线退回后"):
        actions.reply_ticket(number=order.number, reply=replace(GOOD, cause="开关"), by=cast.han, at=at)


def test_a_returned_order_is_answered_anew_and_the_former_answer_stays(order: Any, cast: Cast, at: datetime) -> None:
    actions.reply_ticket(number=order.number, reply=GOOD, by=cast.han, at=at)
    actions.reopen_ticket(number=order.number, reason="热线退回：未说明原因", by=cast.zhou, at=at)
    with pytest.raises(Refused, match="办结"):
        actions.reply_ticket(number=order.number, reply=GOOD, by=cast.zhou, at=at)
    Ticket.objects.update(state="resolved", resolved_at=at)
    actions.reply_ticket(number=order.number, reply=replace(GOOD, cause="灯头老化"), by=cast.zhou, at=at)
    assert list(HotlineReply.objects.values_list("round", "content__cause")) == [(0, "灯头损坏"), (1, "灯头老化")]


def test_the_callers_own_words_count_in_the_rules(order: Any, cast: Cast, at: datetime) -> None:
    order.remarks.filter(kind="said").update(words="我们这儿经常停电")
    with pytest.raises(BadInput, match="频繁停电") as refused:
        actions.reply_ticket(number=order.number, reply=GOOD, by=cast.han, at=at)
    assert refused.value.field == "year_record"
    assert not HotlineReply.objects.exists()


def test_who_may_not_answer(order: Any, cast: Cast, at: datetime) -> None:
    with pytest.raises(NotFound):
        actions.reply_ticket(number=order.number, reply=GOOD, by=cast.ding, at=at)
    with pytest.raises((NotAllowed, NotFound)):
        actions.reply_ticket(number=order.number, reply=GOOD, by=cast.people["qiao"], at=at)


def test_a_direct_call_needs_no_answer_to_the_hotline(order: Any, cast: Cast, at: datetime) -> None:
    Ticket.objects.update(channel="direct_call")
    order.records.all().delete()
    with pytest.raises(Refused, match="办结"):
        actions.reply_ticket(number=order.number, reply=GOOD, by=cast.han, at=at)


def test_what_is_known_is_filled_in(order: Any, cast: Cast, at: datetime) -> None:
    actions.call_back_ticket(number=order.number, result="not_reached", by=cast.zhou, at=at)
    order.refresh_from_db()
    draft = work_queries.draft_of(order)
    assert (draft.contacted, draft.solved, draft.contacted_at) == (False, None, None)
