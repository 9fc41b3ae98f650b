"""Requests by view and filters, a page at a time; filters that are kept; the last thing done to many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from twingrid.kit import clock
from twingrid.kit.masking import mask_name, mask_phone
from twingrid.people import queries as people_queries
from twingrid.people.choices import Role
from twingrid.people.models import Posting, User
from twingrid.work.choices import Channel, ClockKind, Family
from twingrid.work.models import Bulk, Clock, Escalation, Ladder, Remark, Reporter, SavedFilter, Support, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.kinds import kinds, language
from twingrid.work.queries.lines import Line, lines
from twingrid.work.queries.records import find_by_number
from twingrid.work.queries.visible import may_on, no_such_ticket, tickets_for
from twingrid.work.rules.wanted import Allowed, Wanted
from twingrid.work.states import OPEN, UNFINISHED
from twingrid.work.states import TicketState as S

MOST_COUNTED = 10_000
MOST_EXPORTED = 10_000
WORDS_DAYS = timedelta(days=90)
UNDO_BULK = timedelta(minutes=10)
_FIRST_DUE = ("-safety", F("due_at").asc(nulls_last=True), "reported_at", "id")


@dataclass(frozen=True, slots=True)
class Shown:
    """One request of the list with who told of it, masked for those who need not call."""

    line: Line
    caller: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list. `total` counts up to `MOST_COUNTED`; `more`: there are more than that."""

    rows: tuple[Shown, ...]
    total: int
    more: bool


def allowed() -> Allowed:
    """What the filters of a list may ask for in this city."""
    return Allowed(
        kinds=frozenset(kind.key for kind in kinds().all() if kind.family == Family.REQUEST),
        states=frozenset(state.value for state in S),
        channels=frozenset(Channel.values),
        clocks=frozenset(ClockKind.values),
    )


