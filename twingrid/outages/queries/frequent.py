"""What the last count of frequent outages found: feeders, homes, and what did not count."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from twingrid.kit.refusals import NotFound
from twingrid.outages.models import FrequentPlace, FrequentRun, NotCounted
from twingrid.outages.permissions import OutagePermission as May
from twingrid.outages.rules import frequent
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.supply.models import Customer, Equipment

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequentFeeder:
    """A feeder with frequent customers. `listed`: enough of them, by the rules, to be called frequent itself."""

    id: int
    code: str
    name: str
    customers: int
    buildings: int
    most: int
    listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequentHome:
    """Customers of one stairwell that share one history. `outages` are the numbers of those that counted."""

    id: int
    category: str
    reasons: tuple[str, ...]
    building_id: int
    label: str
    unit: str
    feeder: str
    customers: int
    outages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """An interruption that did not count."""

    reason: str
    outage: str
    label: str
    unit: str
    customers: int
    started_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequent:
    """One count: by which rules, until when, and the numbers of its rows."""

    id: int
    rules: str
    source: str
    made_at: datetime
    interruptions: int
    customers: int
    warned: int
    excluded: int
    feeders: tuple[FrequentFeeder, ...]

    @property
    def limits(self) -> dict[str, int]:
        """The numbers of its rules: more than `year`, `rolling` (in `days`), `planned`; `least` to `most` warn."""
        rules = frequent.RULE_SETS.get(self.rules)
        if rules is None:
            return {}
        return {
            "year": rules.year_over,
            "rolling": rules.rolling_over,
            "days": rules.rolling_days,
            "planned": rules.planned_over,
            "least": rules.warn_year[0],
            "most": rules.warn_year[1],
        }


def rule_sets() -> tuple[tuple[str, str], ...]:
    """(name, where it was read) of the rules that a city may choose."""
    return tuple((one.name, one.source) for one in frequent.RULE_SETS.values())


def last_run(user: User, *, at: datetime) -> Frequent | None:
    """The last count, for those who may see frequent outages; None before the first. Four queries."""
    people_queries.require(user, May.FREQUENT_SEE, at=at)
    run = FrequentRun.objects.order_by("-made_at", "-id").first()
    if run is None:
        return None
    sums = FrequentPlace.objects.filter(run=run).aggregate(
        often=Sum("customers", filter=Q(category="frequent")), warned=Sum("customers", filter=Q(category="warning"))
    )
    rules = frequent.RULE_SETS.get(run.rules)
    return Frequent(
        id=run.pk,
        rules=run.rules,
        source=rules.source if rules else "",
        made_at=run.made_at,
        interruptions=run.interruptions,
        customers=sums["often"] or 0,
        warned=sums["warned"] or 0,
        excluded=NotCounted.objects.filter(run=run).count(),
        feeders=_feeders(run),
    )


def _feeders(run: FrequentRun) -> tuple[FrequentFeeder, ...]:
    found: dict[int, list[FrequentPlace]] = {}
    for one in FrequentPlace.objects.filter(run=run, category="frequent", feeder__isnull=False).order_by("id"):
        found.setdefault(one.feeder_id or 0, []).append(one)
    names = {one.pk: one for one in Equipment.objects.filter(pk__in=found).order_by("code")}
    feeders = [
        FrequentFeeder(
            id=pk,
            code=names[pk].code,
            name=names[pk].name,
            customers=sum(one.customers for one in some),
            buildings=len({one.building_id for one in some}),
            most=max(len(one.outages) for one in some),
            listed=pk in run.feeders,
        )
        for pk, some in found.items()
    ]
    return tuple(sorted(feeders, key=lambda one: (not one.listed, -one.customers, one.code)))


def homes_of(
    user: User, run_id: int, *, at: datetime, category: str = "", feeder: int | None = None, limit: int | None = SHOWN
) -> tuple[FrequentHome, ...]:
    """The homes of a count, most outages first; no name or account of anybody. One query."""
    people_queries.require(user, May.FREQUENT_SEE, at=at)
    rows = FrequentPlace.objects.filter(run_id=run_id).select_related("building", "feeder").order_by("id")
    if category:
        rows = rows.filter(category=category)
    if feeder:
        rows = rows.filter(feeder_id=feeder)
    return tuple(_home(one) for one in rows[:limit])


def _home(one: FrequentPlace) -> FrequentHome:
    return FrequentHome(
        id=one.pk,
        category=one.category,
        reasons=tuple(one.reasons),
        building_id=one.building_id,
        label=one.building.label,
        unit=one.unit,
        feeder=one.feeder.name if one.feeder else "",
        customers=one.customers,
        outages=tuple(one.outages),
    )


def excluded_of(user: User, run_id: int, *, at: datetime, limit: int | None = SHOWN) -> tuple[Excluded, ...]:
    """What did not count, newest first, with the reason. One query."""
    people_queries.require(user, May.FREQUENT_SEE, at=at)
    rows = NotCounted.objects.filter(run_id=run_id).order_by("-started_at", "id")
    return tuple(
        Excluded(reason=reason, outage=number, label=label, unit=unit, customers=n, started_at=started, minutes=minutes)
        for reason, number, label, unit, n, started, minutes in rows.values_list(
            "reason", "outage__number", "building__label", "unit", "customers", "started_at", "minutes"
        )[:limit]
    )


def excluded_counts(run_id: int) -> dict[str, int]:
    """Reason → how many interruptions it took out."""
    return dict(NotCounted.objects.filter(run_id=run_id).order_by().values_list("reason").annotate(n=Count("pk")))


def customers_of(user: User, place_id: int, *, at: datetime) -> tuple[FrequentHome, tuple[tuple[str, str], ...]]:
    """A home of a count and its customers (room, account), for those who may see customers. Three queries."""
    people_queries.require(user, May.CUSTOMER_SEE, at=at)
    one = FrequentPlace.objects.filter(pk=place_id).select_related("building", "feeder").first()
    if one is None:
        raise NotFound(_("This row belongs to an older count. Open the list again."))
    rows = Customer.objects.filter(
        service_point__building_id=one.building_id,
        service_point__unit=one.unit,
        service_point__meter_box_id=one.meter_box_id,
        valid_to__isnull=True,
    ).order_by("service_point__room", "account_no")
    return _home(one), tuple(rows.values_list("service_point__room", "account_no"))
