"""The lists that people work from: the worker's, the leader's, the desk's, the map's."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Max, Q
from django.utils import timezone

from twingrid.journal.models import Event
from twingrid.people.models import User
from twingrid.work.models import Escalation, Ladder, Support, Ticket
from twingrid.work.queries.lines import Line, lines
from twingrid.work.queries.outages import CROWDED, Crowd
from twingrid.work.queries.visible import tickets_for
from twingrid.work.states import OPEN, UNFINISHED
from twingrid.work.states import TicketState as S

SOON = timedelta(hours=2)
_BY_URGENCY = (
    "-safety",
    F("supervised_until").asc(nulls_last=True),
    "-reminders",
    "due_at",
    "reported_at",
    "id",
)


@dataclass(frozen=True, slots=True)
class WorkerList:
    """What a worker has to do: now (safety, on the way, late, due within two hours, not accepted), today, later."""

    now: tuple[Line, ...]
    today: tuple[Line, ...]
    later: tuple[Line, ...]

    @property
    def count(self) -> int:
        """How many in all."""
        return len(self.now) + len(self.today) + len(self.later)


def worker_list(user: User, *, at: datetime) -> WorkerList:
    """The open requests that a person holds or was told of, grouped by when they have to be done."""
    open_to = Q(ticket__state__in=(S.NEW, S.RETURNED)) | Q(ladder=Ladder.COMMUNITY, ticket__state__in=OPEN)
    told = Escalation.objects.filter(open_to, to_id=user.pk, ticket__isnull=False).values("ticket_id")
    asked = Support.objects.filter(user_id=user.pk, done_at__isnull=True).values("ticket_id")
    mine = Ticket.objects.filter(Q(holder_id=user.pk) | Q(pk__in=told) | Q(pk__in=asked), state__in=OPEN)
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines(mine.order_by(*_BY_URGENCY)):
        groups[_group(line, at=at)].append(line)
    return WorkerList(now=tuple(groups["now"]), today=tuple(groups["today"]), later=tuple(groups["later"]))


def _group(line: Line, *, at: datetime) -> str:
    if line.is_pressed or line.safety or line.state in {S.NEW, S.RETURNED, S.ON_THE_WAY, S.ON_SITE}:
        return "now"
    if line.due_at is not None and line.due_at < at + SOON:
        return "now"
    if line.due_at is None or timezone.localtime(line.due_at).date() <= timezone.localtime(at).date():
        return "today"
    return "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much one person holds."""

    holder_id: int
    name: str
    open: int
    late: int
    not_accepted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderBoard:
    """What a leader has to look at. A request may stand in more than one list; `open` counts each once."""

    pressed: tuple[Line, ...]
    late: tuple[Line, ...]
    soon_late: tuple[Line, ...]
    nobody_accepted: tuple[Line, ...]
    returned: tuple[Line, ...]
    to_call_back: tuple[Line, ...]
    load: tuple[Load, ...]
    open: int


def leader_board(user: User, *, at: datetime) -> LeaderBoard:
    """The unfinished requests of the person's areas: late, soon late, accepted by nobody, returned, to call back."""
    every = lines(tickets_for(user, at=at).filter(state__in=UNFINISHED).order_by(*_BY_URGENCY))
    running = [line for line in every if line.is_open]
    return LeaderBoard(
        pressed=tuple(line for line in running if line.is_pressed),
        late=tuple(line for line in running if line.is_late(at=at)),
        soon_late=tuple(line for line in running if line.is_soon_late(at=at)),
        nobody_accepted=tuple(line for line in running if line.state == S.NEW),
        returned=tuple(line for line in running if line.state == S.RETURNED),
        to_call_back=tuple(line for line in every if line.state == S.RESOLVED),
        load=_load(running, at=at),
        open=len(running),
    )


