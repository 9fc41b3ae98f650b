"""A third gazetteer, made without looking at the first two: lanes and yards with numbers, quarters told apart by a
numeral alone, developers' names, schools' and hospitals' housing, Latin names, named and lettered houses."""

from __future__ import annotations

import random

from benchmarks.distort import Address, chinese_number
from benchmarks.find_city import City, sound
from twingrid.territory.finding import PlaceEntry, PlaceKind

_WORDS = """
曹杨 梅陇 田林 宜川 甘泉 鞍山 控江 凉城 广灵 彭浦 古美 康健 龙柏 虹梅 长风 石泉 真如 桃浦 万荣 临汾 共康 呼玛 泗塘 通河
望京 劲松 团结 潘家 方庄 蒲黄 角门 马连 广渠 呼家 亮马 芳草 安贞 和义 西罗 翠微 恩济 永定 鲁谷 八角 古城 苹果 育新 回龙
领秀 漫山 香墅 蓝石 溪岸 原山 首府 悦澜 云璟 天曜 紫御 星河 公园 未来 中央 滨江 珑门 锦绣 玖珑 臻园 翡丽 东宸 融创 湖畔
"""
WORDS = _WORDS.split()
BRANDS = ("万科", "保利", "恒大", "中海", "鲁能", "绿城", "龙湖", "华润", "碧桂园", "重汽", "济钢", "黄金")
ENDS = ("花苑", "名城", "华府", "雅居", "公馆", "御园", "佳苑", "国际", "广场", "庭院", "小镇", "春天", "花城", "丽景")
LATIN = ("SOHO", "MOMA", "CBD", "LOFT", "EOD", "UP", "V", "K2", "CLASS", "ONE")
SCHOOLS = ("小学", "中学", "人民医院", "建筑公司", "棉纺厂", "勘察院", "疗养院", "运输队", "干休所", "地质队")
HOUSING = ("宿舍", "家属院", "教工楼", "职工楼", "大院")
COUNTED = ("里洼", "里庄", "里堡", "里河", "里沟", "里屯", "道街", "间房", "眼井", "棵树")
QUARTERS = ("村", "村", "里", "区", "坊", "条")
LANES = ("路", "街", "胡同", "巷", "支路", "东路", "环路", "大街")
NAMED = ("紫竹轩", "听雨阁", "观海楼", "揽翠居", "望湖台", "聚贤楼", "明德楼", "幼儿园楼", "综合楼")


class _Maker:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.entries: list[PlaceEntry] = []
        self.addresses: list[Address] = []
        self.past: list[str] = []
        self.customers = 0

    def word(self) -> str:
        word: str = self.rng.choice(WORDS)
        return word if self.rng.random() < 0.4 else word[0] + self.rng.choice(WORDS)[1]

    def counted(self) -> str:
        return chinese_number(self.rng.randint(2, 19)) + self.rng.choice(COUNTED)

    def lane(self) -> str:
        draw = self.rng.random()
        if draw < 0.15:
            return f"{self.rng.choice('经纬')}{chinese_number(self.rng.randint(1, 15))}路"
        return (self.counted() if draw < 0.25 else self.word()) + self.rng.choice(LANES)

    def compound(self) -> str:
        draw, pick = self.rng.random(), self.rng.choice
        if draw < 0.2:  # 曹杨八村
            return f"{self.word()}{chinese_number(self.rng.randint(1, 12))}{pick(QUARTERS)}"
        if draw < 0.38:  # 万科香墅花苑
            part = pick(("", "", "一期", "二期", "北区", "A区"))
            return pick(BRANDS) + self.word() + pick(ENDS) + part
        if draw < 0.52:  # 第五小学教工楼, 省棉纺厂宿舍
            which = f"第{chinese_number(self.rng.randint(1, 60))}" if self.rng.random() < 0.5 else self.word()
            return which + pick(SCHOOLS) + pick(HOUSING)
        if draw < 0.62:
            return self.counted() + pick(("小区", "新村", "家园", "花园", ""))
        if draw < 0.68:
            return self.word() + pick(LATIN) + pick(("公寓", "国际", "中心", ""))
        return (
            self.word() + (self.word() if draw > 0.88 else "") + pick((*ENDS, "小区", "小区", "公寓", "苑", "坊", "里"))
        )

    def add(self, kind: PlaceKind, name: str, **more: object) -> int:
        self.entries.append(PlaceEntry(kind, len(self.entries) + 1, name, **more))  # type: ignore[arg-type] # by name
        return len(self.entries)

    def house(self, site: tuple[str, str, str, str], parents: tuple[str, str, str], label: str, plate: str) -> None:
        """One house, and one household of it to ask for."""
        rng, (road, house, compound, alias) = self.rng, site
        lane = plate.endswith("弄")
        units = ("",) if lane or rng.random() < 0.1 else rng.choice((("1", "2"), ("1", "2", "3"), ("1", "2", "3", "4")))
        name = label if not label[-1].isalnum() or not label.isascii() else f"{label}{'号' if lane else '号楼'}"
        known = tuple(f"{u}单元" for u in units if u)
        place = self.add(
            PlaceKind.BUILDING, name, compound=compound, road=road, house_no=plate, parents=parents, units=known
        )
        floor = rng.randint(1, 28) if rng.random() < 0.35 else rng.randint(1, 6)
        self.customers += 53
        room, said = f"{floor}0{rng.randint(1, 4)}", label if label.isdigit() else name
        self.addresses.append(Address(place, *parents, road, house, compound, alias, said, rng.choice(units), room))


