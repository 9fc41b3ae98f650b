"""Postings of a staff list: who holds which area in which role, from when to when."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from twingrid.kit.staging import Changes
from twingrid.people.actions.staff_row import StaffRow
from twingrid.people.models import Posting, Unit, User
from twingrid.territory.choices import Partition
from twingrid.territory.models import Area

AreaByCode = Mapping[tuple[str, str], Area]
_FACTS = ("side", "title", "unit_id", "manager_unit_id", "division_id", "leader_id", "deputy_id", "valid_to")


@dataclass
class _Edit:
    """What is to be written."""

    fresh: list[Posting] = field(default_factory=list)
    changed: list[Posting] = field(default_factory=list)
    unchanged: int = 0
    ended: int = 0


def areas_by_code(day: date) -> AreaByCode:
    """(side, code) → the area in force on `day`, else the next one to come, else the last one."""
    found: dict[tuple[str, str], Area] = {}
    editions = Area.objects.defer("geometry").order_by("valid_from")
    for area in editions:
        key = (str(area.partition), area.code)
        held = found.get(key)
        if held is None or (held.valid_from < day and (area.valid_from <= day or _over(held, day))):
            found[key] = area
    return found


def _over(area: Area, day: date) -> bool:
    return area.valid_to is not None and area.valid_to <= day


def take_over(
    rows: Sequence[StaffRow],
    *,
    users: Mapping[str, User],
    units: Mapping[str, Unit],
    areas: AreaByCode,
    day: date,
) -> Changes:
    """Bring the postings of the listed people to what the list says; former ones end, they are not forgotten."""
    edit = _Edit()
    held: dict[tuple[int, str], dict[int | None, Posting]] = {}
    open_ = Posting.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    people = [users[row.employee_no].pk for row in rows]
    for posting in open_.filter(user_id__in=people).order_by("valid_from", "id"):
        held.setdefault((posting.user_id, posting.role), {})[posting.area_id] = posting
    for row in rows:
        user = users[row.employee_no]
        now = held.pop((user.pk, row.role), {})
        named = [areas[row.side, code] for code in dict.fromkeys(row.area_codes)]
        wanted: list[Area | None] = [*named] or [None]
        facts = _facts(row, users, units)
        for area in wanted:
            _one(edit, row, user=user, area=area, now=now, facts=facts, day=day)
        for posting in [p for pk, p in now.items() if pk not in {area.pk if area else None for area in wanted}]:
            _stop(edit, posting, day=_since(row, [posting], day))
    Posting.objects.bulk_create(edit.fresh, batch_size=1000)
    Posting.objects.bulk_update(edit.changed, _FACTS, batch_size=500)
    return Changes(len(edit.fresh), len(edit.changed), edit.unchanged, edit.ended)


def _facts(row: StaffRow, users: Mapping[str, User], units: Mapping[str, Unit]) -> dict[str, Any]:
    return {
        "side": row.side,
        "title": row.title,
        "unit_id": units[row.unit].pk,
        "manager_unit_id": units[row.manager_unit].pk if row.manager_unit else None,
        "leader_id": users[row.leader_no].pk if row.leader_no else None,
        "deputy_id": users[row.deputy_no].pk if row.deputy_no else None,
        "valid_to": row.valid_to,
    }


def _one(
    edit: _Edit,
    row: StaffRow,
    *,
    user: User,
    area: Area | None,
    now: Mapping[int | None, Posting],
    facts: dict[str, Any],
    day: date,
) -> None:
    """One person's posting to one area (or to the whole unit)."""
    community = area is not None and area.partition == Partition.COMMUNITY
    facts = facts | {"division_id": area.division_id if area is not None and community else None}
    posting = now.get(area.pk if area else None)
    if posting is None:
        begin = _since(row, list(now.values()), day) if now else row.valid_from
        edit.fresh.append(Posting(user=user, role=row.role, area=area, valid_from=begin, **facts))
    elif {name: getattr(posting, name) for name in _FACTS} == facts:
        edit.unchanged += 1
    else:
        for name, value in facts.items():
            setattr(posting, name, value)
        edit.changed.append(posting)


def _since(row: StaffRow, before: Sequence[Posting], day: date) -> date:
    """From when a change of areas holds: the list's own date if it is a new one, else today."""
    return row.valid_from if row.valid_from > max(posting.valid_from for posting in before) else day


def _stop(edit: _Edit, posting: Posting, *, day: date) -> None:
    end(posting, day=day)
    edit.ended += 1


def end(posting: Posting, *, day: date) -> None:
    """Let a posting end on `day`; one that has not begun by then never was."""
    if posting.valid_from >= day:
        posting.delete()
        return
    posting.valid_to = day
    posting.save(update_fields=("valid_to",))


def follow_areas() -> int:
    """Post everybody of an ended edition of an area to the edition that follows it; how many."""
    stale = Posting.objects.filter(area__valid_to__isnull=False).select_related("area").order_by("id")
    carried = 0
    for posting in stale.defer("area__geometry"):
        area = posting.area
        if area is None or area.valid_to is None or _over_by(posting, area.valid_to):
            continue
        after = (
            Area.objects.filter(partition=area.partition, code=area.code, valid_from=area.valid_to)
            .defer("geometry")
            .first()
        )
        if after is not None:
            _carry(posting, after, on=area.valid_to)
            carried += 1
    return carried


def _over_by(posting: Posting, day: date) -> bool:
    return posting.valid_to is not None and posting.valid_to <= day


def _carry(posting: Posting, after: Area, *, on: date) -> None:
    fresh = copy(posting)
    fresh.pk, fresh._state.adding = None, True
    fresh.area = after
    fresh.division_id = after.division_id if posting.division_id is not None else None
    fresh.valid_from = max(on, posting.valid_from)
    if posting.valid_from >= on:
        posting.delete()
    else:
        posting.valid_to = on
        posting.save(update_fields=("valid_to",))
    fresh.save(force_insert=True)
