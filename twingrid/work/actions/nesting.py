"""Parts of a larger request: each goes its own way, and the whole is not finished before them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people.models import User
from twingrid.work.actions.steps import Held, lock, needed_words, say
from twingrid.work.models import RemarkKind, Ticket, TicketChild
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.states import OPEN, UNFINISHED, TicketState

WAITED_FOR = (*OPEN, TicketState.WAITING)
"""States of a part in which the whole waits for it."""


@transaction.atomic
def nest_ticket(*, number: str, parent: str, by: User, at: datetime) -> TicketChild:
    """Make a request a part of another one. Safe to repeat; `Refused` over two levels or for what is over."""
    one, whole = _both(number, parent, by=by, at=at)
    known = TicketChild.objects.filter(child=one.ticket).first()
    if known is not None:
        if known.parent_id == whole.ticket.pk:
            return known
        raise Refused(_("This request is a part of another one already. Take it out there first."))
    if (
        TicketChild.objects.filter(parent=one.ticket).exists()
        or TicketChild.objects.filter(child=whole.ticket).exists()
    ):
        raise Refused(_("A part has no parts of its own. Choose the request at the top."))
    if one.ticket.state not in UNFINISHED or whole.ticket.state not in WAITED_FOR:
        raise Refused(_("One of the two is over. Only what is still open can belong together."))
    link = TicketChild.objects.create(child=one.ticket, parent=whole.ticket, at=at, by=by)
    journal_actions.record("work.ticket.nested", one.ticket, by=by, at=at, facts={"parent": whole.ticket.pk})
    return link


@transaction.atomic
def spare_ticket(*, number: str, child: str, reason: str, by: User, at: datetime) -> TicketChild:
    """The whole does not need this part any more, with the reason: it goes on alone. Safe to repeat."""
    part, whole = _both(child, number, by=by, at=at)
    link = _link(part, whole)
    if link.spared_at is not None:
        return link
    words = needed_words(reason, field="reason")
    link.spared_at, link.spared_by = at, by
    link.save(update_fields=("spared_at", "spared_by"))
    event = journal_actions.record("work.ticket.spared", whole.ticket, by=by, at=at, facts={"child": part.ticket.pk})
    say(whole.ticket, words=words, kind=RemarkKind.REASON, by=by, at=at, event=event)
    return link


@transaction.atomic
def free_ticket(*, number: str, by: User, at: datetime) -> None:
    """A request is no part of another one: put there by mistake. Safe to repeat."""
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_JOIN)
    link = TicketChild.objects.filter(child=held.ticket).first()
    if link is not None:
        link.delete()
        journal_actions.record("work.ticket.freed", held.ticket, by=by, at=at, facts={"parent": link.parent_id})


def require_parts_done(ticket: Ticket) -> None:
    """Raise `Refused` while a part that is needed is open; names the first."""
    rows = TicketChild.objects.filter(parent=ticket, spared_at__isnull=True, child__state__in=WAITED_FOR)
    open_part = rows.values_list("child__number", flat=True).first()
    if open_part is not None:
        raise Refused(
            _("Part {number} is still open. Finish it first, or say why it is not needed.").format(number=open_part)
        )


def _both(number: str, parent: str, *, by: User, at: datetime) -> tuple[Held, Held]:
    """Both requests, locked in one order so that two people never wait for each other."""
    if number == parent:
        raise BadInput(_("These are the same request. Choose another one."), field="parent")
    locked = {name: lock(name, by=by, at=at) for name in sorted((number, parent))}
    for held in locked.values():
        held.require(May.TICKET_JOIN)
    return locked[number], locked[parent]


def _link(part: Held, whole: Held) -> TicketChild:
    link = TicketChild.objects.select_for_update().filter(child=part.ticket, parent=whole.ticket).first()
    if link is None:
        raise NotFound(_("This is no part of the request. Open the page again."))
    return link
