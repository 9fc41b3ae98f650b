"""A fourth gazetteer, made without looking at what the others taught: northern 里 and 院 with houses of three digits,
lanes (弄) without units, works' dormitories told apart by 东 or 北, phases, groups and named courts of one estate,
lettered towers, villages whose houses have no rooms, and a few estates of one name in different subdistricts."""

from __future__ import annotations

import random

from benchmarks.distort import Address, chinese_number
from benchmarks.find_city import City, sound
from twingrid.territory.finding import PlaceEntry, PlaceKind

_WORDS = """
祥和 泰和 福泽 瑞景 康宁 吉祥 锦华 鸿泰 恒昌 广厦 天成 永乐 永兴 嘉和 金鼎 金桥 银河 紫金 碧水 青山 绿茵 翠竹 春晖 秋实
冬青 夏荷 百花 牡丹 芍药 月季 水仙 丹桂 木兰 石榴 樱桃 核桃 葡萄 柿园 枣林 稻香 麦岛 渔港 盐滩 码头 灯塔 海韵 河畔 江湾
湖滨 泉城 溪谷 瀑布 云门 霞光 雪松 雷锋 虹桥 星海 月牙 日照 天坛 地安 西便 东直 宣武 崇文 安定 德胜 阜成 朝阳 建国 复兴
百万 三元 四季 五洲 六合 七星 八仙 九龙 双井 十方 宏远 宏福 昌平 昌盛 茂源 茂华 盛世 盛景 鼎秀 鼎新 华严 华府 国际 国泰
民安 民乐 文苑 文昌 武夷 武定 愚园 番禺 定西 昭化 法华 淮海 永嘉 襄阳 茂名 瑞金 思南 香山 玉泉 玉函 玉带 青龙 白云 黑虎
黄台 赤霞 丁家 党家 段店 殷巷 罗庄 魏庄 后营 前屯 北关 南门 西坡 东沟 上元 下坝 大觉 小营 老虎 新桥 铁塔 钢城 煤建 油田
"""
WORDS = _WORDS.split()
DEVELOPERS = ("绿地", "万达", "金科", "世茂", "招商", "富力", "远洋", "建邦", "三箭", "天业", "中铁", "名士")
GRAND = (
    "新都会",
    "国际城",
    "豪庭",
    "翡翠公园",
    "熙岸",
    "悦府",
    "壹号院",
    "城市花园",
    "香颂",
    "云著",
    "观山悦",
    "海德公园",
)
ENDS = (
    "小区",
    "小区",
    "小区",
    "花园",
    "家园",
    "苑",
    "公寓",
    "新居",
    "新村",
    "嘉园",
    "景苑",
    "名郡",
    "庭",
    "居",
    "园",
    "馨园",
)
WORKS = (
    "第二棉纺织厂", "机床二厂", "铁路局", "建筑二公司", "化肥厂", "自来水公司", "师范学院", "人民银行", "汽车配件厂",
    "电业局", "烟草公司", "矿务局", "煤炭设计院", "水利厅", "公交二公司", "仪表厂", "啤酒厂", "农科院", "第四砂轮厂",
)  # fmt: skip
LODGING = ("宿舍", "东宿舍", "北宿舍", "南宿舍", "家属院", "职工宿舍", "单身宿舍", "一宿舍", "二宿舍", "生活区")
COURTS = ("芙蓉苑", "月桂园", "听涛居", "揽胜阁", "金枫苑", "紫薇园", "玉兰苑", "海棠苑")
SPLITS = ("一期", "二期", "三期", "东区", "西区", "南区", "北区", "A区", "B区", "一区", "二区", "北组团", "南组团")
VILLAGES = ("庄", "屯", "营", "坟", "坡", "疃", "桥", "洼", "口", "店")
SIDES = ("", "", "", "东", "西", "前", "后", "大", "小", "南", "北")
ROADS = ("路", "路", "路", "街", "大街", "胡同", "巷", "大道", "东路", "西街", "中路", "横街", "支路", "条", "里弄")
SURNAMES = "张王李赵刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"


