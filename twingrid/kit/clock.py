"""The one place that reads the wall clock. Called in doors and jobs only; everything else receives `at`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("twingrid_fixed_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC (or the moment set by `fixed`)."""
    return _fixed.get() or datetime.now(UTC)  # noqa: TID251 - this is the one place


def today(at: datetime) -> date:
    """The day of `at` in the city's time zone."""
    return timezone.localtime(at).date()


@contextmanager
def fixed(at: datetime) -> Iterator[None]:
    """Hold the clock at `at`: for tests and for replaying a moment of the demo."""
    token = _fixed.set(at)
    try:
        yield
    finally:
        _fixed.reset(token)
