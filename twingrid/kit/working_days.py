"""Which days are worked, from a calendar of holidays and make-up days. Plain values, no clock.

A year whose calendar nobody has given is counted by the week, and whatever is counted through it is provisional.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone


class Special(NamedTuple):
    """A day that differs from the week: whether it is worked, and its name."""

    works: bool
    name: str


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The years that are known, and their days that differ from Monday to Friday."""

    years: frozenset[int] = frozenset()
    special: Mapping[date, Special] = field(default_factory=dict)
    _counted: dict[tuple[date, int], tuple[date, bool]] = field(default_factory=dict, compare=False, repr=False)

    def works_on(self, day: date) -> bool:
        """Whether `day` is a working day; by the week where the year is not known."""
        special = self.special.get(day) if day.year in self.years else None
        return day.weekday() < 5 if special is None else special.works

    def days_after(self, day: date, count: int) -> tuple[date, bool]:
        """The day `count` working days after `day`, and whether that is provisional (a year on the way is unknown)."""
        known = self._counted.get((day, count))
        if known is None:
            end, provisional, left = day, day.year not in self.years, count
            while left > 0:
                end += timedelta(days=1)
                provisional = provisional or end.year not in self.years
                left -= self.works_on(end)
            known = self._counted[day, count] = (end, provisional)
        return known

    def moment_after(self, moment: datetime, count: int) -> tuple[datetime, bool]:
        """`count` working days after `moment` at the same time of day in the city, and whether it is provisional."""
        local = timezone.localtime(moment)
        day, provisional = self.days_after(local.date(), count)
        return local + (day - local.date()), provisional

    def worked_between(self, start: datetime, end: datetime) -> tuple[timedelta, bool]:
        """How much of the time from `start` to `end` lies on working days (whole days, in the city's time), and whether
        that is provisional."""
        here, stop = timezone.localtime(start), timezone.localtime(end)
        total, provisional = timedelta(), here < stop and here.date().year not in self.years
        while here < stop:
            after = min(_midnight_after(here), stop)
            provisional = provisional or here.date().year not in self.years
            if self.works_on(here.date()):
                total += after - here
            here = after
        return total, provisional

    def later_by(self, moment: datetime, length: timedelta) -> tuple[datetime, bool]:
        """The moment that is `length` of working days' time after `moment`, and whether that is provisional."""
        here, provisional = timezone.localtime(moment), False
        while length > timedelta():
            provisional = provisional or here.date().year not in self.years
            after = _midnight_after(here)
            if not self.works_on(here.date()):
                here = after
            elif length < after - here:
                return here + length, provisional
            else:
                length -= after - here
                here = after
        return here, provisional


def _midnight_after(here: datetime) -> datetime:
    return datetime.combine(here.date() + timedelta(days=1), datetime.min.time(), tzinfo=here.tzinfo)


BY_THE_WEEK = WorkCalendar()
"""No year is known."""
