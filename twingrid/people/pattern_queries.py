"""Questions about patterns: the hours that they give, whether rolled out yet or not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from twingrid.people import calendar_queries
from twingrid.people.models import ShiftPattern
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
