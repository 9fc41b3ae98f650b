"""The power network of a demo city: substations → feeders → transformers → meter boxes.

It is built along the zones of `power.py`, so that each power service area is fed by its own two feeders; every
building hangs on one transformer and every unit on its own meter boxes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from twingrid.cli.demo import partition
from twingrid.cli.demo.naming import Building
from twingrid.cli.demo.partition import Floats, Ints
from twingrid.cli.demo.power import Town, Zone
from twingrid.cli.demo.profiles import Profile

HOMES_PER_TRANSFORMER = 260
HOMES_PER_BOX = 36
STATIONS = ("青杨", "柏岭", "泉北", "泺东", "兴济", "龙窝", "仲山", "石桥", "南丘", "云台")


@dataclass(frozen=True)
class Node:
    """A row of network.csv, with its place in metres."""

    kind: str
    code: str
    name: str
    parent: str
    x: float
    y: float


@dataclass(frozen=True)
class Network:
    """All nodes but meter boxes, and the meter boxes as arrays: `box_start[b]` is the first box of building b."""

    nodes: list[Node]
    boxes: list[Node]
    box_start: Ints
    boxes_per_unit: Ints


def build(town: Town) -> Network:
    """The network that feeds the buildings of a city."""
    places, homes = town.places, town.homes
    nodes, station_of = _substations(town)
    transformer_of = [""] * len(town.buildings)
    count: Counter[str] = Counter()
    for z, zone in enumerate(town.zones):
        inside = np.flatnonzero(town.zone_of == z)
        for half, feeder_of in enumerate(_halves(inside, places, homes), start=1):
            feeder = _feeder(nodes, station_of[z], zone, half, places[feeder_of].mean(axis=0))
            for group in _pieces(feeder_of, places, homes):
                node = _transformer(town, group, feeder, count)
                nodes.append(node)
                for b in group.tolist():
                    transformer_of[b] = node.code
    boxes, start, per_unit = _boxes(town.profile, town.buildings, transformer_of)
    return Network(nodes, boxes, start, per_unit)


def _substations(town: Town) -> tuple[list[Node], list[Node]]:
    """The substations, and for each zone the one that feeds it (zones are gathered by nearness)."""
    count, middles = town.profile.substations, town.zone_middles
    labels = partition.bisect(middles, count)
    made = []
    for k in range(count):
        own = middles[labels == k]
        x, y = own[((own - own.mean(axis=0)) ** 2).sum(axis=1).argmin()]
        code = f"{town.profile.district_code}-S{k + 1:02d}"
        made.append(Node("substation", code, f"{STATIONS[k]}变电站", "", float(x) + 60, float(y) + 45))
    return list(made), [made[int(k)] for k in labels]


def _halves(inside: Ints, places: Floats, homes: Floats) -> list[Ints]:
    left, right = _cut(inside, places, homes)
    return [part for part in (left, right) if len(part)]


def _cut(group: Ints, places: Floats, homes: Floats) -> tuple[Ints, Ints]:
    """Halve a group of buildings by homes along its longer side."""
    across = int(np.ptp(places[group][:, 1]) > np.ptp(places[group][:, 0]))
    order = group[np.lexsort((group, np.round(places[group][:, across], 2)))]
    upto = np.cumsum(homes[order])
    at = int(np.searchsorted(upto, upto[-1] / 2)) + 1
    at = min(max(at, 1), len(order) - 1) if len(order) > 1 else 1
    return order[:at], order[at:]


def _pieces(group: Ints, places: Floats, homes: Floats) -> list[Ints]:
    """Cut buildings into groups that one transformer can feed."""
    if len(group) == 1 or homes[group].sum() <= HOMES_PER_TRANSFORMER:
        return [group]
    left, right = _cut(group, places, homes)
    return _pieces(left, places, homes) + _pieces(right, places, homes)


def _feeder(nodes: list[Node], station: Node, zone: Zone, half: int, middle: Floats) -> Node:
    code = f"{station.code}-F{zone.number:02d}{half}"
    name = f"{station.name.removesuffix('变电站')}{zone.number:02d}{'甲乙'[half - 1]}线"
    node = Node("feeder", code, name, station.code, float(middle[0]), float(middle[1]))
    nodes.append(node)
    return node


def _transformer(town: Town, group: Ints, feeder: Node, count: Counter[str]) -> Node:
    """A transformer beside the building nearest to the middle of its group, named after what people call the place."""
    places = np.asarray([(town.buildings[b].x, town.buildings[b].y) for b in group])
    nearest = int(((places - places.mean(axis=0)) ** 2).sum(axis=1).argmin())
    at = town.buildings[int(group[nearest])].compound
    x, y = places[nearest] + np.array([9.0, -9.0])
    place = at.name or at.road + at.house_no
    count[place] += 1
    name = f"{place} {count[place]} 号配变"
    code = f"{town.profile.district_code}-T{count.total():05d}"
    return Node("transformer", code, name, feeder.code, float(x), float(y))


def _boxes(profile: Profile, buildings: list[Building], transformer_of: list[str]) -> tuple[list[Node], Ints, Ints]:
    boxes: list[Node] = []
    start = np.zeros(len(buildings), dtype=np.int64)
    per_unit = np.zeros(len(buildings), dtype=np.int64)
    for b, building in enumerate(buildings):
        made = building.build
        start[b] = len(boxes)
        per_unit[b] = -(-made.floors * made.doors // HOMES_PER_BOX)
        at = building.compound
        place = f"{at.name}{building.name}" if at.name else f"{at.road}{at.house_no}"
        for k in range(made.units * int(per_unit[b])):
            unit = k // int(per_unit[b]) + 1
            code = f"{profile.district_code}-B{len(boxes) + 1:06d}"
            name = f"{place}{unit}单元{k % int(per_unit[b]) + 1}号表箱" if made.units > 1 else f"{place}{k + 1}号表箱"
            boxes.append(Node("meter_box", code, name, transformer_of[b], building.x, building.y))
    return boxes, start, per_unit
