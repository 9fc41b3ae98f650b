"""What plates say at a moment, what hangs on the walls, and which have to be printed again.

Faces are made in bulk: a fixed number of questions for one plate and for every plate of a city.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from twingrid.coverage import placing, plate_texts
from twingrid.coverage.choices import PlateKind
from twingrid.coverage.models import Plate, PlateRun, PrintedPlate
from twingrid.coverage.placing import OverrideRow
from twingrid.coverage.rules.plates import Face, History, Named, PlateLine, PlateSide, Print
from twingrid.kit import clock
from twingrid.people import queries as people_queries
from twingrid.people.choices import Role
from twingrid.people.models import Posting, User
from twingrid.stations import queries as station_queries
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition
from twingrid.territory.models import Area, Building
from twingrid.territory.queries import AreaRow, Partitioned

SIDES = (Partition.COMMUNITY, Partition.POWER)
_ROLE = {Partition.POWER: Role.POWER_WORKER, Partition.COMMUNITY: Role.COMMUNITY_WORKER}
_WHOLE = (PlateKind.COMMUNITY, PlateKind.BOARD)
Floats = NDArray[np.float64]


def plate_faces(plate_ids: Iterable[int] | None, *, at: datetime) -> dict[int, Face]:
    """What each of these plates (None: every plate) says at a moment, by plate id.

    The persons are those posted on that day, whoever answers at the hour; where nobody is posted on the power side,
    the leader stands there. Numbers are the published ones: a personal one only with its owner's consent for print.
    """
    rows = Plate.objects.order_by("id")
    if plate_ids is not None:
        rows = rows.filter(pk__in=list(plate_ids))
    plates = [
        _Plate(*row)
        for row in rows.values_list(
            "id",
            "kind",
            "unit",
            "building_id",
            "building__label",
            "building__lon",
            "building__lat",
            "building__community_id",
            "community_id",
            "station_id",
        )
    ]
    return _Walls(plates, at=at).faces()


@dataclass(frozen=True, slots=True)
class _Plate:
    """A plate and the place it hangs at."""

    id: int
    kind: str
    unit: str
    building_id: int | None
    label: str | None
    lon: float | None
    lat: float | None
    building_community_id: int | None
    community_id: int | None
    station_id: int | None


@dataclass(slots=True)
class _Homes:
    """The households of one community by the pair of areas in which their buildings lie."""

    pairs: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))


class _Walls:
    """Places first, then the people of all their areas, then the faces."""

    def __init__(self, plates: Sequence[_Plate], *, at: datetime) -> None:
        self.plates, self.at, self.day = plates, at, clock.today(at)
        self.parts: dict[str, Partitioned] = {p: territory_queries.partition_on(p, self.day) for p in SIDES}
        self.moved: dict[int, dict[str, OverrideRow]] = {}
        self.spots = self._spots()
        self.homes = self._homes()
        self.sides = sides_of(self._areas(), at=at)
        self.stations = self._stations()
        self.supervision = people_queries.supervision_number(on=self.day)
        self.paths: dict[int | None, tuple[str, ...]] = {}

    def _spots(self) -> dict[int, tuple[int, int]]:
        """Plate → (community grid, power service area) of its place, 0 or less for none."""
        spots: dict[int, tuple[int, int]] = {}
        stations: dict[int, tuple[float, float]] = {}
        hung = [p for p in self.plates if p.building_id and p.lon is not None and p.lat is not None]
        placed = placing.of_buildings([(p.building_id or 0, p.lon or 0, p.lat or 0) for p in hung], on=self.day)
        for plate in hung:
            own = placed[plate.building_id or 0]
            found = placing.override_of(plate.building_id or 0, unit=plate.unit, on=self.day)
            if found:
                self.moved[plate.id] = found
            community, power = (found[side].area_id if side in found else own[n] for n, side in enumerate(SIDES))
            spots[plate.id] = community, power
        for plate in self.plates:
            if plate.station_id is not None and (station := station_queries.station(plate.station_id)):
                stations[plate.id] = station.lon, station.lat
        found_at = _locate(self.parts, np.array(list(stations.values()), dtype=np.float64).reshape(-1, 2))
        return spots | dict(zip(stations, found_at, strict=True))

    def _homes(self) -> dict[int, _Homes]:
        """For plates of a whole community: how many households live in which pair of areas."""
        wanted = {p.community_id for p in self.plates if p.kind in _WHOLE and p.community_id is not None}
        if not wanted:
            return {}
        rows = list(
            Building.objects.filter(community_id__in=wanted)
            .order_by("id")
            .values_list("id", "community_id", "lon", "lat", "households")
        )
        placed = placing.of_buildings([(row[0], row[2], row[3]) for row in rows], on=self.day)
        homes: dict[int, _Homes] = defaultdict(_Homes)
        for pk, community_id, _lon, _lat, households in rows:
            community, power = placed[pk]
            homes[community_id].pairs[max(community, 0), max(power, 0)] += max(households, 1)
        return homes

    def _areas(self) -> list[AreaRow]:
        wanted = {area for spot in self.spots.values() for area in spot}
        wanted |= {area for homes in self.homes.values() for pair in homes.pairs for area in pair}
        rows = [row for part in self.parts.values() for row in part.rows if row.id in wanted]
        wholes = set(self.homes) | {p.community_id for p in self.plates if p.kind in _WHOLE}
        grids = self.parts[Partition.COMMUNITY].rows
        return list({row.id: row for row in [*rows, *(g for g in grids if g.division_id in wholes)]}.values())

    def faces(self) -> dict[int, Face]:
        """A face for each plate."""
        found = {}
        for plate in self.plates:
            face = self._whole(plate) if plate.kind in _WHOLE else self._face(plate)
            found[plate.id] = replace(face, words=own) if (own := plate_texts.own_words(face)) else face
        return found

    def _face(self, plate: _Plate) -> Face:
        community, power = self.spots.get(plate.id, (0, 0))
        station = station_queries.station(plate.station_id) if plate.station_id else None
        grid = self.parts[Partition.COMMUNITY].by_id.get(community)
        division = plate.building_community_id or (grid.division_id if grid else None)
        return Face(
            kind=plate.kind,
            title=station.name if station else plate.label or "",
            unit=plate.unit,
            place=self._path(division),
            power=self._side(plate, Partition.POWER, power),
            community=self._side(plate, Partition.COMMUNITY, community),
            supervision=self.supervision,
            station=tuple(filter(None, (station.address, station.hours, station.phone))) if station else (),
            lon=station.lon if station else plate.lon,
            lat=station.lat if station else plate.lat,
        )

    def _side(self, plate: _Plate, partition: Partition, area_id: int) -> PlateSide | None:
        """A side of a building's plate, with the reason where it serves this building by exception."""
        side = self.sides.get(area_id)
        row = self.moved.get(plate.id, {}).get(partition)
        return replace(side, exception=row.reason) if side and row and row.area_id == area_id else side

    def _whole(self, plate: _Plate) -> Face:
        """A community: its grids in the order of their codes, and the pair of most households."""
        homes = self.homes.get(plate.community_id or 0, _Homes()).pairs
        grids = [row for row in self.parts[Partition.COMMUNITY].rows if row.division_id == plate.community_id]
        lines = []
        for grid in grids:
            powers = sorted(((n, p) for (c, p), n in homes.items() if c == grid.id and p), key=lambda one: -one[0])
            lines.append(PlateLine(self.sides[grid.id], tuple(self.sides[p] for _n, p in powers if p in self.sides)))
        most = max(homes, key=lambda pair: (homes[pair], pair), default=(0, 0))
        path = self._path(plate.community_id)
        station = self.stations.get(plate.community_id)
        return Face(
            kind=plate.kind,
            title=path[-1] if path else "",
            place=path[:-1],
            power=self.sides.get(most[1]),
            community=self.sides.get(most[0]),
            supervision=self.supervision,
            station=tuple(filter(None, (station.name, station.address, station.hours, station.phone)))
            if station
            else (),
            lines=tuple(lines),
        )

    def _stations(self) -> dict[int | None, station_queries.StationRow]:
        """The station that stands in a grid of a community, by the community's id."""
        rows = [s for s in station_queries.all_stations() if s.valid_to is None or self.day < s.valid_to]
        found = _locate(self.parts, np.array([(s.lon, s.lat) for s in rows], dtype=np.float64).reshape(-1, 2))
        grids = self.parts[Partition.COMMUNITY].by_id
        return {grids[grid].division_id: s for s, (grid, _power) in zip(rows, found, strict=True) if grid in grids}

    def _path(self, division_id: int | None) -> tuple[str, ...]:
        if division_id not in self.paths:
            self.paths[division_id] = tuple(name for _code, name in territory_queries.division_path(division_id))
        return self.paths[division_id]


