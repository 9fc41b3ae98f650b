"""Callers of an outage, and the open requests that may belong to it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, OuterRef, Q, Subquery

from twingrid.outages.models import Affected
from twingrid.people.models import User
from twingrid.supply.models import ServicePoint
from twingrid.work.models import Attachment
from twingrid.work.queries.lines import Line, lines
from twingrid.work.queries.visible import tickets_for
from twingrid.work.states import OPEN, TicketState

ABOUT_POWER = ("no_power", "voltage", "stairwell_light", "meter_box", "other")
CROWDED = "no_power"
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
    building_ids: frozenset[int]

    @property
    def buildings(self) -> int:
        """How many buildings they come from."""
        return len(self.building_ids)


def crowds(user: User, *, at: datetime) -> tuple[Crowd, ...]:
    """Feeders with at least three open requests "no electricity", most first; a building is its first feeder's. One
    query besides the person's rights."""
    rows = tickets_for(user, at=at).filter(state__in=OPEN, kind=CROWDED, building_id__isnull=False)
    points = ServicePoint.objects.filter(building_id=OuterRef("building_id"), meter_box__isnull=False).order_by("id")
    above = "meter_box__parent__parent"
    found = (
        rows.order_by()
        .annotate(
            feeder=Subquery(points.values(f"{above}_id")[:1]),
            feeder_code=Subquery(points.values(f"{above}__code")[:1]),
            feeder_name=Subquery(points.values(f"{above}__name")[:1]),
        )
        .filter(feeder__isnull=False)
        .values("feeder", "feeder_code", "feeder_name")
        .annotate(n=Count("pk"), places=ArrayAgg("building_id", distinct=True))
        .filter(n__gte=FEW)
        .order_by("-n", "feeder_code")
    )
    return tuple(
        Crowd(one["feeder"], one["feeder_code"], one["feeder_name"], one["n"], frozenset(one["places"]))
        for one in found
    )
