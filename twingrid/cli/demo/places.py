"""Compounds and buildings: which there are and where they stand.

Every building stands inside one community grid, away from its border where there is room, so that all its
customers lie in one grid. In towns buildings fill the grid; in the hills they huddle around one place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from twingrid.cli.demo import naming, words
from twingrid.cli.demo.grids import Grid, Ground
from twingrid.cli.demo.naming import Build, Building, Compound, Namer, Wanted
from twingrid.cli.demo.partition import Floats, Ints
from twingrid.cli.demo.profiles import Community, Profile

Ground2D = shapely.Polygon | shapely.MultiPolygon
SURPLUS = 0.987
PLATE_SHARE = 0.08
HUDDLE_M = 52.0
NEAR_SHARE = 0.07
NEAR_M = 12.0


@dataclass(frozen=True)
class Slot:
    """A place where a building can stand: grid index and metres."""

    grid: int
    x: float
    y: float


def build(profile: Profile, ground: Ground, rng: np.random.Generator) -> list[Building]:
    """All buildings of the city, compound by compound; together they hold a little more than the wanted customers."""
    namer = Namer(rng=rng)
    must = _must_exist(profile)
    for wanted in (w for many in must.values() for w in many):
        namer.reserve(wanted)
    by_community: dict[str, list[int]] = {}
    for i, grid in enumerate(ground.grids):
        by_community.setdefault(grid.community.code, []).append(i)
    buildings: list[Building] = []
    for indices in by_community.values():
        buildings += _community(ground, indices, must, namer, rng)
    return buildings


def _must_exist(profile: Profile) -> dict[str, list[Wanted]]:
    if not profile.flagships:
        return {}
    both: dict[str, list[Wanted]] = {}
    for source in (naming.FLAGSHIPS, naming.AMBIGUOUS):
        for code, wanted in source.items():
            both.setdefault(code, []).append(wanted)
    return both


def _community(
    ground: Ground, indices: list[int], must: dict[str, list[Wanted]], namer: Namer, rng: np.random.Generator
) -> list[Building]:
    grids = [ground.grids[i] for i in indices]
    community = grids[0].community
    homes = sum(g.customers for g in grids) * SURPLUS
    wanted = _compounds(community, homes, must.get(community.code, []), namer, rng)
    plates = [naming.plate_build(village=community.village, rng=rng) for _ in range(_plates(wanted))]
    slots = _slots(grids, indices, sum(len(w.builds) for w in wanted) + len(plates), rng)
    roadside, inner = _roadside(ground, slots, len(plates))
    roadside = [_near_border(ground, slot) if rng.random() < NEAR_SHARE else slot for slot in roadside]
    buildings: list[Building] = []
    wanted, groups = _keys_in_their_grids(ground, wanted, inner)
    for one, group in zip(wanted, groups, strict=True):
        buildings += _stand(one, group, ground, grids[0].subdistrict.roads, namer)
    for made, slot in zip(plates, roadside, strict=True):
        buildings.append(_plate(made, slot, grids[0].subdistrict.roads, namer, rng))
    return buildings


def _plates(wanted: list[Wanted]) -> int:
    return round(sum(len(w.builds) for w in wanted) * PLATE_SHARE)


def _compounds(
    community: Community, homes: float, must: list[Wanted], namer: Namer, rng: np.random.Generator
) -> list[Wanted]:
    """The compounds of a community: those that must exist and new ones, until about `homes` homes are reached."""
    chosen = list(must)
    held = sum(b.homes for w in chosen for b in w.builds)
    homes *= 0.94
    while held < homes:
        builds = naming.builds_of(village=community.village, rng=rng)
        left = max(2, round((homes - held) / builds[0].homes))
        builds = builds[:left]
        name, aliases = namer.estate(community.stem)
        chosen.append(Wanted(name, builds, aliases))
        held += sum(b.homes for b in builds)
    return chosen


def _slots(grids: list[Grid], indices: list[int], count: int, rng: np.random.Generator) -> list[Slot]:
    """`count` places shared out over the grids by the customers that each should hold."""
    share = np.asarray([g.customers for g in grids], dtype=float)
    upto = np.round(np.cumsum(share) / share.sum() * count).astype(int)
    angle = float(rng.normal(0, 0.12))
    anchor = _anchor(grids)
    slots: list[Slot] = []
    for grid, index, number in zip(grids, indices, np.diff(upto, prepend=0).tolist(), strict=True):
        slots += [Slot(index, float(x), float(y)) for x, y in _inside(grid, number, angle, anchor)]
    return slots


def _anchor(grids: list[Grid]) -> Floats:
    """Where a village has its middle: the point of its ground that is nearest to the common middle of its grids."""
    shapes = np.asarray([g.shape for g in grids], dtype=object)
    middle = shapely.centroid(shapely.coverage_union_all(shapes))
    place: Floats = shapely.get_coordinates(middle)[0]
    return place


def _inside(grid: Grid, count: int, angle: float, anchor: Floats) -> Floats:
    """`count` places of a turned lattice in a grid, off its border, as near as possible to `anchor` or its middle."""
    if not count:
        return np.empty((0, 2))
    safe = _off_border(grid.shape, count)
    middle = shapely.get_coordinates(shapely.point_on_surface(safe))[0]
    step = min(HUDDLE_M, float(np.sqrt(safe.area / count)) * 1.05)
    for _ in range(60):
        points = _lattice(safe, step, angle, middle)
        if len(points) >= count:
            towards = anchor if grid.rural else middle
            away = np.round(((points - towards) ** 2).sum(axis=1), 3)
            return points[np.sort(np.argsort(away, kind="stable")[:count])]
        step *= 0.94
    raise RuntimeError(f"grid {grid.code} has no room for {count} buildings")


def _off_border(shape: shapely.Polygon, count: int) -> Ground2D:
    for margin in (27, 20, 14, 9, 6):
        safe = shape.buffer(-margin)
        if safe.area > max(count * 500.0, shape.area * 0.15):
            return safe
    return shape.buffer(-4)


def _lattice(safe: Ground2D, step: float, angle: float, middle: Floats) -> Floats:
    reach = float(np.hypot(safe.bounds[2] - safe.bounds[0], safe.bounds[3] - safe.bounds[1]))
    reach = min(reach, step * 60)
    across, along = np.arange(-reach, reach, step * 1.25), np.arange(-reach, reach, step / 1.25)
    x, y = (v.ravel() for v in np.meshgrid(across, along))
    cos, sin = np.cos(angle), np.sin(angle)
    points = np.column_stack([x * cos - y * sin, x * sin + y * cos]) + middle
    return points[shapely.contains_xy(safe, points[:, 0], points[:, 1])]


def _roadside(ground: Ground, slots: list[Slot], count: int) -> tuple[list[Slot], list[Slot]]:
    """The `count` slots nearest to the border of their grid, and the others."""
    points = shapely.points([(s.x, s.y) for s in slots])
    rings = shapely.get_exterior_ring(np.asarray([ground.grids[s.grid].shape for s in slots], dtype=object))
    order: Ints = np.argsort(np.round(shapely.distance(points, rings), 3), kind="stable")
    outer = set(order[:count].tolist())
    return [slots[i] for i in sorted(outer)], [s for i, s in enumerate(slots) if i not in outer]


def _near_border(ground: Ground, slot: Slot) -> Slot:
    """The slot moved to `NEAR_M` from the border of its grid (the near-border rule needs examples)."""
    shape = ground.grids[slot.grid].shape
    line = shapely.shortest_line(shape.exterior, shapely.Point(slot.x, slot.y))
    place = shapely.line_interpolate_point(line, NEAR_M)
    if shape.contains(place) and shapely.distance(place, shape.exterior) > NEAR_M * 0.9:
        return Slot(slot.grid, float(place.x), float(place.y))
    return slot


def _groups(slots: list[Slot], sizes: list[int]) -> list[list[Slot]]:
    """Cut slots into compact groups of `sizes` by halving along the longer side."""
    if len(sizes) <= 1:
        return [slots] if sizes else []
    half = len(sizes) // 2
    cut = sum(sizes[:half])
    wide = np.ptp([s.x for s in slots]) >= np.ptp([s.y for s in slots])
    ordered = sorted(slots, key=lambda s: (s.x, -s.y) if wide else (-s.y, s.x))
    return _groups(ordered[:cut], sizes[:half]) + _groups(ordered[cut:], sizes[half:])


def _keys_in_their_grids(
    ground: Ground, wanted: list[Wanted], slots: list[Slot]
) -> tuple[list[Wanted], list[list[Slot]]]:
    """Order the compounds so that one with a key building reaches the grid in which that must stand."""
    groups = _groups(slots, [len(w.builds) for w in wanted])
    for key in [w for w in wanted if w.key]:
        others = [w for w in wanted if w is not key]
        for position in range(len(wanted)):
            tried = [*others[:position], key, *others[position:]]
            cut = _groups(slots, [len(w.builds) for w in tried])
            if any(ground.grids[s.grid].number == key.grid_number for s in cut[position]):
                return tried, cut
    return wanted, groups


def _stand(wanted: Wanted, slots: list[Slot], ground: Ground, roads: tuple[str, ...], namer: Namer) -> list[Building]:
    """Put the buildings of a compound on its slots, numbered from the north-west, row by row."""
    rng = namer.rng
    road = wanted.road or str(rng.choice(roads))
    compound = Compound(wanted.name, wanted.aliases, road, wanted.house_no or namer.plate(road))
    ordered = sorted(slots, key=lambda s: (-round(s.y / 40), s.x))
    lettered = not wanted.key and rng.random() < 0.06
    names = [_building_name(i, b, lettered) for i, b in enumerate(wanted.builds)]
    if wanted.key:
        ordered = _with_key(ordered, names.index(wanted.key), wanted.grid_number, ground)
    nick = -1 if wanted.key or rng.random() > 0.1 else len(names) - 1
    if nick >= 0:
        names[nick] = str(rng.choice(words.NICKNAMES))
    shops = rng.random(len(names)) < 0.18
    return [
        Building(compound, name, made, slot.grid, slot.x, slot.y, bool(shop) and not made.row)
        for name, made, slot, shop in zip(names, wanted.builds, ordered, shops, strict=True)
    ]


def _building_name(index: int, made: Build, lettered: bool) -> str:
    if made.row:
        return f"{index + 1}排"
    return f"{chr(65 + index)}座" if lettered and index < 26 else f"{index + 1}号楼"


def _with_key(slots: list[Slot], key: int, grid_number: int, ground: Ground) -> list[Slot]:
    """Exchange two slots so that the building at `key` stands in the grid of that number, if there is one."""
    slots = list(slots)
    for i, slot in enumerate(slots):
        if ground.grids[slot.grid].number == grid_number:
            slots[key], slots[i] = slots[i], slots[key]
            break
    return slots


def _plate(made: Build, slot: Slot, roads: tuple[str, ...], namer: Namer, rng: np.random.Generator) -> Building:
    road = str(rng.choice(roads))
    number = namer.plate(road)
    if rng.random() < 0.05:
        number = f"甲{number}"
    name = str(rng.choice(words.NICKNAMES)) if rng.random() < 0.04 else number
    return Building(Compound("", (), road, number), name, made, slot.grid, slot.x, slot.y, bool(rng.random() < 0.7))
