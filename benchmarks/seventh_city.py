"""A seventh gazetteer, written before it was asked about: names as the south-east has them (浜, 泾, 塘, 桥, 坊), and
written as another office writes them: 12幢, 03栋 or 5#楼, units called 一单元, door numbers without 号, villages with
groups, estates with two other names."""

from __future__ import annotations

import random

from benchmarks.distort import Address, chinese_number
from benchmarks.find_city import City, sound
from twingrid.territory.finding import PlaceEntry, PlaceKind

_WORDS = """
葑门 娄门 齐门 盘门 胥江 彩香 狮山 横塘 越溪 木渎 浒墅 陆慕 蠡口 黄桥 斜塘 唯亭 胜浦 郭巷 车坊 尹山 独墅 金鸡 湖西
湖东 翠薇 莲香 里河 三香 桐泾 南环 西环 新庄 苏安 梅巷 虎丘 山塘 留园 寒山 枫桥 何山 玉山 馨泰 新升 名馨 万枫 康佳
金色 依云 水岸 湖滨 现代 星湖 月亮 海尚 东湖 星屿 师惠 玲珑 贵都 加城 彩虹 都市 印象 翰林 朗琴 荣域 万达 中惠 晨曦
明日 白塘 景园 朱家 徐家 钱家 沈浒 苏虞 采莲 花苑 阳澄 湘城 渭塘 北桥 太平 元和 黄埭 东渚 通安 镇湖 光福
"""
WORDS = _WORDS.split()
WATERS = ("浜", "泾", "桥", "塘", "港", "渡", "湾", "圩")
ENDS = (
    "新村",
    "新村",
    "花园",
    "花园",
    "家园",
    "公寓",
    "苑",
    "坊",
    "小区",
    "华庭",
    "雅居",
    "名苑",
    "佳苑",
    "山庄",
    "里",
    "弄",
)
PARTS = ("一区", "二区", "三区", "东区", "西区", "一村", "二村", "三村", "北苑", "南苑", "一期", "二期", "三期")
ROADS = ("路", "路", "街", "弄", "巷", "东路", "西路", "大道", "南街", "浜路", "桥路", "里弄")
WORKS = (
    "丝绸厂",
    "振亚丝织厂",
    "苏纶纺织厂",
    "电视机厂",
    "手表厂",
    "阀门厂",
    "长风厂",
    "轮船公司",
    "供销社",
    "粮食局",
    "卫生学校",
    "农校",
)


class _Maker:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.entries: list[PlaceEntry] = []
        self.addresses: list[Address] = []
        self.past: list[str] = []
        self.customers = 0

    def word(self) -> str:
        one, other = self.rng.choice(WORDS), self.rng.choice(WORDS)
        return one if self.rng.random() < 0.45 else one[0] + other[1]

    def estate(self) -> str:
        draw, pick = self.rng.random(), self.rng.choice
        if self.past and draw < 0.16:
            old = pick(self.past)
            return old if old.endswith(PARTS) else old + pick(PARTS)
        if draw < 0.3:
            return self.word() + pick(WATERS) + pick(("新村", "小区", "花园", "家园", "村", ""))
        if draw < 0.42:
            return (
                pick((self.word(), "", ""))
                + pick(WORKS)
                + pick(("宿舍", "家属楼", "职工住宅", "二宿舍", "东宿舍", "大院"))
            )
        return self.word() + (self.word() if draw > 0.75 else "") + pick(ENDS)

    def add(self, kind: PlaceKind, name: str, **more: object) -> int:
        self.entries.append(PlaceEntry(kind, len(self.entries) + 1, name, **more))  # type: ignore[arg-type] # by name
        return len(self.entries)

    def house(self, site: tuple[str, str, str, str], parents: tuple[str, str, str], label: str, form: str) -> None:
        rng, (road, house, compound, alias) = self.rng, site
        bare = not label.isdigit() or rng.random() < 0.08
        count = 0 if bare else rng.choice((2, 2, 3, 4))
        name = form.format(int(label)) if label.isdigit() else label
        place = self.add(
            PlaceKind.BUILDING, name, compound=compound, road=road, house_no=house, parents=parents,
            units=tuple(f"{chinese_number(n)}单元" for n in range(1, count + 1)),
        )  # fmt: skip
        floor = rng.randint(1, 30) if rng.random() < 0.3 else rng.randint(1, 7)
        self.customers += 53
        room = "" if "组" in label else f"{floor}0{rng.randint(1, 4)}"
        unit = str(rng.randint(1, count)) if count else ""
        self.addresses.append(Address(place, *parents, road, house, compound, alias, label, unit, room))


def make_seventh_city(*, buildings: int, seed: int = 707) -> City:
    """A city of about so many houses."""
    maker = _Maker(seed)
    rng = maker.rng
    while len(maker.addresses) < buildings:
        parents = (f"{maker.word()}区", f"{maker.word()}{rng.choice(('街道', '镇'))}", f"{maker.word()}社区")
        maker.add(PlaceKind.COMMUNITY, parents[2], parents=parents[:2])
        roads = [maker.word() + rng.choice(ROADS) for _ in range(3)]
        for road in roads:
            maker.add(PlaceKind.ROAD, road, parents=parents[:2])
        for _ in range(rng.randint(3, 6)):
            _site(maker, parents, rng.choice(roads))
    return City(maker.entries, maker.addresses, maker.customers, _missing(maker))


def _site(maker: _Maker, parents: tuple[str, str, str], road: str) -> None:
    rng = maker.rng
    name = "" if rng.random() < 0.1 else maker.estate()
    house = str(rng.randint(1, 320))
    alias = ""
    village = name.endswith("村") and not name.endswith(("新村", "一村", "二村", "三村"))
    if name:
        maker.past.append(name)
        others = tuple(dict.fromkeys(f"{maker.word()}{rng.choice(('公馆', '老街坊', '大杂院'))}" for _ in range(2)))
        aliases = others if rng.random() < 0.12 else ()
        alias = aliases[0] if aliases else ""
        maker.add(PlaceKind.COMPOUND, name, road=road, house_no=house, parents=parents, aliases=aliases)
    size, form = (
        max(2, round(rng.lognormvariate(2.25, 0.6))),
        rng.choice(("{}幢", "{}幢", "{:02d}栋", "{}#楼", "{}号楼")),
    )
    labels = [str(n) for n in range(1, size + 1)]
    if village:
        labels = [f"{chinese_number(1 + n // 8)}组{1 + n % 8}号" for n in range(size)]
    elif rng.random() < 0.08:
        labels = [f"{chr(ord('A') + n)}座" for n in range(min(size, 8))]
    for label in labels:
        maker.house((road, house, name, alias), parents, label, form)


def _missing(maker: _Maker) -> list[str]:
    known = {sound(name)[:-1] for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    stems = {sound(name[:3]) for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    drawn = (maker.word() + maker.word() * (maker.rng.random() < 0.3) + maker.rng.choice(ENDS) for _ in range(9000))
    return [n for n in drawn if len(n) > 3 and sound(n)[:-1] not in known and sound(n[:3]) not in stems][:2000]