def _load(running: list[Line], *, at: datetime) -> tuple[Load, ...]:
    by_holder: dict[int, list[Line]] = defaultdict(list)
    for line in running:
        if line.holder_id is not None:
            by_holder[line.holder_id].append(line)
    loads = [
        Load(
            holder_id=holder,
            name=held[0].holder,
            open=len(held),
            late=sum(line.is_late(at=at) for line in held),
            not_accepted=sum(line.state == S.NEW for line in held),
        )
        for holder, held in by_holder.items()
    ]
    return tuple(sorted(loads, key=lambda load: (-load.late, -load.open, load.holder_id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The desk's live board: without a person, open (newest first), waiting for the call-back."""

    unrouted: tuple[Line, ...]
    open: tuple[Line, ...]
    to_call_back: tuple[Line, ...]


def board(user: User, *, at: datetime, limit: int = 200, apart: Sequence[Crowd] = ()) -> Board:
    """The unfinished requests that a dispatcher follows, newest first, at most `limit` of each list.

    Those of the crowds `apart` stand in none: they are told as one.
    """
    rows = tickets_for(user, at=at).filter(state__in=UNFINISHED).order_by("-reported_at", "-id")
    if apart:
        places = frozenset().union(*(one.building_ids for one in apart))
        rows = rows.exclude(kind=CROWDED, building_id__in=places, state__in=OPEN, safety=False)
    unrouted = rows.filter(holder__isnull=True, state__in=OPEN)
    routed = rows.filter(holder__isnull=False, state__in=OPEN)
    return Board(
        unrouted=tuple(lines(unrouted, with_clocks=False, limit=limit)),
        open=tuple(lines(routed, limit=limit)),
        to_call_back=tuple(lines(rows.filter(state=S.RESOLVED), with_clocks=False, limit=limit)),
    )


def board_stamp(*, at: datetime) -> str:
    """A word that changes when any request of the city changed, and each minute: an ETag for live pages."""
    newest = Event.objects.filter(subject_kind="work.ticket", at__gte=at - timedelta(days=2)).aggregate(n=Max("id"))
    return f"{newest['n'] or 0}-{at:%Y%m%d%H%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A request on the map (WGS-84 degrees)."""

    number: str
    lon: float
    lat: float
    state: str
    kind: str
    safety: bool
    late: bool
    place: str


def open_markers(user: User, *, at: datetime) -> tuple[Marker, ...]:
    """The open requests of the person's areas that have a point."""
    found = lines(
        tickets_for(user, at=at).filter(state__in=OPEN, lon__isnull=False).order_by(*_BY_URGENCY), with_clocks=False
    )
    return tuple(
        Marker(
            number=line.number,
            lon=line.lon,
            lat=line.lat,
            state=line.state,
            kind=line.kind,
            safety=line.safety,
            late=line.is_late(at=at),
            place=line.place,
        )
        for line in found
        if line.lon is not None and line.lat is not None
    )


def recent_by_phone(user: User, phone: str, *, at: datetime, days: int = 30) -> tuple[Line, ...]:
    """Requests of the last days from a telephone number, newest first, that the person may see."""
    since = at - timedelta(days=days)
    rows = tickets_for(user, at=at).filter(reporter__phone=phone, reported_at__gte=since)
    return tuple(lines(rows.order_by("-reported_at", "-id"), limit=20)) if phone else ()


def found_lines(
    user: User,
    *,
    at: datetime,
    states: tuple[str, ...] = (),
    channel: str = "",
    kind: str = "",
    limit: int = 200,
    with_clocks: bool = True,
) -> tuple[Line, ...]:
    """Requests that the person may see, by state, channel and kind, newest first; one query less without clocks."""
    rows = tickets_for(user, at=at)
    if states:
        rows = rows.filter(state__in=states)
    if channel:
        rows = rows.filter(channel=channel)
    if kind:
        rows = rows.filter(kind=kind)
    return tuple(lines(rows.order_by("-reported_at", "-id"), with_clocks=with_clocks, limit=limit))


def held_lines(user: User, *, holder_id: int, at: datetime) -> tuple[Line, ...]:
    """The open requests of one holder that `user` may see, most urgent first."""
    rows = tickets_for(user, at=at).filter(holder_id=holder_id, state__in=OPEN)
    return tuple(lines(rows.order_by(*_BY_URGENCY), limit=200))


def rows_of_figure(
    user: User,
    *,
    at: datetime,
    state: str = "",
    channel: str = "",
    area: str = "",
    since: date | None = None,
    until: date | None = None,
    limit: int = 200,
) -> tuple[tuple[Line, ...], int]:
    """The newest requests behind a figure, and how many there are in all.

    `state` is a state, `open` or `late`; closed ones are dated by their closing, all others by their report. `area`
    is the code of a power service area; days run from `since` up to, not including, `until`.
    """
    rows = tickets_for(user, at=at)
    if state in {"open", "late"}:
        rows = rows.filter(state__in=OPEN)
        rows = rows.filter(due_at__lt=at) if state == "late" else rows
    elif state:
        rows = rows.filter(state=state)
    if channel:
        rows = rows.filter(channel=channel)
    if area:
        rows = rows.filter(power_area__code=area)
    dated = "closed_at" if state == S.CLOSED else "reported_at"
    if since is not None:
        rows = rows.filter(**{f"{dated}__date__gte": since})
    if until is not None:
        rows = rows.filter(**{f"{dated}__date__lt": until})
    return tuple(lines(rows.order_by("-reported_at", "-id"), limit=limit)), rows.count()
