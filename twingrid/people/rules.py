"""Who is on duty when: shifts made from patterns. Plain values, no Django, no clock.

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
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

MORNING, EVENING, LATE = time(8, 0), time(17, 30), time(22, 0)
CREW_EVENING = time(20, 0)


class Pattern(StrEnum):
    """How somebody's weeks look."""

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
    teams: dict[str, list[OnDuty]] = defaultdict(list)
    everybody = sorted(people, key=lambda person: person.key)
    for person in everybody:
        if person.team:
            teams[person.team].append(person)
    planned: list[PlannedShift] = []
    for number in range(days):
        day = _Day(first + timedelta(days=number), zone)
        for person in everybody:
            planned += _own(person, teams[person.team] if person.team else [person], day)
        for team in teams.values():
            planned += _on_call(team, day)
    return sorted(planned)


@dataclass(frozen=True, slots=True)
class _Day:
    day: date
    zone: tzinfo

    @property
    def weekend(self) -> bool:
        return self.day.weekday() >= 5

    def shift(self, key: str, kind: ShiftKind, start: time, end: time) -> PlannedShift:
        """From `start` of this day to the next `end`."""
        last = self.day if end > start else self.day + timedelta(days=1)
        return PlannedShift(
            key, datetime.combine(self.day, start, self.zone), datetime.combine(last, end, self.zone), kind
        )

    def turn(self, members: Sequence[OnDuty], *, ahead: int = 0) -> str:
        """Whose turn it is."""
        return members[(self.day.toordinal() + ahead) % len(members)].key


def _own(person: OnDuty, team: Sequence[OnDuty], day: _Day) -> Iterator[PlannedShift]:
    """What the pattern alone gives a person on a day."""
    if person.pattern is Pattern.NONE:
        return
    if person.pattern is Pattern.NIGHT:
        yield day.shift(person.key, ShiftKind.NIGHT, LATE, MORNING)
    elif person.pattern is Pattern.ROTATING and not person.on_call:
        yield from _in_crew(person, [mate for mate in team if mate.pattern is Pattern.ROTATING], day)
    else:
        if not day.weekend:
            yield day.shift(person.key, ShiftKind.DAY, MORNING, EVENING)
        if person.pattern is Pattern.DAY_STANDBY:
            yield day.shift(person.key, ShiftKind.STANDBY, MORNING if day.weekend else EVENING, LATE)


def _in_crew(person: OnDuty, crew: Sequence[OnDuty], day: _Day) -> Iterator[PlannedShift]:
    """A crew round the clock: one by day, one by night, the others rest; alone, only the day."""
    if day.turn(crew) == person.key:
        yield day.shift(person.key, ShiftKind.DAY, MORNING, CREW_EVENING)
    elif day.turn(crew, ahead=-1) == person.key:
        yield day.shift(person.key, ShiftKind.NIGHT, CREW_EVENING, MORNING)


def _on_call(team: Sequence[OnDuty], day: _Day) -> Iterator[PlannedShift]:
    """What one member of a team on call adds, so that no hour is without somebody."""
    able = [mate for mate in team if mate.on_call and mate.pattern not in (Pattern.NONE, Pattern.NIGHT)]
    patterns: set[str] = {mate.pattern.value for mate in team if mate.on_call}
    if not able:
        return
    willing = [mate for mate in able if mate.pattern is not Pattern.DAY]
    today = day.turn(willing or able)
    if Pattern.DAY_STANDBY.value not in patterns:
        yield day.shift(today, ShiftKind.STANDBY, MORNING if day.weekend else EVENING, LATE)
    if Pattern.NIGHT.value not in patterns:
        yield day.shift(today, ShiftKind.NIGHT, LATE, MORNING)