def seen_numbers(user: User, numbers: Sequence[str], *, at: datetime) -> list[str]:
    """Those of these numbers that this person may see; `NotFound` when there is none."""
    found = list(
        tickets_for(user, at=at).filter(number__in=numbers).order_by("number").values_list("number", flat=True)
    )
    if not found:
        raise no_such_ticket()
    return found


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of requests as a filter offers them."""
    return [(kind.key, kind.words(language())) for kind in kinds().all() if kind.family == Family.REQUEST]


def filtered(user: User, wanted: Wanted, *, at: datetime) -> QuerySet[Ticket]:
    """The requests that this person may see and the list asks for, in the order of the list.

    A number finds its requests whatever else is asked for. Words look back for 90 days where no period is named.
    """
    rows = tickets_for(user, at=at)
    if wanted.number:
        return rows.filter(pk__in=[one.pk for one in find_by_number(user, wanted.number, at=at)]).order_by("-id")
    rows = _view(rows, user, wanted.view, at=at)
    plain = {"kind": wanted.kind, "state": wanted.state, "channel": wanted.channel}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if wanted.area:
        rows = rows.filter(Q(power_area__code=wanted.area) | Q(community_area__code=wanted.area))
    if wanted.clock:
        rows = rows.filter(Exists(_running(kind=wanted.clock)))
    since = wanted.since
    if wanted.words:
        said = Remark.objects.filter(ticket=OuterRef("pk"), words__icontains=wanted.words)
        rows = rows.filter(
            Q(place_words__icontains=wanted.words) | Q(building__label__icontains=wanted.words) | Exists(said)
        )
        since = since or (clock.today(at - WORDS_DAYS) if wanted.view == "all" else None)
    if since is not None:
        rows = rows.filter(reported_at__gte=_begin(since))
    if wanted.until is not None:
        rows = rows.filter(reported_at__lt=_begin(wanted.until + timedelta(days=1)))
    return rows.order_by("-reported_at", "-id") if wanted.view in ("all", "call_back") else rows.order_by(*_FIRST_DUE)


def _begin(day: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _view(rows: QuerySet[Ticket], user: User, view: str, *, at: datetime) -> QuerySet[Ticket]:
    if view == "mine":
        return rows.filter(_mine(user), state__in=OPEN)
    if view == "late":
        return rows.filter(state__in=OPEN, due_at__lt=at)
    if view == "soon":
        warned = Exists(_running(warn_at__lte=at, paused=False))
        return rows.filter(warned, state__in=OPEN).filter(Q(due_at__gte=at) | Q(due_at__isnull=True))
    if view == "waiting":
        return rows.filter(Q(state=S.WAITING) | Q(paused_at__isnull=False, state__in=OPEN))
    states = {"area": UNFINISHED, "returned": (S.RETURNED,), "call_back": (S.RESOLVED,)}.get(view)
    return rows.filter(state__in=states) if states else rows


def _mine(user: User) -> Q:
    """What a person holds, was told of, or does a part of."""
    open_to = Q(ticket__state__in=(S.NEW, S.RETURNED)) | Q(ladder=Ladder.COMMUNITY, ticket__state__in=OPEN)
    told = Escalation.objects.filter(open_to, to_id=user.pk, ticket__isnull=False).values("ticket_id")
    asked = Support.objects.filter(user_id=user.pk, done_at__isnull=True).values("ticket_id")
    return Q(holder_id=user.pk) | Q(pk__in=told) | Q(pk__in=asked)


def _running(**which: object) -> QuerySet[Clock]:
    return Clock.objects.filter(ticket=OuterRef("pk"), stopped_at__isnull=True, **which)


def listed(user: User, wanted: Wanted, *, at: datetime, start: int = 0, count: int = 50) -> Found:
    """Rows `start` to `start + count` of a list, in five questions however long it is."""
    rows = filtered(user, wanted, at=at)
    total = rows.order_by()[: MOST_COUNTED + 1].count()
    return Found(shown(user, rows[start : start + count], at=at), min(total, MOST_COUNTED), total > MOST_COUNTED)


def placed(user: User, wanted: Wanted, *, at: datetime) -> list[Line]:
    """The requests of a list that have a point, in its order."""
    return lines(filtered(user, wanted, at=at).filter(lon__isnull=False), with_clocks=False)


def exported(user: User, wanted: Wanted, *, at: datetime) -> tuple[Shown, ...]:
    """Everything that a list shows, in its order, at most `MOST_EXPORTED`."""
    return shown(user, filtered(user, wanted, at=at), at=at, limit=MOST_EXPORTED)


def shown(user: User, rows: QuerySet[Ticket], *, at: datetime, limit: int = MOST_EXPORTED) -> tuple[Shown, ...]:
    """Requests with their callers: in full for those who have to call, masked for others, by area."""
    found = lines(rows, limit=limit)
    grants = people_queries.grants_of(user, at=at)
    ids = [line.id for line in found]
    callers = {
        pk: (name, phone) for pk, name, phone in Reporter.objects.filter(pk__in=ids).values_list("pk", "name", "phone")
    }
    told = []
    for line in found:
        name, phone = callers.get(line.id, ("", ""))
        one = Ticket(power_area_id=line.power_area_id, community_area_id=line.community_area_id)
        full = may_on(grants, May.REPORTER_SEE, one, own=line.holder_id == user.pk)
        parts = (name, phone) if full else (mask_name(name), mask_phone(phone))
        told.append(Shown(line, " ".join(part for part in parts if part)))
    return tuple(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A saved filter: `mine` may be changed and dropped; `shared_with` says with whom, in words."""

    id: int
    name: str
    content: Mapping[str, str]
    mine: bool
    owner: str
    shared_with: str


def kept_filters(user: User, *, at: datetime) -> tuple[Kept, ...]:
    """One's own filters, then those shared with one's roles and units."""
    grants = people_queries.grants_of(user, at=at)
    units = Posting.objects.on(clock.today(at)).filter(user_id=user.pk).values("unit_id")
    theirs = Q(role__in=grants.roles) & ~Q(role="") | Q(unit_id__in=units)
    rows = SavedFilter.objects.filter(Q(owner_id=user.pk) | theirs).select_related("owner", "unit")
    found = [
        Kept(
            id=row.pk,
            name=row.name,
            content=row.content,
            mine=row.owner_id == user.pk,
            owner=row.owner.name,
            shared_with=row.unit.name if row.unit else str(Role(row.role).label) if row.role else "",
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (not one.mine, one.name, one.id)))


def last_bulk(user: User, *, at: datetime) -> Bulk | None:
    """What this person did to many at once a moment ago and may still take back."""
    rows = Bulk.objects.filter(by_id=user.pk, at__gte=at - UNDO_BULK, undone_at__isnull=True)
    return rows.first()
