"""Questions about areas and places."""

import hashlib
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import shapely
from django.db.models import Q

from twingrid.kit.memo import Remembered
from twingrid.territory.choices import Level, Partition, PartKind
from twingrid.territory.finding.model import PlaceEntry, PlaceKind
from twingrid.territory.fusion.index import Located, PartitionIndex
from twingrid.territory.fusion.mapping import Part, Trouble, mapped, troubles
from twingrid.territory.models import Alias, Area, AreaPart, Building, Compound, Division, Generation, Landmark, Outline


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area without its geometry."""

    id: int
    partition: str
    code: str
    name: str
    synthetic: bool
    division_id: int | None


@dataclass(frozen=True, slots=True)
class Partitioned:
    """One partition on one day: its index (labels are places in `rows`), or none when no area claims any ground.

    `transformers`: which areas (ids) name which transformer (code); a service point's transformer comes before the
    ground. `drawn`: what an area with parts is drawn as (its id → WGS-84), where that is not its own polygon; `lists`:
    the fingerprint (16 digits) of its parts, by its id.
    """

    rows: tuple[AreaRow, ...]
    by_id: Mapping[int, AreaRow]
    index: PartitionIndex | None
    transformers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    drawn: Mapping[int, Any] = field(default_factory=dict)
    lists: Mapping[int, str] = field(default_factory=dict)

    def locate(self, lon: float, lat: float) -> tuple[AreaRow | None, Located | None]:
        """The area of a point (WGS-84 degrees) and how it lies there; (None, None) in a gap."""
        located = self.index.locate_one(lon, lat) if self.index else None
        if located is None or located.id is None:
            return None, located
        return self.rows[located.label], located

    def ids_of(self, codes: tuple[str, ...]) -> tuple[int, ...]:
        """Database ids of areas by their codes."""
        wanted = set(codes)
        return tuple(row.id for row in self.rows if row.code in wanted)


def generation(*names: str) -> Hashable:
    """The present numbers of what a process may keep in memory (one query)."""
    return tuple(Generation.objects.filter(name__in=names).order_by("name").values_list("name", "number"))


def _build_partition(partition: str, day: date) -> Partitioned:
    found = _areas_on(partition, day)
    rows = [row for row, _shape in found]
    parts = _parts_on(day) if partition == Partition.POWER else []
    if not parts:
        index = PartitionIndex.build([row.code for row in rows], [shape for _row, shape in found]) if rows else None
        return Partitioned(tuple(rows), {row.id: row for row in rows}, index)
    own = {row.code: shape for row, shape in found}
    result = mapped(own, _grids_on(day), parts)
    # Areas without ground of their own come last: labels are places in `rows`.
    rows.sort(key=lambda row: row.code not in result.claimed)
    ids = {row.code: row.id for row in rows}
    shapes = [result.claimed[row.code] for row in rows if row.code in result.claimed]
    return Partitioned(
        tuple(rows),
        {row.id: row for row in rows},
        PartitionIndex.build([row.code for row in rows[: len(shapes)]], shapes) if shapes else None,
        {code: tuple(ids[area] for area in areas) for code, areas in result.transformers.items()},
        {ids[part.area]: result.drawn[part.area] for part in parts if part.area in ids},
        {pk: _fingerprint(parts, code) for code, pk in ids.items() if any(part.area == code for part in parts)},
    )


def _fingerprint(parts: Iterable[Part], code: str) -> str:
    named = sorted(f"{part.kind}:{part.code}" for part in parts if part.area == code)
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:16]


def _areas_on(partition: str, day: date) -> list[tuple[AreaRow, Any]]:
    return [
        (
            AreaRow(area.pk, area.partition, area.code, area.name, area.synthetic, area.division_id),
            shapely.from_wkb(bytes(area.geometry)),
        )
        for area in Area.objects.on(day).filter(partition=partition).order_by("code")
    ]


def _grids_on(day: date) -> dict[str, Any]:
    return {row.code: shape for row, shape in _areas_on(Partition.COMMUNITY, day)}


def _parts_on(day: date) -> list[Part]:
    rows = (
        AreaPart.objects.on(day).order_by("area_code", "kind", "code").values_list("area_code", "kind", "code", "drawn")
    )
    return [
        Part(area, kind, code, shapely.from_wkb(bytes(drawn)) if drawn else None) for area, kind, code, drawn in rows
    ]


def parts_by_code(day: date) -> dict[str, list[tuple[str, str]]]:
    """What each power service area is made of on a day: its code → (kind, code); not of those without a list."""
    found: dict[str, list[tuple[str, str]]] = {}
    for part in _parts_on(day):
        found.setdefault(part.area, []).append((part.kind, part.code))
    return found


def transformer_parts(day: date) -> dict[int, str]:
    """The parts that name a transformer on a day or later: their ids → the transformer's code."""
    rows = AreaPart.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), kind=PartKind.TRANSFORMER)
    return dict(rows.order_by("id").values_list("id", "code"))