def _locate(parts: Mapping[str, Partitioned], points: Floats) -> list[tuple[int, int]]:
    """(community grid, power service area) of each point (n, 2); 0 in a gap or an overlap."""
    found = []
    for side in SIDES:
        part = parts[side]
        if part.index is None or not len(points):
            found.append(np.zeros(len(points), dtype=np.int64))
            continue
        labels = part.index.locate(points)
        ids = np.array([row.id for row in part.rows], dtype=np.int64)
        found.append(np.where(labels >= 0, ids[np.maximum(labels, 0)], 0))
    return list(zip(found[0].tolist(), found[1].tolist(), strict=True))


def sides_of(areas: Sequence[AreaRow], *, at: datetime) -> dict[int, PlateSide]:
    """Each of these areas with the person posted there on that day and the leader, by area id (two questions)."""
    day = clock.today(at)
    by_area: dict[int, list[Posting]] = defaultdict(list)
    for posting in people_queries.area_postings([row.id for row in areas], on=day):
        by_area[posting.area_id or 0].append(posting)
    chosen = {row.id: _people(row, by_area[row.id]) for row in areas}
    users = {user.pk for pair in chosen.values() for user in pair if user is not None}
    numbers = people_queries.duty_numbers(users, on=day)
    lists = territory_queries.partition_on(Partition.POWER, day).lists

    def named(user: User | None, role: str) -> Named | None:
        return Named(user.name, role, numbers.get(user.pk, ("", None))[0], user.is_demo) if user else None

    found = {}
    for row in areas:
        worker, leader = chosen[row.id]
        head = named(leader, Role.POWER_LEADER)
        shown = named(worker, _ROLE[Partition(row.partition)]) or head
        outline = lists.get(row.id, "")
        found[row.id] = PlateSide(
            row.id, row.code, row.name, row.synthetic or bool(outline), shown, head, outline=outline
        )
    return found


