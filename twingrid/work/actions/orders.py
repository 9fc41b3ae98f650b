"""The hotline's own moves with its order, by REST, by file, fetched, or told to the desk by telephone."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.journal.models import Event
from twingrid.kit.refusals import NotFound, Refused
from twingrid.people.models import User
from twingrid.work.actions import afterwards, watching
from twingrid.work.actions.steps import Held, lock, routing_due, say, wind_clocks
from twingrid.work.models import (
    Appeal,
    AppealState,
    CallBackHow,
    CallBackResult,
    ExternalRecord,
    OrderMove,
    OrderMoveKind,
    RemarkKind,
    Routing,
    Support,
    Ticket,
)
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.rules.records import ANSWERED
from twingrid.work.rules.shapes import MoveIn
from twingrid.work.states import TicketState

FINISHED = (TicketState.RESOLVED, TicketState.CLOSED)


def held_record(*, system: str, number: str, by: User, at: datetime) -> tuple[Held, ExternalRecord]:
    """A number of another system and its request, both locked, the request first; `NotFound` where it never came."""
    rows = ExternalRecord.objects.filter(system=system, number=number)
    for _time in range(3):
        record = rows.select_related("ticket").first()
        if record is None:
            break
        held = lock(record.ticket.number, by=by, at=at)
        locked = rows.select_for_update(of=("self",)).filter(ticket=held.ticket).first()
        if locked is not None:  # it has not gone over to another request meanwhile
            return held, locked
    raise NotFound(_("No event of this number came from you. Check the number, or send the event first."))


@transaction.atomic
def take_move(*, system: str, number: str, given: MoveIn, by: User, at: datetime) -> ExternalRecord:
    """Take a move of the hotline with its order: supervise, remind, co-assign, close, or judge our appeal.

    The same `move_no` again changes nothing; with other content it is refused. Raises `NotFound`, `Refused`,
    `BadInput`, `NotAllowed`.
    """
    held, record = held_record(system=system, number=number, by=by, at=at)
    held.require(May.ORDER_MOVE)
    content = given.model_dump(mode="json", exclude_defaults=True)
    kept = OrderMove.objects.filter(record=record, kind=given.move, move_no=given.move_no).first()
    if kept is not None:
        if kept.content != content:
            raise Refused(_("This move came before with other content. Give the new one a number of its own."))
        return record
    if record.system not in ANSWERED:
        raise Refused(_("Only a hotline takes these moves with its own orders."))
    if record.closed_at is not None:
        raise Refused(_("This order is closed. Return it first, with the reason."))
    OrderMove.objects.create(
        record=record, kind=given.move, move_no=given.move_no, content=content, due_at=given.deadline, at=at, by=by
    )
    _MOVES[OrderMoveKind(given.move)](held.ticket, record, given, by=by, at=at)
    return record


def _record(name: str, ticket: Ticket, record: ExternalRecord, given: MoveIn, *, by: User, at: datetime) -> Event:
    """Write a move down, its words beside it; only its own number is told of it."""
    event = journal_actions.record(name, ticket, by=by, at=at, facts={"records": [record.pk]})
    say(ticket, words=given.words, kind=RemarkKind.REASON, by=by, at=at, event=event)
    return event


def _supervise_order(ticket: Ticket, record: ExternalRecord, given: MoveIn, *, by: User, at: datetime) -> None:
    """It stands on top of every list, its deadline may lead, leader and accountable lead are told."""
    until = given.deadline
    ticket.supervised_until = min(filter(None, (ticket.supervised_until, until)), default=None)
    routing_due(ticket, wind_clocks(ticket, tidy=True), at=at)
    ticket.save(update_fields=("supervised_until", "due_at"))
    _record("work.order.supervised", ticket, record, given, by=by, at=at)
    lead = Routing.objects.filter(ticket=ticket).values_list("lead_id", flat=True).first()
    watching.tell_these(ticket, [ticket.leader_id, lead], at=at)


def _remind_order(ticket: Ticket, record: ExternalRecord, given: MoveIn, *, by: User, at: datetime) -> None:
    """Counted; whoever holds it sees it on top of the own list."""
    ticket.reminders += 1
    ticket.save(update_fields=("reminders",))
    _record("work.order.reminded", ticket, record, given, by=by, at=at)


def _co_assign_order(ticket: Ticket, record: ExternalRecord, given: MoveIn, *, by: User, at: datetime) -> None:
    """A unit beside ours, for so many days. Who holds the request stays accountable for the whole."""
    Support.objects.create(
        ticket=ticket,
        record=record,
        key=f"{record.system}:{given.move_no}",
        unit=given.unit,
        words=given.words,
        at=at,
        due_at=at + timedelta(days=given.expires or 1),
    )
    _record("work.order.co_assigned", ticket, record, given, by=by, at=at)


def _close_order(ticket: Ticket, record: ExternalRecord, given: MoveIn, *, by: User, at: datetime) -> None:
    """Only the hotline closes its order. When it was the last one that is answered, our request is closed with it."""
    if ticket.state not in FINISHED:
        raise Refused(_("This order is still worked on. Close it when it is handled."))
    record.closed_at = at
    record.save(update_fields=("closed_at",))
    _record("work.order.closed", ticket, record, given, by=by, at=at)
    open_ones = ticket.records.filter(system__in=ANSWERED, closed_at__isnull=True)
    if ticket.state == TicketState.RESOLVED and not open_ones.exists():
        afterwards.close(ticket, by=by, at=at, words="", how=CallBackHow.HOTLINE, result=CallBackResult.SOLVED)


def _judge_order(ticket: Ticket, record: ExternalRecord, given: MoveIn, *, by: User, at: datetime) -> None:
    """Whether the order is counted; what was asked, and the order, stay as they were."""
    appeal = Appeal.objects.select_for_update().filter(record=record, state=AppealState.ASKED).first()
    if appeal is None:
        raise Refused(_("Nobody has asked for this order not to be counted."))
    appeal.state = AppealState.APPROVED if given.approved else AppealState.REFUSED
    appeal.decision_no, appeal.decision_words, appeal.decided_at = given.move_no, given.words, at
    appeal.save(update_fields=("state", "decision_no", "decision_words", "decided_at"))
    _record("work.order.judged", ticket, record, given, by=by, at=at)


_MOVES: dict[OrderMoveKind, Callable[..., None]] = {
    OrderMoveKind.SUPERVISE: _supervise_order,
    OrderMoveKind.REMIND: _remind_order,
    OrderMoveKind.CO_ASSIGN: _co_assign_order,
    OrderMoveKind.CLOSE: _close_order,
    OrderMoveKind.EXCLUSION: _judge_order,
}
