"""One request: its history with words, who reported it, what the resident's private link shows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from twingrid.cities import queries as cities_queries
from twingrid.journal import queries as journal_queries
from twingrid.kit.masking import mask_name, mask_phone
from twingrid.people.models import User
from twingrid.work.models import Attachment, Finding, Outcome, Photo, Rating, RemarkKind, Reporter, Ticket
from twingrid.work.queries.kinds import Answered, answers_of, kind_words
from twingrid.work.queries.lines import ClockView, all_clocks, place_of
from twingrid.work.queries.visible import PUBLIC_PHOTOS, no_such_link
from twingrid.work.rules.limits import limits_from
from twingrid.work.states import MOVE_OF_EVENT, OPEN
from twingrid.work.states import TicketState as S

REPORT_MOVE = "report"
ARRIVAL = "arrive"
"""The rule that says by when somebody comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of a request: `name` as recorded, `move` (report, accept … or "" for remarks, photos, escalations),
    `state` after it ("" if unchanged), who did it, the words kept with it, the facts, the photos added by it."""

    at: datetime
    name: str
    move: str
    state: str
    by: str
    by_id: int | None
    actor_kind: str
    words: str
    words_kind: str
    facts: dict[str, Any]
    photo_ids: tuple[int, ...]


def history(ticket: Ticket) -> tuple[Entry, ...]:
    """What happened to a request, oldest first, joined with the words and photos kept beside: four queries."""
    events = journal_queries.history_of(ticket)
    remarks = {remark.event_id: remark for remark in ticket.remarks.order_by("at", "id")}
    photos: dict[int | None, list[int]] = defaultdict(list)
    for pk, event_id in ticket.photos.order_by("at", "id").values_list("pk", "event_id"):
        photos[event_id].append(pk)
    ids = {event.actor_id for event in events if event.actor_id is not None}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return tuple(
        Entry(
            at=event.at,
            name=event.name,
            move=REPORT_MOVE if event.name == "work.ticket.reported" else MOVE_OF_EVENT.get(event.name, ""),
            state=str(event.facts.get("to", "")),
            by=names.get(event.actor_id or 0, ""),
            by_id=event.actor_id,
            actor_kind=event.actor_kind,
            words=remarks[event.pk].words if event.pk in remarks else "",
            words_kind=remarks[event.pk].kind if event.pk in remarks else "",
            facts=event.facts,
            photo_ids=tuple(photos[event.pk]),
        )
        for event in events
    )


def clocks_of(ticket: Ticket) -> tuple[ClockView, ...]:
    """Every clock of a request, by due moment."""
    return all_clocks([ticket.pk]).get(ticket.pk, ())


@dataclass(frozen=True, slots=True)
class ReporterView:
    """Who reported a request; masked unless `full`."""

    name: str
    phone: str
    full: bool


def reporter_of(ticket: Ticket, *, full: bool) -> ReporterView:
    """Who reported it; `full` only where `options_for(...).may_see_reporter` says so."""
    row = Reporter.objects.filter(ticket_id=ticket.pk).first()
    name, phone = (row.name, row.phone) if row else ("", "")
    return ReporterView(name, phone, True) if full else ReporterView(mask_name(name), mask_phone(phone), False)


def place(ticket: Ticket) -> str:
    """The place of a request as one line."""
    return place_of(ticket.building.label if ticket.building else "", ticket.unit, ticket.room, ticket.place_words)


def said(ticket: Ticket) -> str:
    """The caller's own words."""
    remark = ticket.remarks.filter(kind=RemarkKind.SAID).order_by("at", "id").first()
    return remark.words if remark else ""


