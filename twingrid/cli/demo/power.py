"""Power service areas: zones of about equal numbers of customers that ignore the borders of communities.

Cells of the power mosaic are gathered into as many connected zones as the city has power grid workers, balanced by
the customers in their buildings. Then buildings close to a zone's border step back from it, as streets would make
them, but for a few that stay near (the near-border rule needs examples).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely

from twingrid.cli.demo import cells, grids, partition
from twingrid.cli.demo.grids import Ground
from twingrid.cli.demo.naming import Building
from twingrid.cli.demo.partition import Floats, Ints
from twingrid.cli.demo.profiles import Profile

CLEAR_M = 26.0
NEAR_M = 9.0
KEPT_NEAR = 0.06
PINNED = (("睦和苑", "8号楼", 5), ("乐山小区", "3号楼", 12))


@dataclass(frozen=True)
class Zone:
    """A power service area: code such as 370103-P05, name such as 供电 05 区, polygon in metres."""

    code: str
    name: str
    number: int
    shape: shapely.Polygon


@dataclass(frozen=True)
class Town:
    """The drawn city with both partitions and its buildings; `zone_of` is the index of each building's zone."""

    profile: Profile
    ground: Ground
    zones: list[Zone]
    buildings: list[Building]
    zone_of: Ints

    @property
    def places(self) -> Floats:
        """Where the buildings stand, (n, 2) in metres."""
        return np.asarray([(b.x, b.y) for b in self.buildings])

    @property
    def homes(self) -> Floats:
        """How many homes each building has, (n,)."""
        return np.asarray([b.build.homes for b in self.buildings], dtype=np.float64)

    @property
    def zone_middles(self) -> Floats:
        """For each zone the middle of its homes, (k, 2) in metres."""
        weight, places = np.bincount(self.zone_of, self.homes), self.places
        return np.column_stack([np.bincount(self.zone_of, self.homes * places[:, i]) / weight for i in (0, 1)])

    def near_border(self, metres: float) -> npt.NDArray[np.bool_]:
        """Which buildings stand nearer than so many metres to the border of their grid or of their zone, (n,)."""
        points = np.asarray(shapely.points(self.places), dtype=object)
        zones = np.asarray([z.shape.exterior for z in self.zones], dtype=object)[self.zone_of]
        grids = np.asarray([self.ground.grids[b.grid].shape.exterior for b in self.buildings], dtype=object)
        return np.asarray((shapely.distance(points, zones) < metres) | (shapely.distance(points, grids) < metres))


def town(profile: Profile, ground: Ground, buildings: list[Building], rng: np.random.Generator) -> Town:
    """The city with its power service areas; some buildings are moved a few metres off their border."""
    mosaic = ground.power
    places = np.asarray([(b.x, b.y) for b in buildings])
    homes = np.asarray([b.build.homes for b in buildings], dtype=float)
    mass = np.bincount(_within(mosaic.cells, places), homes, minlength=len(mosaic.cells)).astype(np.float64)
    labels = _labels(profile, mosaic, mass, rng)
    shapes = cells.straighten(cells.glue(mosaic.cells, labels, profile.zones), share=0.07)
    of = _within(shapes, places)
    order = _order(profile, shapes, of, buildings)
    shapes = [shapes[k] for k in order]
    zones = [_zone(profile, n, shape) for n, shape in enumerate(shapes, start=1)]
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return Town(profile, ground, zones, _step_back(ground, buildings, shapes, rank[of], rng), rank[of])


def _zone(profile: Profile, number: int, shape: shapely.Polygon) -> Zone:
    return Zone(f"{profile.district_code}-P{number:02d}", f"供电 {number:02d} 区", number, shape)


def _labels(profile: Profile, mosaic: cells.Mosaic, mass: Floats, rng: np.random.Generator) -> Ints:
    span = float(np.sqrt(mosaic.areas.sum()))
    lengths = tuple(span / part for part in (4, 7, 11, 18, 30))
    bent = grids.bend(mosaic.middles, grids.new_waves(rng, lengths=lengths, steepness=0.06))
    crowd = mass + mass.mean() * 0.1
    start = partition.bisect(bent, profile.zones, mass=crowd)
    seeds = partition.middles(bent, start, crowd, profile.zones)
    shares = np.ones(profile.zones)
    labels, _, _ = partition.balance(bent, mass, shares, seeds, extent=mosaic.areas, rounds=100)
    labels = partition.connect(mosaic.graph, labels, mass)
    target = np.full(profile.zones, mass.sum() / profile.zones)
    return partition.Evener(mosaic.graph, labels, mass, target).run()


def _within(shapes: list[shapely.Polygon], places: Floats) -> Ints:
    """For each place the index of the shape it lies in (the nearest, should it lie on none)."""
    tree = shapely.STRtree(shapes)
    points = np.asarray(shapely.points(places), dtype=object)
    found = np.full(len(places), -1, dtype=np.int64)
    point, shape = tree.query(points, predicate="intersects")
    found[point[::-1]] = shape[::-1]
    missing = np.flatnonzero(found < 0)
    if len(missing):
        found[missing] = tree.nearest(points[missing])
    return found


def _order(profile: Profile, shapes: list[shapely.Polygon], of: Ints, buildings: list[Building]) -> Ints:
    """Zones in bands from north to south and west to east; the flagship buildings keep zones 05 and 12."""
    middles = np.asarray([shape.centroid.coords[0] for shape in shapes])
    band = np.round(middles[:, 1] / max(float(np.ptp(middles[:, 1])) / 9, 1.0))
    order = [int(i) for i in np.lexsort((middles[:, 0], -band))]
    if profile.flagships:
        for compound, name, number in PINNED:
            here = next(i for i, b in enumerate(buildings) if (b.compound.name, b.name) == (compound, name))
            at = order.index(int(of[here]))
            order[at], order[number - 1] = order[number - 1], order[at]
    return np.asarray(order, dtype=np.int64)


def _step_back(
    ground: Ground, buildings: list[Building], shapes: list[shapely.Polygon], of: Ints, rng: np.random.Generator
) -> list[Building]:
    """Move buildings off the border of their zone, staying in their grid; a few may stay as near as `NEAR_M`."""
    moved = list(buildings)
    rings = np.asarray([shape.exterior for shape in shapes], dtype=object)[of]
    places = np.asarray([(b.x, b.y) for b in buildings])
    away = shapely.distance(shapely.points(places), rings)
    for i in np.flatnonzero(away < CLEAR_M):
        wish = NEAR_M if rng.random() < KEPT_NEAR else CLEAR_M
        if away[i] >= wish:
            continue
        here = ground.grids[buildings[i].grid].shape
        for clear in (wish, wish * 0.7, NEAR_M):
            place = _clear_place(places[i], rings[i], shapes[of[i]], here, clear)
            if place is not None:
                moved[i] = replace(buildings[i], x=place[0], y=place[1])
                break
    return moved


def _clear_place(
    place: Floats, ring: shapely.Geometry, zone: shapely.Polygon, grid: shapely.Polygon, clear: float
) -> tuple[float, float] | None:
    """The nearest place in both areas that is `clear` metres off the zone's border and keeps off the grid's."""
    both = shapely.intersection(zone.buffer(-clear), grid.buffer(-min(clear, 21.0)))
    if both.is_empty:
        return None
    line = shapely.shortest_line(both, shapely.Point(place))
    x, y = shapely.get_coordinates(line)[0]
    return float(x), float(y)
