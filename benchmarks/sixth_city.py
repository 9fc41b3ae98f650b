"""A sixth gazetteer, written before it was asked about: names as one northern provincial capital has them, with 里, 山,
洼, 经路 and 纬路, halves and zones of old estates, yards and works' dormitories, new estates with long names."""

from __future__ import annotations

import random

from benchmarks.distort import Address, chinese_number
from benchmarks.find_city import City, sound
from twingrid.territory.finding import PlaceEntry, PlaceKind

_OLD = """
四里山 五里沟 六里山 七里山 八里洼 九里坡 十亩园 十六里河 英雄山 郎茂山 马鞍山 白马山 腊山 青龙山 金鸡岭 分水岭
九曲庄 土屋 伊家店 王官庄 魏家庄 杆石桥 泺源 趵突泉 黑虎泉 五龙潭 大明湖 解放阁 朝山街 佛山街 历山顶 千佛 燕子山
羊头峪 中井 下井 浆水泉 姚家 丁家庄 甸柳 洪家楼 七里堡 花园庄 建新 玉函 舜玉 舜耕 舜雅 乐山 济大 信义 铁南 岔路街
道德街 营市街 张庄 段店 匡山 裕园 北大槐树 南辛庄 党家 陡沟 兴隆 仲宫 邵而 殷家林 双庙屯
"""
_NEW = """
鲁能 领秀 名士 阳光 舜城 中海 国际 御景 恒大 绿洲 帝景 华润 仰山 天泰 太阳 三庆 汇德 保利 芙蓉 海亮 艺术 重汽 翡翠
万科 金域 融汇 爱都 山水 泉城 绿地 泉景 鸿腾 雅苑 明湖 天地 诺德 名城 香溪 庭院 东方 尚品 燕翔 佳园 数码 港湾 银丰
花园 龙奥 天街 伟东 新都 力诺 康桥 祥泰 森林 河畔 贵都 和信
"""
OLD, NEW = _OLD.split(), _NEW.split()
ENDS = ("小区", "小区", "新村", "花园", "家园", "公寓", "嘉园", "社区", "苑", "新居", "大院", "居", "园", "佳苑")
ZONES = ("南区", "北区", "东区", "西区", "一区", "二区", "三区", "四区", "一期", "二期", "南苑", "北苑")
WORKS = (
    "机床一厂",
    "第一机床厂",
    "棉织厂",
    "省建一公司",
    "铁路局",
    "供电局",
    "第三中学",
    "师范学校",
    "省立医院",
    "军区",
    "钢铁总厂",
    "电业局",
)
HOUSING = ("宿舍", "家属院", "职工宿舍", "南院", "北院", "东宿舍", "西宿舍", "第二宿舍", "第三宿舍", "宿舍区")
ROADS = ("路", "路", "街", "大街", "东路", "西路", "南路", "北路", "中路", "巷", "胡同")


