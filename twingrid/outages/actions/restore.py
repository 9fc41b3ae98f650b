"""Electricity is back: for a part of the customers, or for all of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput
from twingrid.outages import statements
from twingrid.outages.actions.expanding import tell_memory
from twingrid.outages.actions.steps import FACTS_LIMIT, facts_of, lock, may_move, move, not_ahead, save
from twingrid.outages.models import Affected, Outage, Restoration
from twingrid.outages.permissions import OutagePermission as May
from twingrid.outages.states import OutageState
from twingrid.people.models import User


@transaction.atomic
def restore_outage(*, number: str, by: User | None, at: datetime, restored_at: datetime | None = None) -> Outage:
    """The electricity is back everywhere since `restored_at` (now, if it is not said)."""
    outage = lock(number, May.OUTAGE_RESTORE, by=by, at=at)
    if outage.state in {OutageState.RESTORED, OutageState.CLOSED}:
        return outage
    _finish(outage, _moment(outage, restored_at, at=at), by=by, at=at)
    return outage


@transaction.atomic
def restore_part(
    *,
    number: str,
    by: User | None,
    at: datetime,
    equipment: Sequence[int] = (),
    buildings: Sequence[int] = (),
    restored_at: datetime | None = None,
) -> Outage:
    """What hangs on this equipment, and these buildings, have electricity again; with the last of them it is over.

    Naming a part again that is restored already changes nothing.
    """
    outage = lock(number, May.OUTAGE_RESTORE, by=by, at=at)
    if not equipment and not buildings:
        raise BadInput(_("Choose what has electricity again."), field="part")
    if outage.state in {OutageState.RESTORED, OutageState.CLOSED}:
        return outage
    may_move(outage, "restore")
    when = _moment(outage, restored_at, at=at)
    step = _step(outage, when, by=by, at=at, equipment=equipment, buildings=buildings)
    if step is None:
        return outage
    if not Affected.objects.filter(outage=outage, restored_at__isnull=True).exists():
        _finish(outage, when, by=by, at=at)
        return outage
    places = Affected.objects.filter(restoration=step).order_by("building_id").values_list("building_id", flat=True)
    facts = {
        **facts_of(outage),
        "step": step.pk,
        "part": step.customers,
        "part_buildings": list(places.distinct()[:FACTS_LIMIT]),
        "part_at": when.isoformat(),
    }
    journal_actions.record("outages.part.restored", outage, by=by, at=at, facts=facts)
    tell_memory()
    return outage


def _moment(outage: Outage, restored_at: datetime | None, *, at: datetime) -> datetime:
    when = not_ahead(restored_at or at, at=at, field="restored_at")
    if outage.started_at is not None and when < outage.started_at:
        raise BadInput(_("The electricity would be back before it was off. Correct the moment."), field="restored_at")
    return when


def _finish(outage: Outage, when: datetime, *, by: User | None, at: datetime) -> None:
    move(outage, "restore")
    step = _step(outage, when, by=by, at=at)
    # A part may have been noted with a later moment than the last one.
    outage.restored_at = max([when, *Restoration.objects.filter(outage=outage).values_list("at", flat=True)])
    save(outage, "restore", by=by, at=at, facts={"step": step.pk if step else None})


def _step(
    outage: Outage,
    when: datetime,
    *,
    by: User | None,
    at: datetime,
    equipment: Sequence[int] = (),
    buildings: Sequence[int] = (),
) -> Restoration | None:
    """Mark a part (everything, if none is named) as restored; None when nothing was left of it."""
    step = Restoration.objects.create(outage=outage, at=when, customers=0, by=by, noted_at=at)
    said: dict[str, Any] = {
        "at": when,
        "step": step.pk,
        "outage": outage.pk,
        "equipment": list(equipment),
        "buildings": list(buildings),
        "everything": not equipment and not buildings,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.RESTORE, said)
        step.customers = sum(n for (n,) in cursor.fetchall())
    if not step.customers:
        step.delete()
        return None
    step.save(update_fields=("customers",))
    return step
