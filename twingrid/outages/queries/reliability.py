"""What reliability is counted from: customer-minutes and customers interrupted, by each step of restoration."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, DateTimeField, DurationField, ExpressionWrapper, F, Q, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least

from twingrid.outages.choices import Boundary
from twingrid.outages.models import Affected, Outage
from twingrid.outages.states import OutageState
from twingrid.supply.models import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """The inputs of a span. `minutes` are customer-minutes, `interrupted` customers × interruptions.

    External causes are counted apart. SAIDI is minutes per customer served, SAIFI interruptions per customer.
    """

    begins: datetime
    ends: datetime
    customers: int
    outages: int
    minutes: float
    interrupted: int
    external_minutes: float
    external_interrupted: int

    @property
    def saidi(self) -> float | None:
        """Minutes per customer; None without customers."""
        return self.minutes / self.customers if self.customers else None

    @property
    def saifi(self) -> float | None:
        """Interruptions per customer; None without customers."""
        return self.interrupted / self.customers if self.customers else None

    @property
    def availability(self) -> float | None:
        """Supply reliability (供电可靠率) in percent of the span."""
        span = (self.ends - self.begins).total_seconds() / 60
        return None if self.saidi is None or not span else 100 * (1 - self.saidi / span)


def reliability(*, begins: datetime, ends: datetime) -> Reliability:
    """The inputs of a span: what lies inside it of every outage that began before its end. Three queries.

    Customers are those of the last day of the span; what is still off counts up to the end of the span.
    """
    over = (OutageState.STARTED, OutageState.RESTORED, OutageState.CLOSED)
    rows = Affected.objects.filter(outage__state__in=over, outage__started_at__lt=ends)
    rows = rows.annotate(back=Coalesce("restored_at", "outage__restored_at", Value(ends, DateTimeField())))
    off = ExpressionWrapper(
        Least("back", Value(ends, DateTimeField())) - Greatest("outage__started_at", Value(begins, DateTimeField())),
        output_field=DurationField(),
    )
    inside = rows.filter(back__gt=begins).annotate(off=off)
    weighed = ExpressionWrapper(F("off") * F("customers"), output_field=DurationField())
    ours, theirs = Q(outage__boundary=Boundary.INTERNAL), Q(outage__boundary=Boundary.EXTERNAL)
    fresh = Q(outage__started_at__gte=begins)
    found = inside.aggregate(
        minutes=Sum(weighed, filter=ours),
        interrupted=Sum("customers", filter=ours & fresh),
        external=Sum(weighed, filter=theirs),
        external_n=Sum("customers", filter=theirs & fresh),
    )
    outages = Outage.objects.filter(state__in=over, started_at__gte=begins, started_at__lt=ends)
    return Reliability(
        begins=begins,
        ends=ends,
        customers=Customer.objects.on(ends.date()).count(),
        outages=outages.aggregate(n=Count("pk"))["n"],
        minutes=found["minutes"].total_seconds() / 60 if found["minutes"] else 0.0,
        interrupted=found["interrupted"] or 0,
        external_minutes=found["external"].total_seconds() / 60 if found["external"] else 0.0,
        external_interrupted=found["external_n"] or 0,
    )
