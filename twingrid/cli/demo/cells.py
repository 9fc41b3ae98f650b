"""Small cells from which all areas are glued: a Voronoi mosaic, dense where many people live.

Two mosaics (community side, power side) share no line inside the city; on the outline each corner of either is
a corner of the outline itself, so that both cover exactly the same ground.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from twingrid.cli.demo.partition import Floats, Graph, Ints, graph_of


@dataclass(frozen=True)
class Mosaic:
    """Cells (polygons in metres), their middles (n, 2), areas in m² and neighbours by a shared side."""

    cells: list[shapely.Polygon]
    middles: Floats
    areas: Floats
    graph: Graph


def sample_points(
    places: Floats, density: Floats, *, step: float, count: int, ground: shapely.Polygon, rng: np.random.Generator
) -> Floats:
    """`count` random points in `ground`; `places` (n, 2) are squares of side `step` with a relative `density` (n,)."""
    share = density / density.sum()
    found = np.empty((0, 2))
    while len(found) < count:
        square = rng.choice(len(places), size=count, p=share)
        points = places[square] + rng.uniform(-step / 2, step / 2, (count, 2))
        found = np.vstack([found, points[shapely.contains_xy(ground, points[:, 0], points[:, 1])]])
    return found[:count]


def relax(points: Floats, ground: shapely.Polygon, *, rounds: int = 3) -> Floats:
    """Move each point to the middle of its Voronoi cell, as long as that is inside; cells become even."""
    frame = shapely.box(*ground.bounds)
    for _ in range(rounds):
        cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=frame, ordered=True))
        cells = shapely.clip_by_rect(cells, *ground.bounds)
        middles = shapely.get_coordinates(shapely.centroid(cells))
        inside = shapely.contains_xy(ground, middles[:, 0], middles[:, 1])
        points = np.where(inside[:, None], middles, points)
    return points


def inner_edges(points: Floats, ground: shapely.Polygon) -> list[shapely.LineString]:
    """The Voronoi sides inside `ground`, to the centimetre; those that reach the outline end on it."""
    frame = shapely.box(*ground.bounds).buffer(1000)
    lines = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=frame, only_edges=True))
    shapely.prepare(ground)
    within = shapely.contains_properly(ground, lines)
    cut = shapely.get_parts(shapely.intersection(lines[~within], ground))
    cut = np.concatenate([lines[within], cut[shapely.get_type_id(cut) == 1]])
    ends = np.round(shapely.get_coordinates(cut), 2).reshape(-1, 2, 2)
    ends = ends[(ends[:, 0] != ends[:, 1]).any(axis=1)]
    return list(shapely.linestrings(ends))


def outline_through(ground: shapely.Polygon, edges: list[shapely.LineString]) -> shapely.Polygon:
    """The outline with a corner wherever one of `edges` ends on it."""
    ends = np.unique(shapely.get_coordinates(edges), axis=0)
    ring = ground.exterior
    near = ends[shapely.distance(shapely.points(ends), ring) < 0.02]
    corners = shapely.get_coordinates(ring)[:-1]
    everything = np.unique(np.vstack([corners, near]), axis=0)
    along = shapely.line_locate_point(ring, shapely.points(everything))
    return shapely.Polygon(everything[np.argsort(along, kind="stable")])


def mosaic(edges: list[shapely.LineString], outline: shapely.Polygon) -> Mosaic:
    """The cells between `edges` and `outline`."""
    corners = shapely.get_coordinates(outline.exterior)
    ring = shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1))
    lines = np.concatenate([np.asarray(edges, dtype=object), ring])
    parts = shapely.get_parts(shapely.polygonize(lines))
    if abs(shapely.area(parts).sum() / outline.area - 1) > 1e-9:
        # Rounding let two lines cross; cut them there (rare, and slower).
        parts = shapely.get_parts(shapely.polygonize([shapely.union_all(lines)]))
    middles = shapely.get_coordinates(shapely.point_on_surface(parts))
    order = np.lexsort((middles[:, 0], -middles[:, 1]))
    parts, middles = parts[order], middles[order]
    pairs = _neighbours(parts)
    return Mosaic(
        cells=list(parts), middles=middles, areas=shapely.area(parts), graph=graph_of(pairs, count=len(parts))
    )


def _neighbours(parts: npt.NDArray[np.object_]) -> Ints:
    corners, owner = shapely.get_coordinates(parts, return_index=True)
    _, number = np.unique(corners, axis=0, return_inverse=True)
    number = number.reshape(-1)
    follows = owner[:-1] == owner[1:]
    sides = np.sort(np.column_stack([number[:-1], number[1:]])[follows], axis=1)
    owners = owner[:-1][follows]
    order = np.lexsort((sides[:, 1], sides[:, 0]))
    sides, owners = sides[order], owners[order]
    same = (sides[:-1] == sides[1:]).all(axis=1)
    pairs = np.sort(np.column_stack([owners[:-1][same], owners[1:][same]]), axis=1)
    return np.unique(pairs, axis=0).astype(np.int64)


def glue(cells: list[shapely.Polygon], labels: Ints, count: int) -> list[shapely.Polygon]:
    """One polygon for each of `count` labels. Raises RuntimeError if one is empty or in pieces."""
    order = np.argsort(labels, kind="stable")
    cuts = np.searchsorted(labels[order], np.arange(count + 1))
    array = np.asarray(cells, dtype=object)
    glued = [shapely.coverage_union_all(array[order[cuts[k] : cuts[k + 1]]]) for k in range(count)]
    whole = [polygon for polygon in glued if isinstance(polygon, shapely.Polygon) and not polygon.is_empty]
    if len(whole) < count:
        raise RuntimeError(f"{count - len(whole)} of {count} areas came out empty or in pieces")
    return whole


def straighten(areas: list[shapely.Polygon], *, share: float = 0.2, tiers: int = 4) -> list[shapely.Polygon]:
    """Take the zigzag of small cells out of the inner borders; the outer border keeps every corner.

    Small areas are straightened a little and large ones more: first all by the measure of the smallest, then each
    tier of larger ones among themselves, whose common outer border stays, so that the coverage remains valid.
    """
    result = np.asarray(areas, dtype=object)
    sizes = np.sqrt(shapely.area(result))
    for lower in np.quantile(sizes, np.linspace(0.02, 0.98, tiers, endpoint=False)):
        chosen = sizes >= lower
        if chosen.any() and lower > 0:
            result[chosen] = shapely.coverage_simplify(result[chosen], share * lower, simplify_boundary=False)
    return list(result)
