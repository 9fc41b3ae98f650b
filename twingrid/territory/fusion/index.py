"""Which area of one partition does a point lie in? In bulk for every customer, one at a time for a request.

    index = PartitionIndex.build(codes, polygons) # WGS-84 degrees
    labels = index.locate(lon_lat)                # (n, 2) -> (n,): GAP, OVERLAP or a place in index.ids
    found = index.locate_one(116.98, 36.63)       # Located | None

The answer equals shapely's for every point off the borders; on a border the rule of the package decides. An
index never changes once it is built, so threads may share it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Self

import numpy as np
import shapely
from numpy.typing import NDArray

from twingrid.kit.crs import metres_per_degree
from twingrid.territory.fusion.borders import Borders
from twingrid.territory.fusion.candidates import GAP, OVERLAP, Candidates
from twingrid.territory.fusion.raster import Edges, Floats, Frame, Ints, fill, frame_of

__all__ = ["GAP", "NEAR_BORDER_M", "OVERLAP", "Located", "PartitionIndex", "check_areas"]

NEAR_BORDER_M = 20.0
_ASK = -3  # a cell that needs geometry
_MOST_CELLS = 16_000_000


@dataclass(frozen=True, slots=True)
class Located:
    """Where one point lies in one partition.

    `id` is the area by the border rule, or None when the point lies inside several areas: then `overlap`
    names them (ordered by id) and nobody is chosen. `label` is its place in the index's `ids`, or `OVERLAP`.
    `border_m` is the distance in metres to the nearest border of the partition, its outer edge included.
    `neighbours` are the ids of the other areas within `NEAR_BORDER_M`, nearest first.
    """

    id: str | None
    label: int
    border_m: float
    neighbours: tuple[str, ...]
    overlap: tuple[str, ...] = ()

    @property
    def near_border(self) -> bool:
        """Whether a border lies within `NEAR_BORDER_M`, so that the place may be the neighbour's."""
        return self.border_m <= NEAR_BORDER_M


@dataclass(frozen=True, slots=True, eq=False)
class PartitionIndex:
    """An index of one partition; make it with `build`. Labels are places in `ids`, in the order given."""

    ids: tuple[str, ...]
    polygons: NDArray[np.object_]
    borders: Borders
    _labels: NDArray[np.int16] | NDArray[np.int32]  # of every cell: an area, GAP or _ASK
    _candidates: Candidates

    @classmethod
    def build(
        cls,
        ids: Sequence[str],
        polygons: Sequence[shapely.Geometry] | NDArray[np.object_],
        *,
        cell_m: float = 15.0,
        metres_per_unit: tuple[float, float] | None = None,
    ) -> Self:
        """An index of the areas `ids` with `polygons` (Polygon or MultiPolygon; valid, not empty).

        Coordinates are WGS-84 longitude, latitude in degrees; for projected ones give `metres_per_unit`,
        the metres of one unit in x and in y, such as (1, 1). Points must come in the same coordinates. In
        degrees, distances are true to 0.5 % within 30 km of the middle latitude; which area a point lies in
        does not depend on that. `cell_m` is the side of a cell in metres; it grows where more than 16 million
        cells would be needed. Raises ValueError for ids that repeat and for geometries that are invalid,
        empty or no polygons.
        """
        areas = np.array(polygons, dtype=object)
        check_areas(ids, areas)
        frame = _frame(areas, cell_m, metres_per_unit)
        edges = _edges(areas, frame)
        held = fill(edges, rows=frame.rows, columns=frame.columns)
        candidates = Candidates.build(ids, edges, frame, held)
        labels = np.where(held.count == 1, held.total, GAP)
        labels[candidates.cells] = _ASK
        shapely.prepare(areas)
        _warm(areas)
        small = labels.astype(np.int16) if len(ids) < 2**15 else labels.astype(np.int32)
        return cls(tuple(ids), areas, Borders.build(edges, frame), small, candidates)

    def locate(self, points: Floats) -> Ints:
        """The label of the area of every point: (n, 2) in the polygons' coordinates -> (n,) int64.

        A label is a place in `ids`; `GAP` (-1) means in no area, `OVERLAP` (-2) inside several (`areas_at`
        names them). Missing coordinates (nan) are gaps.
        """
        xy = np.asarray(points, dtype=np.float64)
        x, y = np.ascontiguousarray(xy[:, 0]), np.ascontiguousarray(xy[:, 1])
        cell = self.borders.frame.cells(x, y)
        labels = self._labels[cell].astype(np.int64)
        asking = np.flatnonzero(labels == _ASK)
        if len(asking):
            labels[asking] = self._candidates.decide(self.polygons, x[asking], y[asking], cell[asking])
        return labels

    def locate_one(self, x: float, y: float) -> Located | None:
        """Where one point (longitude, latitude) lies and how near a border is; None in a gap."""
        covering = self.areas_at(x, y)
        if not covering:
            return None
        distance, around = self.borders.distance(x, y), []
        if distance <= NEAR_BORDER_M:
            around = self.borders.areas_within(x, y, within_m=NEAR_BORDER_M)
        inside = covering
        if len(covering) > 1:
            inside = tuple(a for a in covering if shapely.contains_xy(self.polygons[a], x, y))
        if len(inside) > 1:
            others = tuple(self.ids[a] for _, a in around if a not in inside)
            return Located(None, OVERLAP, distance, others, tuple(self.ids[a] for a in inside))
        label = covering[0]
        return Located(self.ids[label], label, distance, tuple(self.ids[a] for _, a in around if a != label))

    def areas_at(self, x: float, y: float) -> tuple[int, ...]:
        """The labels of all areas that cover the point (inside or on the border), ordered by id."""
        frame = self.borders.frame
        u, v = frame.units_of(x, y)
        if not (0 <= u < frame.columns and 0 <= v < frame.rows):
            return ()
        cell = int(v) * frame.columns + int(u)
        label = int(self._labels[cell])
        if label != _ASK:
            return () if label == GAP else (label,)
        return tuple(a for a in self._candidates.of(cell) if shapely.intersects_xy(self.polygons[a], x, y))

    def nearby(self, x: float, y: float, *, within_m: float = NEAR_BORDER_M) -> tuple[tuple[str, float], ...]:
        """Areas that do not cover the point but lie within `within_m` metres: (id, metres), nearest first."""
        if not (isfinite(x) and isfinite(y)):
            return ()
        covering = self.areas_at(x, y)
        around = self.borders.areas_within(x, y, within_m=within_m)
        return tuple((self.ids[a], metres) for metres, a in around if a not in covering)

    def near_border(self, points: Floats, *, within_m: float = NEAR_BORDER_M) -> NDArray[np.bool_]:
        """Whether a border of the partition lies within `within_m` metres: (n, 2) -> (n,)."""
        return self.borders.near(np.asarray(points, dtype=np.float64), within_m=within_m)


