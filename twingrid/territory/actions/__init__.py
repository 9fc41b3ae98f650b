"""Writing areas and places: imports of divisions, areas, the outline, compounds and buildings.

Rows come as columns (`kit.staging.Columns`), checked by whoever read them; what only the tables know — parents that do
not exist — is checked here and raised as `Orphans`, with nothing kept.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import shapely
from django.db import transaction

from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, staging
from twingrid.kit.staging import Changes, Columns
from twingrid.territory import statements
from twingrid.territory.choices import Level, Partition, PartKind
from twingrid.territory.models import Area, AreaPart, Outline

AREAS, GAZETTEER = "areas", "gazetteer"
_NOWHERE = shapely.Polygon()


def bump(name: str) -> int:
    """Let the generation `name` (areas, gazetteer, people) grow by one: every process builds its memory anew."""
    return int(staging.fetch(statements.BUMP, [name])[0][0])


@transaction.atomic
def import_divisions(*, rows: Columns, at: datetime, complete: bool = False) -> dict[str, Changes]:
    """Take over divisions by code and day.

    Columns: code, name, level, parent_code, aliases (tuples), valid_from, valid_to. An edition that differs from the
    one in force and begins later ends it on that day; the same day corrects it. `complete`: divisions that the
    file does not name end today. Raises `Orphans` for a parent that is neither here nor in the file.
    """
    day = clock.today(at)
    total = staging.stage("staged_division", statements.DIVISION_TYPES, _unmarked(rows))
    staging.check_orphans([statements.DIVISION_ORPHANS])
    staging.run(statements.DIVISION_DATES)
    staging.run(statements.DIVISION_SAME)
    done = Changes()
    for level in Level.values:
        found = staging.merge(statements.DIVISION_MERGE, total=0, parameters=[level])
        done = Changes(new=done.new + found.new, changed=done.changed + found.changed)
    staging.run(statements.DIVISION_CLOSE)
    _add_aliases(rows, statements.DIVISION_ALIASES)
    ended = staging.run(statements.DIVISION_END, [day, day]) if complete else 0
    changes = {"divisions": _counted(done, total, ended)}
    bump(GAZETTEER)
    _record("territory.division.imported", changes, at=at)
    return changes


@transaction.atomic
def import_areas(*, rows: Columns, source_crs: str, at: datetime, complete: bool = False) -> dict[str, Changes]:
    """Take over areas by partition, code and day.

    Columns: partition, code, name, division_code, geometry (WKB, WGS-84), min_lon, min_lat, max_lon, max_lat,
    area_m2, synthetic, source, valid_from, valid_to. Editions as with divisions: a border that moves keeps its
    history. `complete`: other areas of the partitions in the file end today. Raises `Orphans`.
    """
    day = clock.today(at)
    total = staging.stage("staged_area", statements.AREA_TYPES, _unmarked(rows))
    staging.check_orphans([statements.AREA_ORPHANS])
    staging.run(statements.AREA_DATES)
    staging.run(statements.AREA_SAME)
    done = staging.merge(statements.AREA_MERGE, total=0, parameters=[source_crs])
    staging.run(statements.AREA_CLOSE)
    ended = staging.run(statements.AREA_END, [day, day]) if complete else 0
    changes = {"areas": _counted(done, total, ended)}
    bump(AREAS)
    _record("territory.area.imported", changes, at=at, facts={"crs": source_crs})
    return changes


@transaction.atomic
def import_parts(
    *, rows: Columns, at: datetime, complete: bool = False, orphans: Sequence[str] = ()
) -> dict[str, Changes]:
    """Take over what power service areas are made of, by area, kind, code and day.

    Columns: area_code, area_name, kind, code (empty for the polygon), valid_from, valid_to. An area that does not exist
    is made if the row names it, drawn as the union of its grids, marked as generated. `complete`: parts that
    the file does not name end today. `orphans`: further questions about `staged_part` that floors above can answer.
    Raises `Orphans` for an area or a grid that does not exist.
    """
    day = clock.today(at)
    total = staging.stage("staged_part", statements.PART_TYPES, _unmarked(rows))
    staging.check_orphans([statements.PART_AREA_ORPHANS, statements.PART_GRID_ORPHANS, *orphans])
    made = _make_areas(rows)
    staging.run(statements.PART_SAME)
    done = staging.merge(statements.PART_MERGE, total=0)
    staging.run(statements.PART_CLOSE)
    ended = staging.run(statements.PART_END, [day, day]) if complete else 0
    changes = {"areas": Changes(new=made), "parts": _counted(done, total, ended)}
    bump(AREAS)
    _record("territory.part.imported", changes, at=at)
    return changes


def _make_areas(rows: Columns) -> int:
    """Areas that are only a list: their row, with a drawing made from the list."""
    known = set(Area.objects.filter(partition=Partition.POWER).values_list("code", flat=True))
    lists: dict[str, list[int]] = {}
    for n, code in enumerate(rows["area_code"]):
        if code not in known:
            lists.setdefault(code, []).append(n)
    for code, places in lists.items():
        grids = [rows["code"][n] for n in places if rows["kind"][n] == PartKind.GRID]
        found = Area.objects.filter(partition=Partition.COMMUNITY, code__in=grids or [""]).order_by("id")
        shape = shapely.union_all([shapely.from_wkb(bytes(area.geometry)) for area in found]) if grids else _NOWHERE
        west, south, east, north = shape.bounds if not shape.is_empty else (0, 0, 0, 0)
        Area.objects.create(
            partition=Partition.POWER,
            code=code,
            name=next(rows["area_name"][n] for n in places if rows["area_name"][n]),
            geometry=shapely.to_wkb(shape),
            min_lon=west,
            min_lat=south,
            max_lon=east,
            max_lat=north,
            area_m2=sum(area.area_m2 for area in found),
            synthetic=True,
            source="mapping",
            valid_from=min(rows["valid_from"][n] for n in places),
        )
    return len(lists)


@transaction.atomic
def draw_parts(*, shapes: Mapping[int, bytes | None]) -> int:
    """Keep where the homes of parts (by id) stand, as a drawing (WKB, WGS-84); how many drawings changed."""
    changed = 0
    for part in AreaPart.objects.select_for_update().filter(pk__in=list(shapes)).order_by("id"):
        if (bytes(part.drawn) if part.drawn else None) != shapes[part.pk]:
            part.drawn = shapes[part.pk]
            part.save(update_fields=("drawn",))
            changed += 1
    if changed:
        bump(AREAS)
    return changed


@transaction.atomic
def import_outline(*, name: str, geometry: bytes, synthetic: bool, source: str, at: datetime) -> dict[str, Changes]:
    """Take over the territory's outline (WKB, WGS-84): what both partitions have to cover."""
    wanted = {"geometry": geometry, "synthetic": synthetic, "source": source}
    known = Outline.objects.select_for_update().filter(name=name).first()
    if known is None:
        Outline.objects.create(name=name, **wanted)
        change = Changes(new=1)
    elif (bytes(known.geometry), known.synthetic, known.source) == (geometry, synthetic, source):
        change = Changes(unchanged=1)
    else:
        Outline.objects.filter(pk=known.pk).update(**wanted)
        change = Changes(changed=1)
    changes = {"outline": change}
    bump(AREAS)
    _record("territory.outline.imported", changes, at=at)
    return changes


