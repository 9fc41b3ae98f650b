"""Callers of an outage, and the open requests that may belong to it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from twingrid.outages.models import Affected
from twingrid.people.models import User
from twingrid.supply.models import Equipment, ServicePoint
from twingrid.work.models import Attachment
from twingrid.work.queries.lines import Line, lines
from twingrid.work.queries.visible import tickets_for
from twingrid.work.states import OPEN, TicketState

ABOUT_POWER = ("no_power", "voltage", "stairwell_light", "meter_box", "other")
FEW = 3


def callers_of(user: User, outage_id: int, *, at: datetime, limit: int = 500) -> tuple[Line, ...]:
    """The requests attached to an outage that this person may see: those to call back first, then those who wait."""
    rows = tickets_for(user, at=at).filter(attachment__outage_id=outage_id)
    return tuple(lines(rows.order_by("state", "reported_at", "id"), with_clocks=False, limit=limit))


def caller_counts(outage_id: int) -> dict[str, int]:
    """How many callers an outage has: all, waiting, to call back."""
    rows = Attachment.objects.filter(outage_id=outage_id)
    return dict(
        rows.aggregate(
            all=Count("pk"),
            waiting=Count("pk", filter=Q(ticket__state=TicketState.WAITING)),
            to_call_back=Count("pk", filter=Q(ticket__state=TicketState.RESOLVED)),
        )
    )


def attachable(user: User, outage_id: int, *, at: datetime, limit: int = 2000) -> tuple[Line, ...]:
    """Open requests in the premises of an outage that this person may see; those about electricity first."""
    places = Affected.objects.filter(outage_id=outage_id, restored_at__isnull=True).values("building_id")
    rows = tickets_for(user, at=at).filter(state__in=OPEN, building_id__in=places)
    found = lines(rows.order_by("-reported_at", "-id"), with_clocks=False, limit=limit)
    order = {kind: n for n, kind in enumerate(ABOUT_POWER)}
    return tuple(sorted(found, key=lambda line: (line.safety, order.get(line.kind, len(order)))))


@dataclass(frozen=True, slots=True)
class Crowd:
    """A feeder with several open requests about electricity: perhaps one outage that nobody has entered."""

    equipment_id: int
    code: str
    name: str
    requests: int
    buildings: int


def crowds(user: User, *, at: datetime) -> tuple[Crowd, ...]:
    """Feeders with at least three open requests "no electricity", most first: two looks."""
    rows = tickets_for(user, at=at).filter(state__in=OPEN, kind="no_power", building_id__isnull=False)
    counts = dict(rows.order_by().values_list("building_id").annotate(n=Count("pk")))
    points = ServicePoint.objects.filter(building_id__in=counts, meter_box__isnull=False).order_by()
    fed = points.values_list("building_id", "meter_box__parent__parent_id").distinct()
    places: dict[int, set[int]] = {}
    for building_id, feeder_id in fed:
        if feeder_id is not None:
            places.setdefault(feeder_id, set()).add(building_id)
    names = {one.pk: one for one in Equipment.objects.filter(pk__in=places)}
    found = [
        Crowd(pk, names[pk].code, names[pk].name, sum(counts[b] for b in here), len(here))
        for pk, here in places.items()
    ]
    return tuple(sorted((one for one in found if one.requests >= FEW), key=lambda one: (-one.requests, one.code)))
