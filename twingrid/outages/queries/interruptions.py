"""What the rules of frequent outages are fed with: whose electricity was off, from when to when, step by step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from twingrid.cities import queries as cities_queries
from twingrid.outages.choices import OutageKind
from twingrid.outages.models import Affected
from twingrid.outages.rules import frequent
from twingrid.outages.rules.frequent import Interruption, RuleSet
from twingrid.outages.states import OutageState
from twingrid.supply.models import Customer

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, order=True)
class Home:
    """Customers who share one history: of one stairwell (\"\": the whole building) at one meter box (0: none)."""

    building_id: int
    unit: str
    meter_box_id: int


@dataclass(frozen=True, slots=True)
class Fed:
    """The interruptions of a year; `homes[i.user]` says whose they are, `ids[i.outage]` which outage it was."""

    rows: list[Interruption]
    homes: list[Home]
    ids: dict[str, int]


def interruptions(*, until: datetime) -> Fed:
    """Everything that ended in the year before `until`, each home with the step that gave it electricity back.

    One query. What is still off is not judged yet. Moments are in the city's zone.
    """
    over = (OutageState.STARTED, OutageState.RESTORED, OutageState.CLOSED)
    rows = (
        Affected.objects.filter(outage__state__in=over, restored_at__isnull=False)
        .filter(outage__started_at__gte=until - YEAR, outage__started_at__lt=until)
        .order_by("outage__started_at", "outage_id", "id")
        .values_list(
            *("building_id", "unit", "meter_box_id", "feeder_id", "customers", "restored_at"),
            *("outage_id", "outage__number", "outage__started_at", "outage__kind", "outage__customers"),
        )
    )
    places: dict[Home, int] = {}
    ids: dict[str, int] = {}
    found = []
    for building, unit, box, feeder, customers, back, pk, number, started, kind, users in rows.iterator():
        user = places.setdefault(Home(building, unit, box or 0), len(places))
        ids[number] = pk
        found.append(
            Interruption(
                user=user,
                feeder=feeder,
                outage=number,
                started_at=timezone.localtime(started),
                restored_at=timezone.localtime(back),
                planned=kind == OutageKind.PLANNED,
                users=users,
                homes=customers,
            )
        )
    return Fed(found, list(places), ids)


def rules_of_city() -> RuleSet:
    """The rule set that the city has chosen in its profile (`frequent_rules`), among those that are shipped."""
    return frequent.chosen(str(cities_queries.present_city().profile.get("frequent_rules", "")))


def major_days() -> frozenset[date]:
    """Days of major events as the city has written them into its profile (`major_event_days`, ISO days)."""
    found = set()
    for text in cities_queries.present_city().profile.get("major_event_days", []):
        try:
            found.add(date.fromisoformat(str(text)))
        except ValueError:
            continue
    return frozenset(found)


def dedicated(feeders: Iterable[int], *, on: date) -> frozenset[int]:
    """Those of these feeders that have one customer only."""
    wanted = set(feeders)
    path = "service_point__meter_box__parent__parent"
    rows = Customer.objects.on(on).filter(**{f"{path}__in": wanted}).order_by().values_list(path)
    return frozenset(feeder for feeder, n in rows.annotate(n=Count("pk")) if n == 1)
