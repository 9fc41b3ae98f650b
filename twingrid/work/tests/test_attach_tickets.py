"""A known outage: requests attached in one move, callers told, called back when it is over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.outages import actions as outage_actions
from twingrid.work import actions, queries
from twingrid.work.models import Attachment, Clock, Routing, Ticket


@pytest.fixture
def outage(cast: Any, at: Any) -> Any:
    """A fault of 3号楼 and 4号楼, going on, expected back in two hours."""
    plan = outage_actions.Plan(
        kind="fault",
        starts_at=at,
        estimate_at=at + timedelta(hours=2),
        buildings=[cast.home.pk, cast.buildings["4"].pk],
    )
    made = outage_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    return outage_actions.start_outage(number=made.number, by=cast.zhou, at=at)


@pytest.fixture
def attach(cast: Any, at: Any, outage: Any) -> Callable[..., Any]:
    """Attach requests to the fault as the dispatcher."""

    def go(*tickets: Any, by: Any = None) -> Any:
        numbers = [ticket.number for ticket in tickets]
        return actions.attach_tickets(numbers=numbers, outage=outage.number, by=by or cast.zhou, at=at)

    return go


def heard(name: str, act: Callable[..., int], at: Any) -> int:
    """Run the subscriber of the last event of this name, as its job would."""
    event = Event.objects.filter(name=name).order_by("-id").first()
    assert event is not None
    return act(event_id=event.pk, at=at)


def test_many_are_attached_in_one_move(report: Any, attach: Any, django_assert_max_num_queries: Any) -> None:
    tickets = [report(kind="no_power") for _ in range(60)]
    with django_assert_max_num_queries(60 + 60 + 25):
        done = attach(*tickets)
    assert len(done.done) == 60 and not done.left
    assert set(Ticket.objects.values_list("state", flat=True)) == {"waiting"}


def test_nobody_has_to_go_any_more(report: Any, attach: Any, cast: Any, at: Any) -> None:
    ticket = report(kind="no_power")
    attach(ticket)
    assert queries.worker_list(cast.han, at=at).count == 0
    assert not Clock.objects.filter(ticket=ticket, stopped_at__isnull=True).exists()
    assert Routing.objects.get(ticket=ticket).next_at is None


def test_attaching_twice_changes_nothing(report: Any, attach: Any) -> None:
    ticket = report(kind="no_power")
    attach(ticket)
    assert attach(ticket).done == ()
    assert Attachment.objects.count() == 1


def test_what_cannot_be_attached_is_left_with_its_sentence(report: Any, walk: Any, attach: Any) -> None:
    done, fresh = walk(report(), "accept", "arrive", "resolve"), report(kind="no_power")
    result = attach(done, fresh)
    assert result.done == (fresh.number,)
    assert [number for number, sentence in result.left if sentence] == [done.number]


def test_only_desk_and_leader_attach(report: Any, attach: Any, cast: Any) -> None:
    ticket = report(kind="no_power")
    for who in (cast.han, cast.qiao, cast.clerk, cast.manager):
        with pytest.raises(NotAllowed):
            attach(ticket, by=who)
    with pytest.raises(NotFound):
        attach(ticket, by=cast.ding)
    attach(ticket, by=cast.sun)


def test_one_move_is_taken_back_in_one_move(report: Any, attach: Any, cast: Any, at: Any) -> None:
    tickets = [report(kind="no_power") for _ in range(3)]
    batch = attach(*tickets).batch
    assert len(actions.detach_tickets(batch=batch, by=cast.zhou, at=at)) == 3
    assert actions.detach_tickets(batch=batch, by=cast.zhou, at=at) == ()
    assert set(Ticket.objects.values_list("state", flat=True)) == {"new"}
    assert Clock.objects.filter(stopped_at__isnull=True).count() == 6
    assert Routing.objects.filter(next_at__isnull=False).count() == 3


def test_when_it_is_over_they_are_to_be_called_back(report: Any, attach: Any, cast: Any, at: Any, outage: Any) -> None:
    ticket, later = report(kind="no_power"), at + timedelta(hours=1)
    attach(ticket)
    outage_actions.restore_outage(number=outage.number, by=cast.zhou, at=later)
    assert heard("outages.outage.restored", actions.restore_tickets, later) == 1
    assert heard("outages.outage.restored", actions.restore_tickets, later) == 0
    ticket.refresh_from_db()
    assert (ticket.state, ticket.outcome, ticket.side) == ("resolved", "utility_side", "utility")
    assert [line.number for line in queries.board(cast.zhou, at=later).to_call_back] == [ticket.number]
    closed = actions.call_back_ticket(number=ticket.number, result="solved", by=cast.zhou, at=later)
    assert closed.state == "closed"


def test_only_the_part_that_is_back_is_called(report: Any, attach: Any, cast: Any, at: Any, outage: Any) -> None:
    here, there = report(kind="no_power"), report(kind="no_power", building_id=cast.buildings["4"].pk, unit="")
    attach(here, there)
    outage_actions.restore_part(number=outage.number, buildings=[cast.home.pk], by=cast.zhou, at=at)
    assert heard("outages.part.restored", actions.restore_tickets, at) == 1
    assert set(Ticket.objects.values_list("number", "state")) == {(here.number, "resolved"), (there.number, "waiting")}


def test_a_cancelled_outage_gives_its_callers_back(report: Any, attach: Any, cast: Any, at: Any, outage: Any) -> None:
    ticket = report(kind="no_power")
    attach(ticket)
    outage_actions.cancel_outage(number=outage.number, words="误报", by=cast.zhou, at=at)
    assert heard("outages.outage.cancelled", actions.detach_cancelled, at) == 1
    ticket.refresh_from_db()
    assert ticket.state == "new"


def test_nothing_is_attached_to_an_outage_that_is_over(
    report: Any, attach: Any, cast: Any, at: Any, outage: Any
) -> None:
    outage_actions.restore_outage(number=outage.number, by=cast.zhou, at=at)
    with pytest.raises(Refused):
        attach(report(kind="no_power"))


def caller(cast: Any, **changes: Any) -> actions.Report:
    given = {"channel": "page", "kind": "no_power", "building_id": cast.home.pk, "phone": "053100001234"}
    return actions.Report(**(given | changes))


def test_a_resident_says_mine_too_and_sees_the_estimate(cast: Any, at: Any, outage: Any) -> None:
    ticket = actions.report_caller(report=caller(cast), outage=outage.number, by=None, at=at)
    again = actions.report_caller(report=caller(cast), outage=outage.number, by=None, at=at)
    assert (ticket.state, again.pk) == ("waiting", ticket.pk)
    shown = queries.ticket_by_token(ticket.token, at=at)
    assert shown.outage is not None and shown.outage.estimate_at == at + timedelta(hours=2)
    assert [step.move for step in shown.steps] == ["report", "attach"]


def test_an_outage_elsewhere_is_not_mine(cast: Any, at: Any, outage: Any) -> None:
    elsewhere = caller(cast, building_id=cast.buildings["1"].pk)
    with pytest.raises(BadInput):
        actions.report_caller(report=elsewhere, outage=outage.number, by=None, at=at)


def test_a_feeder_with_many_calls_is_seen(report: Any, cast: Any, at: Any) -> None:
    for n in range(1, 4):
        report(kind="no_power", building_id=cast.buildings[str(n)].pk, unit="")
    (crowd,) = queries.crowds(cast.zhou, at=at)
    assert (crowd.name, crowd.requests, crowd.buildings) == ("F1", 3, 3)


def test_its_clocks_are_the_same_when_derived_again(report: Any, attach: Any, cast: Any, at: Any) -> None:
    from twingrid.work.actions.steps import wind_clocks

    ticket = report(kind="no_power")
    attach(ticket)
    before = list(Clock.objects.order_by("id").values("kind", "stopped_at", "due_at"))
    wind_clocks(ticket)
    assert list(Clock.objects.order_by("id").values("kind", "stopped_at", "due_at")) == before
