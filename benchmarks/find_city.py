"""A generated gazetteer for the find benchmark: compounds of usual toponyms with homophones and near-duplicates."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.distort import SUFFIXES, Address, homophone, stem, toneless
from twingrid.territory.finding import PlaceEntry, PlaceKind

FIRST = (
    "乐睦舜玉英泉明历阳金银龙凤文鑫华翠佳春和福瑞祥东南西北中丽景康安泰嘉锦云海青绿紫红兴盛建新光"
    "华世德信义仁善贤雅静清梅兰竹菊松柏桂槐柳杏桃梨"
)
SECOND = (
    "山和雅世函雄城湖光苑林泽源园居庭府台峰岭河溪泉桥门庄村屯堂阁楼亭湾港洲滨汇茂盛昌隆达通顺利丰"
    "裕荣华贵馨香韵悦怡逸尚品秀丽景晖辉耀灿星月"
)
THIRD = "天时尚国际世纪阳光水岸花城学府名都新都御景豪庭"
ZONES = ("南区", "北区", "东区", "西区", "一区", "二区", "三区", "二期")
ROAD_ENDS = ("路", "路", "路", "街", "大街", "东路", "西路", "南路", "北路", "巷")
UNIT_COUNTS = (2, 3, 3, 4, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class City:
    """Entries for the finder, and one address per building to draw queries from."""

    entries: list[PlaceEntry]
    addresses: list[Address]
    customers: int
    missing: list[str]


class _Maker:
    def __init__(self, seed: int, districts: int) -> None:
        self.rng = random.Random(seed)
        self.districts = [f"{self.stem(2)}区" if districts > 1 else "市中区" for _ in range(districts)]
        self.entries: list[PlaceEntry] = []
        self.addresses: list[Address] = []
        self.names: set[str] = set()
        self.past: list[str] = []
        self.number = 0
        self.customers = 0

    def stem(self, size: int = 0) -> str:
        pick = self.rng.choice
        size = size or self.rng.choices((2, 3, 4), (70, 18, 12))[0]
        tail = pick(THIRD) + pick(SECOND) if size == 4 else pick(SECOND) if size == 3 else ""
        return pick(FIRST) + pick(SECOND) + tail

    def compound_name(self) -> str:
        """New names mostly; some sound like an older one, differ from it by a zone or an ending, or repeat it."""
        draw = self.rng.random()
        if self.past and draw < 0.16:
            old = self.rng.choice(self.past)
            if draw < 0.01:
                return old
            if draw < 0.06:
                at = self.rng.randrange(2)
                return old[:at] + homophone(old[at], self.rng) + old[at + 1 :]
            if draw < 0.11:
                return old + self.rng.choice(ZONES) if not old.endswith(("区", "期")) or old.endswith("小区") else old
            return old[:2] + self.rng.choice(SUFFIXES[:8])
        return self.stem() + self.rng.choices(SUFFIXES, (30, 9, 8, 8, 5, 5, 2, 3, 12, 5, 3, 4, 2, 4))[0]

    def add(self, kind: PlaceKind, name: str, **more: object) -> int:
        self.number += 1
        self.entries.append(PlaceEntry(kind, self.number, name, **more))  # type: ignore[arg-type] # fields by name
        return self.number

    def household(
        self, place: int, parents: tuple[str, str, str], site: tuple[str, str, str, str], building: str
    ) -> None:
        units = self.rng.choice(UNIT_COUNTS) if building or self.rng.random() < 0.6 else 1
        floor, door = self.rng.randint(1, 18 if self.rng.random() < 0.3 else 6), self.rng.randint(1, 4)
        self.customers += 53
        road, house_no, compound, alias = site
        unit = str(self.rng.randint(1, units))
        room = f"{floor}0{door}"
        self.addresses.append(Address(place, *parents, road, house_no, compound, alias, building, unit, room))


def make_city(*, buildings: int, districts: int = 1, seed: int = 20230622) -> City:
    """A city of about so many buildings in 12-building compounds, 8 % known by door plate only."""
    maker = _Maker(seed, districts)
    rng = maker.rng
    while len(maker.addresses) < buildings:
        district = rng.choice(maker.districts)
        subdistrict, community = f"{maker.stem(2)}街道", f"{maker.stem(2)}社区"
        maker.add(PlaceKind.COMMUNITY, community, parents=(district, subdistrict))
        roads = [maker.stem(2) + rng.choice(ROAD_ENDS) for _ in range(2)]
        for road in roads:
            maker.add(PlaceKind.ROAD, road, parents=(district, subdistrict))
        for _ in range(rng.randint(2, 4)):
            _compound(maker, (district, subdistrict, community), rng.choice(roads))
        for _ in range(rng.randint(1, 5)):
            road, house = rng.choice(roads), str(rng.randint(1, 199))
            parents = (district, subdistrict, community)
            place = maker.add(PlaceKind.BUILDING, f"{house}号", road=road, house_no=f"{house}号", parents=parents)
            maker.household(place, parents, (road, house, "", ""), "")
    return City(maker.entries, maker.addresses, maker.customers, _missing(maker))


def _missing(maker: _Maker) -> list[str]:
    """Names of the same kind that are not there and do not sound like one that is (with or without its ending)."""
    known = {sound(stem(name)) for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    drawn = (maker.stem() + maker.rng.choice(SUFFIXES[:10]) for _ in range(6000))
    return [name for name in drawn if sound(stem(name)) not in known][:2000]


def sound(name: str) -> str:
    return " ".join(map(toneless, name))


def _compound(maker: _Maker, parents: tuple[str, str, str], road: str) -> None:
    rng = maker.rng
    name = maker.compound_name()
    maker.past.append(name)
    house = str(rng.randint(1, 399))
    alias = f"{maker.stem(2)}{rng.choice(('大院', '宿舍', '家属院'))}" if rng.random() < 0.2 else ""
    aliases = (alias,) if alias else ()
    maker.add(PlaceKind.COMPOUND, name, road=road, house_no=house, parents=parents, aliases=aliases)
    for number in range(1, max(2, round(rng.lognormvariate(2.2, 0.7))) + 1):
        place = maker.add(
            PlaceKind.BUILDING, f"{number}号楼", compound=name, road=road, house_no=house, parents=parents
        )  # fmt: skip
        maker.household(place, parents, (road, house, name, alias), str(number))


def read_city(customers: Path, divisions: Path | None, *, seed: int) -> City:
    """A city from the files that a real one imports (customers.csv, divisions.csv): one address per building."""
    rng = random.Random(seed)
    parents = _read_parents(divisions) if divisions else {}
    buildings: dict[tuple[str, ...], list[dict[str, str]]] = {}
    with customers.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            key = tuple(row[name] for name in ("community_code", "compound", "road", "house_no", "building"))
            if row["room"].isdigit():
                buildings.setdefault(key, []).append(row)
    maker = _Maker(seed, 1)
    for name, above in parents.values():
        maker.add(PlaceKind.COMMUNITY if above else PlaceKind.SUBDISTRICT, name, parents=above)
    compounds: set[tuple[str, str]] = set()
    for (community, compound, road, house_no, building), rows in buildings.items():
        name, above = parents.get(community, ("", ()))
        over = (*above, name) if name else ()
        aliases = tuple(alias for alias in rows[0]["compound_aliases"].split(";") if alias)
        if compound and (community, compound) not in compounds:
            compounds.add((community, compound))
            maker.add(PlaceKind.COMPOUND, compound, road=road, house_no=house_no, parents=over, aliases=aliases)
        units = tuple(sorted({row["unit"] for row in rows if row["unit"]}))
        place = maker.add(
            PlaceKind.BUILDING, building, compound=compound, road=road, house_no=house_no, parents=over, units=units
        )
        one = rng.choice(rows)
        maker.customers += len(rows)
        label = building.removesuffix("号楼") if compound or building != house_no else ""
        where = ("市中区", over[0] if over else "", name)
        alias, house = (aliases[0] if aliases else ""), house_no.removesuffix("号")
        unit = one["unit"].removesuffix("单元")
        maker.addresses.append(Address(place, *where, road, house, compound, alias, label, unit, one["room"]))
    return City(maker.entries, maker.addresses, maker.customers, _missing(maker))


def _read_parents(divisions: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Name and the name above it of every subdistrict and community, by code."""
    with divisions.open(encoding="utf-8-sig", newline="") as lines:
        rows = {row["code"]: row for row in csv.DictReader(lines)}
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for code, row in rows.items():
        if row["level"] == "subdistrict":
            found[code] = (row["name"], ())
        elif row["level"] == "community":
            found[code] = (row["name"].removesuffix("居民委员会"), (rows[row["parent_code"]]["name"],))
    return found
