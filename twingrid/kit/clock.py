"""The one place that reads the wall clock. Called in doors and jobs only; everything else receives `at`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class _Pace:
    since: datetime
    begins: datetime
    speed: float


_pace: list[_Pace] = []  # at most one; a process that hastens does so for its whole life
_fixed: ContextVar[datetime | None] = ContextVar("twingrid_fixed_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC (or the moment set by `fixed`)."""
    return _fixed.get() or _hastened(datetime.now(UTC))  # noqa: TID251 - this is the one place


def hasten(speed: float, *, since: datetime, begins: datetime) -> None:
    """Let this process's clock show `begins` at the real moment `since` and run `speed` times as fast from there on:
    for rehearsals of hours in minutes. Processes that are told the same agree."""
    _pace[:] = [_Pace(since=since, begins=begins, speed=speed)]


def _hastened(real: datetime) -> datetime:
    if not _pace:
        return real
    return _pace[0].begins + (real - _pace[0].since) * _pace[0].speed


def from_now(wait: timedelta) -> datetime:
    """When `wait` of this clock will be over, by the wall clock: for queues that keep their own time."""
    return datetime.now(UTC) + wait / (_pace[0].speed if _pace else 1)  # noqa: TID251 - this is the one place


def today(at: datetime) -> date:
    """The day of `at` in the city's time zone."""
    return timezone.localtime(at).date()


def wait_until(moment: datetime) -> float:
    """Seconds of the wall clock until this clock shows `moment`; 0 when it has."""
    return max((moment - now()).total_seconds(), 0.0) / (_pace[0].speed if _pace else 1)


@contextmanager
def fixed(at: datetime) -> Iterator[None]:
    """Hold the clock at `at`: for tests and for replaying a moment of the demo."""
    token = _fixed.set(at)
    try:
        yield
    finally:
        _fixed.reset(token)