def mapping_troubles(day: date, *, transformers: Collection[str]) -> list[tuple[Trouble, str, tuple[str, ...]]]:
    """What is wrong with the definitions of power service areas on a day; `transformers` are those that exist."""
    parts = _parts_on(day)
    if not parts:
        return []
    own = {row.code: shape for row, shape in _areas_on(Partition.POWER, day)}
    return troubles(own, _grids_on(day), parts, transformers=transformers)


_partitions = Remembered(_build_partition, lambda: generation("areas"))


def partition_on(partition: str, day: date) -> Partitioned:
    """One partition as it stands on `day`, from this process's memory."""
    return _partitions.get(partition, day)


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """A division and the one above it."""

    id: int
    code: str
    name: str
    level: str
    parent_id: int | None


def _build_divisions() -> dict[int, DivisionRow]:
    return {
        row.pk: DivisionRow(row.pk, row.code, row.name, row.level, row.parent_id)
        for row in Division.objects.order_by("code")
    }


_divisions = Remembered(_build_divisions, lambda: generation("gazetteer"))


def divisions() -> Mapping[int, DivisionRow]:
    """Every division by its id, from this process's memory."""
    return _divisions.get()


def division_path(division_id: int | None) -> tuple[tuple[str, str], ...]:
    """(code, name) from the district down to this division; empty for none."""
    path: list[tuple[str, str]] = []
    rows = divisions()
    while division_id is not None and division_id in rows:
        row = rows[division_id]
        path.append((row.code, short_name(row.name)))
        division_id = row.parent_id
    return tuple(reversed(path))


def short_name(name: str) -> str:
    """The name people use: 舜雅社区居民委员会 → 舜雅社区."""
    for tail, kept in (("居民委员会", ""), ("村民委员会", "村"), ("居委会", ""), ("村委会", "村")):
        if name.endswith(tail) and len(name) > len(tail) + 1:
            stem = name.removesuffix(tail)
            return stem if stem.endswith(kept or stem[-1]) else stem + kept
    return name


def gazetteer() -> list[PlaceEntry]:
    """Everything findable that this app knows: divisions, compounds, buildings, with their other names."""
    aliases: dict[tuple[str, int], list[str]] = {}
    for name, division_id, compound_id, building_id in Alias.objects.values_list(
        "name", "division_id", "compound_id", "building_id"
    ):
        key = ("d", division_id) if division_id else ("c", compound_id) if compound_id else ("b", building_id)
        aliases.setdefault(key, []).append(name)
    parents = {pk: _parents(pk) for pk in divisions()}
    return [
        *_division_entries(aliases, parents),
        *_compound_entries(aliases, parents),
        *_building_entries(aliases, parents),
        *_landmark_entries(parents),
    ]


def _parents(division_id: int) -> tuple[str, ...]:
    return tuple(name for _code, name in division_path(division_id)[1:])


def _division_entries(
    aliases: Mapping[tuple[str, int], list[str]], parents: Mapping[int, tuple[str, ...]]
) -> list[PlaceEntry]:
    kinds = {Level.COMMUNITY: PlaceKind.COMMUNITY, Level.SUBDISTRICT: PlaceKind.SUBDISTRICT}
    return [
        PlaceEntry(
            kind=kinds[Level(row.level)],
            id=row.id,
            name=short_name(row.name),
            aliases=tuple(dict.fromkeys([*aliases.get(("d", row.id), []), row.name])),
            parents=parents[row.id][:-1],
        )
        for row in divisions().values()
        if row.level in kinds
    ]


def _compound_entries(
    aliases: Mapping[tuple[str, int], list[str]], parents: Mapping[int, tuple[str, ...]]
) -> list[PlaceEntry]:
    rows = Compound.objects.values_list("id", "name", "community_id", "road", "house_no")
    return [
        PlaceEntry(
            kind=PlaceKind.COMPOUND,
            id=pk,
            name=name,
            road=road,
            house_no=house_no,
            aliases=tuple(aliases.get(("c", pk), ())),
            parents=parents[community_id],
        )
        for pk, name, community_id, road, house_no in rows
    ]


