"""A past request, told by its moves, as the rows that the present engine would have left. Plain values, no Django."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from twingrid.kit.working_days import BY_THE_WEEK, WorkCalendar
from twingrid.work.rules import clocks as clock_rules
from twingrid.work.rules.clock_sets import Chosen
from twingrid.work.rules.replay import REPORTED, Unreachable, is_first_contact, replay
from twingrid.work.states import EVENTS, TICKET_MOVES, UNFINISHED

_WORDS_OF = {
    "answer": "done",
    "resolve": "done",
    "close": "call_back",
    "reopen": "call_back",
    "rate": "rating",
    "return": "reason",
    "reassign": "reason",
    "cancel": "reason",
}
"""Under which kind of remark the note of a move is kept; the others carry none."""


_UNFINISHED = frozenset(str(state) for state in UNFINISHED)
_STAYING = frozenset({"rate", "pause", "resume"})
_LEADS_TO = {move.name: str(move.target) for move in TICKET_MOVES if move.name not in _STAYING}


class Step(NamedTuple):
    """A move: its moment (and as it was written), who took it (user id; None: the resident's link), the note."""

    move: str
    at: datetime
    written_at: str
    by: int | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of a past request besides its moves; places and people by id; what its kind promises."""

    kind: str
    kind_version: int
    promised: bool
    safety: bool
    channel: str
    reported_at: datetime
    holder: int | None
    leader: int | None
    power_area: int | None
    community_area: int | None
    reported_by: int | None
    outcome: str
    finding: str
    stars: int | None
    words: str
    rating_words: str


class PastEvent(NamedTuple):
    """One row of the journal, with the words that were kept beside it. `at` is an ISO moment as it was written."""

    name: str
    at: str
    actor_kind: str
    by: int | None
    facts: str
    words: str = ""
    words_kind: str = ""
    call: tuple[str, str, int] | None = None
    rating: tuple[int, int] | None = None


@dataclass(slots=True)
class Told:
    """A request as it stands after its moves."""

    state: str
    events: list[PastEvent] = field(default_factory=list)
    clocks: tuple[clock_rules.ClockValue, ...] = ()
    accepted_at: datetime | None = None
    arrived_at: datetime | None = None
    resolved_at: datetime | None = None
    called_back_at: datetime | None = None
    closed_at: datetime | None = None
    rounds: int = 0
    first_contact: bool | None = None
    since: datetime | None = None
    next_at: datetime | None = None


def tell(past: Past, steps: Sequence[Step], rules: Chosen, calendar: WorkCalendar = BY_THE_WEEK) -> Told:
    """The rows of a past request, clocked by `rules`. Raises `Unreachable` when the moves are not those of `states`."""
    strange = [step.move for step in steps if step.move not in EVENTS]
    if strange:
        raise Unreachable(f"There is no move {strange[0]}.")
    names = [REPORTED, *(EVENTS[step.move] for step in steps)]
    told = Told(state=_state_after(*names))
    told.events.append(_reported(past))
    for step in steps:
        _moment(told, step)
        told.events.append(_event(told, past, step))
    happened = [clock_rules.Happening("report", past.reported_at)]
    happened += [clock_rules.Happening(step.move, step.at) for step in steps]
    matter = clock_rules.Matter(promised=past.promised, safety=past.safety, kind=past.kind, channel=past.channel)
    told.clocks = clock_rules.clocks(happened, matter, rules, calendar)
    if told.state in _UNFINISHED:
        told.since = happened[-1].at
        told.next_at = clock_rules.next_of(told.clocks, after=happened[-1].at)
    if told.state in {"new", "returned"}:
        wait = happened[-1].at + timedelta(minutes=rules.minutes_to_accept(safety=past.safety))
        told.next_at = min(told.next_at, wait) if told.next_at else wait
    if told.rounds:
        told.first_contact = False
    elif told.state == "closed":
        told.first_contact = is_first_contact(names)
    return told


@lru_cache(maxsize=5_000)
def _state_after(*names: str) -> str:
    """Where events lead; the same ways are gone again and again."""
    return str(replay(names))


def _moment(told: Told, step: Step) -> None:
    """Put the moment of a move where the engine puts it."""
    move, at = step.move, step.at
    if move in {"accept", "take_over"}:
        told.accepted_at = at
    elif move == "reassign":
        told.accepted_at = None
    elif move == "arrive":
        told.arrived_at = at
    elif move in {"answer", "resolve"}:
        told.resolved_at = at
    elif move == "close":
        told.called_back_at = told.closed_at = at
    elif move == "reopen":
        told.rounds += 1
        told.called_back_at = at
        told.accepted_at = told.arrived_at = told.resolved_at = told.closed_at = None


def _reported(past: Past) -> PastEvent:
    facts: dict[str, str | int | None] = {
        "channel": past.channel,
        "kind": past.kind,
        "to": "new",
        "how": "building",
        "holder": past.holder,
        "power_area": past.power_area,
        "community_area": past.community_area,
    }
    kind = "person" if past.reported_by else "resident"
    at, said = past.reported_at.isoformat(), "said" if past.words else ""
    return PastEvent(REPORTED, at, kind, past.reported_by, _plain(**facts), past.words, said)


def _event(told: Told, past: Past, step: Step) -> PastEvent:
    how = "person" if step.by else "link"
    call = rating = None
    words = past.rating_words if step.move == "rate" else step.note
    if step.move == "close":
        call = (how, "solved", told.rounds)
    elif step.move == "reopen":
        call = (how, "not_solved", told.rounds - 1)
    elif step.move == "rate" and past.stars:
        rating = (past.stars, told.rounds)
    return PastEvent(
        name=EVENTS[step.move],
        at=step.written_at,
        actor_kind="person" if step.by else "resident",
        by=step.by,
        facts=_plain(**_facts(told, past, step, how)),
        words=words,
        words_kind=_WORDS_OF.get(step.move, "note") if words else "",
        call=call,
        rating=rating,
    )


def _facts(told: Told, past: Past, step: Step, how: str) -> dict[str, str | int | None]:
    facts: dict[str, str | int | None] = {"to": _LEADS_TO.get(step.move, "")}
    if step.move in {"accept", "take_over"}:
        facts["holder"] = step.by
    elif step.move in {"answer", "resolve"} and past.outcome:
        facts |= {"outcome": past.outcome, "finding": past.finding}
    elif step.move in {"close", "reopen"}:
        facts |= {"how": how, "round": told.rounds}
    elif step.move == "rate" and past.stars:
        facts = {"stars": past.stars}
    return facts


@lru_cache(maxsize=20_000)
def _plain(**facts: str | int | None) -> str:
    """Facts as JSON; the same few come again and again."""
    return json.dumps(facts, separators=(",", ":"))
