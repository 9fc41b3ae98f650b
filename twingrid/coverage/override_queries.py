"""The exceptions of a city as a list: which premises, which area, why, from when to when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import cos, hypot, radians

from django.db.models import Q

from twingrid.coverage import placing
from twingrid.coverage.models import Override, OverrideProposal
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition
from twingrid.territory.models import Building


def overrides(*, on: date, limit: int = 500) -> list[Override]:
    """What holds on a day or begins later, by place; its building and area are loaded."""
    rows = Override.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).select_related("building", "area")
    return list(rows.order_by("building__label", "unit", "room", "valid_from", "id")[:limit])


def proposals_for(user: User, *, at: datetime, limit: int = 100) -> list[OverrideProposal]:
    """What waits for a decision and what was decided in the last thirty days, newest first.

    Those who decide see every proposal, a leader sees the own ones.
    """
    rows = OverrideProposal.objects.select_related("building", "area", "proposed_by")
    rows = rows.filter(Q(decided_at__isnull=True) | Q(decided_at__gte=at - timedelta(days=30)))
    if not people_queries.grants_of(user, at=at).may(May.OVERRIDE_GRANT):
        rows = rows.filter(proposed_by=user)
    return list(rows[:limit])


@dataclass(frozen=True, slots=True)
class Served:
    """A building, or one unit of it, that `area` serves although it lies in another one. WGS-84 degrees."""

    lon: float
    lat: float
    partition: str
    place: str
    area: str
    reason: str


def public_ones(day: date) -> list[Served]:
    """The exceptions of a day that anybody may know: of buildings and units, never of a home (one question)."""
    rows = [row for row in placing.overrides_on(day) if not row.room]
    known = {row.pk: row for row in Building.objects.filter(pk__in={one.building_id for one in rows}).order_by("id")}
    names = {
        area.id: area.name
        for side in (Partition.POWER, Partition.COMMUNITY)
        for area in territory_queries.partition_on(side, day).rows
    }
    return [
        Served(
            lon=round(house.lon, 6),
            lat=round(house.lat, 6),
            partition=row.partition,
            place=f"{house.label} {row.unit}".strip(),
            area=names[row.area_id],
            reason=row.reason,
        )
        for row in rows
        if (house := known.get(row.building_id)) is not None
    ]


def near(lon: float, lat: float, *, on: date, metres: float = 60) -> list[Served]:
    """The exceptions of a day near a point (WGS-84 degrees), nearest first."""
    stretch = cos(radians(lat))

    def far(one: Served) -> float:
        return hypot((one.lon - lon) * stretch, one.lat - lat) * 111_320

    return sorted((one for one in public_ones(on) if far(one) <= metres), key=far)


def area_choices(*, on: date) -> dict[str, list[tuple[int, str]]]:
    """The areas of a day by partition: (id, name with its code)."""
    return {
        side.value: sorted(
            ((row.id, f"{row.name} [{row.code}]") for row in territory_queries.partition_on(side, on).rows),
            key=lambda one: one[1],
        )
        for side in (Partition.POWER, Partition.COMMUNITY)
    }