class _Maker:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.entries: list[PlaceEntry] = []
        self.addresses: list[Address] = []
        self.past: list[str] = []
        self.customers = 0

    def old(self) -> str:
        one: str = self.rng.choice(OLD)
        return one if self.rng.random() < 0.4 else one[:-1] + self.rng.choice(OLD)[-1]

    def new(self) -> str:
        one, other = self.rng.choice(NEW), self.rng.choice(NEW)
        return one if self.rng.random() < 0.5 else one[0] + other[1]

    def road(self) -> str:
        draw = self.rng.random()
        if draw < 0.15:
            return f"{self.rng.choice('经纬')}{chinese_number(self.rng.randint(1, 22))}路"
        if draw < 0.22:
            return f"二环{self.rng.choice('东南西北')}路"
        return (self.old() if draw < 0.7 else self.new()) + self.rng.choice(ROADS)

    def estate(self) -> str:
        draw, pick = self.rng.random(), self.rng.choice
        if self.past and draw < 0.16:
            old = pick(self.past)
            return old if old.endswith(ZONES) else old + pick(ZONES)
        if self.past and draw < 0.175:
            return pick(self.past)
        if draw < 0.38:
            return self.old() + pick(ENDS)
        if draw < 0.5:
            return pick(("", "", self.old(), "省", "市")) + pick(WORKS) + pick(HOUSING)
        if draw < 0.56:
            return self.road() + pick(("小区", "宿舍", "新村"))
        return self.new() + self.new() + (self.new() if draw > 0.9 else "") + pick((*ENDS, "", "", "城", "国际", "府"))

    def add(self, kind: PlaceKind, name: str, **more: object) -> int:
        self.entries.append(PlaceEntry(kind, len(self.entries) + 1, name, **more))  # type: ignore[arg-type] # by name
        return len(self.entries)

    def house(self, site: tuple[str, str, str, str], parents: tuple[str, str, str], label: str) -> None:
        rng, (road, house, compound, alias) = self.rng, site
        bare = not label.isdigit() or rng.random() < 0.06
        units = ("",) if bare else rng.choice((("1", "2"), ("1", "2", "3"), ("1", "2", "3", "4"), ("东", "西")))
        place = self.add(
            PlaceKind.BUILDING, f"{label}号楼" if label.isdigit() else label, compound=compound, road=road,
            house_no=house, parents=parents, units=tuple(f"{u}单元" for u in units if u),
        )  # fmt: skip
        floor = rng.randint(1, 30) if rng.random() < 0.3 else rng.randint(1, 7)
        self.customers += 53
        room = f"{floor}0{rng.randint(1, 4)}"
        self.addresses.append(Address(place, *parents, road, house, compound, alias, label, rng.choice(units), room))


def make_sixth_city(*, buildings: int, seed: int = 606) -> City:
    """A city of about so many houses; door numbers are written with their word (78号, 78号院)."""
    maker = _Maker(seed)
    rng = maker.rng
    while len(maker.addresses) < buildings:
        parents = (f"{maker.old()[:2]}区", f"{maker.old()}街道", f"{maker.old()}社区")
        maker.add(PlaceKind.COMMUNITY, parents[2], parents=parents[:2])
        roads = [maker.road() for _ in range(3)]
        for road in roads:
            maker.add(PlaceKind.ROAD, road, parents=parents[:2])
        for _ in range(rng.randint(3, 6)):
            _site(maker, parents, rng.choice(roads))
    return City(maker.entries, maker.addresses, maker.customers, _missing(maker))


def _site(maker: _Maker, parents: tuple[str, str, str], road: str) -> None:
    rng = maker.rng
    number, yard = rng.randint(1, 320), rng.random() < 0.12
    name, house = "" if yard else maker.estate(), f"{number}号{'院' * yard}"
    alias = ""
    if name:
        maker.past.append(name)
        alias = f"{maker.old()}{rng.choice(WORKS)}{rng.choice(HOUSING)}" if rng.random() < 0.12 else ""
        aliases = (alias,) if alias else ()
        maker.add(PlaceKind.COMPOUND, name, road=road, house_no=house, parents=parents, aliases=aliases)
    size, draw = max(2, round(rng.lognormvariate(2.2, 0.65))), rng.random()
    labels = [str(n) for n in range(1, size + 1)]
    if draw < 0.1:
        labels = [f"{chr(ord('A') + n)}座" for n in range(min(size, 9))]
    elif draw < 0.14:
        labels = [f"{n}排" for n in range(1, size + 1)]
    elif draw < 0.2:
        labels = [f"{n // 2 + 1}{'甲乙'[n % 2]}号楼" for n in range(size)]
    for label in labels:
        maker.house((road, house, name, alias), parents, label)


def _missing(maker: _Maker) -> list[str]:
    known = {sound(name)[:-1] for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    stems = {sound(name[:3]) for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    drawn = (maker.new() + maker.new() * (maker.rng.random() < 0.4) + maker.rng.choice(ENDS) for _ in range(9000))
    return [n for n in drawn if len(n) > 3 and sound(n)[:-1] not in known and sound(n[:3]) not in stems][:2000]
