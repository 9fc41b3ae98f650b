"""The pieces of two partitions laid over each other, and what is wrong with one partition.

Areas are measured, so polygons come in an equal-area or local projection in metres (`kit.crs`); only `pieces` can
cut in degrees and measure elsewhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Polygons = NDArray[np.object_]

SLIVER_WIDTH_M = 2.0
LEAST_AREA_M2 = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The pieces of two partitions, sorted by left, then right: row k is left[k] and right[k] together."""

    left: Ints
    right: Ints
    area: Floats  # in the square of the polygons' unit
    width: Floats  # mean width, 2 * area / outline: small for slivers, however long they are
    left_area: Floats  # of every whole area on the left
    right_area: Floats

    @property
    def share_of_left(self) -> Floats:
        """Of each piece, the part of its left area, 0 to 1."""
        return self.area / self.left_area[self.left]

    @property
    def share_of_right(self) -> Floats:
        """Of each piece, the part of its right area, 0 to 1."""
        return self.area / self.right_area[self.right]

    @property
    def left_outside(self) -> Floats:
        """Of every left area, the area that no right one touches; never below 0."""
        covered = np.bincount(self.left, self.area, len(self.left_area))
        return np.maximum(self.left_area - covered, 0.0)

    @property
    def right_outside(self) -> Floats:
        """Of every right area, the area that no left one touches; never below 0."""
        covered = np.bincount(self.right, self.area, len(self.right_area))
        return np.maximum(self.right_area - covered, 0.0)

    def slivers(self, *, width: float = SLIVER_WIDTH_M) -> NDArray[np.bool_]:
        """Which pieces are thinner than `width` (in the polygons' unit): drawing noise, not territory."""
        return self.width < width

    def dominant_right(self) -> Ints:
        """For every left area the right one with the largest piece; -1 for none."""
        answer = np.full(len(self.left_area), -1, dtype=np.int64)
        order = np.lexsort((-self.right, self.area))  # of equal pieces the first right one stays on top
        answer[self.left[order]] = self.right[order]
        return answer


def pieces(left: Polygons, right: Polygons, *, measured: Callable[[Polygons], Polygons] | None = None) -> Pieces:
    """Every piece with an area of its own that a polygon of `left` and one of `right` have in common.

    Both are arrays of valid polygons in one CRS. Borders that only touch make no piece. For polygons in degrees
    `measured` puts polygons into a projection to measure them: cut first, because straight borders that two
    layers share are no longer the same once they are projected with different vertices.
    """
    i, j = shapely.STRtree(right).query(left, predicate="intersects")
    common = _common(left[i], right[j])
    real = shapely.area(common) > 0
    i, j, common = i[real], j[real], common[real]
    if measured is not None:
        left, right, common = measured(left), measured(right), measured(common)
    area = shapely.area(common)
    order = np.lexsort((j, i))
    return Pieces(
        i[order].astype(np.int64),
        j[order].astype(np.int64),
        area[order],
        (2 * area / shapely.length(common))[order],
        shapely.area(left),
        shapely.area(right),
    )


def _common(left: Polygons, right: Polygons) -> Polygons:
    """The intersection, pair by pair; where one lies wholly inside the other, that one without any cutting."""
    common = np.empty(len(left), dtype=object)
    open_pairs = np.ones(len(left), dtype=np.bool_)
    for outer, inner in ((left, right), (right, left)):
        within = open_pairs & _box_within(shapely.bounds(inner), shapely.bounds(outer))
        shapely.prepare(outer[within])
        within[within] = shapely.contains_properly(outer[within], inner[within])
        common[within] = inner[within]
        open_pairs &= ~within
    common[open_pairs] = shapely.intersection(left[open_pairs], right[open_pairs])
    return common


def _box_within(inner: Floats, outer: Floats) -> NDArray[np.bool_]:
    low = (inner[:, :2] >= outer[:, :2]).all(axis=1)
    return np.asarray(low & (inner[:, 2:] <= outer[:, 2:]).all(axis=1))


