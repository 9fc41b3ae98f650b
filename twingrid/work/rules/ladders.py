"""Who is told of what is accepted by nobody, soon late or late: two ladders, each step once a round. Plain values.

On the power side the holder is reminded, then deputy, leader and accountable lead are told; on the community side the
counterpart, whoever stands in, and whoever is above. A family of work (requests, hazards …) says what is `Watched`;
who is told when follows here, the same for all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from twingrid.kit.quiet import held_back

POWER, COMMUNITY = "power", "community"
UNACCEPTED, SOON, LATE = "unaccepted", "soon", "late"


@dataclass(frozen=True, slots=True)
class Ticking:
    """A running clock: the key of its rule, when its holder is reminded, when it passes."""

    key: str
    warn_at: datetime | None
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A piece of work as the ladders see it; people by id, None for nobody.

    `waits_since`: since when nobody has accepted it, and `wait` how long is waited; None where that is no question.
    """

    round: int = 0
    safety: bool = False
    holder: int | None = None
    deputy: int | None = None
    leader: int | None = None
    lead: int | None = None
    counterpart: int | None = None
    beside: int | None = None
    secretary: int | None = None
    waits_since: datetime | None = None
    wait: timedelta = timedelta()
    clocks: tuple[Ticking, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """That `to` is told at `at` why, on which ladder, about which clock ("" for the acceptance)."""

    clock: str
    why: str
    ladder: str
    to: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long each step has: while nobody accepts, and when something is late; and the city's quiet hours."""

    accept: timedelta
    late: timedelta
    quiet: tuple[time, time] | None = None


def tellings(watched: Watched, told: Iterable[Telling], pace: Pace) -> list[Telling]:
    """What is still to be told of, the earliest first. `told` is what was told in this round."""
    done = list(told)
    found: list[Telling] = []
    for clock, why, ladder, people, first, step in _chains(watched, pace):
        since = watched.waits_since if why == UNACCEPTED else None
        known = {
            one.to: one.at
            for one in done
            if (one.clock, one.why, one.ladder) == (clock, why, ladder) and (since is None or one.at >= since)
        }
        last = max((n for n, person in enumerate(people) if person in known), default=-1)
        moment = known[people[last]] + step if last >= 0 else first
        for person in people[last + 1 :]:
            moment = moment if watched.safety else held_back(moment, pace.quiet)
            found.append(Telling(clock, why, ladder, person, moment))
            moment += step
    return sorted(found, key=lambda one: one.at)


_Chain = tuple[str, str, str, tuple[int, ...], datetime, timedelta]


def _chains(watched: Watched, pace: Pace) -> Iterable[_Chain]:
    one = watched
    beside = _once((one.counterpart, one.beside, one.secretary))
    if one.waits_since is not None:
        above = _once((one.deputy, one.leader, one.lead), without=one.holder)
        first = one.waits_since if one.holder is None else one.waits_since + one.wait
        yield "", UNACCEPTED, POWER, above, first, pace.accept
        yield "", UNACCEPTED, COMMUNITY, beside, first, pace.accept
    for clock in one.clocks:
        if clock.warn_at is not None:
            yield clock.key, SOON, POWER, _once((one.holder,)), clock.warn_at, pace.late
        yield clock.key, LATE, POWER, _once((one.leader or one.deputy, one.lead)), clock.due_at, pace.late
        yield clock.key, LATE, COMMUNITY, beside, clock.due_at, pace.late


def _once(people: Sequence[int | None], *, without: int | None = None) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one for one in people if one is not None and one != without))