def photos_of(ticket: Ticket) -> tuple[Photo, ...]:
    """The photos of a request, oldest first."""
    return tuple(ticket.photos.order_by("at", "id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicStep:
    """One step of the resident's timeline: a move and its moment, without a name."""

    move: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOutage:
    """The known outage that a caller waits for: whether it is on, when it is expected back, since when it is back."""

    kind: str
    is_on: bool
    starts_at: datetime
    estimate_at: datetime | None
    restored_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTicket:
    """What the private link shows: no names, a masked phone, the photos of the report and of the work done."""

    number: str
    token: str
    state: str
    kind: str
    kind_words: str
    place: str
    building_id: int | None
    unit: str
    room: str
    lon: float | None
    lat: float | None
    said: str
    answers: tuple[Answered, ...]
    phone: str
    reported_at: datetime
    steps: tuple[PublicStep, ...]
    promised_at: datetime | None
    outcome: str
    outcome_words: str
    finding_words: str
    done: str
    photo_ids: tuple[int, ...]
    stars: int | None
    times_reopened: int
    may_rate: bool
    outage: "PublicOutage | None"
    may_answer: bool


_PUBLIC_MOVES = frozenset(
    {
        REPORT_MOVE,
        "accept",
        "take_over",
        "depart",
        "arrive",
        "answer",
        "resolve",
        "close",
        "reopen",
        "cancel",
        "attach",
        "detach",
        "restore",
    }
)
_PUBLIC_WORDS = (RemarkKind.SAID, RemarkKind.DONE)


def ticket_by_token(token: str, *, at: datetime) -> PublicTicket:
    """The request behind a private link, as its resident may see it; `NotFound` otherwise."""
    ticket = Ticket.objects.select_related("building", "reporter", "attachment__outage").filter(token=token).first()
    if ticket is None:
        raise no_such_link()
    entries = history(ticket)
    matter = _matter(ticket)
    steps = _public_steps(entries, history(matter) if matter is not None else ())
    promise = next((c for c in clocks_of(ticket) if c.key == ARRIVAL and c.stopped_at is None), None)
    rating = Rating.objects.filter(ticket_id=ticket.pk, round=ticket.times_reopened).first()
    done = [e.words for e in entries if e.words_kind == RemarkKind.DONE]
    reporter = getattr(ticket, "reporter", None)
    return PublicTicket(
        number=ticket.number,
        token=ticket.token,
        state=matter.state if matter is not None else ticket.state,
        kind=ticket.kind,
        kind_words=kind_words(ticket.kind, ticket.kind_version),
        place=place(ticket),
        building_id=ticket.building_id,
        unit=ticket.unit,
        room=ticket.room,
        lon=ticket.lon,
        lat=ticket.lat,
        said=next((e.words for e in entries if e.words_kind == RemarkKind.SAID), ""),
        answers=answers_of(ticket, full=True, public=True),
        phone=mask_phone(reporter.phone) if reporter and reporter.phone else "",
        reported_at=ticket.reported_at,
        steps=steps,
        promised_at=promise.due_at if promise else None,
        outcome=ticket.outcome,
        outcome_words=str(Outcome(ticket.outcome).label) if ticket.outcome else "",
        finding_words=str(Finding(ticket.finding).label) if ticket.finding else "",
        done=done[-1] if done and ticket.state not in OPEN else "",
        photo_ids=tuple(ticket.photos.filter(kind__in=PUBLIC_PHOTOS).order_by("at", "id").values_list("pk", flat=True)),
        stars=rating.stars if rating else None,
        times_reopened=ticket.times_reopened,
        outage=_outage(ticket),
        may_rate=rating is None and ticket.state in {S.RESOLVED, S.CLOSED},
        may_answer=_may_answer(ticket, at=at),
    )


def _matter(ticket: Ticket) -> Ticket | None:
    """The request that carries this one's number, where both were found to be one matter."""
    if ticket.state != S.CANCELLED:
        return None
    return Ticket.objects.filter(records__came_as=ticket).first()


def _public_steps(own: tuple[Entry, ...], of_matter: tuple[Entry, ...]) -> tuple[PublicStep, ...]:
    """Steps as the resident sees them. Of a matter that others told of too, only the moves: the words are theirs."""
    steps = [
        PublicStep(move=e.move, at=e.at, words=e.words if e.words_kind in _PUBLIC_WORDS else "")
        for e in own
        if e.move in _PUBLIC_MOVES and not (of_matter and e.move == "cancel")
    ]
    since = steps[0].at if steps else None
    steps += [
        PublicStep(move=e.move, at=e.at, words="")
        for e in of_matter
        if e.move in _PUBLIC_MOVES and e.move != REPORT_MOVE and since is not None and e.at >= since
    ]
    return tuple(sorted(steps, key=lambda step: step.at))


def _outage(ticket: Ticket) -> PublicOutage | None:
    row: Attachment | None = getattr(ticket, "attachment", None)
    if row is None:
        return None
    return PublicOutage(
        kind=row.outage.kind,
        is_on=row.outage.started_at is not None and row.restored_at is None,
        starts_at=row.outage.started_at or row.outage.starts_at,
        estimate_at=row.outage.estimate_at,
        restored_at=row.restored_at,
    )


def _may_answer(ticket: Ticket, *, at: datetime) -> bool:
    """Whether "solved" or "not solved" may still be said."""
    if ticket.state == S.RESOLVED:
        return True
    days = limits_from(cities_queries.present_city().profile).reopen_days
    return bool(ticket.state == S.CLOSED and ticket.closed_at and at - ticket.closed_at <= timedelta(days=days))
