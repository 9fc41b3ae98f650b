"""A second gazetteer, made without looking at the first: works housing, villages, lanes, halves, phases, lettered
blocks, units called 甲 or 东, rooms of tall houses."""

from __future__ import annotations

import random

from benchmarks.distort import Address, homophone
from benchmarks.find_city import City, sound
from twingrid.territory.finding import PlaceEntry, PlaceKind

_WORDS = """
阳光 幸福 和平 胜利 解放 文化 青年 红旗 跃进 前进 光明 团结 友谊 工人 人民 向阳 东风 长征 建国 振兴 翡翠 银座
香榭 碧桂 绿洲 绿岛 蓝湾 紫荆 丁香 海棠 芙蓉 牡丹 玫瑰 枫叶 梧桐 银杏 白杨 垂柳 翰林 书香 状元 学苑 凯旋 皇家
帝景 御龙 云锦 天泽 瀚海 汇文 明珠 彩虹 晨曦 朝霞 晚晴 夕照 望岳 观澜 听涛 揽月 摘星 凌云 卧龙 飞凤 麒麟 金牛
玉兔 白马 青羊 石狮 铜锣 铁厂 化纤 棉纺 毛巾 火柴 机床 轴承 锅炉 电缆 水泥 造纸 印刷 粮食 供销 邮电 地质 测绘
"""
WORDS = _WORDS.split()
SURNAMES = (
    "张王李赵刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤"
    "尹黎易常武乔贺赖龚文"
)
HEADS = "北南上下前后大小东西老新"
ENDS = (
    "花园",
    "家园",
    "公寓",
    "新村",
    "大院",
    "宿舍",
    "小区",
    "雅园",
    "名邸",
    "华庭",
    "山庄",
    "里",
    "嘉苑",
    "丽舍",
    "佳园",
    "家属院",
)
VILLAGES = ("庄", "家庄", "官庄", "家村", "家屯", "家沟", "家洼", "家堡", "楼村", "寨")
WORKS = ("厂", "学校", "医院", "局", "公司", "研究所", "中学", "机械厂", "二厂", "附中")
HALVES = ("东区", "西区", "一期", "二期", "三期", "A区", "B区", "北院", "南院")
LANES = ("胡同", "里弄", "街", "路", "东街", "西巷", "大道", "北路", "中路")
UNITS = (("1", "2"), ("1", "2", "3"), ("1", "2", "3", "4"), ("甲", "乙"), ("东", "西"), ("A", "B"), ("1", "2", "3"))


class _Maker:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.entries: list[PlaceEntry] = []
        self.addresses: list[Address] = []
        self.past: list[str] = []
        self.customers = 0

    def word(self) -> str:
        """A stem of two characters; every third is put together anew, as big cities run out of words."""
        word = self.rng.choice(WORDS)
        if self.rng.random() < 0.6:
            word = word[0] + self.rng.choice(WORDS)[1]
        return word

    def village(self) -> str:
        head = self.rng.choice(HEADS) if self.rng.random() < 0.5 else ""
        second = self.rng.choice(SURNAMES) if self.rng.random() < 0.5 else ""
        return head + second + self.rng.choice(SURNAMES) + self.rng.choice(VILLAGES)

    def compound(self) -> str:
        draw, pick = self.rng.random(), self.rng.choice
        if self.past and draw < 0.08:
            old = pick(self.past)
            return old if old.endswith(HALVES) else old + pick(HALVES)
        if self.past and draw < 0.11:
            old = pick(self.past)
            return homophone(old[0], self.rng) + old[1:]
        if draw < 0.25:
            return self.word() + pick(WORKS) + pick(("宿舍", "家属院", "大院", "宿舍楼"))
        if draw < 0.4:
            return self.village() + pick(("", "村", "小区", "新村", "花园"))
        extra = self.word() if draw > 0.7 else ""
        return extra + self.word() + pick(ENDS)

    def add(self, kind: PlaceKind, name: str, **more: object) -> int:
        self.entries.append(PlaceEntry(kind, len(self.entries) + 1, name, **more))  # type: ignore[arg-type] # by name
        return len(self.entries)

    def building(self, site: tuple[str, str, str, str], parents: tuple[str, str, str], label: str) -> None:
        """One building with its units, and one household of it to ask for."""
        rng, (road, house, compound, alias) = self.rng, site
        lettered = label[0].isalpha() and label[0].isascii()
        units = ("",) if lettered or rng.random() < 0.06 else rng.choice(UNITS)
        name = label if lettered or not label.isdigit() else f"{label}号楼"
        known = tuple(f"{u}单元" for u in units if u)
        place = self.add(
            PlaceKind.BUILDING, name, compound=compound, road=road, house_no=f"{house}号", parents=parents, units=known
        )
        floor = rng.randint(1, 33) if lettered or rng.random() < 0.3 else rng.randint(1, 7)
        room = f"{floor}0{rng.randint(1, 6)}" if rng.random() < 0.9 else f"{floor}{rng.randint(10, 18)}"
        self.customers += 53
        self.addresses.append(Address(place, *parents, road, house, compound, alias, label, rng.choice(units), room))


