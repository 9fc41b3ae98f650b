"""Facts that clocks follow from, put right or learned later: what was recorded stays, the correction is added to it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people.models import User
from twingrid.work.actions.steps import Held, lock, needed_words, routing_due, say, wind_clocks
from twingrid.work.models import RemarkKind, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.states import UNFINISHED


@transaction.atomic
def correct_arrival(*, number: str, arrived_at: datetime, reason: str, by: User, at: datetime) -> Ticket:
    """Say when somebody was really there. The reason is needed; the first moment stays in the history."""
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_CORRECT)
    ticket = held.ticket
    if ticket.arrived_at is None:
        raise Refused(_("Nobody has arrived yet, so there is nothing to correct."))
    if ticket.arrived_at == arrived_at:
        return ticket
    if not (ticket.accepted_at or ticket.reported_at) <= arrived_at <= at:
        raise BadInput(_("Choose a moment after it was accepted, and not in the future."), field="arrived_at")
    ticket.arrived_at = arrived_at
    _keep(held, "work.ticket.corrected", needed_words(reason, field="reason"), at=at,
          facts={"arrived_at": arrived_at.isoformat()})  # fmt: skip
    ticket.save(update_fields=("arrived_at", "due_at"))
    return ticket


@transaction.atomic
def set_deadline(*, number: str, deadline: datetime, reason: str, by: User, at: datetime) -> Ticket:
    """Write down the deadline that an order has now. The reason is needed; the former one stays in the history."""
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_CORRECT)
    ticket = held.ticket
    if ticket.deadline == deadline:
        return ticket
    if ticket.state not in UNFINISHED:
        raise Refused(_("This request is finished. If there is more to say, add a note."))
    if deadline <= ticket.reported_at:
        raise BadInput(_("Choose a moment after it was reported."), field="deadline")
    before, ticket.deadline = ticket.deadline, deadline
    facts = {"before": before.isoformat() if before else None, "deadline": deadline.isoformat()}
    _keep(held, "work.deadline.set", needed_words(reason, field="reason"), at=at, facts=facts)
    ticket.save(update_fields=("deadline", "due_at"))
    return ticket


@transaction.atomic
def clear_cause(*, number: str, by: User, at: datetime) -> Ticket:
    """Write down that the cause is removed: from now on the time to restore runs. Safe to repeat."""
    held = lock(number, by=by, at=at)
    held.require_holder(May.TICKET_CLEAR)
    ticket = held.ticket
    if ticket.state not in UNFINISHED:
        raise Refused(_("This request is finished. If there is more to say, add a note."))
    if not ticket.clocks.filter(key="reconnect").exists():
        _keep(held, "work.ticket.cleared", "", at=at, facts={})
        ticket.save(update_fields=("due_at",))
    return ticket


def _keep(held: Held, name: str, words: str, *, at: datetime, facts: Mapping[str, object]) -> None:
    ticket = held.ticket
    event = journal_actions.record(name, ticket, by=held.by, at=at, facts=facts)
    say(ticket, words=words, kind=RemarkKind.REASON, by=held.by, at=at, event=event)
    routing_due(ticket, wind_clocks(ticket, tidy=True), at=at)
