"""Arithmetic of figures. Every share carries its numerator and denominator, and is silent below a minimum n."""

from dataclasses import dataclass
from datetime import date

MIN_N = 20
"""Below this many cases no share is shown: a percent of seven cases says nothing."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both counted."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """0 to 100, or None when there are too few cases."""
        return None if self.whole < MIN_N else 100 * self.part / self.whole


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """The same days of two years, counted by the same boundary."""

    now: int
    before: int

    @property
    def change(self) -> float | None:
        """(now − before) / before in percent, or None when the year before has too few cases."""
        return None if self.before < MIN_N else 100 * (self.now - self.before) / self.before


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def month_starts(last: date, *, months: int) -> list[date]:
    """The first days of `months` months, the last being that of `last`, in order."""
    first = last.replace(day=1)
    found = []
    for _ in range(months):
        found.append(first)
        first = first.replace(year=first.year - (first.month == 1), month=(first.month - 2) % 12 + 1)
    return found[::-1]