def make_third_city(*, buildings: int, seed: int = 81) -> City:
    """A city of about so many houses; of every eight sites one is a yard and one a lane without a name of its own."""
    maker = _Maker(seed)
    rng = maker.rng
    while len(maker.addresses) < buildings:
        parents = (f"{maker.word()}区", f"{maker.word()}{rng.choice(('街道', '镇'))}", f"{maker.word()}社区")
        maker.add(PlaceKind.COMMUNITY, parents[2], parents=parents[:2])
        roads = [maker.lane() for _ in range(2)]
        for road in roads:
            maker.add(PlaceKind.ROAD, road, parents=parents[:2])
        for _ in range(rng.randint(2, 5)):
            _site(maker, parents, rng.choice(roads))
    return City(maker.entries, maker.addresses, maker.customers, _missing(maker))


def _site(maker: _Maker, parents: tuple[str, str, str], road: str) -> None:
    rng, draw = maker.rng, maker.rng.random()
    house = str(rng.randint(1, 600))
    plate = f"{house}{'号院' if draw < 0.13 else '弄' if draw < 0.25 else '号'}"
    name = "" if draw < 0.22 else maker.compound()
    old = rng.random() < 0.15 and bool(name)
    alias = f"{maker.word()}{rng.choice(SCHOOLS)}{rng.choice(HOUSING)}" if old else ""
    if name:
        maker.past.append(name)
        aliases = (alias,) if alias else ()
        maker.add(PlaceKind.COMPOUND, name, road=road, house_no=plate, parents=parents, aliases=aliases)
    for label in _labels(rng, lane=plate.endswith("弄")):
        maker.house((road, house, name, alias), parents, label, plate)


def _labels(rng: random.Random, *, lane: bool) -> list[str]:
    size, draw = max(2, round(rng.lognormvariate(2.2, 0.6))), rng.random()
    labels = [str(n) for n in range(1, size + 1)]
    if lane or draw < 0.72:
        return labels
    if draw < 0.8:
        return [f"{n}{letter}" for n in range(1, size // 2 + 2) for letter in "AB"]
    if draw < 0.86:
        return [f"甲{n}号楼" if n % 3 == 0 else str(n) for n in range(1, size + 1)]
    if draw < 0.92:
        return [f"{chr(ord('A') + n)}座" for n in range(min(size, 10))]
    return [*labels, *rng.sample(NAMED, 2)]


def _missing(maker: _Maker) -> list[str]:
    """Names of the same kind that are not there and whose first characters do not sound like one that is."""
    known = {sound(name)[:-1] for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    stems = {sound(name[:3]) for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    drawn = (maker.compound() for _ in range(9000))
    fresh = [n for n in drawn if len(n) > 3 and sound(n)[:-1] not in known and sound(n[:3]) not in stems]
    return [name for name in fresh if not any(c.isascii() for c in name)][:2000]
