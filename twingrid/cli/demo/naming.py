"""What stands in a community: kinds of buildings, compounds that must exist, and names for the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from twingrid.cli.demo import words


@dataclass(frozen=True)
class Compound:
    """A named estate; `name` empty stands for buildings known by their door plate."""

    name: str
    aliases: tuple[str, ...]
    road: str
    house_no: str


@dataclass(frozen=True)
class Build:
    """What a building is like: units, floors and homes on each floor; rows of village houses have one floor."""

    units: int
    floors: int
    doors: int
    row: bool = False

    @property
    def homes(self) -> int:
        return self.units * self.floors * self.doors


@dataclass
class Building:
    """A building at x, y (metres) in grid number `grid` of the city; `name` as customers.csv wants it."""

    compound: Compound
    name: str
    build: Build
    grid: int
    x: float
    y: float
    shops: bool = False


@dataclass(frozen=True)
class Wanted:
    """A compound to be placed, with its buildings; `grid_number` the grid in which building `key` must stand."""

    name: str
    builds: tuple[Build, ...]
    aliases: tuple[str, ...] = ()
    road: str = ""
    house_no: str = ""
    key: str = ""
    grid_number: int = 0


_OLD, _MID, _SLAB, _TOWER = Build(3, 6, 2), Build(2, 11, 2), Build(3, 12, 3), Build(2, 26, 4)
FLAGSHIPS: dict[str, Wanted] = {
    "370103003004": Wanted(
        "乐山小区", (Build(4, 6, 2),) * 14, ("乐山", "乐山生活区"), "乐山街", "12号", key="3号楼", grid_number=2
    ),
    "370103002003": Wanted(
        "睦和苑",
        (_SLAB,) * 4 + (_OLD,) * 3 + (_SLAB,) * 2,
        ("睦和苑小区", "睦和"),
        "纬三路",
        "56号",
        key="8号楼",
        grid_number=2,
    ),
    "370103016004": Wanted(
        "舜雅小区", (Build(3, 6, 2),) * 10, ("舜雅", "舜雅花园"), "舜雅路", "18号", key="3号楼", grid_number=3
    ),
    "370103016006": Wanted(
        "舜世", (_MID,) * 13, ("舜世小区", "舜世花园"), "舜世路", "7号", key="11号楼", grid_number=1
    ),
    "370103017005": Wanted(
        "铁路新村", (Build(4, 5, 2),) * 12, ("铁路新村小区",), "铁路新村路", "1号", key="4号楼", grid_number=1
    ),
    "370103008005": Wanted("建设路78号院", (_OLD,) * 5, ("建设路78号",), "建设路", "78号", key="2号楼", grid_number=1),
    "370103006016": Wanted(
        "木材公司宿舍",
        (Build(3, 5, 2),) * 9,
        ("木材公司家属院", "木材宿舍"),
        "经三路",
        "33号",
        key="8号楼",
        grid_number=1,
    ),
}
AMBIGUOUS: dict[str, Wanted] = {
    "370103010005": Wanted("玉函小区", (_OLD,) * 9, ("玉函北区",)),
    "370103004005": Wanted("玉函小区", (_OLD,) * 7),
    "370103012004": Wanted("舜园小区", (_OLD,) * 8),
    "370103018009": Wanted("顺园小区", (_MID,) * 6),
    "370103012028": Wanted("舜雅苑", (_MID,) * 6),
    "370103003005": Wanted("乐山苑", (_OLD,) * 6),
    "370103017007": Wanted("铁路宿舍", (_OLD,) * 5),
    "370103008001": Wanted("铁路宿舍", (_OLD,) * 9),
    "370103010012": Wanted("铁路宿舍", (_OLD,) * 6),
    "370103004001": Wanted("建设路87号院", (_OLD,) * 4, (), "建设路", "87号"),
    "370103015007": Wanted("英华苑", (_MID,) * 6),
    "370103019003": Wanted("英华园", (_MID,) * 5),
    "370103019006": Wanted("阳光花园", (_TOWER,) * 4),
    "370103018012": Wanted("阳光花园", (_MID,) * 8),
}


@dataclass
class Namer:
    """Names compounds and door plates so that the same one does not come twice."""

    rng: np.random.Generator
    used: set[str] = field(default_factory=set)
    plates: set[tuple[str, str]] = field(default_factory=set)

    def estate(self, stem: str) -> tuple[str, tuple[str, ...]]:
        """A name nobody has yet for a compound in the community called `stem`, with what people also say."""
        for name, aliases in self._ideas(stem):
            if name not in self.used:
                self.used.add(name)
                return name, aliases
        raise AssertionError("the ideas never end")

    def _ideas(self, stem: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        weights = np.asarray(words.SUFFIX_WEIGHTS) / sum(words.SUFFIX_WEIGHTS)
        if stem.endswith("村"):
            yield stem, ()
        if self.rng.random() < 0.22:
            local = stem.removesuffix("村").removesuffix("小区")
            suffix = str(self.rng.choice(words.SUFFIXES, p=weights))
            yield local + suffix, (local,) if len(local) > 1 else ()
        if self.rng.random() < 0.2:
            work, suffix = (str(self.rng.choice(w)) for w in (words.WORKS, words.WORK_SUFFIXES))
            yield work + suffix, (f"{work}家属院",) if suffix.endswith("宿舍") else ()
        while True:
            local, suffix = str(self.rng.choice(words.STEMS)), str(self.rng.choice(words.SUFFIXES, p=weights))
            yield local + suffix, (local,) if self.rng.random() < 0.1 else ()

    def plate(self, road: str) -> str:
        """A house number that is free on `road`."""
        for reach in (120, 300, 900, 5000):
            for _ in range(12):
                number = f"{self.rng.integers(1, reach)}号"
                if (road, number) not in self.plates:
                    self.plates.add((road, number))
                    return number
        raise RuntimeError(f"no house number is left on {road}")

    def reserve(self, wanted: Wanted) -> None:
        """Keep the name and plate of a compound that must exist."""
        self.used.add(wanted.name)
        self.plates.add((wanted.road, wanted.house_no))


def builds_of(*, village: bool, rng: np.random.Generator) -> tuple[Build, ...]:
    """The buildings of one new compound: rows and low houses in villages; old, middling or high ones in town."""
    if village:
        count = int(rng.integers(3, 8))
        if rng.random() < 0.6:
            return tuple(Build(1, 1, int(rng.integers(18, 42)), row=True) for _ in range(count))
        return (Build(3, 6, 2),) * count
    kind = rng.random()
    if kind < 0.58:
        floors, units = int(rng.integers(5, 8)), int(rng.integers(4, 7))
        return tuple(Build(max(2, units - int(rng.integers(0, 2))), floors, 2) for _ in range(int(rng.integers(4, 16))))
    if kind < 0.88:
        floors = int(rng.choice([9, 11, 11, 12, 16, 18]))
        return (Build(2, floors, int(rng.choice([2, 2, 3, 4]))),) * int(rng.integers(4, 13))
    floors = int(rng.choice([24, 26, 28, 32]))
    return (Build(1, floors, 4),) * int(rng.integers(3, 8))


def plate_build(*, village: bool, rng: np.random.Generator) -> Build:
    """A building that is known by its door plate only."""
    if village:
        return Build(1, 2, int(rng.integers(4, 9)))
    return Build(int(rng.integers(1, 5)), int(rng.integers(4, 8)), 2)
