"""What the person who goes does: accept, depart, arrive, answer, resolve, return. Each is safe to repeat."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput, Refused
from twingrid.people.models import User
from twingrid.work.actions import nesting, sentences, watching
from twingrid.work.actions.photos import keep_photos
from twingrid.work.actions.steps import Held, choice, lock, move, needed_words, save, say
from twingrid.work.models import Finding, Outcome, PhotoKind, RemarkKind, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.rules import intake
from twingrid.work.states import TicketState

WORKING = (TicketState.ACCEPTED, TicketState.ON_THE_WAY, TicketState.ON_SITE)
VISITED = (
    Outcome.UTILITY_SIDE,
    Outcome.CUSTOMER_SIDE,
    Outcome.CUSTOMER_SIDE_COURTESY,
    Outcome.NOTHING_FOUND,
    Outcome.PASSED_ON,
)
REMOTE = (Outcome.ANSWERED, Outcome.PASSED_ON)


@transaction.atomic
def accept_ticket(*, number: str, by: User, at: datetime) -> Ticket:
    """Accept a request: whoever accepts holds it. The second of two people is told who was first."""
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_ACCEPT)
    ticket = held.ticket
    if ticket.state in WORKING:
        if ticket.holder_id == by.pk:
            return ticket
        raise Refused(sentences.held_by(ticket.holder, since=ticket.accepted_at))
    move(ticket, "accept")
    ticket.holder, ticket.accepted_at = by, at
    watching.stop_waiting(ticket)
    save(ticket, "accept", by=by, at=at, facts={"holder": by.pk, "round": ticket.times_reopened})
    return ticket


@transaction.atomic
def depart_for_ticket(*, number: str, by: User, at: datetime) -> Ticket:
    """The holder sets out."""
    held = lock(number, by=by, at=at)
    held.require_holder(May.TICKET_DEPART)
    ticket = held.ticket
    if ticket.state == TicketState.ON_THE_WAY:
        return ticket
    move(ticket, "depart")
    save(ticket, "depart", by=by, at=at)
    return ticket


@transaction.atomic
def arrive_at_ticket(*, number: str, by: User, at: datetime) -> Ticket:
    """The holder is on site."""
    held = lock(number, by=by, at=at)
    held.require_holder(May.TICKET_ARRIVE)
    ticket = held.ticket
    if ticket.state == TicketState.ON_SITE:
        return ticket
    move(ticket, "arrive")
    ticket.arrived_at = at
    save(ticket, "arrive", by=by, at=at)
    return ticket


@transaction.atomic
def answer_ticket(*, number: str, outcome: str, words: str, by: User, at: datetime) -> Ticket:
    """Settle a request without a visit: `outcome` is answered or passed_on, `words` say how (shown to the resident)."""
    held = lock(number, by=by, at=at)
    held.require_holder(May.TICKET_ANSWER)
    if outcome not in REMOTE:
        raise BadInput(_("Without a visit it can only be answered or passed on."), field="outcome")
    return finish(held, "answer", outcome=outcome, finding="", words=needed_words(words), at=at, photos=())


@transaction.atomic
def resolve_ticket(
    *,
    number: str,
    outcome: str,
    finding: str,
    by: User,
    at: datetime,
    words: str = "",
    photos: Sequence[bytes] = (),
) -> Ticket:
    """Record what was found on site and how it ended (`Outcome`, `Finding`), with words for the resident and photos."""
    held = lock(number, by=by, at=at)
    held.require_holder(May.TICKET_RESOLVE)
    if outcome not in VISITED:
        raise BadInput(_("Please choose how it ended."), field="outcome")
    choice(finding, Finding, field="finding")
    return finish(held, "resolve", outcome=outcome, finding=finding, words=words, at=at, photos=photos)


def finish(
    held: Held, name: str, *, outcome: str, finding: str, words: str, at: datetime, photos: Sequence[bytes]
) -> Ticket:
    """The end of the work by move `name`; the same outcome again changes nothing."""
    ticket, by = held.ticket, held.by
    if ticket.state == TicketState.RESOLVED and (ticket.outcome, ticket.finding) == (outcome, finding):
        return ticket
    nesting.require_parts_done(ticket)
    move(ticket, name)
    ticket.outcome, ticket.finding, ticket.side = outcome, finding, intake.side_of(outcome)
    ticket.resolved_at = at
    watching.stop_waiting(ticket)
    event = save(ticket, name, by=by, at=at, facts={"outcome": outcome, "finding": finding})
    say(ticket, words=words, kind=RemarkKind.DONE, by=by, at=at, event=event)
    keep_photos(ticket, photos, kind=PhotoKind.DONE, by=by, at=at)
    return ticket


@transaction.atomic
def return_ticket(*, number: str, reason: str, by: User, at: datetime) -> Ticket:
    """Hand a request back to the leader, who holds and is told of it from now on. The reason is needed."""
    held = lock(number, by=by, at=at)
    ticket = held.ticket
    if ticket.state == TicketState.RETURNED and held.may(May.TICKET_RETURN):
        return ticket
    held.require_holder(May.TICKET_RETURN)
    words = needed_words(reason, field="reason")
    move(ticket, "return")
    returned_by = ticket.holder_id
    ticket.holder_id = ticket.leader_id
    event = save(ticket, "return", by=by, at=at, facts={"from": returned_by, "holder": ticket.holder_id})
    say(ticket, words=words, kind=RemarkKind.REASON, by=by, at=at, event=event)
    watching.tell_leader(ticket, at=at)
    return ticket