def check_areas(ids: Sequence[str], areas: NDArray[np.object_]) -> None:
    """Raises ValueError unless there is one id for each polygon, none twice, and every polygon is usable."""
    if len(ids) != len(areas) or not len(areas):
        raise ValueError(f"{len(ids)} ids for {len(areas)} polygons: give one id for each, and at least one")
    if len(set(ids)) != len(ids):
        twice = sorted({i for i in ids if list(ids).count(i) > 1})
        raise ValueError(f"ids must not repeat: {', '.join(twice[:5])}")
    kinds = shapely.get_type_id(areas)
    bad = ~np.isin(kinds, (3, 6)) | shapely.is_empty(areas) | ~shapely.is_valid(areas)
    if bad.any():
        first = int(np.flatnonzero(bad)[0])
        why = shapely.is_valid_reason(areas[first]) if kinds[first] in (3, 6) else "not a polygon"
        raise ValueError(f"{int(bad.sum())} areas cannot be indexed, first {ids[first]}: {why}")


def _frame(areas: NDArray[np.object_], cell_m: float, metres_per_unit: tuple[float, float] | None) -> Frame:
    bounds = shapely.total_bounds(areas)
    if metres_per_unit is None:
        if np.abs(bounds[[0, 2]]).max() > 360 or np.abs(bounds[[1, 3]]).max() > 90:
            raise ValueError("these are no degrees: give metres_per_unit for projected coordinates")
        metres_per_unit = metres_per_degree(float(bounds[1] + bounds[3]) / 2)
    return frame_of(bounds, cell_m=cell_m, metres_per_unit=metres_per_unit, most_cells=_MOST_CELLS)


def _edges(areas: NDArray[np.object_], frame: Frame) -> Edges:
    """The edges of all rings of all areas, in cell units."""
    parts, area_of_part = shapely.get_parts(areas, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    coords, ring = shapely.get_coordinates(rings, return_index=True)
    u, v = frame.units(coords[:, 0], coords[:, 1])
    same = ring[1:] == ring[:-1]
    owner = area_of_part[part_of_ring[ring[1:][same]]]
    return Edges(u[:-1][same], v[:-1][same], u[1:][same], v[1:][same], owner.astype(np.int64))


def _warm(areas: NDArray[np.object_]) -> None:
    """Ask every polygon once: GEOS makes its inner index at the first question, and not for two threads."""
    x0, y0, x1, y1 = shapely.bounds(areas).T
    shapely.intersects_xy(areas, (x0 + x1) / 2, (y0 + y1) / 2)
    shapely.contains_xy(areas, (x0 + x1) / 2, (y0 + y1) / 2)