def _building_entries(
    aliases: Mapping[tuple[str, int], list[str]], parents: Mapping[int, tuple[str, ...]]
) -> list[PlaceEntry]:
    rows = Building.objects.values_list(
        "id",
        "name",
        "compound__name",
        "compound_id",
        "community_id",
        "road",
        "house_no",
        "units",
        "households",
    )
    return [
        PlaceEntry(
            kind=PlaceKind.BUILDING,
            id=pk,
            name=name,
            compound=compound or "",
            road=road,
            house_no=house_no,
            aliases=(
                *aliases.get(("b", pk), ()),
                *(aliases.get(("c", compound_id), ()) if compound_id else ()),
            ),
            parents=parents[community_id],
            units=tuple(units),
            weight=households,
        )
        for pk, name, compound, compound_id, community_id, road, house_no, units, households in rows
    ]


def _landmark_entries(parents: Mapping[int, tuple[str, ...]]) -> list[PlaceEntry]:
    return [
        PlaceEntry(
            kind=PlaceKind.LANDMARK,
            id=row.pk,
            name=row.name,
            aliases=tuple(row.aliases),
            parents=parents[row.community_id] if row.community_id else (),
        )
        for row in Landmark.objects.filter(valid_to__isnull=True)
    ]


def landmark(landmark_id: int) -> Landmark | None:
    """One landmark, or nothing."""
    return Landmark.objects.filter(pk=landmark_id).first()


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """A building as a place: where it lies and what it is called. Coordinates WGS-84 degrees."""

    id: int
    label: str
    lon: float
    lat: float
    community_id: int
    compound_id: int | None
    units: tuple[str, ...]
    households: int


def building(building_id: int) -> BuildingRow | None:
    """One building, or nothing."""
    row = Building.objects.filter(pk=building_id).first()
    if row is None:
        return None
    return BuildingRow(
        row.pk,
        row.label,
        row.lon,
        row.lat,
        row.community_id,
        row.compound_id,
        tuple(row.units),
        row.households,
    )


def buildings_by_id(building_ids: Iterable[int]) -> list[tuple[int, str]]:
    """(id, label) of these buildings, by label."""
    rows = Building.objects.filter(pk__in=list(building_ids)).order_by("label", "id")
    return list(rows.values_list("pk", "label"))


def buildings_of(compound_id: int, *, limit: int = 200) -> list[BuildingRow]:
    """The buildings of a compound, in reading order."""
    rows = Building.objects.filter(compound_id=compound_id).order_by("id")[:limit]
    return [
        BuildingRow(b.pk, b.label, b.lon, b.lat, b.community_id, b.compound_id, tuple(b.units), b.households)
        for b in rows
    ]


def places_of(building_ids: Iterable[int]) -> list[tuple[int, float, float]]:
    """(id, lon, lat) of these buildings, WGS-84 degrees, by id."""
    rows = Building.objects.filter(pk__in=list(building_ids)).order_by("id").values_list("id", "lon", "lat")
    return list(rows)


def labels_of(building_ids: Iterable[int]) -> dict[int, str]:
    """What buildings are called, by id (one query)."""
    return dict(Building.objects.filter(pk__in=list(building_ids)).order_by().values_list("pk", "label"))


def compound(compound_id: int) -> Compound | None:
    """One compound, or nothing."""
    return Compound.objects.filter(pk=compound_id).first()


def areas_geojson(partition: str, day: date) -> dict[str, Any]:
    """The areas of one partition on a day as GeoJSON (WGS-84), simplified to about 3 m, six decimals."""
    features = []
    drawn = partition_on(partition, day).drawn
    for area in Area.objects.on(day).filter(partition=partition).order_by("code"):
        shape = shapely.set_precision(drawn.get(area.pk) or shapely.from_wkb(bytes(area.geometry)), 1e-6)
        features.append(
            {
                "type": "Feature",
                "id": area.pk,
                "properties": {
                    "code": area.code,
                    "name": area.name,
                    "partition": partition,
                    # A drawing made from a list is marked like a generated border: nobody drew it.
                    "synthetic": area.synthetic or area.pk in drawn,
                },
                "geometry": shapely.geometry.mapping(shape),
            }
        )
    return {"type": "FeatureCollection", "features": features}


def outline_geojson() -> dict[str, Any]:
    """The territory's outline as GeoJSON (WGS-84)."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": row.name, "synthetic": row.synthetic},
                "geometry": shapely.geometry.mapping(shapely.from_wkb(bytes(row.geometry))),
            }
            for row in Outline.objects.order_by("name")
        ],
    }
