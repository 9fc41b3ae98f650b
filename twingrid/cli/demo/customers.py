"""The customers of a demo city: one row for each home, shop or public meter, made column by column.

All names are invented (`names.py`) and all numbers unassignable (`phones.py`). A customer's point lies within 5 m of
the point of the building, along its units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from twingrid.cli.demo import naming, phones, words
from twingrid.cli.demo.naming import Building
from twingrid.cli.demo.network import HOMES_PER_BOX, Network
from twingrid.cli.demo.partition import Floats, Ints
from twingrid.cli.demo.power import Town
from twingrid.cli.demo.profiles import Profile

PUBLIC_ROOM = "公用"
SMALL_PART = 20
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Customers as columns (n,): building, unit, floor, door (from 1; public meters 0), shop, meter box, metres."""

    building: Ints
    unit: Ints
    floor: Ints
    door: Ints
    shop: Flags
    box: Ints
    x: Floats
    y: Floats
    serial: Ints

    @property
    def public(self) -> Flags:
        return np.asarray(self.floor == 0)

    def taken(self, chosen: npt.NDArray[np.generic]) -> Rows:
        """The chosen rows only."""
        return Rows(**{name: column[chosen] for name, column in vars(self).items()})


def rows(town: Town, network: Network, rng: np.random.Generator) -> Rows:
    """All homes and public meters of the city, cut to exactly `profile.customers` by leaving homes empty."""
    profile, buildings = town.profile, town.buildings
    units, floors, doors = (
        np.asarray(v) for v in zip(*((b.build.units, b.build.floors, b.build.doors) for b in buildings), strict=True)
    )
    homes = units * floors * doors
    building = np.repeat(np.arange(len(buildings)), homes + 1)
    k = np.arange(len(building)) - np.repeat(np.cumsum(homes + 1) - homes - 1, homes + 1)
    per_unit = (floors * doors)[building]
    public = k == homes[building]
    unit = np.where(public, 1, k // per_unit + 1)
    within = np.where(public, 0, k % per_unit)
    floor = np.where(public, 0, within // doors[building] + 1)
    door = np.where(public, 0, within % doors[building] + 1)
    box = network.box_start[building] + (unit - 1) * network.boxes_per_unit[building] + within // HOMES_PER_BOX
    has_shops = np.asarray([b.shops for b in buildings])
    shop = has_shops[building] & (floor == 1) & (rng.random(len(building)) < 0.6)
    x, y = _points(buildings, units, building, unit, rng)
    everyone = Rows(building, unit, floor, door, shop, box, x, y, np.arange(len(building)))
    return everyone.taken(_let(profile, buildings, everyone, rng))


def _points(
    buildings: list[Building], units: Ints, building: Ints, unit: Ints, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    middle = np.asarray([(b.x, b.y) for b in buildings])[building]
    along = (unit - (units[building] + 1) / 2) * (6.0 / np.maximum(units[building], 1))
    scatter = rng.uniform(-1.2, 1.2, (len(building), 2))
    return middle[:, 0] + along + scatter[:, 0], middle[:, 1] + scatter[:, 1]


def is_flagship(building: Building) -> bool:
    """Whether a building belongs to a compound that every size of the demo keeps whole."""
    return building.compound.name in {w.name for w in naming.FLAGSHIPS.values()}


def _let(profile: Profile, buildings: list[Building], everyone: Rows, rng: np.random.Generator) -> Ints:
    """The rows that are customers: random homes outside the flagship compounds stand empty."""
    kept_whole = np.asarray([is_flagship(b) for b in buildings]) & profile.flagships
    may_go = np.flatnonzero(~everyone.public & ~kept_whole[everyone.building])
    surplus = len(everyone.building) - profile.customers
    if not 0 <= surplus <= len(may_go):
        raise RuntimeError(f"{len(everyone.building)} homes do not fit {profile.customers} customers")
    empty = rng.choice(may_go, size=surplus, replace=False)
    return np.setdiff1d(np.arange(len(everyone.building)), empty)


def small(town: Town, everyone: Rows) -> Rows:
    """One row in twenty: flagship compounds whole, and some homes of one building or a few in every grid."""
    wanted = town.profile.customers // SMALL_PART
    flagship = np.asarray([is_flagship(b) for b in town.buildings])
    others = np.flatnonzero((_shown(town) & ~flagship)[everyone.building])
    whole = np.flatnonzero(flagship[everyone.building])
    order = np.lexsort((others, _rank(everyone.building[others])))
    return everyone.taken(np.sort(np.concatenate([whole, others[order][: wanted - len(whole)]])))


def _shown(town: Town) -> Flags:
    """The buildings of the small size: in each grid one (in every fourth a door plate, if it has one), those near a
    border, and one of each compound with an ambiguous name."""
    plate = np.asarray([not b.compound.name for b in town.buildings])
    grid = np.asarray([b.grid for b in town.buildings])
    flagship = np.asarray([is_flagship(b) for b in town.buildings])
    likes_plates = (grid % 4 == 0) & plate
    order = np.lexsort((np.arange(len(grid)), ~likes_plates, flagship, grid))
    chosen = town.near_border(20.0)
    chosen[order[np.unique(grid[order], return_index=True)[1]]] = True
    ambiguous = {w.name for w in naming.AMBIGUOUS.values()}
    chosen |= np.asarray([b.compound.name in ambiguous and b.name == "1号楼" for b in town.buildings])
    return chosen


def _rank(keys: Ints) -> Ints:
    """How many equal keys come before each (keys are sorted)."""
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    return np.arange(len(keys)) - np.repeat(starts, np.diff(np.r_[starts, len(keys)]))


@dataclass(frozen=True)
class Texts:
    """The texts of customers.csv that the requests need again, for each row."""

    unit: list[str]
    room: list[str]
    phone: list[str]


def texts(buildings: list[Building], some: Rows) -> Texts:
    """Unit, room and telephone number of each row as written."""
    units = np.asarray([b.build.units for b in buildings])[some.building]
    labels = np.asarray(["", *(f"{n}单元" for n in range(1, 20))], dtype=object)
    unit = labels[np.where((units > 1) & ~some.public, some.unit, 0)].tolist()
    is_row = np.asarray([b.build.row for b in buildings])[some.building]
    number = np.where(is_row, some.door, some.floor * 100 + some.door)
    rooms = np.asarray([PUBLIC_ROOM, *(str(n) for n in range(1, 4000))], dtype=object)
    room = rooms[np.where(some.public, 0, number)].tolist()
    phone = [phones.mobile(n) for n in ((some.serial * 7_654_321 + 1_234_567) % 9_999_991).tolist()]
    for i in np.flatnonzero(some.public).tolist():
        phone[i] = ""
    return Texts(unit, room, phone)


def columns(
    town: Town, network: Network, some: Rows, written: Texts, *, pool: tuple[str, ...], seed: int, valid_from: str
) -> list[list[object]]:
    """The columns of customers.csv in their order."""
    at, buildings, ground = some.building, town.buildings, town.ground

    def by_building(values: list[str]) -> list[object]:
        return list(np.asarray(values, dtype=object)[at].tolist())

    degrees = ground.plane.to_degrees(np.column_stack([some.x, some.y]))
    middles = ground.plane.to_degrees(town.places)[at]
    kinds = np.where(some.public, 2, some.shop.astype(int))
    serial = some.serial
    return [
        [f"{n:010d}" for n in ((serial * 7_368_787 + 310_370_103) % 9_999_999_967).tolist()],
        _names(buildings, some, pool, seed),
        list(written.phone),
        list(np.asarray(["resident", "business", "public"], dtype=object)[kinds].tolist()),
        by_building([ground.grids[b.grid].community.code for b in buildings]),
        by_building([b.compound.name for b in buildings]),
        by_building([";".join(b.compound.aliases) for b in buildings]),
        by_building([b.compound.road for b in buildings]),
        by_building([b.compound.house_no for b in buildings]),
        by_building([b.name for b in buildings]),
        list(written.unit),
        list(written.room),
        degrees[:, 0].tolist(),
        degrees[:, 1].tolist(),
        middles[:, 0].tolist(),
        middles[:, 1].tolist(),
        list(np.asarray([n.code for n in network.boxes], dtype=object)[some.box].tolist()),
        [f"37{n:010d}" for n in ((serial * 5_915_587 + 20_090_101) % 9_999_999_929).tolist()],
        [valid_from] * len(at),
    ]


def _names(buildings: list[Building], some: Rows, pool: tuple[str, ...], seed: int) -> list[object]:
    """Invented names of people; shops and public meters are named after what they are."""
    drawn = np.random.default_rng([seed, 77]).integers(0, 2**31, int(some.serial.max()) + 1)[some.serial]
    names: list[object] = list(np.asarray(pool, dtype=object)[drawn % len(pool)].tolist())
    for i in np.flatnonzero(some.shop).tolist():
        n = int(drawn[i])
        names[i] = words.STEMS[n % len(words.STEMS)] + words.SHOPS[n % len(words.SHOPS)]
    for i in np.flatnonzero(some.public).tolist():
        b = buildings[int(some.building[i])]
        names[i] = (
            f"{b.compound.name or b.compound.road + b.compound.house_no}{b.name if b.compound.name else ''}公共照明"
        )
    return names
