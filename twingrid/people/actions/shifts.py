"""Shifts of a staff list, made from patterns by `people.rules`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from twingrid.kit.staging import Changes
from twingrid.people import rules
from twingrid.people.actions.staff_row import StaffRow
from twingrid.people.choices import Role
from twingrid.people.models import Shift, User

DAYS_BACK, DAYS_AHEAD = 3, 21


def take_over(rows: Sequence[StaffRow], *, users: Mapping[str, User], day: date, at: datetime) -> Changes:
    """Plan the listed people's shifts around `day`; planned ones that have not begun and do not fit any more go."""
    first, days = day - timedelta(days=DAYS_BACK), DAYS_BACK + DAYS_AHEAD + 1
    people = {row.employee_no: _on_duty(row) for row in reversed(rows)}
    zone = timezone.get_default_timezone()
    wanted = {
        (users[shift.key].pk, shift.starts_at): shift
        for shift in rules.plan_shifts(people.values(), first=first, days=days, zone=zone)
    }
    begin = datetime.combine(first, datetime.min.time(), zone)
    mine = Shift.objects.filter(user_id__in=[users[no].pk for no in people], starts_at__gte=begin)
    held = {(shift.user_id, shift.starts_at): shift for shift in mine.order_by("starts_at", "id")}
    fresh, changed, unchanged = [], [], 0
    for key, shift in wanted.items():
        now = held.pop(key, None)
        if now is None:
            fresh.append(Shift(user_id=key[0], kind=shift.kind, starts_at=shift.starts_at, ends_at=shift.ends_at))
        elif (now.kind, now.ends_at) == (shift.kind, shift.ends_at):
            unchanged += 1
        else:
            now.kind, now.ends_at = shift.kind, shift.ends_at
            changed.append(now)
    kinds = list(rules.ShiftKind)
    gone = [shift.pk for shift in held.values() if shift.starts_at > at and shift.kind in kinds]
    Shift.objects.filter(pk__in=gone).delete()
    Shift.objects.bulk_create(fresh, batch_size=2000)
    Shift.objects.bulk_update(changed, ("kind", "ends_at"), batch_size=500)
    return Changes(len(fresh), len(changed), unchanged, len(gone))


def _on_duty(row: StaffRow) -> rules.OnDuty:
    """Workers of one leader keep the nights among themselves; others who rotate are a crew of their unit."""
    on_call = row.role == Role.POWER_WORKER and bool(row.leader_no)
    team = row.leader_no if on_call else f"{row.role}/{row.unit}"
    return rules.OnDuty(row.employee_no, rules.Pattern(row.shift_pattern), team, on_call)