@transaction.atomic
def import_places(*, compounds: Columns, buildings: Columns, at: datetime) -> tuple[list[int], dict[str, Changes]]:
    """Take over compounds (by community and name) and buildings (by compound and name, or by door plate).

    compounds: community_code, name, road, house_no, aliases. buildings: compound (place of its compound in
    `compounds`, None without one), community_code, name, road, house_no, label, lon, lat (WGS-84 degrees), located
    (whether the file itself says where the building stands). Returns the ids of the buildings in their order, and the
    changes. The communities must exist: whoever calls has checked it.
    """
    day = clock.today(at)
    count = staging.stage("staged_compound", statements.COMPOUND_TYPES, compounds)
    total = staging.stage("staged_building", statements.BUILDING_TYPES, buildings)
    staging.derive("staged_community", statements.COMMUNITIES, [day, day])
    staging.derive("known_compound", statements.COMPOUND_KNOWN)
    staging.derive("known_building", statements.BUILDING_KNOWN)
    houses = staging.merge(statements.BUILDING_MERGE, total=total)
    places = staging.merge(statements.COMPOUND_MERGE, total=count)
    _add_aliases(compounds, statements.COMPOUND_ALIASES)
    ids = [pk for (pk,) in staging.fetch(statements.BUILDING_IDS)]
    bump(GAZETTEER)
    return ids, {"compounds": places, "buildings": houses}


@transaction.atomic
def set_households(*, buildings: Columns) -> int:
    """Keep on each building its units and how many households it has; how many buildings differ from before.

    Columns: building_id, units (JSON texts: lists of labels), households.
    """
    staging.stage("staged_households", statements.HOUSEHOLD_TYPES, buildings)
    return staging.run(statements.HOUSEHOLD_UPDATE)


def _unmarked(rows: Columns) -> Columns:
    return {**rows, "same": [False] * len(rows["code"])}


def _add_aliases(rows: Columns, statement: str) -> None:
    """Add the other names in the column `aliases`; names that are already known stay as they are."""
    pairs = [(place, name) for place, names in enumerate(rows["aliases"]) for name in names]
    if not pairs:
        return
    staging.stage(
        "staged_alias",
        {"place": "integer", "name": "text"},
        {"place": [place for place, _name in pairs], "name": [name for _place, name in pairs]},
    )
    staging.run(statement)


def _counted(done: Changes, total: int, ended: int) -> Changes:
    return Changes(done.new, done.changed, total - done.new - done.changed, ended)


def _record(name: str, changes: Mapping[str, Changes], *, at: datetime, facts: Mapping[str, Any] | None = None) -> None:
    counts = {f"{key}.{what}": n for key, change in changes.items() for what, n in change.as_dict().items()}
    journal_actions.record(name, cities_queries.present_city(), by=None, at=at, facts={**counts, **(facts or {})})
