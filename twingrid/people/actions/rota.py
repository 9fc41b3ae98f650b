"""Shifts rolled out from patterns, some weeks ahead. Hours made by hand or swapped are never moved or dropped."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.staging import Changes
from twingrid.people import pattern_queries
from twingrid.people.choices import ShiftSource
from twingrid.people.models import Shift, ShiftPattern
from twingrid.people.pattern_queries import Slot
from twingrid.territory import actions as territory_actions

PEOPLE = "people"
WEEKS_AHEAD = 6
OURS = (ShiftSource.PATTERN, ShiftSource.IMPORT)


@transaction.atomic
def extend_shifts(*, at: datetime) -> Changes:
    """Bring everybody's shifts to what the patterns say, `WEEKS_AHEAD` weeks ahead (or the city's own number).

    Safe to repeat: what fits stays, what is missing is made, what no pattern wants any more goes unless it has begun.
    """
    changes = fit(user_ids=None, first=clock.today(at), until=horizon(at=at), at=at)
    if changes.new or changes.changed or changes.ended:
        facts = {what: n for what, n in changes.as_dict().items() if what != "unchanged"}
        journal_actions.record("people.shift.extended", cities_queries.present_city(), by=None, at=at, facts=facts)
    return changes


def horizon(*, at: datetime) -> date:
    """The last day on which rolled out shifts begin."""
    weeks = int(cities_queries.present_city().profile.get("shift_weeks", WEEKS_AHEAD))
    return clock.today(at) + timedelta(weeks=weeks)


def reached(*, at: datetime, by_all: Collection[int] = ()) -> date:
    """How far the shifts of the whole city are rolled out: so far goes a change of some people's patterns.

    When nobody but these (`by_all`) has a pattern, that is as far as may be.
    """
    if by_all and not ShiftPattern.objects.exclude(user_id__in=by_all).exists():
        return horizon(at=at)
    last = Shift.objects.filter(source__in=OURS).aggregate(last=Max("starts_at"))["last"]
    return min(clock.today(last), horizon(at=at)) if last is not None else horizon(at=at)


def fit(*, user_ids: Collection[int] | None, first: date, until: date, at: datetime) -> Changes:
    """Fit the shifts of these people (None: of all who ever had a pattern) to their patterns, from `first` to `until`.

    Raises the people's generation first: who swaps or plans at the same time comes before or after, never between.
    """
    territory_actions.bump(PEOPLE)
    known = ShiftPattern.objects.order_by("user_id")
    scope = set(known.values_list("user_id", flat=True)) if user_ids is None else set(user_ids)
    wanted = {(slot.user_id, slot.starts_at): slot for slot in pattern_queries.slots(scope, first=first, until=until)}
    begin = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    mine = Q(user_id__in=scope) | Q(planned_for_id__in=scope)
    held = list(Shift.objects.filter(mine, starts_at__gte=begin).order_by("starts_at", "id"))
    by_slot = {(row.planned_for_id or row.user_id, row.starts_at): row for row in held}
    taken = {(row.user_id, row.starts_at) for row in held}
    changed = [row for key, row in by_slot.items() if _differs(row, wanted.get(key), at=at)]
    for row in changed:
        slot = wanted[row.user_id, row.starts_at]
        row.kind, row.ends_at = slot.kind, slot.ends_at
    gone = [row.pk for key, row in by_slot.items() if key not in wanted and _may_move(row, at=at)]
    fresh = [_shift(slot) for key, slot in wanted.items() if key not in by_slot and key not in taken]
    Shift.objects.filter(pk__in=gone, source__in=OURS).delete()
    Shift.objects.bulk_update(changed, ("kind", "ends_at"), batch_size=500)
    Shift.objects.bulk_create(fresh, batch_size=2000, ignore_conflicts=True)
    same = len(set(wanted) & (set(by_slot) | taken)) - len(changed)
    return Changes(len(fresh), len(changed), same, len(gone))


def _may_move(row: Shift, *, at: datetime) -> bool:
    """Whether hours come from a pattern and have not begun."""
    return row.source in OURS and row.starts_at > at


def _differs(row: Shift, slot: Slot | None, *, at: datetime) -> bool:
    return slot is not None and _may_move(row, at=at) and (row.kind, row.ends_at) != (slot.kind, slot.ends_at)


def _shift(slot: Slot) -> Shift:
    return Shift(
        user_id=slot.user_id,
        kind=slot.kind,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        source=ShiftSource.PATTERN,
    )
