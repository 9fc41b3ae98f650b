"""When a message may go: budgets in sliding windows, quiet hours, waiting longer after each failure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

MOST_ATTEMPTS = 8
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
BREAKER_AFTER = 3
"""Failures of the way in a row after which a channel rests."""
_FIRST_REST, _LONGEST_REST = timedelta(seconds=30), timedelta(minutes=10)
SLACK = timedelta(milliseconds=500)
"""Added to every window: the other side's clock is not ours."""


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `limit` messages in any `seconds`, of the whole channel or (`per_address`) to one address."""

    limit: int
    seconds: float
    per_address: bool = False

    @property
    def window(self) -> timedelta:
        """The window that we keep: a little longer than the one that is documented."""
        return timedelta(seconds=self.seconds) + SLACK


@dataclass(frozen=True, slots=True)
class Room:
    """How many messages may go now, and when there will be more room (None: there is some now)."""

    now: int
    again_at: datetime | None = None


def room(budget: Budget, finished: Sequence[datetime | None], *, at: datetime, want: int) -> Room:
    """What `budget` leaves at `at`; `finished` are the ends of the latest calls (None: still under way).

    A call counts from its end, because the other side may have noted it as late as that. When nothing is left,
    `again_at` is when half of the budget (or `want`, if less) is free, so that nobody wakes for every single message.
    """
    edge = at - budget.window
    counted = sorted(end for end in finished if end is not None and end > edge)
    under_way = sum(1 for end in finished if end is None)
    left = budget.limit - len(counted) - under_way
    if left > 0:
        return Room(now=left)
    free = max(1, min(want, budget.limit // 2))
    must_end = free - left
    if must_end > len(counted):
        return Room(now=0, again_at=at + timedelta(seconds=min(budget.seconds, 5)))
    return Room(now=0, again_at=counted[must_end - 1] + budget.window)


def narrowest(rooms: Sequence[Room]) -> Room:
    """The room that all budgets leave together."""
    if not rooms:
        return Room(now=1_000_000)
    shut = [one.again_at for one in rooms if one.again_at is not None]
    return Room(now=min(one.now for one in rooms), again_at=max(shut) if shut else None)


def wait_after(attempts: int, *, luck: float, asked: float | None = None) -> timedelta:
    """How long to wait after the `attempts`-th attempt failed: doubling from 30 s to an hour, spread by `luck`.

    `luck` (0 to 1) spreads the waiting over ± 25 %, so that many do not come back together. `asked` are the seconds
    that the other side asked for: never less than those.
    """
    wait = min(_FIRST_WAIT * float(2 ** min(max(attempts - 1, 0), 10)), _LONGEST_WAIT)
    return max(wait * (0.75 + luck / 2), timedelta(seconds=asked or 0))


def rest_after(fails: int, *, luck: float, asked: float | None = None) -> timedelta:
    """How long a channel rests that was down `fails` times in a row; nothing before the breaker trips."""
    if fails < BREAKER_AFTER:
        return timedelta(seconds=asked or 0)
    rest = min(_FIRST_REST * float(2 ** min(fails - BREAKER_AFTER, 10)), _LONGEST_REST)
    return max(rest * (0.75 + luck / 2), timedelta(seconds=asked or 0))


def quiet_until(local: datetime, quiet: tuple[time, time] | None) -> datetime | None:
    """When the quiet hours end in which `local` (the city's own time) lies; None outside of them."""
    if quiet is None or quiet[0] == quiet[1]:
        return None
    begins, ends, moment = *quiet, local.timetz().replace(tzinfo=None)
    overnight = begins > ends
    inside = (moment >= begins or moment < ends) if overnight else begins <= moment < ends
    if not inside:
        return None
    end = local.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
    return end + timedelta(days=1) if overnight and moment >= begins else end
