"""One matter under several numbers: attached by a person, proposed by a machine, counted once, answered to each."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.metrics import queries as metrics_queries
from twingrid.people.actions import keys
from twingrid.work import actions
from twingrid.work import queries as work_queries
from twingrid.work.models import ExternalRecord, HotlineReply, SameMatter, Ticket
from twingrid.work.rules.records import Stand, leading, stand_of
from twingrid.work.tests.test_reply_ticket import GOOD

pytestmark = pytest.mark.django_db
ORDER = "250912101108115409"


@pytest.fixture
def come(cast: Cast, at: datetime) -> Any:
    """An order of another system arrives by file, from the caller of `report(by=…)`."""

    def make(system: str, number: str, **more: Any) -> Ticket:
        name = f"{system}的钥匙"
        try:
            who = keys.visitor_of(name=name)
        except NotFound:
            who, _text = keys.make_key(name=name, purposes=["events"], by=None, at=at, system=system)
        row = {
            "number": number,
            "kind": "stairwell_light",
            "words": "楼道灯不亮了",
            "place": {"address": "乐山小区3号楼2单元"},
            "reporter": {"name": "住户", "phone": "0531-000 09999"},
        }
        taken = actions.receive_events(rows=[(1, row | more)], system=system, by=who.user, at=at)
        assert not taken.refused
        return ExternalRecord.objects.get(system=system, number=number).ticket

    return make


def changes(system: str, at: datetime) -> list[Any]:
    who = keys.visitor_of(name=f"{system}的钥匙")
    told, _next = work_queries.every_change(who.user, system=system, since="", at=at + timedelta(hours=5))
    return told


@pytest.mark.parametrize(
    ("state", "closed", "replied", "stand"),
    [
        ("on_site", False, False, Stand.OPEN),
        ("resolved", False, False, Stand.HANDLED),
        ("closed", False, False, Stand.HANDLED),
        ("closed", False, True, Stand.REPLIED),
        ("closed", True, True, Stand.CLOSED),
    ],
)
def test_handled_is_not_closed(state: str, closed: bool, replied: bool, stand: Stand) -> None:
    assert stand_of(state, closed=closed, replied=replied) is stand


def test_the_earliest_printed_deadline_leads(at: datetime) -> None:
    soon, late = at + timedelta(hours=3), at + timedelta(days=3)
    assert leading([None, late, soon, None]) == soon
    assert leading([None]) is None


def test_a_further_caller_gets_a_number_and_no_second_request(report: Any, cast: Cast, at: datetime) -> None:
    ticket = report()
    further = actions.Further(key="form-1", phone="0531-000 08888", name="邻居", words="我家楼道也不亮")
    first = actions.add_number(number=ticket.number, further=further, by=cast.zhou, at=at)
    again = actions.add_number(number=ticket.number, further=further, by=cast.zhou, at=at)
    assert (first.pk, Ticket.objects.count()) == (again.pk, 1)
    assert work_queries.find_by_number(cast.zhou, first.number, at=at) == (ticket,)
    assert work_queries.said(ticket) == "楼道灯不亮了"


def test_a_number_of_another_request_is_not_taken_from_it(report: Any, cast: Cast, at: datetime) -> None:
    one, other = report(), report()
    further = actions.Further(key="a", system="95598", number="2302220001")
    actions.add_number(number=one.number, further=further, by=cast.zhou, at=at)
    with pytest.raises(Refused, match=one.number):
        actions.add_number(number=other.number, further=replace(further, key="b"), by=cast.zhou, at=at)
    with pytest.raises(BadInput):
        actions.add_number(number=other.number, further=actions.Further(key="c", system="95598"), by=cast.zhou, at=at)


def test_who_may_not_join(report: Any, cast: Cast, at: datetime) -> None:
    one, other = report(), report()
    for who, refusal in ((cast.han, NotAllowed), (cast.ding, NotFound), (cast.people["qiao"], NotAllowed)):
        with pytest.raises(refusal):
            actions.join_tickets(number=other.number, into=one.number, by=who, at=at)
        with pytest.raises(refusal):
            actions.add_number(number=one.number, further=actions.Further(key="x"), by=who, at=at)


def test_the_same_caller_place_and_kind_is_proposed_and_never_decided_alone(
    report: Any, come: Any, cast: Cast, at: datetime
) -> None:
    call = report(by=cast.zhou)
    order = come("12345", ORDER)
    assert order.pk != call.pk
    (proposal,) = work_queries.proposals_of(call)
    assert (proposal.number, proposal.into) == (order.number, True)
    actions.part_tickets(number=order.number, other=call.number, by=cast.zhou, at=at)
    assert work_queries.proposals_of(call) == ()
    assert list(SameMatter.objects.values_list("agreed", "decided_by")) == [(False, cast.zhou.pk)]
    come("12345", "250912101108115410", reporter={"phone": "0531-000 07777"})
    assert SameMatter.objects.count() == 1


def test_one_matter_carries_three_numbers_is_counted_once_and_answered_to_each(
    report: Any, come: Any, walk: Any, cast: Cast, at: datetime
) -> None:
    call = report(by=cast.zhou)
    soon = at + timedelta(hours=4)
    come("12345", ORDER, deadline=(at + timedelta(days=3)).isoformat())
    national = come("95598", "2302220001", deadline=soon.isoformat())
    for order in Ticket.objects.exclude(pk=call.pk):
        for _time in range(2):
            actions.join_tickets(number=order.number, into=call.number, by=cast.zhou, at=at)
    call.refresh_from_db()
    assert {(one.system, one.number) for one in work_queries.numbers_of(call)} == {
        ("12345", ORDER),
        ("95598", "2302220001"),
    }
    assert call.clocks.get(kind="order").due_at == soon
    assert work_queries.carried_by(Ticket.objects.get(pk=national.pk)) == call.number
    day = metrics_queries.Period(since=at.date(), until=at.date() + timedelta(days=1))
    figures = metrics_queries.figures(cast.people["manager"], at=at, period=day)
    assert (figures.reported, figures.hotline.now, figures.direct.now) == (1, 1, 0)

    walk(call, "accept", "arrive", "resolve")
    hotline, further = (call.records.get(system=name) for name in ("12345", "95598"))
    actions.reply_ticket(number=call.number, reply=GOOD, record_id=hotline.pk, by=cast.han, at=at)
    assert [told.state for told in changes("12345", at)][-1] == "replied"
    assert "replied" not in {told.state for told in changes("95598", at)}
    other = replace(GOOD, cause="灯座损坏")
    actions.reply_ticket(number=call.number, reply=other, record_id=further.pk, by=cast.han, at=at)
    assert HotlineReply.objects.filter(ticket=call).count() == 2
    assert {told.number for told in changes("95598", at)} == {"2302220001"}


def test_a_typed_order_and_the_same_one_by_file_are_one_request(
    report: Any, come: Any, cast: Cast, at: datetime
) -> None:
    typed = report(by=cast.zhou, channel="hotline_12345", external_no=ORDER)
    assert come("12345", ORDER) == typed
    again = report(by=cast.zhou, channel="hotline_12345", external_no=ORDER)
    assert (again, Ticket.objects.count()) == (typed, 1)


def test_the_second_caller_still_sees_how_it_goes_without_the_words_of_the_first(
    report: Any, walk: Any, cast: Cast, at: datetime
) -> None:
    first, second = report(words="我叫老王"), report()
    actions.join_tickets(number=second.number, into=first.number, by=cast.zhou, at=at)
    walk(first, "accept", "arrive", "resolve")
    shown = work_queries.ticket_by_token(second.token, at=at)
    assert (shown.state, [step.move for step in shown.steps]) == ("resolved", ["report", "accept", "arrive", "resolve"])
    assert "老王" not in str(shown)


def test_what_is_over_takes_no_further_number(report: Any, walk: Any, cast: Cast, at: datetime) -> None:
    first, second = walk(report(), "accept", "arrive", "resolve", "close"), report()
    with pytest.raises(Refused, match="结束"):
        actions.join_tickets(number=second.number, into=first.number, by=cast.zhou, at=at)
    with pytest.raises(BadInput):
        actions.join_tickets(number=second.number, into=second.number, by=cast.zhou, at=at)
