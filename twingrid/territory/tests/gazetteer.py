"""A small gazetteer around four real communities, for the tests of the finder."""

from __future__ import annotations

from functools import cache

from twingrid.territory.finding import PlaceEntry, PlaceFinder, PlaceKind

CITY_NAMES = ("山东省", "济南市", "市中区")

LESHAN = ("七里山街道", "乐山社区")
MUHE = ("大观园街道", "睦和苑社区")
SHUNYA = ("舜耕街道", "舜雅社区")
SHUNSHI = ("舜耕街道", "舜世社区")
YUHAN = ("六里山街道", "玉函社区")
LIANGNAN = ("二七街道", "梁南社区")


class Town:
    """Entries with running numbers; `ids` finds one by its label."""

    def __init__(self) -> None:
        self.entries: list[PlaceEntry] = []
        self.ids: dict[str, int] = {}

    def add(self, label: str, entry: PlaceEntry) -> None:
        self.entries.append(entry)
        self.ids[label] = entry.id

    def place(
        self, kind: PlaceKind, name: str, *, parents: tuple[str, ...] = (), aliases: tuple[str, ...] = ()
    ) -> None:
        number = len(self.entries) + 1
        self.add(name, PlaceEntry(kind, number, name, parents=parents, aliases=aliases))

    def compound(
        self,
        name: str,
        parents: tuple[str, ...],
        buildings: tuple[str, ...],
        *,
        at: tuple[str, str] = ("", ""),
        aliases: tuple[str, ...] = (),
        units: tuple[str, ...] = ("1单元", "2单元", "3单元"),
        tag: str = "",
    ) -> None:
        road, house_no = at
        number = len(self.entries) + 1
        self.add(
            name + tag,
            PlaceEntry(
                PlaceKind.COMPOUND, number, name, road=road, house_no=house_no, parents=parents, aliases=aliases
            ),
        )
        for building in buildings:
            self.building(building, compound=name, at=at, parents=parents, units=units, tag=tag)

    def building(
        self,
        name: str,
        *,
        parents: tuple[str, ...],
        compound: str = "",
        at: tuple[str, str] = ("", ""),
        units: tuple[str, ...] = (),
        aliases: tuple[str, ...] = (),
        tag: str = "",
    ) -> None:
        number = len(self.entries) + 1
        lead = compound or at[0] + at[1]
        label = lead if name in ("", at[1]) else lead + name
        entry = PlaceEntry(
            PlaceKind.BUILDING, number, name, compound, at[0], at[1], aliases, parents, units, weight=36
        )  # fmt: skip
        self.add(label + tag, entry)


def numbered(count: int) -> tuple[str, ...]:
    """1号楼, 2号楼, ..."""
    return tuple(f"{i}号楼" for i in range(1, count + 1))


@cache
def town() -> Town:
    """The gazetteer of the tests."""
    made = Town()
    made.compound("乐山小区", LESHAN, numbered(20), at=("乐山街", "12号"), aliases=("乐山生活区",))
    made.compound("睦和苑", MUHE, (*numbered(9), "A座"), at=("纬三路", "56号"))
    made.compound("舜雅小区", SHUNYA, numbered(10), at=("舜雅路", "18号"), aliases=("舜雅",))
    made.compound("舜世", SHUNSHI, numbered(13), at=("舜世路", "7号"), aliases=("舜世花园",))
    made.compound("玉函小区", YUHAN, (*numbered(30), "综合楼"), at=("玉函路", "40号"))
    made.compound("阳光花园", SHUNSHI, numbered(6), tag="一")
    made.compound("阳光花园", YUHAN, numbered(6), tag="二")
    made.compound("阳光100", LIANGNAN, numbered(4))
    made.compound("陡沟新村", LIANGNAN, ("1排", "2排"), units=())
    made.compound("建设路78号院", LIANGNAN, numbered(5), at=("建设路", "78号"))
    made.compound("建设路87号院", LIANGNAN, numbered(4), at=("建设路", "87号"))
    made.compound("梁南社区", LIANGNAN, numbered(3))
    made.compound("银泉小区", LIANGNAN, numbered(5))
    made.building("33号", at=("建设路", "33号"), parents=LIANGNAN, units=("1单元", "2单元"))
    made.building("9排8号", at=("禄丰街", "9排8号"), parents=LIANGNAN)
    made.building("舜耕大厦", at=("舜耕路", "28号"), parents=SHUNSHI, aliases=("大厦高层",))
    for subdistrict, community in (LESHAN, MUHE, SHUNYA, SHUNSHI, YUHAN, LIANGNAN):
        made.place(PlaceKind.COMMUNITY, community, parents=(subdistrict,))
    for subdistrict in ("七里山街道", "舜耕街道", "二七街道"):
        aliases = ("二七新村街道",) if subdistrict == "二七街道" else ()
        made.place(PlaceKind.SUBDISTRICT, subdistrict, aliases=aliases)
    made.place(PlaceKind.STATION, "乐山驿站", parents=LESHAN)
    made.place(PlaceKind.ROAD, "建设路")
    made.place(PlaceKind.LANDMARK, "英雄山文化市场")
    made.place(PlaceKind.TRANSFORMER, "乐山小区1号配变")
    return made


@cache
def finder() -> PlaceFinder:
    """The finder of that gazetteer, built once."""
    return PlaceFinder.build(town().entries, city_names=CITY_NAMES)
