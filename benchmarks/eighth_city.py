"""An eighth gazetteer, written before it was asked about: names as the south-west and the north-east have them, works'
villages with numbers, army yards, markets, estates named after streets, few repeated stems."""

from __future__ import annotations

import random

from benchmarks.distort import Address, chinese_number
from benchmarks.find_city import City, sound
from twingrid.territory.finding import PlaceEntry, PlaceKind

_WORDS = """
观音桥 红旗河沟 大石坝 石马河 鸳鸯 礼嘉 悦来 人和 回兴 两路口 菜园坝 上清寺 牛角沱 李子坝 化龙桥 土湾 沙坪坝 杨公桥
磁器口 双碑 井口 陈家坪 石桥铺 歇台子 渝州 马家堡 谢家湾 杨家坪 滩子口 九龙 黄桷坪 铁路 劳动 兴工 保工 肇工 启工
重工 路官 艳粉 砂阳 塔湾 北陵 泰山 黄河 昆山 松花江 牡丹江 嫩江 鸭绿江 长江 岷江 陵东 辽河 明廉 三洞桥 大东门 小河沿
万泉 五里河 文化 工农 三好 南湖 青年 方型 沈水湾 浑河 长白 和平 新华 集贤 云集 八经
"""
WORDS = _WORDS.split()
FRESH = [
    "御龙",
    "春风",
    "锦天",
    "橡树",
    "半岛",
    "江与",
    "城上",
    "金科",
    "龙湖",
    "融侨",
    "东原",
    "协信",
    "保利",
    "万达",
    "首地",
    "旭辉",
    "天地",
    "水岸",
]
ENDS = (
    "小区",
    "小区",
    "花园",
    "家园",
    "新城",
    "大厦",
    "公寓",
    "苑",
    "名都",
    "华庭",
    "新居",
    "大院",
    "住宅楼",
    "公馆",
    "郡",
    "湾",
)
WORKS = (
    "机车厂",
    "变压器厂",
    "冶炼厂",
    "水泵厂",
    "长安厂",
    "嘉陵厂",
    "望江厂",
    "测绘局",
    "三五零三厂",
    "七中",
    "空军",
    "后勤部",
    "武警",
)
LODGING = ("家属区", "宿舍", "一村", "二村", "三村", "五村", "干休所", "大院", "福利房", "职工住宅")
PARTS = ("一期", "二期", "三期", "A区", "B区", "C区", "东园", "西园", "南区", "北区", "1组团", "2组团")
ROADS = ("路", "路", "街", "正街", "大道", "一路", "二路", "三街", "巷", "村路", "支路", "东路", "西路", "北街")


class _Maker:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.entries: list[PlaceEntry] = []
        self.addresses: list[Address] = []
        self.past: list[str] = []
        self.customers = 0

    def word(self) -> str:
        one, other = self.rng.choice(WORDS), self.rng.choice(WORDS)
        return one if self.rng.random() < 0.45 else one[:2][: 1 + (len(one) > 2)] + other[-1]

    def fresh(self) -> str:
        one, other = self.rng.choice(FRESH), self.rng.choice(FRESH)
        return one if self.rng.random() < 0.5 else one[0] + other[1]

    def estate(self) -> str:
        draw, pick = self.rng.random(), self.rng.choice
        if self.past and draw < 0.15:
            old = pick(self.past)
            return old if old.endswith(PARTS) else old + pick(PARTS)
        if draw < 0.3:
            return pick((self.word(), "", "")) + pick(WORKS) + pick(LODGING)
        if draw < 0.4:
            return self.word() + chinese_number(self.rng.randint(1, 12)) + pick(("村", "巷小区", "街小区", "号院"))
        if draw < 0.7:
            return self.word() + pick(ENDS)
        return self.fresh() + self.word() + pick(("", *ENDS))

    def add(self, kind: PlaceKind, name: str, **more: object) -> int:
        self.entries.append(PlaceEntry(kind, len(self.entries) + 1, name, **more))  # type: ignore[arg-type] # by name
        return len(self.entries)

    def house(self, site: tuple[str, str, str, str], parents: tuple[str, str, str], label: str) -> None:
        rng, (road, house, compound, alias) = self.rng, site
        count = 0 if not label.isdigit() or rng.random() < 0.1 else rng.choice((2, 3, 3, 4))
        place = self.add(
            PlaceKind.BUILDING, f"{label}栋" if label.isdigit() else label, compound=compound, road=road,
            house_no=house, parents=parents, units=tuple(f"{n}单元" for n in range(1, count + 1)),
        )  # fmt: skip
        floor = rng.randint(1, 33) if rng.random() < 0.4 else rng.randint(1, 8)
        self.customers += 53
        unit = str(rng.randint(1, count)) if count else ""
        room = f"{floor}0{rng.randint(1, 6)}"
        self.addresses.append(Address(place, *parents, road, house, compound, alias, label, unit, room))


def make_eighth_city(*, buildings: int, seed: int = 808) -> City:
    """A city of about so many houses; door numbers are written with 号."""
    maker = _Maker(seed)
    rng = maker.rng
    while len(maker.addresses) < buildings:
        parents = (f"{maker.word()}区", f"{maker.word()}街道", f"{maker.word()}社区")
        maker.add(PlaceKind.COMMUNITY, parents[2], parents=parents[:2])
        roads = [maker.word() + rng.choice(ROADS) for _ in range(3)]
        for road in roads:
            maker.add(PlaceKind.ROAD, road, parents=parents[:2])
        for _ in range(rng.randint(3, 6)):
            _site(maker, parents, rng.choice(roads))
    return City(maker.entries, maker.addresses, maker.customers, _missing(maker))


def _site(maker: _Maker, parents: tuple[str, str, str], road: str) -> None:
    rng = maker.rng
    name, house, alias = "" if rng.random() < 0.1 else maker.estate(), f"{rng.randint(1, 360)}号", ""
    if name:
        maker.past.append(name)
        alias = f"{maker.word()}{rng.choice(('老家属院', '红砖楼', '大板楼'))}" if rng.random() < 0.12 else ""
        aliases = (alias,) if alias else ()
        maker.add(PlaceKind.COMPOUND, name, road=road, house_no=house, parents=parents, aliases=aliases)
    size, draw = max(2, round(rng.lognormvariate(2.2, 0.6))), rng.random()
    labels = [str(n) for n in range(1, size + 1)]
    if draw < 0.1:
        labels = [f"{chr(ord('A') + n)}座" for n in range(min(size, 9))]
    elif draw < 0.16:
        labels = [f"{'AB'[n % 2]}{n // 2 + 1}栋" for n in range(size)]
    for label in labels:
        maker.house((road, house, name, alias), parents, label)


def _missing(maker: _Maker) -> list[str]:
    known = {sound(name)[:-1] for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    stems = {sound(name[:3]) for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    drawn = (maker.fresh() * (maker.rng.random() < 0.5) + maker.word() + maker.rng.choice(ENDS) for _ in range(9000))
    return [n for n in drawn if len(n) > 3 and sound(n)[:-1] not in known and sound(n[:3]) not in stems][:2000]