def _people(row: AreaRow, postings: Sequence[Posting]) -> tuple[User | None, User | None]:
    """(worker, leader) of an area: the last posting counts, as everywhere."""
    own = [p for p in postings if p.role == _ROLE[Partition(row.partition)]]
    heads = [p.user for p in postings if p.role == Role.POWER_LEADER]
    leader = own[-1].leader if own and own[-1].leader else heads[-1] if heads else None
    return (own[-1].user if own else None), leader


def ids_of(codes: Iterable[str]) -> list[int]:
    """The ids of the plates with these codes; unknown codes are left out."""
    return list(Plate.objects.filter(code__in=list(codes)).order_by("id").values_list("pk", flat=True))


# --- prints ----------------------------------------------------------------------------------------


def histories(plate_ids: Iterable[int] | None) -> dict[int, History]:
    """The last print of each plate (None: every plate) and the one that hangs, by plate id (one question)."""
    rows = PrintedPlate.objects.order_by("plate_id", "-version")
    if plate_ids is not None:
        rows = rows.filter(plate_id__in=list(plate_ids))
    found: dict[int, History] = {}
    for plate_id, version, digest, replaced_at in rows.values_list("plate_id", "version", "digest", "replaced_at"):
        history = found.setdefault(plate_id, History())
        one = Print(version, digest, replaced_at is not None)
        history.last = history.last or one
        history.hanging = history.hanging or (one if one.up else None)
    return found


def before_faces(plate_ids: Iterable[int]) -> dict[int, Face]:
    """What hangs on these walls, or else what was printed last, by plate id (one question)."""
    rows = PrintedPlate.objects.filter(plate_id__in=list(plate_ids)).order_by("plate_id", "-version")
    last: dict[int, dict[str, Any]] = {}
    hanging: dict[int, dict[str, Any]] = {}
    for plate_id, fields, replaced_at in rows.values_list("plate_id", "fields", "replaced_at"):
        last.setdefault(plate_id, fields)
        if replaced_at is not None:
            hanging.setdefault(plate_id, fields)
    return {plate_id: Face.from_fields(hanging.get(plate_id, fields)) for plate_id, fields in last.items()}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed plate: its permanent code, its edition, and what it says."""

    plate_id: int
    code: str
    version: int
    face: Face


@dataclass(frozen=True, slots=True)
class Run:
    """Plates printed together."""

    id: int
    paper: str
    look: str
    at: datetime
    sheets: tuple[Sheet, ...]


def run(run_id: int) -> Run | None:
    """A run of the printer with its sheets as they were printed, in the order of their places; or nothing."""
    row = PlateRun.objects.filter(pk=run_id).first()
    if row is None:
        return None
    prints = row.prints.order_by("id").values_list("plate_id", "plate__code", "version", "fields")
    sheets = [Sheet(pk, code, version, Face.from_fields(fields)) for pk, code, version, fields in prints]
    return Run(row.pk, row.paper, row.look, row.at, tuple(sheets))


def board(community_code: str, *, at: datetime) -> tuple[Face, str] | None:
    """The bulletin board of a community at a moment, and the permanent code of its plate ("" if it has none yet).

    None for a code that is no community's.
    """
    ids = [row.id for row in territory_queries.divisions().values() if row.code == community_code]
    if not ids or territory_queries.divisions()[ids[-1]].level != "community":
        return None
    plate = Plate.objects.filter(kind=PlateKind.BOARD, community_id__in=ids).order_by("-id").first()
    made = _Plate(0, PlateKind.BOARD, "", None, None, None, None, None, plate.community_id if plate else ids[-1], None)
    return _Walls([made], at=at).faces()[0], plate.code if plate else ""


def shapes(area_ids: Iterable[int], *, at: datetime) -> dict[int, bytes]:
    """The outlines (WKB, WGS-84) of these editions of areas, by id (one question).

    An area that is a list of grids or transformers is drawn as that list stands at `at`.
    """
    rows = Area.objects.filter(pk__in=list(area_ids)).order_by("id").values_list("id", "geometry")
    drawn = territory_queries.partition_on(Partition.POWER, clock.today(at)).drawn
    return {pk: shapely.to_wkb(drawn[pk]) if pk in drawn else bytes(geometry) for pk, geometry in rows}
