"""A fifth gazetteer, written after the fourth was mended and before it was asked about: poetic names of four
characters, names with a point, brackets, figures or Latin letters, Tianjin's 里, southern villages with numbered lanes,
door numbers with 附, welfare quarters (福利区), named towers (轩, 阁, 台)."""

from __future__ import annotations

import random

from benchmarks.distort import Address, chinese_number
from benchmarks.find_city import City, sound
from twingrid.territory.finding import PlaceEntry, PlaceKind

_POETIC = """
江山如画 水木清华 香榭丽舍 春江花月 云水间 半山溪谷 四季花城 依山郡 阳光海岸 枫林绿洲 紫藤庄园 蓝色港湾 碧海云天
天鹅湖畔 玫瑰湾 橡树林 塞纳河谷 名门世家 书香门第 丽水佳人 金色家园 风和日丽 锦绣前程 世外桃源 流水人家 东方明珠
皇家花园 罗马假日 格林小镇 田园牧歌
"""
_WORDS = """
凤园 宝荣 王顶 体北 尖山 佟楼 小白 中山 和平 西康 成都 贵阳 昆明 长沙 岳阳 常德 衡山 洞庭 湘江 鄱阳 鱼化 三爻 青龙
沈家 杨家 吉祥 等驾 胡家 鹤鸣 白鹭 锦江 草堂 浣花 玉林 桐梓 芳草 双楠 棕树 肖家 晋阳 神仙 牛市 观音 石板 歌乐 沙坪
杨公 大坪 南坪 黄桷 弹子 海棠 龙门 石桥 谢家 冉家 岗厦 皇岗 下沙 上沙 新洲 福民 水围 石厦 景田 莲花 梅林 彩田 香蜜
侨香 白石 桃源 塘朗 平山 大冲 后海 蛇口 赤湾 海月 登良 东滨 科苑 高新 麻岭 道里 道外 南岗 香坊 太平 新阳 安发 抚顺
工农 河松 顾乡 群力 哈药 木材 亚麻 轴承 锅炉 电机 汽轮 量具 林机 松北 世茂 学府 黑大 征仪 和兴 保健
"""
POETIC, WORDS = _POETIC.split(), _WORDS.split()
BRANDS = ("华润", "金地", "阳光城", "佳兆业", "星河", "龙光", "奥园", "雅居乐", "中粮", "首创", "电建", "融信")
ENDS = (
    "花园",
    "小区",
    "小区",
    "家园",
    "大厦",
    "公寓",
    "花苑",
    "名苑",
    "新村",
    "住宅区",
    "豪园",
    "雅苑",
    "国际",
    "广场",
)
FIGURES = ("98街区", "26度家园", "E时代", "七号公馆", "第五大道", "1979小镇", "IN城市", "九号公寓", "双子座公寓")
UNITS = (
    "市二中",
    "七四二厂",
    "西铁局",
    "外贸局",
    "省歌舞团",
    "市政公司",
    "航天六院",
    "三零三医院",
    "电影厂",
    "粮油公司",
)
QUARTERS = ("家属院", "福利区", "住宅区", "生活区", "宿舍", "南院", "东院", "高层住宅")
PARTS = ("一期", "二期", "三期", "(南区)", "(北区)", "东苑", "西苑", "A区", "B区", "五期")
TOWERS = ("听雨轩", "揽月阁", "观澜台", "翠竹轩", "明珠阁", "望江台")
ROADS = ("路", "路", "街", "大道", "横路", "正街", "南路", "北街", "一路", "二街", "三巷", "后街", "环路", "支路")


