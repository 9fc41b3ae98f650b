"""Lists of outages: now, to come, past, drafts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from twingrid.outages.choices import Cause, OutageKind
from twingrid.outages.models import Affected, Outage, Scope
from twingrid.outages.permissions import OutagePermission as May
from twingrid.outages.states import OutageState as S
from twingrid.people import queries as people_queries
from twingrid.people.models import User

WHEN = {
    "now": (S.STARTED,),
    "planned": (S.ANNOUNCED,),
    "draft": (S.DRAFT,),
    "past": (S.RESTORED, S.CLOSED, S.CANCELLED),
}
"""The four lists, by state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list shows: `when` is a key of `WHEN`; text is looked for in number, title, equipment and buildings."""

    when: str = "now"
    kind: str = ""
    text: str = ""
    important: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageLine:
    """One outage of a list. `where` are at most three names of its scope, `more` how many there are besides."""

    id: int
    number: str
    kind: str
    state: str
    title: str
    important: bool
    cause: str
    starts_at: datetime
    started_at: datetime | None
    estimate_at: datetime | None
    restored_at: datetime | None
    customers: int
    buildings: int
    synthetic: bool
    where: tuple[str, ...]
    more: int

    @property
    def kind_words(self) -> str:
        """What kind it is."""
        return str(OutageKind(self.kind).label)

    @property
    def cause_words(self) -> str:
        """Why; "" while it is not known."""
        return str(Cause(self.cause).label) if self.cause else ""

    def is_overdue(self, *, at: datetime) -> bool:
        """Whether the estimate has passed and the electricity is still off."""
        return self.state == S.STARTED and self.estimate_at is not None and self.estimate_at < at


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list, how many there are in all, and how many each list holds."""

    lines: tuple[OutageLine, ...]
    total: int
    counts: dict[str, int]


def visible(user: User, *, at: datetime) -> QuerySet[Outage]:
    """Every outage of the city for those who may see outages: it holds no personal data."""
    people_queries.require(user, May.OUTAGE_SEE, at=at)
    return Outage.objects.all()


def outages_for(user: User, wanted: Filter, *, at: datetime, start: int = 0, count: int = 50) -> Found:
    """A page of a list for somebody who may see outages: soonest first, past ones newest first."""
    rows = narrowed(visible(user, at=at), wanted)
    counts = dict.fromkeys(WHEN, 0)
    for state in rows.order_by().values_list("state", flat=True):
        counts[next(name for name, states in WHEN.items() if state in states)] += 1
    chosen = rows.filter(state__in=WHEN.get(wanted.when, WHEN["now"]))
    order = ("-moment", "-id") if wanted.when == "past" else ("-important", "moment", "id")
    page = chosen.annotate(moment=Coalesce("started_at", "starts_at")).order_by(*order)[start : start + count]
    return Found(tuple(lines(page)), counts[wanted.when if wanted.when in WHEN else "now"], counts)


def narrowed(rows: QuerySet[Outage], wanted: Filter) -> QuerySet[Outage]:
    """The outages that the filter asks for, in every state."""
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.important:
        rows = rows.filter(important=True)
    if wanted.since:
        rows = rows.filter(starts_at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(starts_at__lt=_midnight(wanted.until) + timedelta(days=1))
    if wanted.text:
        named = Scope.objects.filter(outage=OuterRef("pk")).filter(
            Q(equipment__name__icontains=wanted.text) | Q(equipment__code__iexact=wanted.text)
        )
        placed = Affected.objects.filter(outage=OuterRef("pk"), building__label__icontains=wanted.text)
        rows = rows.filter(
            Q(number__iexact=wanted.text) | Q(title__icontains=wanted.text) | Exists(named) | Exists(placed)
        )
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware at once


def lines(rows: QuerySet[Outage]) -> list[OutageLine]:
    """Outages as lines, in their order: two queries."""
    outages = list(rows)
    names: dict[int, list[str]] = {}
    scope = Scope.objects.filter(outage__in=[one.pk for one in outages]).order_by("id")
    for outage_id, equipment, building in scope.values_list("outage_id", "equipment__name", "building__label"):
        names.setdefault(outage_id, []).append(equipment or building)
    return [line_of(one, names.get(one.pk, [])) for one in outages]


def line_of(one: Outage, names: list[str]) -> OutageLine:
    """An outage as a line."""
    return OutageLine(
        id=one.pk,
        number=one.number,
        kind=one.kind,
        state=one.state,
        title=one.title,
        important=one.important,
        cause=one.cause,
        starts_at=one.starts_at,
        started_at=one.started_at,
        estimate_at=one.estimate_at,
        restored_at=one.restored_at,
        customers=one.customers,
        buildings=one.buildings,
        synthetic=one.synthetic,
        where=tuple(names[:3]),
        more=len(names[3:]),
    )
