"""An order of the hotline from its coming in to its closing (F4), and what the hotline does with it meanwhile."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from tests import hotline as fake
from tests.cast import Cast
from tests.platform import KEY, running
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.people.actions import keys
from twingrid.work import actions, sheets
from twingrid.work import queries as work_queries
from twingrid.work.models import Appeal, CallBack, ExternalRecord, HotlineReply, Support, Ticket
from twingrid.work.rules.records import Stand
from twingrid.work.rules.reply import OrderType, Reply, check_exclusion
from twingrid.work.rules.shapes import MoveIn
from twingrid.work.tests.platform_room import queue_all, send_all
from twingrid.work.tests.test_reply_ticket import GOOD

pytestmark = pytest.mark.django_db
ORDER = "250912101108115409"


@pytest.fixture
def hotline(cast: Cast, at: datetime) -> Iterator[fake.Hotline]:
    """The city's hotline, connected."""
    keys.make_key(name="热线", purposes=["events"], by=None, at=at, system="12345")
    with running(fake.Hotline()) as server:
        actions.change_platform(
            system="12345",
            url=server.url,
            key=KEY,
            under="热线",
            active=True,
            honours_keys=False,
            ours=(),
            by=cast.people["admin"],
            at=at,
        )
        assert isinstance(server, fake.Hotline)
        yield server


def fetch(at: datetime) -> Any:
    actions.pull_events(system="12345", at=at)
    return Ticket.objects.order_by("-id").first()


def tell(at: datetime) -> None:
    queue_all(at)
    send_all(at)


def stand(ticket: Any) -> Stand:
    return work_queries.numbers_of(ticket)[0].stand


OUTAGE = Reply(
    order_type=OrderType.SUDDEN_OUTAGE,
    contacted=False,
    not_contacted_reason="三次拨打未接通",
    opinion="【非公开信息】",
    solved=True,
    lead_unit="市中供电中心",
    cause="表后开关损坏",
    found="开关烧坏",
    measures="更换表后开关",
    handling="供电网格员现场核实后更换表后开关。",
    public_reply="经现场核实，已更换表后开关。",
)


def test_an_order_comes_in_is_answered_returned_answered_again_and_closed_by_the_hotline(
    hotline: fake.Hotline, cast: Cast, walk: Any, at: datetime
) -> None:
    deadline = at + timedelta(days=2)
    hotline.order(ORDER, kind="no_power", deadline=deadline.isoformat())
    order = fetch(at)
    assert (order.holder, order.counterpart, order.deadline) == (cast.han, cast.people["qiao"], deadline)
    assert order.clocks.get(kind="order").due_at == deadline
    walk(order, "accept", "arrive", "resolve")
    order.refresh_from_db()
    assert stand(order) is Stand.HANDLED
    with pytest.raises(BadInput, match="时") as refused:
        actions.reply_ticket(number=order.number, reply=OUTAGE, by=cast.han, at=at)
    assert refused.value.field in {"restored_at", "began_at"}
    whole = replace(OUTAGE, began_at=at, restored_at=at + timedelta(minutes=40))
    actions.reply_ticket(number=order.number, reply=whole, by=cast.han, at=at)
    tell(at)
    assert hotline.told[ORDER] == ["received", "accepted", "on_site", "resolved", "replied"]
    assert stand(order) is Stand.REPLIED

    hotline.give_back(ORDER, "R1", "未说明停电原因")
    fetch(at + timedelta(hours=1))
    order.refresh_from_db()
    assert (order.state, order.times_reopened, stand(order)) == ("new", 1, Stand.OPEN)
    hotline.move(ORDER, "close", "C0")
    fetch(at + timedelta(hours=1))
    assert "在办" in work_queries.missed()[0].reason
    walk(order, "accept", "arrive", "resolve")
    again = replace(whole, cause="表后开关老化烧坏")
    actions.reply_ticket(number=order.number, reply=again, by=cast.han, at=at)
    tell(at + timedelta(hours=2))
    assert hotline.told[ORDER][-1] == "replied"
    assert hotline.changes[-1]["answer"]["handling"] == whole.handling
    assert hotline.refused == []

    hotline.move(ORDER, "close", "C1", words="群众认可")
    fetch(at + timedelta(hours=3))
    order.refresh_from_db()
    assert (order.state, stand(order)) == ("closed", Stand.CLOSED)
    assert CallBack.objects.get(ticket=order).how == "hotline"
    assert HotlineReply.objects.count() == 2
    assert ExternalRecord.objects.get().raw["words"] == "家里没电"
    tell(at + timedelta(hours=4))
    assert hotline.refused == []


