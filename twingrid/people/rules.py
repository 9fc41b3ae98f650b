"""Who is on duty when: weekly rules, and the hours that they give. Plain values, no Django, no clock.

A staff list says one word for a person; here is what it means:

| Pattern | Hours |
|---|---|
| day | Monday to Friday 8:00–17:30 |
| day_standby | the same, and standby until 22:00; at weekends standby 8:00–22:00 |
| night | every night 22:00–8:00 |
| rotating | in a team on call: as `day`, and the nights in turn; in a crew: 8:00–20:00, 20:00–8:00, rest, in turn |
| none | never |

A crew are the dispatchers of a unit. A team on call (the workers of one leader) always has somebody: each night one of
those with `day_standby` or `rotating` is on call, in turn; hours that the patterns leave open go to the same person.
Night duty is at home, so no rest follows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

MORNING, EVENING, LATE = time(8, 0), time(17, 30), time(22, 0)
CREW_EVENING = time(20, 0)
WEEK, WORKWEEK, WEEKEND = "1234567", "12345", "67"
WORKING, OFF = "working", "off"


class Pattern(StrEnum):
    """How somebody's weeks look, in one word of a staff list."""

    DAY = "day"
    DAY_STANDBY = "day_standby"
    NIGHT = "night"
    ROTATING = "rotating"
    NONE = "none"


class ShiftKind(StrEnum):
    """What a shift is: at work, reachable, or on call at night."""

    DAY = "day"
    STANDBY = "standby"
    NIGHT = "night"


@dataclass(frozen=True, slots=True, order=True)
class WeeklyRule:
    """Hours that come back: on these `weekdays` (ISO digits, Monday 1) from `starts` to the next `ends`, local time.

    Of `turn_of` people who take turns this one is at `turn_place` (from 0): turns follow the calendar, so that every
    window of days plans the same. `only` narrows the days to working days or days off, as the city's calendar says.
    """

    kind: str
    weekdays: str
    starts: time
    ends: time
    turn_of: int = 1
    turn_place: int = 0
    only: str = ""

    def falls_on(self, day: date, *, works: bool) -> bool:
        """Whether hours begin on this day; `works`: it is a working day."""
        if self.only and works is not (self.only == WORKING):
            return False
        return str(day.isoweekday()) in self.weekdays and day.toordinal() % self.turn_of == self.turn_place

    def hours_on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
        """Begin and end of the hours that begin on a day."""
        last = day if self.ends > self.starts else day + timedelta(days=1)
        return datetime.combine(day, self.starts, zone), datetime.combine(last, self.ends, zone)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A person's pattern. `team` are those who share a leader (or a crew); `on_call` that the team keeps the nights."""

    key: str
    pattern: Pattern
    team: str = ""
    on_call: bool = False


@dataclass(frozen=True, slots=True, order=True)
class PlannedShift:
    """Hours in which `key` answers; aware moments."""

    key: str
    starts_at: datetime
    ends_at: datetime
    kind: ShiftKind


def plan_shifts(people: Iterable[OnDuty], *, first: date, days: int, zone: tzinfo) -> list[PlannedShift]:
    """The shifts that begin on `days` days from `first` (local days of `zone`), by person and time.

    The same people and days give the same shifts, whatever the window: turns follow the calendar.
    """
    rules = weekly_rules(people)
    return sorted(
        PlannedShift(key, *rule.hours_on(day, zone), ShiftKind(rule.kind))
        for day in (first + timedelta(days=n) for n in range(days))
        for key, rule in rules
        if rule.falls_on(day, works=day.weekday() < 5)
    )


def clash(rules: Sequence[WeeklyRule]) -> bool:
    """Whether somebody with all of these rules would be on two shifts at once on some day."""
    days = 7 * max((rule.turn_of for rule in rules), default=1) + 7
    # Holidays move, so that every order of working days and days off is tried.
    return any(
        earlier[1] > later[0]
        for order in ((True, True), (False, False), (True, False), (False, True))
        for earlier, later in pairwise(_spans(rules, days, order))
    )


def _spans(rules: Sequence[WeeklyRule], days: int, order: tuple[bool, bool]) -> list[tuple[datetime, datetime]]:
    """The hours of all rules, earliest first, when working days come in this order."""
    first = date(2024, 1, 1)
    return sorted(
        rule.hours_on(day, UTC)
        for day in (first + timedelta(days=n) for n in range(days))
        for rule in rules
        if rule.falls_on(day, works=order[day.toordinal() % 2])
    )


def weekly_rules(people: Iterable[OnDuty]) -> list[tuple[str, WeeklyRule]]:
    """(key, rule) of everybody: what the words of a staff list mean, turns of teams and crews included."""
    teams: dict[str, list[OnDuty]] = defaultdict(list)
    everybody = sorted(people, key=lambda person: person.key)
    for person in everybody:
        if person.team:
            teams[person.team].append(person)
    found: list[tuple[str, WeeklyRule]] = []
    for person in everybody:
        team = teams[person.team] if person.team else [person]
        found += [(person.key, rule) for rule in _own(person, team)]
    for team in teams.values():
        found += _on_call(team)
    return found


def _own(person: OnDuty, team: Sequence[OnDuty]) -> Iterator[WeeklyRule]:
    """What the pattern alone gives a person."""
    if person.pattern is Pattern.NONE:
        return
    if person.pattern is Pattern.NIGHT:
        yield WeeklyRule(ShiftKind.NIGHT, WEEK, LATE, MORNING)
    elif person.pattern is Pattern.ROTATING and not person.on_call:
        yield from _in_crew(person, [mate for mate in team if mate.pattern is Pattern.ROTATING])
    else:
        yield WeeklyRule(ShiftKind.DAY, WORKWEEK, MORNING, EVENING)
        if person.pattern is Pattern.DAY_STANDBY:
            yield WeeklyRule(ShiftKind.STANDBY, WORKWEEK, EVENING, LATE)
            yield WeeklyRule(ShiftKind.STANDBY, WEEKEND, MORNING, LATE)


def _in_crew(person: OnDuty, crew: Sequence[OnDuty]) -> Iterator[WeeklyRule]:
    """A crew round the clock: one by day, one by night, the others rest; alone, only the day."""
    size, place = len(crew), crew.index(person)
    yield WeeklyRule(ShiftKind.DAY, WEEK, MORNING, CREW_EVENING, size, place)
    if size > 1:
        yield WeeklyRule(ShiftKind.NIGHT, WEEK, CREW_EVENING, MORNING, size, (place + 1) % size)


def _on_call(team: Sequence[OnDuty]) -> Iterator[tuple[str, WeeklyRule]]:
    """What the members of a team on call add in turn, so that no hour is without somebody."""
    able = [mate for mate in team if mate.on_call and mate.pattern not in (Pattern.NONE, Pattern.NIGHT)]
    patterns = {mate.pattern for mate in team if mate.on_call}
    willing = [mate for mate in able if mate.pattern is not Pattern.DAY] or able
    for place, mate in enumerate(willing):
        if Pattern.DAY_STANDBY not in patterns:
            yield mate.key, WeeklyRule(ShiftKind.STANDBY, WORKWEEK, EVENING, LATE, len(willing), place)
            yield mate.key, WeeklyRule(ShiftKind.STANDBY, WEEKEND, MORNING, LATE, len(willing), place)
        if Pattern.NIGHT not in patterns:
            yield mate.key, WeeklyRule(ShiftKind.NIGHT, WEEK, LATE, MORNING, len(willing), place)
