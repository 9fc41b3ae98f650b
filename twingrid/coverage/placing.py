"""Which area serves a service point or a building on a day. One precedence, for every page, plate, list and figure:

1. an override of the premises (a home before its unit, a unit before its building);
2. the transformer that feeds it, where a power service area names it;
3. the ground it stands on: a community grid that an area names, else a polygon (`territory.fusion.mapping`).

Two areas with the same claim are an overlap, none is a gap: both are told, never settled.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from twingrid.coverage.models import Override
from twingrid.kit.memo import Remembered
from twingrid.supply import feeding_queries
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition
from twingrid.territory.fusion import index as fusion_index
from twingrid.territory.queries import Partitioned

GAP, OVERLAP = 0, -1
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """Premises served by another area: `area_id` is the edition of that area that is in force on the day asked for."""

    building_id: int
    unit: str
    room: str
    partition: str
    area_id: int
    reason: str


def _build_overrides(day: date) -> tuple[OverrideRow, ...]:
    ids = {
        side.value: {area.code: area.id for area in territory_queries.partition_on(side, day).rows}
        for side in (Partition.COMMUNITY, Partition.POWER)
    }
    rows = Override.objects.on(day).select_related("area").order_by("unit", "room", "valid_from", "id")
    return tuple(
        OverrideRow(row.building_id, row.unit, row.room, row.partition, ids[row.partition][row.area.code], row.reason)
        for row in rows
        if row.area.code in ids[row.partition]
    )


_overrides = Remembered(_build_overrides, lambda: territory_queries.generation("areas", "overrides"))


def overrides_on(day: date) -> tuple[OverrideRow, ...]:
    """The overrides of a day, wide ones first; those whose area is not in force that day do not count."""
    return _overrides.get(day)


def override_of(building_id: int, *, on: date, unit: str = "", room: str = "") -> dict[str, OverrideRow]:
    """The overrides of a building, of one unit of it, or of one home, by partition; the narrower one counts."""
    return {
        row.partition: row
        for row in overrides_on(on)
        if row.building_id == building_id and row.unit in ("", unit) and row.room.lstrip("0") in ("", room.lstrip("0"))
    }


def place(partition: str, ids: Ints, buildings: Ints, points: Floats, *, on: date) -> Ints:
    """The area id of each service point on a day, `GAP` or `OVERLAP`.

    ids (n,) ascending, buildings (n,) their building ids, points (n, 2) WGS-84 degrees -> (n,).
    """
    parts = territory_queries.partition_on(partition, on)
    placed = _on_the_ground(parts, points)
    if parts.transformers and len(ids):
        behind = feeding_queries.points_behind(list(parts.transformers))
        areas = {code: named[0] if len(named) == 1 else OVERLAP for code, named in parts.transformers.items()}
        known = np.array([pk for pk, _code in behind], dtype=np.int64)
        where = np.searchsorted(ids, known)
        hit = (where < len(ids)) & (ids[np.minimum(where, len(ids) - 1)] == known)
        placed[where[hit]] = np.array([areas[code] for _pk, code in behind], dtype=np.int64)[hit]
    for row in overrides_on(on):
        if row.partition != partition:
            continue
        if row.unit or row.room:
            inside = np.isin(ids, feeding_queries.points_of(row.building_id, unit=row.unit, room=row.room))
        else:
            inside = buildings == row.building_id
        placed[inside] = row.area_id
    return placed


def _on_the_ground(parts: Partitioned, points: Floats) -> Ints:
    if parts.index is None or not len(points):
        return np.full(len(points), GAP, dtype=np.int64)
    labels = parts.index.locate(points)
    ids = np.array([row.id for row in parts.rows], dtype=np.int64)
    lost = np.where(labels == fusion_index.OVERLAP, OVERLAP, GAP)
    return np.where(labels >= 0, ids[np.maximum(labels, 0)], lost)


@dataclass(frozen=True, slots=True)
class Fed:
    """What feeds a building: the area of most of its service points (several: they overlap; none: the ground decides),
    other areas that feed some of it, and whether some hang on transformers that nobody names."""

    chosen: tuple[int, ...]
    others: tuple[int, ...]
    mixed: bool


def fed_by(parts: Partitioned, building_ids: Iterable[int]) -> dict[int, Fed]:
    """What feeds these buildings, where transformers are named at all (one question)."""
    counted: dict[int, Counter[tuple[int, ...]]] = {}
    for pk, code, n in feeding_queries.transformers_of(building_ids, list(parts.transformers)):
        counted.setdefault(pk, Counter())[parts.transformers.get(code, ())] += n
    found = {}
    for pk, counts in counted.items():
        chosen = max(counts, key=lambda areas: (counts[areas], [-area for area in areas]))
        others = {area for areas in counts for area in areas} - set(chosen)
        found[pk] = Fed(chosen, tuple(sorted(others)), () in counts and bool(chosen))
    return found


def of_buildings(buildings: Sequence[tuple[int, float, float]], *, on: date) -> dict[int, tuple[int, int]]:
    """(community grid, power service area) of whole buildings (id, lon, lat); or `GAP`, `OVERLAP`."""
    points = np.array([row[1:] for row in buildings], dtype=np.float64).reshape(-1, 2)
    columns = []
    for side in (Partition.COMMUNITY, Partition.POWER):
        parts = territory_queries.partition_on(side, on)
        placed = dict(zip([row[0] for row in buildings], _on_the_ground(parts, points).tolist(), strict=True))
        if parts.transformers:
            for pk, fed in fed_by(parts, list(placed)).items():
                if fed.chosen:
                    placed[pk] = fed.chosen[0] if len(fed.chosen) == 1 else OVERLAP
        columns.append(placed)
    moved = {Partition.COMMUNITY.value: columns[0], Partition.POWER.value: columns[1]}
    for row in overrides_on(on):
        if not row.unit and not row.room and row.building_id in columns[0]:
            moved[row.partition][row.building_id] = row.area_id
    return {pk: (columns[0][pk], columns[1][pk]) for pk in columns[0]}