class _Maker:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.entries: list[PlaceEntry] = []
        self.addresses: list[Address] = []
        self.past: list[str] = []
        self.customers = 0

    def word(self) -> str:
        """Two characters; rather often put together anew, as a large city needs more than a list has."""
        first, second = self.rng.choice(WORDS), self.rng.choice(WORDS)
        return first if self.rng.random() < 0.45 else first[0] + second[1]

    def village(self) -> str:
        pick = self.rng.choice
        family = f"{pick(SURNAMES)}家" if self.rng.random() < 0.6 else self.word()
        return pick(SIDES) + family + pick(VILLAGES)

    def road(self) -> str:
        draw, pick = self.rng.random(), self.rng.choice
        if draw < 0.1:
            return f"{self.word()}{chinese_number(self.rng.randint(1, 12))}{pick(('路', '巷', '条', '街'))}"
        return (self.village() if draw < 0.18 else self.word()) + pick(ROADS)

    def estate(self) -> str:
        draw, pick = self.rng.random(), self.rng.choice
        if self.past and draw < 0.1:  # another part of an estate that is there
            old = pick(self.past)
            return old if old.endswith(SPLITS + COURTS) else old + pick((*SPLITS, *COURTS))
        if self.past and draw < 0.115:
            return pick(self.past)
        if draw < 0.24:  # 和平里七区, 劲松三区, 三里屯北里
            return (
                self.word() + pick(("里", "西里", "北里", "")) + chinese_number(self.rng.randint(1, 9)) + pick("区村里")
            )
        if draw < 0.36:
            return pick(("", "", self.word(), "省", "市")) + pick(WORKS) + pick(LODGING)
        if draw < 0.46:
            return self.village() + pick(("", "村", "小区", "新村", "安置区", "社区"))
        if draw < 0.6:
            return pick(DEVELOPERS) + self.word() * (draw < 0.56) + pick(GRAND)
        return self.word() + (self.word() if draw > 0.85 else "") + pick(ENDS)

    def add(self, kind: PlaceKind, name: str, **more: object) -> int:
        self.entries.append(PlaceEntry(kind, len(self.entries) + 1, name, **more))  # type: ignore[arg-type] # by name
        return len(self.entries)

    def house(self, site: tuple[str, str, str, str], parents: tuple[str, str, str], label: str) -> None:
        """One house, and one household of it to ask for; those of lanes and villages (12号) have no units, those of
        villages no rooms either."""
        rng, (road, house, compound, alias) = self.rng, site
        single, tower = label.endswith("号"), label[0].isascii() and label[0].isalpha()
        bare = single or tower or rng.random() < 0.08
        units = ("",) if bare else rng.choice((("1", "2"), ("1", "2", "3"), ("1", "2", "3", "4", "5")))
        name = f"{label}号楼" if label.isdigit() else label
        known = tuple(f"{u}单元" for u in units if u)
        place = self.add(
            PlaceKind.BUILDING, name, compound=compound, road=road, house_no=house, parents=parents, units=known
        )
        floor = rng.randint(1, 32) if tower or rng.random() < 0.25 else rng.randint(1, 6)
        room = "" if single and not house else f"{floor}0{rng.randint(1, 4)}"
        self.customers += 53
        self.addresses.append(Address(place, *parents, road, house, compound, alias, label, rng.choice(units), room))


def make_fourth_city(*, buildings: int, seed: int = 304) -> City:
    """A city of about so many houses; about one site in seven is a lane or a yard without a name of its own. A house's
    number is written with its word (78号, 12号院, 甲22号, 1415弄)."""
    maker = _Maker(seed)
    rng = maker.rng
    while len(maker.addresses) < buildings:
        parents = (f"{maker.word()}区", f"{maker.word()}{rng.choice(('街道', '街道', '镇'))}", f"{maker.word()}社区")
        maker.add(PlaceKind.COMMUNITY, parents[2], parents=parents[:2])
        roads = [maker.road() for _ in range(3)]
        for road in roads:
            maker.add(PlaceKind.ROAD, road, parents=parents[:2])
        for _ in range(rng.randint(3, 7)):
            _site(maker, parents, rng.choice(roads))
    return City(maker.entries, maker.addresses, maker.customers, _missing(maker))


def _site(maker: _Maker, parents: tuple[str, str, str], road: str) -> None:
    rng, draw = maker.rng, maker.rng.random()
    number = rng.randint(1, 300)
    lane, unnamed = draw < 0.1, draw < 0.15
    house = f"{rng.randint(20, 2400)}弄" if lane else f"{'甲' * (draw > 0.95)}{number}{'号院' * unnamed or '号'}"
    name = "" if unnamed and draw > 0.05 else maker.estate()
    village = bool(name) and not lane and name.endswith((*VILLAGES, "村"))
    if village:
        road, house = "", ""
    alias = ""
    if name:
        maker.past.append(name)
        alias = _other_name(maker) if rng.random() < 0.15 else ""
        aliases = (alias,) if alias else ()
        maker.add(PlaceKind.COMPOUND, name, road=road, house_no=house, parents=parents, aliases=aliases)
    for label in _labels(rng, lane=lane, village=village):
        maker.house((road, house, name, alias), parents, label)


def _other_name(maker: _Maker) -> str:
    pick = maker.rng.choice
    return pick((maker.word(), "")) + pick(WORKS) + pick(("老宿舍", "大院", "宿舍", "西院", "筒子楼"))


def _labels(rng: random.Random, *, lane: bool, village: bool) -> list[str]:
    size, draw = max(2, round(rng.lognormvariate(2.25, 0.6))), rng.random()
    if lane or village:
        return [f"{n}号" for n in range(1, size + 1)]
    if draw < 0.1:  # houses of 劲松三区 are 301 and up
        start = 100 * rng.randint(1, 2)
        return [str(start + n) for n in range(1, min(size, 60) + 1)]
    if draw < 0.18:
        return [f"{chr(ord('A') + n)}座" for n in range(min(size, 9))]
    if draw < 0.22:
        return [f"{'AB'[n % 2]}{n // 2 + 1}号楼" for n in range(size)]
    if draw < 0.25:
        return [f"T{n}座" for n in range(1, min(size, 8) + 1)]
    return [str(n) for n in range(1, size + 1)]


def _missing(maker: _Maker) -> list[str]:
    """Names of the same kind that are not there: another stem than any that sounds alike."""
    known = {sound(name)[:-1] for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    stems = {sound(name[:3]) for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    drawn = (maker.word() + maker.word() * (maker.rng.random() < 0.3) + maker.rng.choice(ENDS) for _ in range(9000))
    return [n for n in drawn if len(n) > 3 and sound(n)[:-1] not in known and sound(n[:3]) not in stems][:2000]
