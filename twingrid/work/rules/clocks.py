"""Clocks derived from what happened: nothing is counted while it runs, so a clock can be made again at any time.

A round starts when a request is reported and again when it is reopened. Which clocks there are is said by the rules
that are valid at its place on the day it was reported (`clock_sets`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from twingrid.kit.working_days import BY_THE_WEEK, WorkCalendar
from twingrid.work.rules.clock_sets import Chosen, Rule
from twingrid.work.states import MOVE_OF_EVENT

REPORTED = "work.ticket.reported"
_ACCEPTING = frozenset({"accept", "take_over"})
_ARRIVING = frozenset({"arrive"})
_ENDING = frozenset({"answer", "resolve", "close", "cancel", "attach"})
_HANDLED = frozenset({"answer", "resolve", "cancel", "restore"})
_STARTS = {"report": frozenset({"report", "reopen"}), "accept": _ACCEPTING}
_STOPS = {"accept": _ACCEPTING, "arrive": _ARRIVING, "end": frozenset[str]()}
# What takes a former move back, and which one.
_TAKES_BACK = {"detach": "attach", "separate": "cancel"}
_UNDOING = frozenset({*_TAKES_BACK, "correct"})
PAUSE, RESUME = "pause", "resume"
# A pause ends when work goes on, whether or not somebody said so.
STILL_PAUSED = frozenset({PAUSE, "rate"})


class Happening(NamedTuple):
    """One move of a request (`report` is the first) and its moment; `correct`: the last arrival was at `meant`."""

    move: str
    at: datetime
    meant: datetime | None = None


HAPPENINGS: Mapping[str, str] = {
    REPORTED: "report",
    "work.ticket.corrected": "correct",
    "work.ticket.cleared": "cause_gone",
    **MOVE_OF_EVENT,
}
"""The events of the journal that move a clock."""


def happening_of(name: str, at: datetime, facts: Mapping[str, Any]) -> Happening | None:
    """An event of the journal as the clocks see it; None for one that moves no clock."""
    move = HAPPENINGS.get(name)
    if move is None:
        return None
    return Happening(move, at, datetime.fromisoformat(facts["arrived_at"]) if move == "correct" else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What the clocks have to know of a piece of work. `promised`: somebody comes (a fault); a question about a bill
    has no promised arrival. `deadline` is the one printed on a hotline order."""

    promised: bool = False
    safety: bool = False
    kind: str = ""
    channel: str = ""
    family: str = "request"
    grade: str = ""
    deadline: datetime | None = None


class ClockValue(NamedTuple):
    """A clock of a round; running while `stopped_at` is empty. `kind` is its sort, `key` its rule, `version` the row of
    the set that the rule stands in. `warn_at`: when the holder is reminded (running ones only). `paused_s`: seconds for
    which it stood still; `paused`: it stands still now, so its due moment moves on until it is resumed."""

    kind: str
    key: str
    round: int
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None = None
    provisional: bool = False
    warn_at: datetime | None = None
    paused_s: int = 0
    paused: bool = False
    version: int = 0

    def is_late(self, *, at: datetime) -> bool:
        """Whether the due moment passed before it stopped."""
        return not self.paused and (self.stopped_at or at) > self.due_at


@dataclass(frozen=True, slots=True)
class _Way:
    """A rule made ready for one sort of matter."""

    rule: Rule
    version: int
    starts: frozenset[str]
    stops: frozenset[str]
    amount: int
    time: timedelta


class _Run(NamedTuple):
    """When a clock started and stopped, and what else its due moment depends on."""

    start: datetime
    stop: datetime | None
    deadline: datetime | None
    pauses: Sequence[tuple[datetime, datetime | None]]
    calendar: WorkCalendar


def clocks(
    happenings: Sequence[Happening], matter: Matter, rules: Chosen, calendar: WorkCalendar = BY_THE_WEEK
) -> tuple[ClockValue, ...]:
    """The clocks of a request from what happened to it, by rule and round; empty if it was never reported.

    Working days are counted by `calendar`; through a year that it does not know the deadline is provisional.
    """
    if not happenings:
        return ()
    moves = {one.move for one in happenings}
    if moves & _UNDOING:
        happenings = _as_it_was(happenings)
    rounds = _rounds(happenings) if "reopen" in moves else [happenings]
    pauses = _pauses(happenings) if PAUSE in moves else ()
    found: list[ClockValue] = []
    for way in _ways(rules, matter):
        for number, events in enumerate(rounds[:1] if way.rule.whole else rounds):
            start = _first(happenings if way.rule.whole else events, way.starts)
            if start is None:
                continue
            stop = _first(rounds[-1] if way.rule.whole else events, way.stops, since=start)
            found.append(_clock(way, number, _Run(start, stop, matter.deadline, pauses, calendar)))
    return tuple(found)


def due_of(values: Sequence[ClockValue]) -> datetime | None:
    """The earliest due moment among the running clocks; one that stands still is not among them."""
    return min((one.due_at for one in values if one.stopped_at is None and not one.paused), default=None)


def next_of(values: Sequence[ClockValue], *, after: datetime) -> datetime | None:
    """The first moment after `after` at which a running clock reminds somebody or passes."""
    moments = [
        moment
        for one in values
        if one.stopped_at is None and not one.paused
        for moment in (one.warn_at, one.due_at)
        if moment is not None and moment > after
    ]
    return min(moments, default=None)


