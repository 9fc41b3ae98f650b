"""Pausing: work stands still for a reason, and goes on by hand, at a given moment, or when the next move is taken."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput
from twingrid.people.models import User
from twingrid.work.actions.steps import clean_words, lock, move, save, say
from twingrid.work.models import RemarkKind, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.clocks import rules_of_ticket

LONGEST = timedelta(days=60)


@transaction.atomic
def pause_ticket(
    *, number: str, reason: str, until: datetime | None = None, words: str = "", by: User, at: datetime
) -> Ticket:
    """Let a request stand still, for a reason of the city's list, until a moment or until somebody resumes it.

    Only clocks whose rule says so stand still with it. Safe to repeat; another reason or moment takes their place.
    """
    held = lock(number, by=by, at=at)
    held.require_holder(May.TICKET_PAUSE)
    ticket = held.ticket
    if reason not in {one.key for one in rules_of_ticket(ticket).reasons}:
        raise BadInput(_("Please choose one of the list."), field="reason")
    if until is not None and not at < until <= at + LONGEST:
        raise BadInput(_("Choose a moment from now on, within {n} days.").format(n=LONGEST.days), field="until")
    if ticket.paused_at is not None and (ticket.pause_reason, ticket.resumes_at) == (reason, until):
        return ticket
    text = clean_words(words)
    move(ticket, "pause")
    ticket.paused_at = ticket.paused_at or at
    ticket.pause_reason, ticket.resumes_at = reason, until
    facts = {"reason": reason, "until": until.isoformat() if until else None}
    event = save(ticket, "pause", by=by, at=at, facts=facts)
    say(ticket, words=text, kind=RemarkKind.REASON, by=by, at=at, event=event)
    return ticket


@transaction.atomic
def resume_ticket(*, number: str, by: User, at: datetime) -> Ticket:
    """Go on with a paused request. Safe to repeat."""
    held = lock(number, by=by, at=at)
    held.require_holder(May.TICKET_RESUME)
    ticket = held.ticket
    move(ticket, "resume")
    if ticket.paused_at is not None:
        save(ticket, "resume", by=by, at=at)
    return ticket


def resume_due(*, at: datetime) -> int:
    """Go on with every request whose moment has come, as of that moment; how many."""
    due = Ticket.objects.filter(resumes_at__lte=at).order_by("resumes_at", "pk")
    return sum(_resume(pk, at=at) for pk in list(due.values_list("pk", flat=True)[:500]))


@transaction.atomic
def _resume(pk: int, *, at: datetime) -> bool:
    rows = Ticket.objects.select_for_update(of=("self",), skip_locked=True)
    ticket = rows.filter(pk=pk, resumes_at__lte=at).first()
    if ticket is None or ticket.resumes_at is None:
        return False
    save(ticket, "resume", by=None, at=ticket.resumes_at)
    return True