@dataclass(frozen=True, slots=True)
class Invalid:
    """An area whose outline is no proper polygon, and why, in GEOS's words with the place."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Ground that two areas both claim."""

    first: str
    second: str
    area: float
    geometry: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Gap:
    """Ground inside the outline that no area claims, in one piece."""

    area: float
    geometry: shapely.Polygon


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with one partition; overlaps and gaps largest first. Areas in the square of the unit."""

    invalid: tuple[Invalid, ...]
    overlaps: tuple[Overlap, ...]
    gaps: tuple[Gap, ...]
    outside: tuple[tuple[str, float], ...]  # areas that reach beyond the outline, and by how much
    edges_match: bool  # neighbours share the same vertices, so that no sliver lies between them

    @property
    def sound(self) -> bool:
        """Whether every place inside lies in exactly one area, down to the least area asked for."""
        return not (self.invalid or self.overlaps or self.gaps or self.outside)


def examine(
    ids: Sequence[str],
    polygons: Polygons,
    *,
    outline: shapely.Geometry | None = None,
    least_area: float = LEAST_AREA_M2,
) -> Findings:
    """What is wrong with the partition `polygons`: invalid areas, overlaps by pair, gaps, and what juts out.

    Gaps are the outline minus all areas; without an `outline` they are the holes that the areas enclose.
    Findings smaller than `least_area` are left out. Invalid areas are repaired for the rest of the examination.
    """
    invalid = tuple(
        Invalid(ids[k], str(shapely.is_valid_reason(polygons[k])))
        for k in np.flatnonzero(~shapely.is_valid(polygons)).tolist()
    )
    sound = repair(polygons)
    matching = bool(shapely.coverage_is_valid(sound))
    whole = shapely.coverage_union_all(sound) if matching else shapely.union_all(sound)
    return Findings(
        invalid,
        overlaps(ids, sound, least_area=least_area),
        _gaps(whole, outline, least_area),
        () if outline is None else _outside(ids, sound, outline, least_area),
        matching,
    )


def repair(polygons: Polygons) -> Polygons:
    """The same polygons, the invalid ones made valid: GEOS's structure method, only their ground is kept.

    A polygon with no ground left becomes an empty one.
    """
    broken = ~shapely.is_valid(polygons)
    if not broken.any():
        return polygons
    repaired = polygons.copy()
    made = shapely.make_valid(polygons[broken], method="structure", keep_collapsed=False)
    repaired[broken] = [_ground(geometry) for geometry in made]
    return repaired


def _ground(geometry: shapely.Geometry) -> shapely.Geometry:
    if isinstance(geometry, shapely.Polygon | shapely.MultiPolygon):
        return geometry
    parts = [part for part in shapely.get_parts(geometry) if isinstance(part, shapely.Polygon | shapely.MultiPolygon)]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def overlaps(ids: Sequence[str], polygons: Polygons, *, least_area: float = LEAST_AREA_M2) -> tuple[Overlap, ...]:
    """The pairs of areas that claim the same ground of at least `least_area`, largest first; polygons are valid."""
    if shapely.coverage_is_valid(polygons):
        return ()
    i, j = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    i, j = i[i < j], j[i < j]
    common = shapely.intersection(polygons[i], polygons[j])
    area = shapely.area(common)
    found = [
        Overlap(min(ids[i[k]], ids[j[k]]), max(ids[i[k]], ids[j[k]]), float(area[k]), _ground(common[k]))
        for k in np.flatnonzero(area >= least_area).tolist()
    ]
    return tuple(sorted(found, key=lambda overlap: (-overlap.area, overlap.first, overlap.second)))


def _gaps(whole: shapely.Geometry, outline: shapely.Geometry | None, least_area: float) -> tuple[Gap, ...]:
    if outline is None:
        rings = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
        ground = [shapely.Polygon(ring) for ring in rings]
    else:
        ground = list(shapely.get_parts(_ground(shapely.difference(outline, whole))))
    found = [Gap(float(part.area), part) for part in ground if part.area >= least_area]
    return tuple(sorted(found, key=lambda gap: -gap.area))


def _outside(
    ids: Sequence[str], polygons: Polygons, outline: shapely.Geometry, least_area: float
) -> tuple[tuple[str, float], ...]:
    area = shapely.area(shapely.difference(polygons, outline))
    found = [(ids[k], float(area[k])) for k in np.flatnonzero(area >= least_area).tolist()]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))
