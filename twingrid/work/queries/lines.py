"""A request as one line of a list: a fixed number of queries however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from twingrid.work.models import Channel, Clock, Outcome, Scope, Ticket
from twingrid.work.queries.clocks import clock_words
from twingrid.work.queries.kinds import kind_words
from twingrid.work.states import OPEN

LIST_LIMIT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockView:
    """A clock: kind is promise, law, order or internal; running while `stopped_at` is empty.

    `key` and `version` name its rule; `warn_at` is when it is soon late; `paused_s` for how long it stood still.
    """

    kind: str
    key: str
    version: int | None
    round: int
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    provisional: bool
    warn_at: datetime | None = None
    paused_s: int = 0
    paused: bool = False

    @property
    def words(self) -> str:
        """What it is about."""
        return clock_words(self.version, self.key)

    def is_late(self, *, at: datetime) -> bool:
        """Whether the due moment passed before it stopped."""
        return not self.paused and (self.stopped_at or at) > self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One request of a list. `place` is said in residents' words; `clock` is the running clock that is due first.

    `kind_words` and the like are translated for the present language. No name or number of the caller.
    """

    id: int
    number: str
    state: str
    kind: str
    kind_version: int
    scope: str
    channel: str
    safety: bool
    place: str
    building_id: int | None
    unit: str
    room: str
    lon: float | None
    lat: float | None
    power_area_id: int | None
    community_area_id: int | None
    holder_id: int | None
    holder: str
    reported_at: datetime
    accepted_at: datetime | None
    resolved_at: datetime | None
    due_at: datetime | None
    outcome: str
    times_reopened: int
    supervised_until: datetime | None
    reminders: int
    paused_at: datetime | None = None
    warn_at: datetime | None = None
    clock: ClockView | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to go or to answer."""
        return self.state in OPEN

    @property
    def is_pressed(self) -> bool:
        """Whether a hotline supervises it or has reminded us."""
        return self.supervised_until is not None or self.reminders > 0

    @property
    def kind_words(self) -> str:
        """What it is about."""
        return kind_words(self.kind, self.kind_version)

    @property
    def scope_words(self) -> str:
        """How far it reaches."""
        return str(Scope(self.scope).label)

    @property
    def channel_words(self) -> str:
        """How it came in."""
        return str(Channel(self.channel).label)

    @property
    def outcome_words(self) -> str:
        """How it ended; "" while it is open."""
        return str(Outcome(self.outcome).label) if self.outcome else ""

    def is_late(self, *, at: datetime) -> bool:
        """Whether a running clock has passed."""
        return self.due_at is not None and self.due_at < at

    def is_soon_late(self, *, at: datetime) -> bool:
        """Whether most of the time of a running clock is over, and none has passed."""
        return self.warn_at is not None and self.warn_at <= at and not self.is_late(at=at)


_COLUMNS = (
    "id",
    "number",
    "state",
    "kind",
    "kind_version",
    "scope",
    "channel",
    "safety",
    "place_words",
    "building_id",
    "unit",
    "room",
    "lon",
    "lat",
    "power_area_id",
    "community_area_id",
    "holder_id",
    "reported_at",
    "accepted_at",
    "resolved_at",
    "due_at",
    "outcome",
    "times_reopened",
    "supervised_until",
    "reminders",
    "paused_at",
    "building__label",
    "holder__name",
)


def lines(tickets: QuerySet[Ticket], *, with_clocks: bool = True, limit: int = LIST_LIMIT) -> list[Line]:
    """The requests of a queryset as lines, in its order: two queries (one without clocks)."""
    rows = list(tickets.values(*_COLUMNS)[:limit])
    clocks = running_clocks(row["id"] for row in rows) if with_clocks else {}
    found = []
    for row in rows:
        label, holder = row.pop("building__label"), row.pop("holder__name")
        words = row.pop("place_words")
        place = place_of(label or "", row["unit"], row["room"], words)
        clock, warn_at = clocks.get(row["id"], (None, None))
        found.append(Line(place=place, holder=holder or "", clock=clock, warn_at=warn_at, **row))
    return found


def place_of(label: str, unit: str, room: str, words: str) -> str:
    """A place as one line: the building with unit and room, or what was said of it."""
    if not label:
        return words
    return " ".join(part for part in (label, unit, room) if part)


def running_clocks(ids: Iterable[int]) -> dict[int, tuple[ClockView, datetime | None]]:
    """For each request the running clock that is due first, and when the first of them is soon late (one query).

    One that stands still comes after those that run.
    """
    first: dict[int, tuple[ClockView, datetime | None]] = {}
    running = Clock.objects.filter(ticket_id__in=list(ids), stopped_at__isnull=True)
    for clock in running.order_by("paused", "due_at", "id"):
        former = first.get(clock.ticket_id)
        warn_at = None if clock.paused else clock.warn_at
        moments = [one for one in (former[1] if former else None, warn_at) if one is not None]
        first[clock.ticket_id] = (former[0] if former else view_of(clock), min(moments, default=None))
    return first


def all_clocks(ids: Iterable[int]) -> dict[int, tuple[ClockView, ...]]:
    """Every clock of these requests (one query), by due moment."""
    found: dict[int, list[ClockView]] = defaultdict(list)
    for clock in Clock.objects.filter(ticket_id__in=list(ids)).order_by("due_at", "id"):
        found[clock.ticket_id].append(view_of(clock))
    return {ticket: tuple(clocks) for ticket, clocks in found.items()}


def view_of(clock: Clock) -> ClockView:
    """A clock as a plain value."""
    return ClockView(
        kind=clock.kind,
        key=clock.key,
        version=clock.version_id,
        round=clock.round,
        started_at=clock.started_at,
        due_at=clock.due_at,
        stopped_at=clock.stopped_at,
        provisional=clock.provisional,
        warn_at=clock.warn_at,
        paused_s=clock.paused_s,
        paused=clock.paused,
    )
