"""Patterns of hours: what a staff list says in a word, and what a leader sets by hand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from twingrid.kit.staging import Changes
from twingrid.people import pattern_queries, rules
from twingrid.people.actions import rota
from twingrid.people.actions.staff_row import StaffRow
from twingrid.people.choices import Role, ShiftSource
from twingrid.people.models import ShiftPattern, User

DAYS_BACK = 3


def take_over(rows: Sequence[StaffRow], *, users: Mapping[str, User], day: date, at: datetime) -> Changes:
    """Store the patterns of the listed people and roll their shifts out, from three days ago.

    Somebody whose pattern was set by hand keeps it. Gives what became of the shifts.
    """
    people = {row.employee_no: row for row in reversed(rows)}
    ids = {users[number].pk for number in people}
    by_hand = _open(ids, day).filter(source=ShiftSource.HAND).values_list("user_id", flat=True)
    kept = set(by_hand)
    held: dict[int, list[ShiftPattern]] = defaultdict(list)
    for row in _open(ids - kept, day):
        held[row.user_id].append(row)
    wanted: dict[str, set[rules.WeeklyRule]] = defaultdict(set)
    for number, rule in rules.weekly_rules(_on_duty(row) for row in people.values()):
        wanted[number].add(rule)
    fresh: list[ShiftPattern] = []
    for number, row in people.items():
        if users[number].pk not in kept:
            fresh += _one(users[number], row, wanted[number], held[users[number].pk], day=day)
    ShiftPattern.objects.bulk_create(fresh, batch_size=2000)
    return rota.fit(user_ids=ids, first=day - timedelta(days=DAYS_BACK), until=rota.reached(at=at, by_all=ids), at=at)


def _open(user_ids: set[int], day: date) -> Any:
    """The patterns of these people that hold on a day or later."""
    rows = ShiftPattern.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), user_id__in=user_ids)
    return rows.order_by("user_id", "id")


def _one(
    user: User, row: StaffRow, wanted: set[rules.WeeklyRule], held: Sequence[ShiftPattern], *, day: date
) -> list[ShiftPattern]:
    """End what the list no longer says of a person; give what is to be made."""
    missing = set(wanted)
    for pattern in held:
        rule = pattern_queries.rule_of(pattern)
        if rule in missing and pattern.valid_to == row.valid_to:
            missing.discard(rule)
        else:
            end(pattern, day=day)
    begin = max(row.valid_from, day if held else day - timedelta(days=DAYS_BACK))
    if row.valid_to is not None and row.valid_to <= begin:
        return []
    return [
        ShiftPattern(user=user, source=ShiftSource.IMPORT, valid_from=begin, valid_to=row.valid_to, **_values(rule))
        for rule in sorted(missing)
    ]


def _values(rule: rules.WeeklyRule) -> dict[str, Any]:
    return {
        name: getattr(rule, name) for name in ("kind", "weekdays", "starts", "ends", "turn_of", "turn_place", "only")
    }


def end(pattern: ShiftPattern, *, day: date) -> None:
    """Let a pattern end on `day`; one that has not begun by then never was."""
    if pattern.valid_from >= day:
        pattern.delete()
        return
    pattern.valid_to = day
    pattern.save(update_fields=("valid_to",))


def _on_duty(row: StaffRow) -> rules.OnDuty:
    """Workers of one leader keep the nights among themselves; others who rotate are a crew of their unit."""
    on_call = row.role == Role.POWER_WORKER and bool(row.leader_no)
    team = row.leader_no if on_call else f"{row.role}/{row.unit}"
    return rules.OnDuty(row.employee_no, rules.Pattern(row.shift_pattern), team, on_call)
