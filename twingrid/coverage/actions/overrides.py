"""Premises served by the other side of a border: with a reason, from a day, until a day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from twingrid.coverage.models import Override
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory import actions as territory_actions
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition

OVERRIDES = "overrides"


@transaction.atomic
def grant_override(
    *,
    building_id: int,
    unit: str,
    room: str,
    partition: str,
    area_id: int,
    reason: str,
    since: date,
    until: date | None,
    by: User,
    at: datetime,
) -> Override:
    """Let premises (a building, one unit of it, or one home) be served by another area from `since` until `until`.

    Safe to repeat. Raises `BadInput` for what cannot be, `Refused` while another exception holds for the same premises.
    """
    people_queries.require(by, May.OVERRIDE_GRANT, at=at)
    check_override(
        building_id=building_id,
        unit=unit,
        room=room,
        partition=partition,
        area_id=area_id,
        reason=reason,
        since=since,
        until=until,
        at=at,
    )
    premises = {"building_id": building_id, "unit": unit, "room": room, "partition": partition}
    others = (
        Override.objects.select_for_update(of=("self",))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=since), **premises)
        .order_by("id")
    )
    for other in others if until is None else others.filter(valid_from__lt=until):
        if (other.area_id, other.valid_from, other.valid_to, other.reason) == (area_id, since, until, reason):
            known: Override = other
            return known
        raise Refused(_("Another exception holds for these premises in this time. End it first."))
    made: Override = Override.objects.create(
        **premises, area_id=area_id, reason=reason, valid_from=since, valid_to=until
    )
    territory_actions.bump(OVERRIDES)
    facts = {"building": building_id, "partition": partition, "area": area_id, "since": since.isoformat()}
    journal_actions.record("coverage.override.granted", made, by=by, at=at, facts=facts)
    return made


def check_override(
    *,
    building_id: int,
    unit: str,
    room: str,
    partition: str,
    area_id: int,
    reason: str,
    since: date,
    until: date | None,
    at: datetime,
) -> None:
    """Raise `BadInput` at the field that cannot be: premises, area, reason or days."""
    building = territory_queries.building(building_id)
    if building is None:
        raise BadInput(_("This building is not known. Search for it by its estate and number."), field="place")
    if unit and building.units and unit not in building.units:
        known = "、".join(building.units)
        raise BadInput(_("This building has no such unit. Its units: %(units)s.") % {"units": known}, field="unit")
    if room and not unit and building.units:
        raise BadInput(_("Write the unit of this home as well."), field="unit")
    if partition not in Partition.values or area_id not in territory_queries.partition_on(partition, since).by_id:
        raise BadInput(_("Choose an area that exists on this day."), field="area")
    if not reason.strip():
        raise BadInput(_("Write why, so that everybody understands it later."), field="reason")
    if since < clock.today(at):
        raise BadInput(_("The change cannot lie in the past. Choose today or a later day."), field="since")
    if until is not None and until <= since:
        raise BadInput(_("The end is not after the beginning."), field="until")


@transaction.atomic
def end_override(*, override_id: int, by: User, at: datetime) -> Override:
    """End an exception today; one that has not begun is taken away. Safe to repeat. Raises `NotFound`."""
    people_queries.require(by, May.OVERRIDE_END, at=at)
    row: Override | None = Override.objects.select_for_update(of=("self",)).filter(pk=override_id).first()
    if row is None:
        raise NotFound(_("There is no such exception. Open the list again."))
    today = clock.today(at)
    if row.valid_to is not None and row.valid_to <= today:
        return row
    facts = {"building": row.building_id, "partition": row.partition, "area": row.area_id}
    journal_actions.record("coverage.override.ended", row, by=by, at=at, facts=facts)
    if row.valid_from >= today:
        row.delete()
    else:
        row.valid_to = today
        row.save(update_fields=("valid_to",))
    territory_actions.bump(OVERRIDES)
    return row
