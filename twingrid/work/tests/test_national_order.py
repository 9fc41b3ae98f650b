"""Business of 95598: its types and classes are our kinds, its limits a default, its answers in its own shape."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.kit.working_days import BY_THE_WEEK
from twingrid.people.actions import keys
from twingrid.work import actions, sheets
from twingrid.work import queries as work_queries
from twingrid.work.models import ExternalRecord
from twingrid.work.rules import national
from twingrid.work.rules.catalogue import shipped
from twingrid.work.tests.test_reply_ticket import GOOD


@pytest.mark.parametrize(
    ("business", "subject", "kind", "amount", "unit"),
    [
        ("consultation", "", "consultation", 5, "working_days"),
        ("repair", "", "no_power", 0, ""),
        ("complaint", "", "complaint", 6, "working_days"),
        ("report", "", "tip", 0, ""),
        ("opinion", "", "opinion", 0, ""),
        ("suggestion", "", "suggestion", 0, ""),
        ("praise", "", "praise", 0, ""),
        ("service", "", "consultation", 5, "working_days"),
        ("service", "reconnect", "bill", 1440, "minutes"),
        ("service", "damage", "voltage", 1440, "minutes"),
        ("service", "meter", "meter", 4, "working_days"),
        ("service", "reading", "meter", 6, "working_days"),
        ("service", "charging", "other", 45, "minutes"),
        ("unheard", "", "", 0, ""),
    ],
)
def test_each_type_is_a_kind_of_ours_with_its_limit(
    business: str, subject: str, kind: str, amount: int, unit: str
) -> None:
    assert national.kind_of(business, subject) == kind
    assert not kind or shipped().present(kind) is not None
    limit = national.limit_of(business, subject)
    assert (limit.amount, limit.unit) == (amount, unit) if limit else amount == 0
    assert limit is None or (limit.sure, limit.edition_dependent) == ("S", True)


def test_classes_and_levels_are_the_answers_of_our_complaint() -> None:
    asked = shipped().present("complaint")
    assert asked is not None
    for part, key in (("complaints", "class"), ("levels", "level")):
        field = asked.content.field(key)
        assert {one.key for one in field.options} == set(national.book()[part])


def test_a_limit_in_working_days_leaves_the_weekend_out(at: datetime) -> None:
    limit = national.Limit(5, "working_days", "S", True)
    assert limit.after(at, BY_THE_WEEK) == at + timedelta(days=7)


@pytest.mark.django_db
def test_a_complaint_comes_by_file_with_class_level_and_limit_and_goes_out_in_the_shape_of_95598(
    cast: Cast, walk: Any, at: datetime
) -> None:
    who, _text = keys.make_key(name="95598", purposes=["events"], by=None, at=at, system="95598")
    text = (
        "number,words,address,business,level,complaint_class\n"
        "2302220001,停电没有通知,乐山小区3号楼2单元,complaint,serious,outage\n"
    )
    rows = sheets.events_in(text.encode(), "95598.csv")
    assert actions.receive_events(rows=rows, system="95598", by=who.user, at=at).fresh == 1
    record = ExternalRecord.objects.get()
    ticket = record.ticket
    assert (ticket.kind, ticket.details["class"], ticket.details["level"]) == ("complaint", "outage", "serious")
    assert (record.deadline, ticket.clocks.get(kind="order").due_at) == (ticket.deadline, ticket.deadline)
    printed = rows[0][1] | {"number": "2302220002", "deadline": (at + timedelta(hours=3)).isoformat()}
    actions.receive_events(rows=[(2, printed)], system="95598", by=who.user, at=at)
    assert ExternalRecord.objects.get(number="2302220002").deadline == at + timedelta(hours=3)

    walk(ticket, "accept", "arrive", "resolve", "close")
    actions.reply_ticket(number=ticket.number, reply=GOOD, by=cast.han, at=at + timedelta(minutes=9))
    told, place = work_queries.every_change(who.user, system="95598", since="", at=at + timedelta(hours=1))
    mine = [one for one in told if one.number == "2302220001"]
    assert "closed" not in {one.state for one in mine}
    assert mine[-1].national is not None
    assert (mine[-1].national.result, mine[-1].national.cause) == ("solved", GOOD.cause)
    written = sheets.changes_file(mine, "csv", place=place).decode("utf-8-sig").splitlines()
    last = dict(zip(written[0].split(","), written[-1].split(","), strict=True))
    assert (last["业务类型"], last["业务级别"], last["投诉分类"], last["处理结果"]) == (
        "投诉",
        "重要",
        "停送电",
        "已解决",
    )
