"""Figures of the centre: counts first, shares of them second, and the filter that opens the rows behind each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from twingrid.metrics.rules import Share, YearOnYear, month_starts, year_before
from twingrid.people.models import User
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition
from twingrid.work import queries as work_queries
from twingrid.work.models import Channel, Clock, ExternalRecord, Rating, Ticket
from twingrid.work.states import OPEN, TicketState

PERIOD_DAYS = 90
MONTHS = 24
SATISFIED = 4
_DIRECT = (Channel.DIRECT_CALL, Channel.PAGE, Channel.PLATE, Channel.GROUP)
# A matter that came by the hotline too is a hotline order, whoever called first: so the direct share is honest.
_BY_HOTLINE = Q(channel=Channel.HOTLINE_12345) | Q(
    Exists(ExternalRecord.objects.filter(system="12345", ticket_id=OuterRef("pk")))
)
# Callers of an outage are answered by its end; their requests say nothing about first handling.
_HANDLED = Q(first_contact__isnull=False)
_TOOK = ExpressionWrapper(F("stopped_at") - F("started_at"), output_field=DurationField())


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `since` up to, not including, `until`."""

    since: date
    until: date

    def moments(self) -> tuple[datetime, datetime]:
        """The bounds as moments in the city's time zone."""
        return _start(self.since), _start(self.until)

    def year_before(self) -> "Period":
        """The same days of the year before."""
        return Period(since=year_before(self.since), until=year_before(self.until))


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def period_until(day: date, *, days: int = PERIOD_DAYS) -> Period:
    """The `days` days before `day`."""
    return Period(since=day - timedelta(days=days), until=day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one page shows. `arrival_minutes` is the mean of `arrivals` (the promise is an average, not a limit)."""

    period: Period
    open: int
    late: int
    reported: int
    hotline: YearOnYear
    direct: YearOnYear
    first_contact: Share
    satisfied: Share
    rated_of_closed: Share
    arrivals: int
    arrival_minutes: float | None
    arrived_within_promise: Share
    courtesy: int


def figures(user: User, *, at: datetime, period: Period) -> Figures:
    """The figures of everything that `user` may see, for a period; hotline and direct calls beside each other."""
    seen = _once(work_queries.tickets_for(user, at=at))
    since, until = period.moments()
    inside = seen.filter(reported_at__gte=since, reported_at__lt=until)
    closed = seen.filter(closed_at__gte=since, closed_at__lt=until, state=TicketState.CLOSED)
    ratings = Rating.objects.filter(at__gte=since, at__lt=until, ticket__in=seen)
    found = _arrivals(seen, period).aggregate(
        n=Count("id"), within=Count("id", filter=Q(stopped_at__lte=F("due_at"))), mean=Avg("took")
    )
    done = closed.aggregate(
        n=Count("id"),
        handled=Count("id", filter=_HANDLED),
        first=Count("id", filter=Q(first_contact=True)),
        rated=Count("ratings__ticket_id", distinct=True),
    )
    voices = ratings.aggregate(n=Count("id"), good=Count("id", filter=Q(stars__gte=SATISFIED)))
    now = seen.filter(state__in=OPEN).aggregate(n=Count("id"), late=Count("id", filter=Q(due_at__lt=at)))
    return Figures(
        period=period,
        open=now["n"],
        late=now["late"],
        reported=inside.count(),
        hotline=_year_on_year(seen.filter(_BY_HOTLINE), period),
        direct=_year_on_year(seen.filter(~_BY_HOTLINE, channel__in=_DIRECT), period),
        first_contact=Share(done["first"], done["handled"]),
        satisfied=Share(voices["good"], voices["n"]),
        rated_of_closed=Share(done["rated"], done["n"]),
        arrivals=found["n"],
        arrival_minutes=found["mean"].total_seconds() / 60 if found["mean"] else None,
        arrived_within_promise=Share(found["within"], found["n"]),
        courtesy=inside.filter(outcome="customer_side_courtesy").count(),
    )


def _arrivals(seen: QuerySet[Ticket], period: Period) -> QuerySet[Clock]:
    """The promise clocks, started in the period, that somebody's arrival stopped, with the time it `took`.

    Only faults have one: nobody promised to come for a question about a bill. A clock that was stopped by an answer
    on the phone is no arrival, and neither is one that still runs. A reopened request counts with its last round.
    """
    since, until = period.moments()
    arrived = Clock.objects.filter(kind="promise", stopped_at=F("ticket__arrived_at"), ticket__in=seen)
    return arrived.filter(started_at__gte=since, started_at__lt=until).annotate(took=_TOOK)


def _once(seen: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Each matter once: what ended as a duplicate is counted with the request that carries its number."""
    return seen.exclude(cancel_reason="duplicate")


def _year_on_year(seen: QuerySet[Ticket], period: Period) -> YearOnYear:
    def count(part: Period) -> int:
        since, until = part.moments()
        return seen.filter(reported_at__gte=since, reported_at__lt=until).count()

    return YearOnYear(count(period), count(period.year_before()))


@dataclass(frozen=True, slots=True)
class Month:
    """Requests of one month, by channel."""

    first: date
    by_channel: Mapping[str, int]


def months(user: User, *, at: datetime, count: int = MONTHS) -> list[Month]:
    """Requests by month and channel, oldest first; the running month is the last and not yet whole."""
    today = timezone.localtime(at).date()
    starts = month_starts(today, months=count)
    rows = (
        _once(work_queries.tickets_for(user, at=at))
        .filter(reported_at__gte=_start(starts[0]))
        .annotate(month=TruncMonth("reported_at"))
        .values("month", "channel")
        .annotate(n=Count("id"))
        .order_by("month", "channel")
    )
    found: dict[date, dict[str, int]] = defaultdict(dict)
    for row in rows:
        found[row["month"].date()][row["channel"]] = row["n"]
    return [Month(first, found.get(first, {})) for first in starts]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """One power service area in a period."""

    area_id: int
    code: str
    name: str
    open: int
    late: int
    reported: int
    first_contact: Share
    satisfied: Share


def by_area(user: User, *, at: datetime, period: Period) -> list[AreaFigures]:
    """The power service areas of what `user` may see, most late first: where help is needed, not who is best."""
    seen = _once(work_queries.tickets_for(user, at=at))
    since, until = period.moments()
    inside = Q(reported_at__gte=since, reported_at__lt=until)
    done = Q(closed_at__gte=since, closed_at__lt=until, state=TicketState.CLOSED)
    counts = (
        seen.filter(power_area__isnull=False)
        .filter(Q(state__in=OPEN) | inside | done)
        .values("power_area_id")
        .annotate(
            open=Count("id", filter=Q(state__in=OPEN)),
            late=Count("id", filter=Q(state__in=OPEN, due_at__lt=at)),
            reported=Count("id", filter=inside),
            handled=Count("id", filter=done & _HANDLED),
            first=Count("id", filter=done & Q(first_contact=True)),
        )
        .order_by("power_area_id")
    )
    voices = {
        row["ticket__power_area_id"]: Share(row["good"], row["n"])
        for row in Rating.objects.filter(at__gte=since, at__lt=until, ticket__in=seen)
        .values("ticket__power_area_id")
        .annotate(n=Count("id"), good=Count("id", filter=Q(stars__gte=SATISFIED)))
        .order_by("ticket__power_area_id")
    }
    areas = territory_queries.partition_on(Partition.POWER, timezone.localtime(at).date()).by_id
    rows = [
        AreaFigures(
            area_id=row["power_area_id"],
            code=areas[row["power_area_id"]].code,
            name=areas[row["power_area_id"]].name,
            open=row["open"],
            late=row["late"],
            reported=row["reported"],
            first_contact=Share(row["first"], row["handled"]),
            satisfied=voices.get(row["power_area_id"], Share(0, 0)),
        )
        for row in counts
        if row["power_area_id"] in areas
    ]
    return sorted(rows, key=lambda row: (-row.late, -row.open, row.code))
