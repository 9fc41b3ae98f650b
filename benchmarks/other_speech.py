"""A second set of distortions, made without looking at the first: how else people say, type and mistype an address.

`OPENED` were looked at while the engine was mended; `UNOPENED` were only measured, after the last change.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from pypinyin import Style, lazy_pinyin

from benchmarks.distort import (
    Address,
    Asked,
    building_words,
    chinese_number,
    head,
    homophone,
    near_homophone,
    plate,
    replace_some,
    spelled,
    tail,
)

Kind = Callable[[Address, random.Random], Asked]
LOST = ("小区", "花园", "家园", "公寓", "新村", "宿舍", "家属院", "大院")
TRADITIONAL = str.maketrans(
    "号楼单园区东龙乐华阳陈张刘马万叶顾邓苏吴赵孙杨黄罗郑谢韩冯萧许吕卢蒋贾阎钟邹陆邱龚赖尹乔贺汤钱邵维国团结长"
    "红宫银铁机锅炉电缆纸粮销邮质测绘荆兰叶学凯锦泽汇珠云岳观听揽龙凤马压线门庄寨岛湾绿紫枫书状军医风进发兴庆丰",
    "號樓單園區東龍樂華陽陳張劉馬萬葉顧鄧蘇吳趙孫楊黃羅鄭謝韓馮蕭許呂盧蔣賈閻鐘鄒陸邱龔賴尹喬賀湯錢邵維國團結長"
    "紅宮銀鐵機鍋爐電纜紙糧銷郵質測繪荊蘭葉學凱錦澤匯珠雲嶽觀聽攬龍鳳馬壓線門莊寨島灣綠紫楓書狀軍醫風進發興慶豐",
)


def _numbered(a: Address) -> bool:
    return a.building.isdigit()


def _unit(a: Address, word: str = "单元") -> str:
    return f"{a.unit}{word}" if a.unit else ""


def _numbers(a: Address, mark: str = "-", *, block: bool = True) -> str:
    """3-2-501; what is no number keeps its word (3 甲单元 501)."""
    unit = a.unit if a.unit.isdigit() or a.unit.isascii() else f" {_unit(a)} "
    building = a.building.removesuffix("座").removesuffix("号楼") if block else ""
    return mark.join(part for part in (building, unit, a.room) if part)


def _said(number: str) -> str:
    return chinese_number(int(number)) if number.isdigit() and 0 < int(number) < 1000 else number


def _asked(
    kind: str, text: str, a: Address, *, keeps: str = "name", road: bool = False, parents: bool = False
) -> Asked:
    return Asked(kind, text, a, keeps=keeps, keeps_road=road or not a.compound, keeps_parents=parents)


def _block(a: Address, mark: str = "号楼") -> str:
    return f"{_said(a.building)}{mark}" if _numbered(a) else a.building


def numbers_first(a: Address, rng: random.Random) -> Asked:
    inner = f"{_block(a)}{_said(a.unit) + '单元' if a.unit else ''}{spelled(a.room)}"
    text = f"{inner}{rng.choice((',在', ' 在', '，是', '。'))}{head(a)}{rng.choice(('', '里', '这边', '那儿'))}"
    return (
        _asked("numbers first, then 在", text, a)
        if a.compound
        else _asked("numbers first, then 在", head(a) + tail(a), a)
    )


def chatty(a: Address, rng: random.Random) -> Asked:
    start = rng.choice(
        ("喂,那个麻烦你给看看哈,", "哎你好同志,我家在", "师傅啊我就住在那个", "不好意思打扰一下,我这个是")
    )
    end = rng.choice(("呢,刚才还好好的", "这里,灯一闪一闪的", "哈,麻烦快点", "呀,都黑着呢", "，孩子还要写作业"))
    return _asked("chatter around it", f"{start}{head(a)}{tail(a)}{end}", a)


def traditional(a: Address, rng: random.Random) -> Asked:
    text = (head(a) + tail(a)).translate(TRADITIONAL)
    return _asked("traditional characters", text, a)


def wide(a: Address, rng: random.Random) -> Asked:
    unit = f" {a.unit}单元" if a.unit else ""
    text = f"{head(a)} {building_words(a)}{unit} {a.room}"
    return _asked("full-width and spaces", "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text), a)


def all_heard(a: Address, rng: random.Random) -> Asked:
    text = "".join(homophone(c, rng) if "一" <= c <= "鿿" and c not in "号东西南北甲乙" else c for c in head(a))
    return _asked("every character a homophone", f"{text},{_block(a)}{_unit(a)}{a.room}", a, keeps="sound")


def near_sounds(a: Address, rng: random.Random) -> Asked:
    return _asked("two near sounds", replace_some(head(a), 2, rng, near_homophone) + tail(a), a, keeps="near")


def ending_lost(a: Address, rng: random.Random) -> Asked:
    lost = next((word for word in LOST if a.compound.endswith(word) and len(a.compound) - len(word) > 1), "")
    text = head(a).removesuffix(lost) if lost else head(a)
    return _asked("ending and 号 lost", f"{text}{building_words(a, '楼')}{_unit(a)}{a.room}", a, keeps="stem")


def doubled(a: Address, rng: random.Random) -> Asked:
    text = head(a)
    i = rng.randrange(2)
    return _asked("doubled character", text[: i + 1] + text[i] + text[i + 1 :] + tail(a), a)


def neighbours_swapped(a: Address, rng: random.Random) -> Asked:
    text = head(a)
    i = rng.randrange(min(2, len(text) - 1))
    return _asked("neighbours swapped", text[:i] + text[i + 1] + text[i] + text[i + 2 :] + tail(a), a)


def letters_low(a: Address, rng: random.Random) -> Asked:
    text = f"{head(a)}{building_words(a, rng.choice(('栋', '#', '号')))}{_unit(a)}{a.room}"
    text = text.replace("座", rng.choice(("座", "栋", "号楼", "楼", " "))) if a.building.endswith("座") else text
    return _asked("letters low, 栋 for 座", text.lower(), a)


def in_pinyin(a: Address, rng: random.Random) -> Asked:
    syllables = lazy_pinyin(head(a), style=Style.NORMAL)
    return _asked("typed in pinyin", f"{rng.choice(('', ' ')).join(syllables)} {_numbers(a)}", a, keeps="sound")


def hash_form(a: Address, rng: random.Random) -> Asked:
    block = f"{a.building}#" if _numbered(a) else a.building
    return _asked("3#2-501", f"{head(a)}{block}{_numbers(a, block=False)}", a)


def gate_form(a: Address, rng: random.Random) -> Asked:
    unit = _unit(a, "门" if a.unit.isdigit() else "单元")
    return _asked("3栋2门501", f"{head(a)}{building_words(a, rng.choice(('栋', '幢')))}{unit}{a.room}", a)


def block_first(a: Address, rng: random.Random) -> Asked:
    if not a.compound or not _numbered(a):
        return _asked("building before the estate", head(a) + tail(a), a)
    return _asked("building before the estate", f"{a.building}号楼{a.compound}{_unit(a)}{a.room}室", a)


def road_and_name(a: Address, rng: random.Random) -> Asked:
    if not a.compound:
        return _asked("road, number and estate", head(a) + tail(a), a)
    text = f"{plate(a)}{rng.choice(('', '的', ' ', '院内'))}{a.compound}{tail(a)}"
    return _asked("road, number and estate", text, a, road=True)


def all_above(a: Address, rng: random.Random) -> Asked:
    text = f"{rng.choice(('济南市', '济南', '山东省济南市'))}{a.district}{a.subdistrict}{a.community}{head(a)}{tail(a)}"
    return _asked("city to community before it", text, a, parents=True)


def landmark(a: Address, rng: random.Random) -> Asked:
    mark = rng.choice(("大润发超市", "农业银行", "加油站", "第三小学", "公交站", "菜市场"))
    return _asked("landmark before it", f"{mark}{rng.choice(('对面', '旁边', '后面'))}的{head(a)}{tail(a)}", a)


def r_sound(a: Address, rng: random.Random) -> Asked:
    text = f"{head(a)}儿{_block(a)}{rng.choice(('儿', ''))}{_unit(a)}{spelled(a.room)}"
    return _asked("with 儿", text, a)


def digit_typo(a: Address, rng: random.Random) -> Asked:
    if not a.compound or not a.house_no:
        return _asked("road number mistyped", head(a) + tail(a), a)
    i = rng.randrange(len(a.house_no))
    wrong = a.house_no[:i] + str((int(a.house_no[i]) + rng.randint(1, 8)) % 10) + a.house_no[i + 1 :]
    return _asked("road number mistyped", f"{a.road}{wrong}号{a.compound}{tail(a)}", a, road=True)


def nickname(a: Address, rng: random.Random) -> Asked:
    return _asked("nickname", f"{a.alias or head(a)}{building_words(a, '号')}{_unit(a)}{a.room}", a)


# ---------------------------------------------------------------- only measured


def reversed_order(a: Address, rng: random.Random) -> Asked:
    parts = (f"{a.room}室", _unit(a), building_words(a), head(a))
    return _asked("smallest part first", rng.choice((" ", ",")).join(p for p in parts if p), a)


def said_twice(a: Address, rng: random.Random) -> Asked:
    return _asked("said twice", f"{head(a)},对,{head(a)}{_block(a)},{_unit(a)}{a.room}", a)


def which_estate(a: Address, rng: random.Random) -> Asked:
    text = f"{head(a)}那个{rng.choice(('小区', '院', '地方'))}的{_block(a)}{_unit(a)}{a.room}"
    return _asked("那个小区的", text, a)


def floor_said(a: Address, rng: random.Random) -> Asked:
    floor = a.room[:-2]
    return _asked(
        "floor and room", f"{head(a)}{building_words(a)}{_unit(a)}{_said(floor)}{rng.choice(('层', '楼'))}{a.room}", a
    )


def wrong_parent(a: Address, rng: random.Random) -> Asked:
    return _asked(
        "another subdistrict before it", f"{rng.choice(('七贤', '六里山', '杆石桥'))}街道{head(a)}{tail(a)}", a
    )


def misheard_marks(a: Address, rng: random.Random) -> Asked:
    text = tail(a).replace("号楼", rng.choice(("号搂", "好楼"))).replace("单元", rng.choice(("单圆", "丹元")))
    return _asked("号楼 and 单元 misheard", head(a) + text, a)


def one_wrong_one_lost(a: Address, rng: random.Random) -> Asked:
    text = head(a)
    text = replace_some(text[:-1], 1, rng, homophone) if len(text) > 4 else replace_some(text, 1, rng, homophone)
    return _asked("one misheard, the last lost", text + tail(a), a, keeps="stem sound")


def counted_room(a: Address, rng: random.Random) -> Asked:
    room = chinese_number(int(a.room)) if len(a.room) == 3 else spelled(a.room)
    return _asked("room as 五百零一", f"{head(a)}{_block(a)}{_said(a.unit) + '单元' if a.unit else ''}{room}", a)


def form_lines(a: Address, rng: random.Random) -> Asked:
    text = f"地址:{head(a)};楼号:{building_words(a)};{'单元:' + _unit(a) + ';' if a.unit else ''}房号:{a.room}"
    return _asked("lines of a form", text, a)


def cut_short(a: Address, rng: random.Random) -> Asked:
    return _asked("numbers with spaces", f"{head(a)} {_numbers(a, ' ')}", a)


OPENED: tuple[Kind, ...] = (
    numbers_first, chatty, traditional, wide, all_heard, near_sounds, ending_lost, doubled, neighbours_swapped,
    letters_low, in_pinyin, hash_form, gate_form, block_first, road_and_name, all_above, landmark, r_sound, digit_typo,
    nickname,
)  # fmt: skip
UNOPENED: tuple[Kind, ...] = (
    reversed_order, said_twice, which_estate, floor_said, wrong_parent, misheard_marks, one_wrong_one_lost,
    counted_room, form_lines, cut_short,
)  # fmt: skip
