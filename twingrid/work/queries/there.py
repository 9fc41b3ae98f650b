"""What is open at a place: for whoever stands before it, and for those who may see more."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from twingrid.kit.crs import metres_per_degree
from twingrid.people.models import User
from twingrid.work.models import Ticket
from twingrid.work.queries.lines import Line, lines
from twingrid.work.queries.visible import tickets_for
from twingrid.work.states import UNFINISHED

AROUND = 50.0
"""Metres: a bare point has the requests that lie so near (as many metres north or east)."""
_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A building, a whole estate, or a point (WGS-84 degrees): the first that is given counts."""

    building_id: int | None = None
    compound_id: int | None = None
    point: tuple[float, float] | None = None


def open_count(place: Place) -> int:
    """How many unfinished requests there are at a place. A number names nobody, so anybody may know it."""
    return Ticket.objects.filter(_at(place), state__in=UNFINISHED).count()


def open_there_for(user: User, place: Place, *, at: datetime) -> tuple[Line, ...]:
    """The unfinished requests at a place that this person may see, newest first, at most 50."""
    return _lines(tickets_for(user, at=at).filter(_at(place)))


def open_at_building(building_id: int) -> tuple[Line, ...]:
    """What is known already at a building, newest first: shown before anything is saved. For staff: a public page
    shows kind, state and time of it, nothing else."""
    return _lines(Ticket.objects.filter(building_id=building_id))


def _lines(rows: QuerySet[Ticket]) -> tuple[Line, ...]:
    return tuple(lines(rows.filter(state__in=UNFINISHED).order_by("-reported_at", "-id"), limit=_MOST))


def _at(place: Place) -> Q:
    if place.building_id is not None:
        return Q(building_id=place.building_id)
    if place.compound_id is not None:
        return Q(building__compound_id=place.compound_id)
    if place.point is None:
        return Q(pk__in=())
    lon, lat = place.point
    east, north = metres_per_degree(lat)
    return Q(
        lon__range=(lon - AROUND / east, lon + AROUND / east), lat__range=(lat - AROUND / north, lat + AROUND / north)
    )