def make_other_city(*, buildings: int, seed: int = 4711) -> City:
    """A city of about so many buildings. Some houses stand alone in a lane."""
    maker = _Maker(seed)
    rng = maker.rng
    while len(maker.addresses) < buildings:
        parents = (f"{maker.word()}区", f"{maker.word()}{rng.choice(('街道', '镇'))}", f"{maker.word()}社区")
        maker.add(PlaceKind.COMMUNITY, parents[2], parents=parents[:2])
        roads = [rng.choice((maker.word, maker.village))() + rng.choice(LANES) for _ in range(2)]
        for road in roads:
            maker.add(PlaceKind.ROAD, road, parents=parents[:2])
        for _ in range(rng.randint(2, 4)):
            _estate(maker, parents, rng.choice(roads))
        for _ in range(rng.randint(1, 4)):
            road, house = rng.choice(roads), str(rng.randint(1, 260))
            place = maker.add(PlaceKind.BUILDING, f"{house}号", road=road, house_no=f"{house}号", parents=parents)
            maker.customers += 20
            room = f"{rng.randint(1, 6)}0{rng.randint(1, 4)}"
            maker.addresses.append(Address(place, *parents, road, house, "", "", "", str(rng.randint(1, 3)), room))
    return City(maker.entries, maker.addresses, maker.customers, _missing(maker))


def _estate(maker: _Maker, parents: tuple[str, str, str], road: str) -> None:
    rng = maker.rng
    name = maker.compound()
    maker.past.append(name)
    alias = f"{maker.word()}{rng.choice(('厂宿舍', '老院', '大楼', '西院'))}" if rng.random() < 0.15 else ""
    house = str(rng.randint(1, 500))
    maker.add(
        PlaceKind.COMPOUND, name, road=road, house_no=f"{house}号", parents=parents, aliases=(alias,) if alias else ()
    )
    size, draw = max(2, round(rng.lognormvariate(2.2, 0.6))), rng.random()
    labels = [str(n) for n in range(1, size + 1)]
    if draw < 0.14:
        labels = [f"{chr(ord('A') + n)}座" for n in range(min(size, 8))]
    elif draw < 0.2:
        labels = [f"{n}排" for n in range(1, size + 1)]
    elif draw < 0.25:
        labels = [*labels, "东楼", "综合楼"]
    elif draw < 0.3:
        labels = [f"甲{n}" if n.isdigit() and int(n) > size - 1 else n for n in labels]
    for label in labels:
        maker.building((road, house, name, alias), parents, f"{label}号楼" if label[0] == "甲" else label)


def _missing(maker: _Maker) -> list[str]:
    known = {sound(name[:2]) for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    drawn = (maker.rng.choice(WORDS)[1] + maker.rng.choice(WORDS)[0] + maker.rng.choice(ENDS[:8]) for _ in range(4000))
    return [name for name in drawn if sound(name[:2]) not in known][:1000]
