"""A third set of distortions: words around, numbers misheard, marks dropped, other numbers in the text, other scripts.

`OPENED` were looked at while the engine was mended; `UNOPENED` were measured once, after the last change.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from pypinyin import Style, lazy_pinyin

from benchmarks.distort import Address, Asked, characters_by_sound, chinese_number, homophone, replace_some, spelled
from benchmarks.distort import toneless as sound_of

Kind = Callable[[Address, random.Random], Asked]
HEARD_DIGITS = dict(zip("123456789", ("医", "儿", "山", "是", "舞", "溜", "期", "巴", "酒"), strict=True))
ACCENTS = (("f", "h"), ("h", "f"), ("r", "l"), ("l", "r"), ("n", "l"), ("j", "z"), ("x", "s"))
_ALIKE = """
末未 土士 园圆 侯候 王玉 历厉 大太 人入 天夭 日曰 东车 风凤 广厂 甘廿 田由 泉杲 林材 杨扬 梅悔 湖潮 江汪
城诚 康庚 龙尤 通涌 河何 公么 万方
"""
ALIKE = tuple(_ALIKE.split())
TRADITIONAL = str.maketrans(
    "万陇广马连团结劲义罗亮济苹龙润华黄绿墅蓝领锦绣莹融创创御宸玖珑门国际场镇丽园楼单号医学厂筑运输队质疗养宿"
    "属经纬环条东区问题湾间凉灵虹长风桥",
    "萬隴廣馬連團結勁義羅亮濟蘋龍潤華黃綠墅藍領錦繡瑩融創創御宸玖瓏門國際場鎮麗園樓單號醫學廠築運輸隊質療養宿"
    "屬經緯環條東區問題灣間涼靈虹長風橋",
)


def _lane(a: Address) -> bool:
    """Houses of a lane or a yard without a name of its own."""
    return not a.compound


def head(a: Address) -> str:
    """The estate, or road and number."""
    return a.compound or f"{a.road}{a.house_no}号院"


def block(a: Address, mark: str = "号楼") -> str:
    """3号楼, 3A号楼, 甲3号楼, B座, 紫竹轩."""
    return f"{a.building}{mark}" if a.building.isdigit() else a.building.replace("号楼", mark)


def _unit(a: Address, word: str = "单元") -> str:
    return f"{a.unit}{word}" if a.unit else ""


def tail(a: Address) -> str:
    return f"{block(a)}{_unit(a)}{a.room}室"


def _numbers(a: Address, mark: str = "-") -> str:
    return mark.join(p for p in (a.building.removesuffix("号楼").removesuffix("座"), a.unit, a.room) if p)


def _said(number: str) -> str:
    return chinese_number(int(number)) if number.isdigit() and 0 < int(number) < 1000 else number


def _asked(kind: str, text: str, a: Address, *, keeps: str = "name", road: bool = False, room: bool = True) -> Asked:
    return Asked(kind, text, a, keeps=keeps, keeps_road=road or _lane(a), keeps_room=room)


# ---------------------------------------------------------------- looked at


def around_there(a: Address, rng: random.Random) -> Asked:
    start = rng.choice(("我家在", "就在", "俺家住在", "我爸妈家是", "地方是"))
    there = rng.choice(("那边", "那一片", "那一块儿", "这里头", "里头那个", "院子里面"))
    text = f"{start}{head(a)}{there}{block(a)}{rng.choice(('那栋', '那儿', '', '这个楼'))}{_unit(a)}{a.room}这户"
    return _asked("我家在…那边", text, a)


def digits_heard(a: Address, rng: random.Random) -> Asked:
    building = HEARD_DIGITS.get(a.building, a.building)
    unit = f"{HEARD_DIGITS.get(a.unit, a.unit)}单元" if a.unit else ""
    where = f"{building}号楼{unit}" if a.building.isdigit() else f"{block(a)}{unit}"
    return _asked("numerals as they sound", f"{head(a)}{where}{spelled(a.room)}", a)


def traditional(a: Address, rng: random.Random) -> Asked:
    return _asked("traditional, second table", (head(a) + tail(a)).translate(TRADITIONAL), a)


def half_wide(a: Address, rng: random.Random) -> Asked:
    text = f"{head(a)}\u3000{block(a)} {_unit(a)}\u3000{a.room}"
    text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and rng.random() < 0.5 else c for c in text)
    if a.unit and int(a.unit) < 10 and rng.random() < 0.5:
        text = text.replace(f"{a.unit}单元", f"{'①②③④⑤⑥⑦⑧⑨'[int(a.unit) - 1]}单元")
    return _asked("half of it full-width", text, a)


def bracketed(a: Address, rng: random.Random) -> Asked:
    left, right = rng.choice(("()", "【】", "“”", "「」", "《》", "<>", "[]"))
    text = f"{left}{head(a)}{right}{block(a)}{rng.choice(';；|。!…')}{left}{_unit(a)}{right}{a.room}！！"
    return _asked("brackets and marks", text, a)


def other_numbers(a: Address, rng: random.Random) -> Asked:
    before = rng.choice(
        ("", "晚上8点停的电,", "从7点半到现在,", "11月24号上午就停了,", "打了3次电话了,", "第2次报修了,")
    )
    after = rng.choice(
        (",停了2个多小时了", ",电话000-00000000", ",都3天了", ",家里2个老人", ",一共6户没电", ",2023年就坏过")
    )
    return _asked("times and counts beside it", f"{before}{head(a)}{tail(a)}{after}", a)


def zeros(a: Address, rng: random.Random) -> Asked:
    number = a.building.zfill(2) if a.building.isdigit() else a.building.removesuffix("号楼").removesuffix("座")
    unit = a.unit.zfill(2) if a.unit else ""
    if rng.random() < 0.5:
        text = f"{head(a)}{'-'.join(p for p in (number, unit, a.room.zfill(4)) if p)}"
    else:
        where = f"{number}号楼" if a.building.isdigit() else block(a)
        text = f"{head(a)}{where}{unit + '单元' if unit else ''}{a.room.zfill(4)}室"
    return _asked("filled with zeros", text, a)


def in_english(a: Address, rng: random.Random) -> Asked:
    building = a.building.removesuffix("号楼").removesuffix("座")
    unit = f"{rng.choice(('Unit ', 'unit'))}{a.unit}{rng.choice((', ', ' '))}" if a.unit else ""
    word = rng.choice(("Building ", "building", "Bldg. ", "Block "))
    room = rng.choice(("Room ", "Rm", "room No.", "#"))
    return _asked("Building 3, Unit 2, Room 501", f"{head(a)} {word}{building}, {unit}{room}{a.room}", a)


def _accented(character: str, rng: random.Random) -> str:
    heard = sound_of(character)
    pool = [c for one, other in ACCENTS if heard.startswith(one) and not heard.startswith(f"{one}h")
            for c in characters_by_sound().get(other + heard[len(one):], ())]  # fmt: skip
    return rng.choice(pool) if pool else character


def accent(a: Address, rng: random.Random) -> Asked:
    text = replace_some(a.compound or a.road, 1, rng, _accented)
    rest = "" if a.compound else f"{a.house_no}号院"
    return _asked("f/h, r/l, j/z", f"{text}{rest}{tail(a)}", a, keeps="sound")


def one_in_pinyin(a: Address, rng: random.Random) -> Asked:
    name = a.compound or a.road
    places = [i for i, c in enumerate(name) if "一" <= c <= "鿿"]
    i = rng.choice(places[:3])
    typed = lazy_pinyin(name[i], style=Style.NORMAL)[0]
    rest = "" if a.compound else f"{a.house_no}号院"
    return _asked("one character in pinyin", f"{name[:i]}{typed}{name[i + 1 :]}{rest}{tail(a)}", a, keeps="sound")


def no_marks(a: Address, rng: random.Random) -> Asked:
    number = f"{a.building}号" if a.building.isdigit() else block(a, "号")
    unit = _unit(a, rng.choice(("单元", "门", "单"))) if a.unit else ""
    return _asked("号 for 号楼, no 室", f"{head(a)}{number}{rng.choice((',', '', ' '))}{unit}{a.room}", a)


def after_a_landmark(a: Address, rng: random.Random) -> Asked:
    mark = rng.choice(("实验小学", "家家悦超市", "星光幼儿园", "中国银行", "菜鸟驿站", "物美大卖场", "老年活动中心"))
    way = rng.choice(("往东50米,", "对过的", "北边那个", "斜对面,", "往里走100米", "旁边这个", "楼后头的"))
    return _asked("landmark and metres before it", f"{mark}{way}{head(a)}{tail(a)}", a)


def plate_with_numbers(a: Address, rng: random.Random) -> Asked:
    where = f"{a.road}{a.house_no}{rng.choice(('号院', '号院内', '号', '号大院'))}"
    inner = _numbers(a) if a.building.isdigit() and a.unit else tail(a)
    return _asked("road, number, 3-2-501", f"{where}{rng.choice(('', ' '))}{inner}", a, road=True)


# ---------------------------------------------------------------- measured once


def old_name(a: Address, rng: random.Random) -> Asked:
    if not a.alias:
        return _asked("old name beside it", f"{head(a)}(老小区){tail(a)}", a)
    text = rng.choice((f"{a.compound}(原{a.alias})", f"原来的{a.alias}", f"以前叫{a.alias}现在叫{a.compound}"))
    return _asked("old name beside it", f"{text}{tail(a)}", a)


def hesitant(a: Address, rng: random.Random) -> Asked:
    name, cut = head(a), rng.randint(2, 3)
    building = f"{a.building},{block(a)}" if a.building.isdigit() else block(a)
    text = f"{name[:cut]},{rng.choice(('嗯', '呃', '那个'))},{name},{building},{_unit(a)}"
    text = f"{text},{rng.choice(('', '嗯,'))}{a.room}"
    return _asked("hesitant", text, a)


def room_first(a: Address, rng: random.Random) -> Asked:
    text = f"{a.room},{block(a)}{_unit(a)}的,{rng.choice(('', '在', '小区是'))}{head(a)}"
    return _asked("room, building, estate", text, a)


def look_alike(a: Address, rng: random.Random) -> Asked:
    name = head(a)
    pairs = {one: other for pair in ALIKE for one, other in (pair, pair[::-1])}
    places = [i for i, c in enumerate(name) if c in pairs]
    for i in rng.sample(places, min(1, len(places))):
        name = name[:i] + pairs[name[i]] + name[i + 1 :]
    return _asked("look-alike characters", name + tail(a), a, keeps="stem")


def unit_bare(a: Address, rng: random.Random) -> Asked:
    unit = f"{a.unit}{rng.choice(('的', ',', ' ', '-'))}" if a.unit else ""
    return _asked("单元 left out", f"{head(a)}{block(a)}{unit}{a.room}", a)


def swapped_in_a_sentence(a: Address, rng: random.Random) -> Asked:
    name = head(a)
    i = rng.randrange(1, max(2, min(3, len(name) - 1)))
    name = name[:i] + name[i + 1 : i + 2] + name[i] + name[i + 2 :]
    return _asked("swapped, in a sentence", f"你好,{name}{tail(a)}又跳闸了,帮忙看下", a)


def stuttered(a: Address, rng: random.Random) -> Asked:
    name = head(a)
    return _asked("stuttered", f"{name[0]}{name}{block(a)}{block(a)}{_unit(a)}{a.room}", a)


def ordinals(a: Address, rng: random.Random) -> Asked:
    building = f"第{_said(a.building)}栋" if a.building.isdigit() else block(a)
    unit = f"第{_said(a.unit)}单元" if a.unit else ""
    return _asked("第三栋第二单元", f"{head(a)}{building}{unit}{spelled(a.room)}", a)


def recognised(a: Address, rng: random.Random) -> Asked:
    name = replace_some(a.compound or a.road, 1, rng, homophone) + ("" if a.compound else f"{_said(a.house_no)}号院")
    building = f"{_said(a.building)}号楼" if a.building.isdigit() else block(a)
    start = rng.choice(("喂你好我想问一下", "哎您好那个我这边是", "麻烦问一下啊", "你好我要报修"))
    text = f"{start}{name}{building}{_said(a.unit) + '单元' if a.unit else ''}{spelled(a.room)}这个怎么没电了啊"
    return _asked("as a recogniser writes it", text, a, keeps="sound")


def east_door(a: Address, rng: random.Random) -> Asked:
    floor = a.room[:-2]
    text = f"{head(a)}{block(a)}{_unit(a)}{_said(floor)}楼{rng.choice(('东户', '西户', '中户', '东门', '靠东那家'))}"
    return _asked("五楼东户", text, a, room=False)


def relayed(a: Address, rng: random.Random) -> Asked:
    start = rng.choice(("帮我妈报一下,她住", "我替邻居问的,他家在", "我姥姥家", "单位同事让我打的,地址", "租的房子在"))
    return _asked("for somebody else", f"{start}{head(a)}{tail(a)},老人一个人在家", a)


def small_letters(a: Address, rng: random.Random) -> Asked:
    building = a.building.removesuffix("号楼")
    lettered = not a.building.isdigit() and building.isascii()
    form = f"{building[:-1]}-{building[-1]}" if lettered and len(building) > 1 and rng.random() < 0.5 else building
    mark = "" if building.endswith("座") or not (a.building.isdigit() or lettered or "甲" in building) else "栋"
    return _asked("letters small, 栋", f"{head(a)}{form}{mark}{_unit(a)}{a.room}".lower(), a)


def first_lost(a: Address, rng: random.Random) -> Asked:
    name = a.compound[1:] if a.compound else a.road[1:]
    text = f"{a.road}{a.house_no}号{name}" if a.compound else f"{name}{a.house_no}号院"
    return _asked("first character lost, with the road", f"{text}{tail(a)}", a, road=True)


OPENED: tuple[Kind, ...] = (
    around_there, digits_heard, traditional, half_wide, bracketed, other_numbers, zeros, in_english, accent,
    one_in_pinyin, no_marks, after_a_landmark, plate_with_numbers,
)  # fmt: skip
UNOPENED: tuple[Kind, ...] = (
    old_name, hesitant, room_first, look_alike, unit_bare, swapped_in_a_sentence, stuttered, ordinals, recognised,
    east_door, relayed, small_letters, first_lost,
)  # fmt: skip