def applies(rule: Rule, matter: Matter) -> bool:
    """Whether a rule is for work of this sort."""
    return (
        rule.family == matter.family
        and (not rule.kinds or matter.kind in rule.kinds)
        and (not rule.grades or matter.grade in rule.grades)
        and (not rule.coming or matter.promised)
        and (not rule.safety or (rule.safety == "yes") == matter.safety)
        and (not rule.channels or matter.channel in rule.channels or (rule.printed and matter.deadline is not None))
        and (matter.deadline is not None or not rule.printed or rule.urban > 0)
    )


def _ways(rules: Chosen, matter: Matter) -> tuple[_Way, ...]:
    plain = matter if matter.deadline is None else replace(matter, deadline=_SOME)
    return _ready(rules, plain)


_SOME = datetime.max.replace(tzinfo=UTC)
"""Stands for any printed deadline, where only that there is one matters."""


@lru_cache(maxsize=2_000)
def _ready(rules: Chosen, matter: Matter) -> tuple[_Way, ...]:
    ways = []
    for rule, version in rules.rules:
        if not applies(rule, matter):
            continue
        amount = rule.amount(rules.settlement)
        ends = _HANDLED if rule.whole else _ENDING
        ways.append(
            _Way(
                rule=rule,
                version=version,
                starts=_STARTS.get(rule.starts, frozenset({rule.starts})),
                stops=_STOPS[rule.stops] | ends,
                amount=amount,
                time=timedelta(minutes=amount) if rule.unit == "minutes" else timedelta(),
            )
        )
    return tuple(ways)


def _as_it_was(happenings: Sequence[Happening]) -> Sequence[Happening]:
    """With corrected arrivals, and without what was attached to an outage or joined with another matter and taken out
    again: its clocks run as if it had never been."""
    kept: list[Happening] = []
    for happening in happenings:
        if happening.move in _TAKES_BACK:
            last = max((n for n, one in enumerate(kept) if one.move == _TAKES_BACK[happening.move]), default=None)
            if last is not None:
                kept[last] = Happening(RESUME, kept[last].at)
        elif happening.move == "correct":
            last = max((n for n, one in enumerate(kept) if one.move == "arrive"), default=None)
            if last is not None and happening.meant is not None:
                kept[last] = Happening("arrive", happening.meant)
        else:
            kept.append(happening)
    return kept


def _rounds(happenings: Sequence[Happening]) -> list[Sequence[Happening]]:
    starts = [n for n, one in enumerate(happenings) if one.move == "reopen" and n]
    edges = [0, *starts, len(happenings)]
    return [happenings[a:b] for a, b in pairwise(edges)]


def _first(events: Sequence[Happening], moves: frozenset[str], *, since: datetime | None = None) -> datetime | None:
    for event in events:
        if event.move in moves and (since is None or event.at >= since):
            return event.at
    return None


def _pauses(happenings: Sequence[Happening]) -> list[tuple[datetime, datetime | None]]:
    """From when until when work stood still; the last may go on."""
    found: list[tuple[datetime, datetime | None]] = []
    since: datetime | None = None
    for one in happenings:
        if one.move == PAUSE and since is None:
            since = one.at
        elif since is not None and one.move not in STILL_PAUSED:
            found.append((since, one.at))
            since = None
    return [*found, (since, None)] if since is not None else found


def _clock(way: _Way, number: int, run: _Run) -> ClockValue:
    rule, provisional, paused_s, paused = way.rule, False, 0, False
    if rule.printed and run.deadline is not None:
        due = run.deadline
    elif rule.unit == "minutes":
        due = run.start + way.time
    else:
        due, provisional = run.calendar.moment_after(run.start, way.amount)
    if run.pauses and rule.pauses:
        due, unsure, paused_s, paused = _stretched(rule, due, run)
        provisional = provisional or unsure
    warn = _warn(rule, run.start, due, run.calendar) if run.stop is None and rule.warn else None
    return ClockValue(
        kind=rule.sort,
        key=rule.key,
        round=number,
        started_at=run.start,
        due_at=due,
        stopped_at=run.stop,
        provisional=provisional,
        warn_at=warn,
        paused_s=paused_s,
        paused=paused,
        version=way.version,
    )


def _stretched(rule: Rule, due: datetime, run: _Run) -> tuple[datetime, bool, int, bool]:
    """The due moment, later by what was paused while the clock ran, in its own measure; a pause after it is of no help.

    Also: whether that is provisional, the paused seconds, and whether it stands still now.
    """
    provisional, total = False, 0.0
    for since, until in run.pauses:
        begin = max(since, run.start)
        end = until if run.stop is None else min(until or run.stop, run.stop)
        if begin >= due:
            break
        if end is None:
            return due, provisional, int(total), True
        if end <= begin:
            continue
        if rule.unit == "minutes":
            length = end - begin
            due += length
        else:
            length, one = run.calendar.worked_between(begin, end)
            due, other = run.calendar.later_by(due, length)
            provisional = provisional or one or other
        total += length.total_seconds()
    return due, provisional, int(total), False


def _warn(rule: Rule, start: datetime, due: datetime, calendar: WorkCalendar) -> datetime:
    if rule.unit == "minutes":
        return start + (due - start) * rule.warn / 100
    length, _unsure = calendar.worked_between(start, due)
    return calendar.later_by(start, length * rule.warn / 100)[0]
