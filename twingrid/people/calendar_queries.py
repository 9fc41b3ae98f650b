"""The city's calendar: which days are worked. A year typed or loaded here wins over the shipped one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from twingrid.kit.memo import Remembered
from twingrid.kit.working_days import Special, WorkCalendar
from twingrid.people.models import CalendarYear
from twingrid.territory.queries import generation

GENERATION = "calendar"


@cache
def shipped() -> Mapping[int, Mapping[date, Special]]:
    """Year → its special days, as the State Council announced them, from the package `chinesecalendar`.

    An installation without the package knows no year: every count is provisional, as it says on the page.
    """
    if find_spec("chinese_calendar") is None:
        return {}
    given = import_module("chinese_calendar.constants")
    names = import_module("chinese_calendar").Holiday
    chinese = {holiday.value: holiday.chinese for holiday in names}
    found: dict[int, dict[date, Special]] = {}
    for days, works in ((given.holidays, False), (given.workdays, True)):
        for day, name in days.items():
            if works or day.weekday() < 5 or name:
                found.setdefault(day.year, {})[day] = Special(works, chinese.get(name, str(name)))
    return found


def _build() -> WorkCalendar:
    years: dict[int, Mapping[date, Special]] = dict(shipped())
    for row in CalendarYear.objects.order_by("year"):
        years[row.year] = special_days(row.days)
    return WorkCalendar(frozenset(years), {day: special for days in years.values() for day, special in days.items()})


_calendar = Remembered(_build, lambda: generation(GENERATION))


def special_days(days: Mapping[str, tuple[bool, str]]) -> dict[date, Special]:
    """The special days as a row keeps them."""
    return {date.fromisoformat(day): Special(bool(works), name) for day, (works, name) in sorted(days.items())}


def work_calendar() -> WorkCalendar:
    """The city's calendar, from this process's memory."""
    return _calendar.get()


def read_anew() -> None:
    """Read the calendar from its table at the next question: somebody has just changed it."""
    _calendar.forget()


@dataclass(frozen=True, slots=True)
class Year:
    """A year as the settings show it. `source`: own, shipped, or nothing known (counts are provisional)."""

    year: int
    source: str
    days: tuple[tuple[date, Special], ...]
    set_by: str = ""
    set_at: datetime | None = None

    @property
    def off(self) -> int:
        """How many special days are free."""
        return sum(not special.works for _day, special in self.days)

    @property
    def on(self) -> int:
        """How many special days are worked."""
        return len(self.days) - self.off


def calendar_year(year: int) -> Year:
    """One year, the city's own first."""
    row = CalendarYear.objects.filter(year=year).select_related("set_by").first()
    if row is not None:
        return Year(year, "own", tuple(special_days(row.days).items()), row.set_by.name, row.set_at)
    days = shipped().get(year)
    return Year(year, "shipped" if days is not None else "", tuple(sorted((days or {}).items())))


def calendar_years(first: int, last: int) -> list[Year]:
    """The years from `first` to `last`, one after another."""
    return [calendar_year(year) for year in range(first, last + 1)]