def test_the_fake_sends_back_what_the_hotline_would() -> None:
    change = {"number": ORDER, "state": "replied", "answer": {"contacted": True, "solved": True}}
    assert fake.examine(change, []) == "请填写办理情况"
    assert fake.examine(change | {"number": "1"}, []).startswith("记录编号")
    assert fake.examine(change, ["replied"]).startswith("本单已答复")
    assert fake.examine(change | {"state": "closed"}, []) == "结案由热线办理"


@pytest.mark.parametrize(
    "given",
    [
        {"move": "supervise"},
        {"move": "co_assign", "unit": "水务"},
        {"move": "co_assign", "expires": 3},
        {"move": "exclusion"},
        {"move": "bury"},
    ],
)
def test_half_a_move_is_no_move(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MoveIn(move_no="1", **given)


@pytest.mark.parametrize(("lacking", "rules"), [((), ()), (("conclusion",), (8,)), (("basis", "evidence"), (9, 10))])
def test_an_appeal_needs_conclusion_basis_and_evidence(lacking: tuple[str, ...], rules: tuple[int, ...]) -> None:
    parts = {name: "" if name in lacking else "x" for name in ("conclusion", "basis", "evidence")}
    assert tuple(fault.rule for fault in check_exclusion(**parts)) == rules


@pytest.fixture
def order(cast: Cast, at: datetime) -> Any:
    """An order by file, from 0531-000 09999."""
    who, _text = keys.make_key(name="热线", purposes=["events"], by=None, at=at, system="12345")

    def make(number: str = ORDER) -> Ticket:
        row = {
            "number": number,
            "words": "楼道灯不亮了",
            "kind": "stairwell_light",
            "place": {"address": "乐山小区3号楼2单元"},
            "reporter": {"phone": "0531-000 09999"},
        }
        assert actions.receive_events(rows=[(1, row)], system="12345", by=who.user, at=at).fresh == 1
        return ExternalRecord.objects.get(number=number).ticket

    return make


def moves(at: datetime, *rows: dict[str, Any]) -> Any:
    who = keys.visitor_of(name="热线")
    given = [(n, {"number": ORDER, **row}) for n, row in enumerate(rows)]
    return actions.receive_events(rows=given, system="12345", by=who.user, at=at)


def test_it_is_supervised_and_reminded_once_each_number_and_stands_on_top(
    order: Any, report: Any, cast: Cast, at: datetime
) -> None:
    ticket = order()
    report(by=cast.zhou, kind="no_power")
    until = at + timedelta(hours=5)
    supervise = {"move": "supervise", "move_no": "D1", "deadline": until.isoformat(), "words": "请尽快"}
    remind = {"move": "remind", "move_no": "C1"}
    taken = moves(at, supervise, supervise, remind, remind, remind | {"move_no": "C2"}, remind | {"words": "别的"})
    assert (taken.moved, len(taken.refused)) == (5, 1)
    ticket.refresh_from_db()
    assert (ticket.supervised_until, ticket.reminders) == (until, 2)
    assert ticket.clocks.get(kind="order").due_at == until
    board = work_queries.leader_board(cast.sun, at=at)
    assert [line.number for line in board.pressed] == [ticket.number]
    assert work_queries.worker_list(cast.han, at=at).now[0].number == ticket.number
    assert set(ticket.escalations.values_list("to", flat=True)) >= {cast.sun.pk}
    page = cast.client("han").get(f"/work/t/{ticket.number}/").content.decode()
    assert "请尽快" in page and "催办 2 次" in page


def test_a_unit_is_added_for_days_and_the_holder_stays_accountable(order: Any, cast: Cast, at: datetime) -> None:
    ticket = order()
    moves(at, {"move": "co_assign", "move_no": "J1", "unit": "物业服务中心", "expires": 3, "words": "配合开门"})
    (part,) = work_queries.supports_of(ticket)
    assert (part.who, part.due_at, ticket.holder) == ("物业服务中心", at + timedelta(days=3), cast.han)
    asked = {"number": ticket.number, "to": cast.zhao.pk, "words": "带梯子", "days": 2, "by": cast.sun, "at": at}
    assert actions.support_ticket(**asked) == actions.support_ticket(**asked)
    with pytest.raises(NotAllowed):
        actions.support_ticket(**asked | {"by": cast.han, "to": cast.ding.pk})
    own = Support.objects.get(user=cast.zhao)
    assert ticket.number in {line.number for line in work_queries.worker_list(cast.zhao, at=at).now}
    done = {"number": ticket.number, "support_id": own.pk, "words": "梯子带到了", "at": at}
    with pytest.raises((NotAllowed, NotFound)):
        actions.finish_support(**done, by=cast.people["qiao"])
    assert actions.finish_support(**done, by=cast.zhao) == actions.finish_support(**done, by=cast.zhao)
    ticket.refresh_from_db()
    assert (ticket.holder, ticket.state) == (cast.han, "new")


def test_an_appeal_is_asked_exported_and_decided_and_the_order_stays_as_it_was(
    order: Any, cast: Cast, walk: Any, at: datetime
) -> None:
    ticket = order()
    parts = {"conclusion": "超职责", "basis": "条例第二十二条", "evidence": "现场照片、产权协议"}
    asked = {"number": ticket.number, "record_id": None, **parts, "by": cast.han, "at": at}
    with pytest.raises(BadInput) as refused:
        actions.appeal_order(**asked | {"basis": ""})
    assert refused.value.field == "basis"
    assert actions.appeal_order(**asked) == actions.appeal_order(**asked)
    with pytest.raises(Refused):
        actions.appeal_order(**asked | {"basis": "第三条"})
    with pytest.raises(NotFound):
        actions.appeal_order(**asked | {"by": cast.ding})
    who = keys.visitor_of(name="热线")
    told, _next = work_queries.every_change(who.user, system="12345", since="", at=at + timedelta(hours=1))
    assert (told[-1].state, told[-1].exclusion.basis) == ("appealed", "条例第二十二条")
    assert moves(at, {"move": "exclusion", "move_no": "P1", "approved": False, "words": "证据不足"}).moved == 1
    assert Appeal.objects.get().state == "refused"
    ticket.refresh_from_db()
    assert (ticket.state, ticket.channel) == ("new", "hotline_12345")


def test_the_same_facts_again_are_explained_only_where_the_earlier_one_is_closed(
    order: Any, cast: Cast, walk: Any, report: Any, at: datetime
) -> None:
    former = order()
    again = order("250912101108115410")
    said = {"number": again.number, "earlier": former.number, "words": "上月已答复", "by": cast.han, "at": at}
    with pytest.raises(BadInput):
        actions.explain_ticket(**said)
    walk(former, "accept", "arrive", "resolve", "close")
    other = walk(report(), "accept", "arrive", "resolve", "close")
    with pytest.raises(BadInput, match="另一"):
        actions.explain_ticket(**said | {"earlier": other.number})
    for _time in range(2):
        done = actions.explain_ticket(**said)
    assert (done.state, done.outcome, done.arrived_at) == ("resolved", "explained", None)
    assert former.number in HotlineReply.objects.get(ticket=again).content["handling"]


def test_only_the_hotline_moves_its_own_orders(order: Any, cast: Cast, at: datetime) -> None:
    order()
    grid, _text = keys.make_key(name="网格", purposes=["events"], by=None, at=at)
    remind = MoveIn(move="remind", move_no="1")
    with pytest.raises(NotFound):
        actions.take_move(system="grid", number=ORDER, given=remind, by=grid.user, at=at)
    with pytest.raises(NotAllowed):
        actions.take_move(system="12345", number=ORDER, given=remind, by=cast.han, at=at)


def test_the_export_has_every_field_of_the_hotlines_form(order: Any, cast: Cast, walk: Any, at: datetime) -> None:
    ticket = order()
    walk(ticket, "accept", "arrive", "resolve")
    actions.reply_ticket(number=ticket.number, reply=replace(GOOD, contacted=True, contacted_at=at), by=cast.han, at=at)
    who = keys.visitor_of(name="热线")
    told, place = work_queries.every_change(who.user, system="12345", since="", at=at + timedelta(hours=1))
    text = sheets.changes_file(told, "csv", place=place).decode("utf-8-sig").splitlines()
    last = dict(zip(text[0].split(","), text[-1].split(","), strict=True))
    assert (last["记录编号"], last["联系群众"], last["联系号码"]) == (ORDER, "已联系", "0531-000 09999")
    assert {"诉求属实", "超职责诉求", "申请类型", "未解决原因", "办理情况", "公开答复内容"} <= set(last)
    assert {"证件附件", "联系证据附件", "办理附件"} <= set(last)
    assert json.loads(sheets.changes_file(told, "json", place=place))["changes"][-1]["answer"]["attachments"]
