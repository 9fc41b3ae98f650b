"""Clocks derived from what happened: nothing is counted while it runs, so a clock can be made again at any time.

A round starts when a request is reported and again when it is reopened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from twingrid.kit.working_days import BY_THE_WEEK, WorkCalendar
from twingrid.work.rules.limits import Limits

_ACCEPTING = frozenset({"accept", "take_over"})
_ARRIVING = frozenset({"arrive"})
_ENDING = frozenset({"answer", "resolve", "close", "cancel", "attach"})
_HANDLED = frozenset({"answer", "resolve", "cancel", "restore"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One move of a request (`report` is the first) and its moment."""

    move: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What the clocks have to know of a request. `promised`: somebody comes (a fault); a question about a bill has no
    promised arrival. `deadline` is the one printed on a hotline order."""

    promised: bool
    safety: bool = False
    hotline: bool = False
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockValue:
    """A clock: promise, order or internal, of a round; running while `stopped_at` is empty."""

    kind: str
    round: int
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None = None
    provisional: bool = False

    def is_late(self, *, at: datetime) -> bool:
        """Whether the due moment passed before it stopped."""
        return (self.stopped_at or at) > self.due_at


def clocks(
    happenings: Sequence[Happening], matter: Matter, limits: Limits, calendar: WorkCalendar = BY_THE_WEEK
) -> tuple[ClockValue, ...]:
    """The clocks of a request from what happened to it, oldest first; empty if it was never reported.

    Working days are counted by `calendar`; through a year that it does not know the deadline is provisional.
    """
    if not happenings:
        return ()
    happenings = _without_detours(happenings)
    found: list[ClockValue] = []
    for number, events in enumerate(_rounds(happenings)):
        start = events[0].at
        minutes = limits.to_accept(safety=matter.safety)
        found.append(_clock("internal", number, start, minutes, _first(events, _ACCEPTING | _ENDING)))
        if matter.promised:
            stop = _first(events, _ARRIVING | _ENDING)
            found.append(_clock("promise", number, start, limits.promise_minutes, stop))
    order = _order(happenings, matter, limits, calendar)
    return (*found, order) if order else tuple(found)


def due_of(values: Sequence[ClockValue]) -> datetime | None:
    """The earliest due moment among the running clocks."""
    return min((value.due_at for value in values if value.stopped_at is None), default=None)


def _without_detours(happenings: Sequence[Happening]) -> list[Happening]:
    """Without what was attached to an outage and detached again: its clocks run as if it had never been."""
    kept: list[Happening] = []
    for happening in happenings:
        if happening.move == "detach":
            last = max((n for n, one in enumerate(kept) if one.move == "attach"), default=None)
            if last is not None:
                del kept[last]
        else:
            kept.append(happening)
    return kept


def _rounds(happenings: Sequence[Happening]) -> list[list[Happening]]:
    rounds: list[list[Happening]] = [[]]
    for happening in happenings:
        if happening.move == "reopen":
            rounds.append([])
        rounds[-1].append(happening)
    return rounds


def _first(events: Sequence[Happening], moves: frozenset[str]) -> datetime | None:
    return next((event.at for event in events if event.move in moves), None)


def _clock(kind: str, number: int, start: datetime, minutes: int, stop: datetime | None) -> ClockValue:
    due = start + timedelta(minutes=minutes)
    return ClockValue(kind=kind, round=number, started_at=start, due_at=due, stopped_at=stop)


def _order(
    happenings: Sequence[Happening], matter: Matter, limits: Limits, calendar: WorkCalendar
) -> ClockValue | None:
    """One clock for the whole order: reopening does not give the hotline's deadline away."""
    start = happenings[0].at
    stop = _first(_rounds(happenings)[-1], _HANDLED)
    if matter.deadline is not None:
        return ClockValue(kind="order", round=0, started_at=start, due_at=matter.deadline, stopped_at=stop)
    if not matter.hotline:
        return None
    due, provisional = calendar.moment_after(start, limits.order_working_days)
    return ClockValue(kind="order", round=0, started_at=start, due_at=due, stopped_at=stop, provisional=provisional)
