"""What makes two requests one matter, and taking one out again: its state, numbers and clocks as if it had not been."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.journal import queries as journal_queries
from twingrid.kit.refusals import Refused
from twingrid.people.models import User
from twingrid.work.actions import watching
from twingrid.work.actions.handover import bring_back
from twingrid.work.actions.steps import lock, move, routing_due, save, wind_clocks
from twingrid.work.models import ExternalRecord, Ticket, TicketChild
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.kinds import kind_of_ticket
from twingrid.work.rules.records import DIRECT
from twingrid.work.states import EVENTS, TicketState


def require_alike(other: Ticket, matter: Ticket) -> None:
    """Raise `Refused` unless both can be one matter: one building as far as both are known, kinds of one sort, no
    parts of their own."""
    if other.building_id and matter.building_id and other.building_id != matter.building_id:
        raise Refused(
            _("These are at two different buildings. Correct the place of one of them first, if it is wrong.")
        )
    if kind_of_ticket(other).content.group != kind_of_ticket(matter).content.group:
        raise Refused(_("These are of two different sorts, so each needs its own answer. Leave them apart."))
    if TicketChild.objects.filter(parent=other).exists():
        raise Refused(_("This request has parts. Take them out first, or join the other one into this one."))


@transaction.atomic
def separate_ticket(*, number: str, by: User, at: datetime) -> Ticket:
    """It was another matter after all: a request that was joined goes on where it stood, with its own numbers.

    Its clocks run as if it had never been joined. Safe to repeat; `Refused` when it was joined with none, or its
    number was answered with the other's words already.
    """
    _lock_both(number)
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_JOIN)
    ticket = held.ticket
    last = journal_queries.last_of(ticket, names=(EVENTS["cancel"], EVENTS["separate"]))
    if last is not None and last.name == EVENTS["separate"] and ticket.state != TicketState.CANCELLED:
        return ticket
    facts: Mapping[str, Any] = last.facts if last is not None else {}
    if ticket.state != TicketState.CANCELLED or "into" not in facts:
        raise Refused(_("This request is not joined with another one, so there is nothing to separate."))
    matter = Ticket.objects.select_for_update(of=("self",)).get(pk=facts["into"])
    _give_numbers_back(ticket, matter, facts)
    move(ticket, "separate")
    ticket.cancel_reason = ""
    save(ticket, "separate", by=by, at=at, facts={"from": matter.pk})
    watching.wait_again(ticket, at=at)
    was = TicketState(facts.get("was", TicketState.NEW))
    bring_back(held, was, at=at, facts={"undo": at.isoformat()})
    journal_actions.record("work.number.separated", matter, by=by, at=at, facts={"other": ticket.pk})
    routing_due(matter, wind_clocks(matter, tidy=True), at=at)
    matter.save(update_fields=("due_at",))
    return ticket


def _lock_both(number: str) -> None:
    """Lock a request and the one it was joined into in the order in which joining locks them, so that two people never
    wait for each other."""
    ticket = Ticket.objects.filter(number=number).first()
    last = journal_queries.last_of(ticket, names=(EVENTS["cancel"],)) if ticket is not None else None
    if ticket is not None and last is not None and "into" in last.facts:
        both = Ticket.objects.filter(pk__in=(ticket.pk, last.facts["into"])).order_by("number")
        list(both.select_for_update(of=("self",)).values_list("pk", flat=True))


def _give_numbers_back(ticket: Ticket, matter: Ticket, facts: Mapping[str, Any]) -> None:
    """Every number that came over goes back; the one that was made for a caller without one is not needed any more."""
    rows = ExternalRecord.objects.select_for_update().filter(ticket=matter)
    rows = rows.filter(pk__in=facts["records"]) if "records" in facts else rows.filter(came_as=ticket)
    if rows.filter(replies__isnull=False).exists():
        raise Refused(_("Its number was answered together with the other one. Take the matter in as a new request."))
    rows.filter(system=DIRECT, number=ticket.number, came_as=ticket).delete()
    rows.filter(came_as=ticket).update(came_as=None, ticket=ticket)
    rows.update(ticket=ticket)
