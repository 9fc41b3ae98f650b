"""The city's list of materials, and what a request took of them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.actions.steps import lock
from twingrid.work.models import Material, Ticket, TicketMaterial
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.states import TicketState

MOST = 200
LARGEST = Decimal(99_999)
WHILE = (TicketState.ACCEPTED, TicketState.ON_THE_WAY, TicketState.ON_SITE, TicketState.RESOLVED)


@transaction.atomic
def set_materials(*, lines: Sequence[tuple[str, str]], by: User, at: datetime) -> int:
    """Make the list of (name, measure) the city's; one that is left out is offered no more, what was used of it stays.

    How many are offered. Safe to repeat.
    """
    people_queries.require(by, May.KIND_PUBLISH, at=at)
    if len(lines) > MOST or len({name for name, _measure in lines}) != len(lines):
        raise BadInput(_("Name each material once, at most {n} of them.").format(n=MOST), field="lines")
    for name, measure in lines:
        if not 0 < len(name) <= 40 or not 0 < len(measure) <= 10:
            raise BadInput(_("Write each line as a name, a comma, and what it is counted in."), field="lines")
    Material.objects.select_for_update().exclude(name__in=[name for name, _measure in lines]).update(active=False)
    for place, (name, measure) in enumerate(lines):
        values = {"measure": measure, "place": place, "active": True}
        Material.objects.update_or_create(name=name, defaults=values)
    journal_actions.record("work.materials.set", by, by=by, at=at, facts={"count": len(lines)})
    return len(lines)


@transaction.atomic
def use_material(*, number: str, material: int, amount: Decimal, by: User, at: datetime) -> Ticket:
    """Write down how much of a material this round took; nothing (0) takes it away again. Safe to repeat."""
    held = lock(number, by=by, at=at)
    held.require_holder(May.TICKET_RESOLVE)
    ticket = held.ticket
    if ticket.state not in WHILE:
        raise Refused(_("Accept the request first, or reopen it; then write down what was used."))
    if not Decimal(0) <= amount <= LARGEST:
        raise BadInput(_("Write how much was used, as a number."), field="amount")
    row = Material.objects.filter(pk=material, active=True).first()
    if row is None:
        raise BadInput(_("Please choose one of the list."), field="material")
    mine: dict[str, Any] = {"ticket": ticket, "material": row, "round": ticket.times_reopened}
    known = TicketMaterial.objects.filter(**mine).first()
    if (known.amount if known else Decimal(0)) == amount:
        return ticket
    if amount:
        TicketMaterial.objects.update_or_create(**mine, defaults={"amount": amount, "by": by, "at": at})
    elif known is not None:
        known.delete()
    facts = {"material": row.pk, "amount": str(amount), "round": ticket.times_reopened}
    journal_actions.record("work.material.used", ticket, by=by, at=at, facts=facts)
    return ticket
