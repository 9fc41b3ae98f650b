"""Questions about patterns: the hours that they give, whether rolled out yet or not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from twingrid.kit import clock
from twingrid.people import calendar_queries
from twingrid.people import queries as people_queries
from twingrid.people.models import Posting, ShiftPattern, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.rules import WeeklyRule


@dataclass(frozen=True, slots=True)
class Slot:
    """Hours that a pattern gives to a person; aware moments."""

    user_id: int
    kind: str
    starts_at: datetime
    ends_at: datetime


def rule_of(row: ShiftPattern) -> WeeklyRule:
    """The weekly rule that a pattern stores."""
    return WeeklyRule(row.kind, row.weekdays, row.starts, row.ends, row.turn_of, row.turn_place, row.only)


def slots(user_ids: Iterable[int], *, first: date, until: date) -> Iterator[Slot]:
    """The hours that begin from `first` to `until` (both included) by the patterns of these active people."""
    rows = ShiftPattern.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=first),
        valid_from__lte=until,
        user_id__in=list(user_ids),
        user__is_active=True,
    )
    zone, calendar = timezone.get_default_timezone(), calendar_queries.work_calendar()
    for row in rows.order_by("user_id", "id"):
        rule, day = rule_of(row), max(first, row.valid_from)
        last = until if row.valid_to is None else min(until, row.valid_to - timedelta(days=1))
        while day <= last:
            if rule.falls_on(day, works=calendar.works_on(day)):
                yield Slot(row.user_id, row.kind, *rule.hours_on(day, zone))
            day += timedelta(days=1)


def patterns_of(user_ids: Iterable[int], *, on: date) -> dict[int, list[ShiftPattern]]:
    """The patterns of these people that hold on a day or later, by person."""
    rows = ShiftPattern.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), user_id__in=list(user_ids))
    found: dict[int, list[ShiftPattern]] = {}
    for row in rows.order_by("user_id", "starts", "weekdays", "valid_from", "id"):
        found.setdefault(row.user_id, []).append(row)
    return found


def planned_by(planner: User, user_id: int, *, at: datetime) -> User | None:
    """Somebody whose hours the planner may plan: of an own area, or anybody for who plans the whole city."""
    areas = people_queries.grants_of(planner, at=at).areas_by_right.get(May.SHIFT_PLAN, frozenset())
    rows = User.objects.filter(pk=user_id)
    if areas is not None:
        held = Posting.objects.on(clock.today(at)).filter(area_id__in=areas)
        rows = rows.filter(pk__in=held.order_by().values("user_id"))
    return rows.first()


def planned_people(planner: User, text: str, *, at: datetime, limit: int) -> tuple[list[User], int]:
    """Whose hours the planner may plan, by employee number, narrowed by name, number or area; and how many."""
    areas = people_queries.grants_of(planner, at=at).areas_by_right.get(May.SHIFT_PLAN, frozenset())
    held = Posting.objects.on(clock.today(at)).filter(user__is_active=True)
    held = held if areas is None else held.filter(area_id__in=areas)
    if text:
        own = Q(user__name__icontains=text) | Q(user__employee_no__iexact=text)
        held = held.filter(own | Q(area__name__icontains=text) | Q(area__code=text))
    rows = User.objects.filter(pk__in=held.order_by().values("user_id")).order_by("employee_no", "id")
    return list(rows[:limit]), rows.count()


def owner(pattern_id: int) -> int | None:
    """Whose pattern this is."""
    return ShiftPattern.objects.filter(pk=pattern_id).values_list("user_id", flat=True).first()
