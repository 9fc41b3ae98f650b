"""Subdistricts, communities and community grids, drawn inside the outline.

The borders are invented and the placement is only indicative: subdistricts of the old town lie small and dense in
the north of the district and those of the hills large in the south, about where they are; but no public map shows the
borders, so none here is true. Everything carries synthetic = 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from twingrid.cli.demo import cells, partition
from twingrid.cli.demo.outline import Plane, plane_of, polygon_on
from twingrid.cli.demo.partition import Floats, Graph, Ints
from twingrid.cli.demo.profiles import Community, Profile, Subdistrict

CELLS_PER_GRID = 14
POWER_CELLS_PER_GRID = 11


@dataclass(frozen=True)
class Grid:
    """One community grid: polygon in metres, its community and how many customers it should hold."""

    code: str
    name: str
    community: Community
    subdistrict: Subdistrict
    number: int
    shape: shapely.Polygon
    customers: int
    rural: bool


@dataclass(frozen=True)
class Ground:
    """The drawn city: plane, outline (metres), grids, and the empty mosaic for the power side."""

    plane: Plane
    outline: shapely.Polygon
    grids: list[Grid]
    power: cells.Mosaic


def draw(profile: Profile, rng: np.random.Generator) -> Ground:
    """Draw the community side of a city and the mosaic of the power side."""
    plane = plane_of(profile.corners)
    rough = polygon_on(plane, profile.corners)
    places, step = _squares(rough)
    density, chooser = _density(profile, plane, places, rng)
    total = sum(_grid_counts(profile, s).sum() for s in profile.subdistricts)
    sides = []
    for per_grid in (CELLS_PER_GRID, POWER_CELLS_PER_GRID):
        points = cells.sample_points(places, density, step=step, count=int(total * per_grid), ground=rough, rng=rng)
        sides.append(cells.inner_edges(cells.relax(points, rough), rough))
    outline = cells.outline_through(rough, sides[0] + sides[1])
    community, power = (cells.mosaic(edges, outline) for edges in sides)
    grids = _grids(profile, plane, community, chooser, rng)
    return Ground(plane=plane, outline=outline, grids=grids, power=power)


def _squares(ground: shapely.Polygon) -> tuple[Floats, float]:
    step = float(np.sqrt(ground.area / 20_000))
    west, south, east, north = ground.bounds
    x, y = np.meshgrid(np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step))
    places = np.column_stack([x.ravel(), y.ravel()])
    return places[shapely.contains_xy(ground, places[:, 0], places[:, 1])], step


@dataclass(frozen=True)
class Chooser:
    """Which subdistrict a place belongs to: a power diagram seen through a slightly bent glass."""

    seeds: Floats
    weights: Floats
    waves: Floats

    def labels(self, points: Floats) -> Ints:
        return partition.power_labels(bend(points, self.waves), self.seeds, self.weights)


def new_waves(rng: np.random.Generator, *, lengths: tuple[float, ...], steepness: float) -> Floats:
    """Waves (n, 6) that bend the plane: direction, length in m, phase, and push east and north in m."""
    rows = []
    for length in lengths:
        angle, phase = rng.uniform(0, 2 * np.pi, 2)
        push = rng.normal(0, steepness * length / 2, 2)
        rows.append((np.cos(angle), np.sin(angle), 2 * np.pi / length, phase, *push))
    return np.asarray(rows)


def bend(points: Floats, waves: Floats) -> Floats:
    """`points` moved by `waves`, so that straight borders become natural ones."""
    moved = points.copy()
    for along, across, number, phase, east, north in waves:
        wave = np.sin((points[:, 0] * along + points[:, 1] * across) * number + phase)
        moved += wave[:, None] * np.array([east, north])
    return moved


def _density(profile: Profile, plane: Plane, places: Floats, rng: np.random.Generator) -> tuple[Floats, Chooser]:
    seeds = plane.to_metres(np.asarray([s.middle for s in profile.subdistricts]))
    waves = new_waves(rng, lengths=(900, 1300, 2100, 3400), steepness=0.07)
    shares = np.asarray([s.area_km2 for s in profile.subdistricts])
    bent = bend(places[::3], waves)
    _, seeds, weights = partition.balance(bent, np.ones(len(bent)), shares, seeds, rounds=120, drift=0.15)
    chooser = Chooser(seeds=seeds, weights=weights, waves=waves)
    labels = chooser.labels(places)
    grids = np.asarray([_grid_counts(profile, s).sum() for s in profile.subdistricts], dtype=float)
    squares = np.maximum(np.bincount(labels, minlength=len(shares)), 1)
    core = plane.to_metres(np.asarray([profile.core]))[0]
    away = np.sqrt(((places - core) ** 2).sum(axis=1))
    lean = np.exp(-away / 6000.0)
    mean_lean = np.bincount(labels, lean, minlength=len(shares)) / squares
    return (grids / squares)[labels] * lean / mean_lean[labels], chooser


def _grid_counts(profile: Profile, subdistrict: Subdistrict) -> Ints:
    """How many grids each community of a subdistrict has."""
    wanted = _community_customers(profile, subdistrict)
    return np.maximum(np.round(wanted / profile.per_grid), 1).astype(np.int64)


def _community_customers(profile: Profile, subdistrict: Subdistrict) -> Floats:
    """How many customers each community of a subdistrict should hold (before the exact count)."""
    total = sum(s.customers for s in profile.subdistricts)
    own = subdistrict.customers / total * profile.customers
    uneven = np.asarray([(0.8 + 0.4 * ((int(c.code) * 7919) % 101) / 100) for c in subdistrict.communities])
    kind = np.asarray([0.22 if c.village else 1.0 for c in subdistrict.communities])
    wanted: Floats = own * uneven * kind / (uneven * kind).sum()
    return wanted


def _grids(
    profile: Profile, plane: Plane, mosaic: cells.Mosaic, chooser: Chooser, rng: np.random.Generator
) -> list[Grid]:
    labels = chooser.labels(mosaic.middles)
    labels = partition.connect(mosaic.graph, labels, mosaic.areas)
    core = plane.to_metres(np.asarray([profile.core]))[0]
    owner = np.full(len(labels), -1, dtype=np.int64)
    facts: list[tuple[Subdistrict, Community, float]] = []
    for s, subdistrict in enumerate(profile.subdistricts):
        nodes = np.flatnonzero(labels == s)
        counts = _grid_counts(profile, subdistrict)
        parts = _split(mosaic, nodes, counts.astype(float), rng, core=core)
        order = _town_first(subdistrict)
        wanted = _community_customers(profile, subdistrict)
        for position, c in enumerate(order):
            own = nodes[parts == position]
            size = min(int(counts[c]), max(1, len(own) // 3))
            inner = _split(mosaic, own, np.ones(size), rng, core=None)
            owner[own] = inner + len(facts)
            facts += [(subdistrict, subdistrict.communities[c], float(wanted[c]) / size)] * size
    shapes = cells.straighten(cells.glue(mosaic.cells, owner, len(facts)))
    return _numbered(shapes, facts)


def _town_first(subdistrict: Subdistrict) -> list[int]:
    """Communities in the order in which they lie away from the middle of the city: streets first, then villages."""
    return sorted(range(len(subdistrict.communities)), key=lambda i: subdistrict.communities[i].code[9:])


def _split(mosaic: cells.Mosaic, nodes: Ints, shares: Floats, rng: np.random.Generator, *, core: Floats | None) -> Ints:
    """Cut `nodes` into connected groups with `shares`; with `core`, the first group lies nearest to it."""
    if len(shares) == 1:
        return np.zeros(len(nodes), dtype=np.int64)
    points = mosaic.middles[nodes]
    graph: Graph = partition.induced(mosaic.graph, nodes)
    mass = np.ones(len(nodes))
    seeds = partition.spread_seeds(points, len(shares), rng)
    if core is not None:
        seeds = seeds[np.argsort(((seeds - core) ** 2).sum(axis=1), kind="stable")]
    labels, _, _ = partition.balance(points, mass, shares, seeds, rounds=40)
    labels = _nobody_empty(points, labels, len(shares))
    return partition.connect(graph, labels, mass)


def _nobody_empty(points: Floats, labels: Ints, count: int) -> Ints:
    """Give a group that came out empty one cell of the largest group."""
    labels = labels.copy()
    for empty in np.flatnonzero(np.bincount(labels, minlength=count) == 0):
        largest = np.bincount(labels, minlength=count).argmax()
        inside = np.flatnonzero(labels == largest)
        middle = points[inside].mean(axis=0)
        labels[inside[((points[inside] - middle) ** 2).sum(axis=1).argmax()]] = empty
    return labels


def _numbered(shapes: list[shapely.Polygon], facts: list[tuple[Subdistrict, Community, float]]) -> list[Grid]:
    """Number the grids of each community from west to east, then north to south (Beijing's rule, domain.md 2.6)."""
    middles = shapely.get_coordinates(shapely.centroid(np.asarray(shapes, dtype=object)))
    areas = shapely.area(np.asarray(shapes, dtype=object))
    rows = sorted(range(len(facts)), key=lambda i: (facts[i][1].code, middles[i, 0], -middles[i, 1]))
    grids: list[Grid] = []
    for i in rows:
        subdistrict, community, customers = facts[i]
        first = not grids or grids[-1].community.code != community.code
        number = 1 if first else grids[-1].number + 1
        grids.append(
            Grid(
                code=f"{community.code}{number:03d}",
                name=f"第 {number} 网格",
                community=community,
                subdistrict=subdistrict,
                number=number,
                shape=shapes[i],
                customers=round(customers),
                rural=bool(areas[i] / customers > 900),
            )
        )
    return grids
