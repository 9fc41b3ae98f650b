"""What leaders and dispatchers do: reassign, take over, cancel."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.actions import watching
from twingrid.work.actions.steps import Held, choice, lock, move, needed_words, save, say
from twingrid.work.models import CancelReason, RemarkKind, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.states import TicketState


@transaction.atomic
def reassign_ticket(*, number: str, to: int, by: User, at: datetime, reason: str = "") -> Ticket:
    """Give a request to the person with user id `to`, who has to accept it. `BadInput` for one who may not accept."""
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_REASSIGN)
    ticket = held.ticket
    person = User.objects.filter(pk=to, is_active=True).first()
    if person is None or not people_queries.grants_of(person, at=at).may(May.TICKET_ACCEPT):
        raise BadInput(_("This person does not take requests. Choose a worker or a leader."), field="to")
    if ticket.state == TicketState.NEW and ticket.holder_id == person.pk:
        return ticket
    pass_on(held, person, at=at, words=reason)
    return ticket


def pass_on(held: Held, person: User, *, at: datetime, words: str = "", undo: datetime | None = None) -> None:
    """Let a locked request be new with `person`, who has to accept it; whoever is above them is told if not.

    `undo` names the moment at which it was given away, where this takes that back.
    """
    ticket, was = held.ticket, str(held.ticket.state)
    move(ticket, "reassign")
    before, ticket.holder = ticket.holder_id, person
    ticket.accepted_at = None
    facts = {"from": before, "holder": person.pk, "was": was, **({"undo": undo.isoformat()} if undo else {})}
    event = save(ticket, "reassign", by=held.by, at=at, facts=facts)
    say(ticket, words=words, kind=RemarkKind.REASON, by=held.by, at=at, event=event)
    watching.wait_again(ticket, at=at)


@transaction.atomic
def take_over_ticket(*, number: str, by: User, at: datetime) -> Ticket:
    """The leader does it: the request is accepted and held by `by`."""
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_TAKE_OVER)
    ticket = held.ticket
    if ticket.state == TicketState.ACCEPTED and ticket.holder_id == by.pk:
        return ticket
    move(ticket, "take_over")
    before, ticket.holder = ticket.holder_id, by
    ticket.accepted_at = at
    watching.stop_waiting(ticket)
    save(ticket, "take_over", by=by, at=at, facts={"from": before, "holder": by.pk})
    return ticket


@transaction.atomic
def cancel_ticket(*, number: str, reason: str, words: str, by: User, at: datetime) -> Ticket:
    """Stop a request that is a duplicate, withdrawn or a mistake (`CancelReason`); `words` say why."""
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_CANCEL)
    ticket = held.ticket
    choice(reason, CancelReason, field="reason")
    if ticket.state == TicketState.CANCELLED and ticket.cancel_reason == reason:
        return ticket
    text = needed_words(words)
    move(ticket, "cancel")
    ticket.cancel_reason = reason
    watching.stop_waiting(ticket)
    event = save(ticket, "cancel", by=by, at=at, facts={"reason": reason})
    say(ticket, words=text, kind=RemarkKind.REASON, by=by, at=at, event=event)
    return ticket


@transaction.atomic
def add_remark(*, number: str, words: str, by: User, at: datetime) -> Ticket:
    """Add a note for colleagues. The same words by the same person as the last note are not kept twice."""
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_REMARK)
    ticket, text = held.ticket, needed_words(words)
    last = ticket.remarks.order_by("-at", "-id").first()
    if last is not None and (last.words, last.by_id, last.kind) == (text, by.pk, RemarkKind.NOTE):
        return ticket
    event = journal_actions.record("work.ticket.remarked", ticket, by=by, at=at)
    say(ticket, words=text, kind=RemarkKind.NOTE, by=by, at=at, event=event)
    return ticket