class _Maker:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.entries: list[PlaceEntry] = []
        self.addresses: list[Address] = []
        self.past: list[str] = []
        self.customers = 0

    def word(self) -> str:
        one, other = self.rng.choice(WORDS), self.rng.choice(WORDS)
        return one if self.rng.random() < 0.4 else one[0] + other[1]

    def poetic(self) -> str:
        name: str = self.rng.choice(POETIC)
        if self.rng.random() < 0.75 and len(name) > 3:
            other: str = self.rng.choice([p for p in POETIC if len(p) > 3])
            name = name[:2] + other[2:]
        return name

    def estate(self) -> str:
        draw, pick = self.rng.random(), self.rng.choice
        if self.past and draw < 0.12:
            old = pick(self.past)
            return old if old.endswith(PARTS) else old + pick(PARTS)
        if draw < 0.24:
            return pick(("", pick(BRANDS), f"{pick(BRANDS)}·")) + self.poetic()
        if draw < 0.36:  # 王顶堤凤园里
            return self.word() + self.word() * (draw < 0.31) + "里"
        if draw < 0.46:
            return self.word() + pick(("村", "寨", "堡", "桥村", "坪村", "围"))
        if draw < 0.58:
            return pick((self.word(), "省", "", "")) + pick(UNITS) + pick(QUARTERS)
        if draw < 0.64:
            return self.word() + pick(FIGURES)
        if draw < 0.75:
            return pick(BRANDS) + self.word() + pick(ENDS)
        return self.word() + (self.word() if draw > 0.88 else "") + pick(ENDS)

    def add(self, kind: PlaceKind, name: str, **more: object) -> int:
        self.entries.append(PlaceEntry(kind, len(self.entries) + 1, name, **more))  # type: ignore[arg-type] # by name
        return len(self.entries)

    def house(self, site: tuple[str, str, str, str], parents: tuple[str, str, str], label: str) -> None:
        rng, (road, house, compound, alias) = self.rng, site
        bare = not label.isdigit() or rng.random() < 0.07
        units = ("",) if bare else rng.choice((("1", "2"), ("1", "2", "3"), ("1", "2", "3", "4"), ("甲", "乙")))
        name = f"{label}{rng.choice(('号楼', '栋'))}" if label.isdigit() else label
        place = self.add(
            PlaceKind.BUILDING, name, compound=compound, road=road, house_no=house, parents=parents,
            units=tuple(f"{u}单元" for u in units if u),
        )  # fmt: skip
        floor = rng.randint(1, 33) if rng.random() < 0.35 else rng.randint(1, 7)
        self.customers += 53
        room = "" if label.endswith("号") and not road else f"{floor}0{rng.randint(1, 6)}"
        self.addresses.append(Address(place, *parents, road, house, compound, alias, label, rng.choice(units), room))


def make_fifth_city(*, buildings: int, seed: int = 505) -> City:
    """A city of about so many houses; door numbers are written with their word (78号, 78号附2号)."""
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
        for _ in range(rng.randint(0, 2)):
            _plate(maker, parents, rng.choice(roads))
    return City(maker.entries, maker.addresses, maker.customers, _missing(maker))


def _plate(maker: _Maker, parents: tuple[str, str, str], road: str) -> None:
    """One house known by its door only, some with 附."""
    rng = maker.rng
    house = f"{rng.randint(1, 300)}号{f'附{rng.randint(1, 9)}号' if rng.random() < 0.4 else ''}"
    units = rng.choice((("",), ("1", "2"), ("1", "2", "3")))
    place = maker.add(
        PlaceKind.BUILDING,
        house,
        road=road,
        house_no=house,
        parents=parents,
        units=tuple(f"{u}单元" for u in units if u),
    )
    room = f"{rng.randint(1, 8)}0{rng.randint(1, 4)}"
    maker.customers += 20
    maker.addresses.append(Address(place, *parents, road, house, "", "", "", rng.choice(units), room))


def _site(maker: _Maker, parents: tuple[str, str, str], road: str) -> None:
    rng, name = maker.rng, maker.estate()
    village = name.endswith(("村", "寨", "堡", "围"))
    house = "" if village else f"{rng.randint(1, 400)}号"
    road = "" if village else road
    maker.past.append(name)
    alias = f"{maker.word()}{rng.choice(('老院', '新天地', '大杂院', '旧居'))}" if rng.random() < 0.12 else ""
    maker.add(PlaceKind.COMPOUND, name, road=road, house_no=house, parents=parents, aliases=(alias,) if alias else ())
    size, draw = max(2, round(rng.lognormvariate(2.2, 0.6))), rng.random()
    labels = [str(n) for n in range(1, size + 1)]
    if village and draw < 0.5:  # 三巷5号
        labels = [f"{chinese_number(1 + n // 6)}巷{1 + n % 6}号" for n in range(size)]
    elif village:
        labels = [f"{n}号" for n in range(1, size + 1)]
    elif draw < 0.1:
        labels = [f"{chr(ord('A') + n)}座" for n in range(min(size, 9))]
    elif draw < 0.15:
        labels = list(TOWERS[: max(2, min(size, 6))])
    elif draw < 0.19:
        labels = [f"{n // 2 + 1}{'AB'[n % 2]}" for n in range(size)]
    for label in labels:
        maker.house((road, house, name, alias), parents, label)


def _missing(maker: _Maker) -> list[str]:
    known = {sound(name)[:-1] for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    stems = {sound(name[:3]) for e in maker.entries for name in (e.name, e.compound, *e.aliases) if name}
    drawn = (maker.word() + maker.word() * (maker.rng.random() < 0.3) + maker.rng.choice(ENDS) for _ in range(9000))
    return [n for n in drawn if len(n) > 3 and sound(n)[:-1] not in known and sound(n[:3]) not in stems][:2000]
