"""Seeded distortions: how people really say, type and mishear an address.

Each distortion takes a true `Address` and gives the text a caller might have said or typed. The kinds in
`TUNED` were looked at while the engine was made; those in `HELD_OUT` were written before it and only measured.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pypinyin.constants import PINYIN_DICT, Style
from pypinyin.style import convert

DIGITS = "零一二三四五六七八九"
SUFFIXES = ("小区", "花园", "家园", "新村", "公寓", "宿舍", "新居", "大院", "苑", "园", "庭", "府", "居", "城")


@dataclass(frozen=True, slots=True)
class Address:
    """One true household address; `building` is a bare number (12), a label (A座, 4排, 综合楼) or, where the door plate
    is the building, empty. `unit` may be empty too."""

    place_id: int
    district: str
    subdistrict: str
    community: str
    road: str
    house_no: str
    compound: str
    alias: str
    building: str
    unit: str
    room: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A distorted text and what is left in it: which parts an ideal reader could still know."""

    kind: str
    text: str
    address: Address
    keeps: str = "name"  # name, sound, stem, or stem's sound
    keeps_road: bool = False
    keeps_parents: bool = False
    keeps_building: bool = True
    keeps_room: bool = True


# ---------------------------------------------------------------- characters


@cache
def common_characters() -> tuple[str, ...]:
    """The 3,755 characters of GB 2312 level 1."""
    rows = range(0xB0, 0xD8)
    codes = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return tuple(code.decode("gb2312") for code in codes if code < b"\xd7\xfa")


@cache
def toneless(character: str) -> str:
    """First reading of a character without tone, or an empty text."""
    readings = PINYIN_DICT.get(ord(character), "")
    return convert(readings.split(",")[0], Style.NORMAL, strict=True) if readings else ""


@cache
def characters_by_sound() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for character in common_characters():
        found.setdefault(toneless(character), []).append(character)
    return {sound: tuple(members) for sound, members in found.items()}


def homophone(character: str, rng: random.Random) -> str:
    """Another common character of the same toneless sound (itself when there is none)."""
    others = [c for c in characters_by_sound().get(toneless(character), ()) if c != character]
    return rng.choice(others) if others else character


NEAR_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


def near_homophone(character: str, rng: random.Random) -> str:
    """A common character whose sound is often confused (zh/z, n/l, ing/in); itself when there is none."""
    sound = toneless(character)
    swaps = []
    for one, other in NEAR_SOUNDS:
        for a, b in ((one, other), (other, one)):
            if len(a) <= 2 and a[0] not in "aei" and re.match(a + r"(?!h)", sound):
                swaps.append(b + sound[len(a) :])
            elif a[0] in "aei" and sound.endswith(a):
                swaps.append(sound[: -len(a)] + b)
    pool = [c for swap in swaps for c in characters_by_sound().get(swap, ())]
    return rng.choice(pool) if pool else character


def chinese_number(number: int) -> str:
    """1 to 999 as spoken: 78 gives 七十八."""
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return "十" + (DIGITS[number % 10] if number % 10 else "")
    if number < 100:
        return DIGITS[number // 10] + "十" + (DIGITS[number % 10] if number % 10 else "")
    rest = number % 100
    tail = "" if not rest else ("零" + DIGITS[rest] if rest < 10 else DIGITS[rest // 10] + "十" + _unit(rest))
    return DIGITS[number // 100] + "百" + tail


def _unit(rest: int) -> str:
    return DIGITS[rest % 10] if rest % 10 else ""


def spelled(digits: str) -> str:
    """Digit by digit, as rooms are read: 502 gives 五零二."""
    return "".join(DIGITS[int(d)] if d.isdigit() else d for d in digits)


def spoken(number: str) -> str:
    return chinese_number(int(number)) if number.isdigit() and 0 < int(number) < 1000 else number


# ---------------------------------------------------------------- pieces


def plate(a: Address) -> str:
    return f"{a.road}{a.house_no}号" if a.road else ""


def building_words(a: Address, mark: str = "号楼") -> str:
    """The building in words, a number with the given mark."""
    return f"{a.building}{mark}" if a.building.isdigit() else a.building


def spoken_building(a: Address, mark: str = "号楼") -> str:
    """The same with the number as it is spoken."""
    number = "".join(c for c in a.building if c.isdigit())
    return building_words(a, mark).replace(number, spoken(number)) if number else a.building


def tail(a: Address) -> str:
    """Building, unit and room in the official form."""
    unit = f"{a.unit}单元" if a.unit else ""
    return f"{building_words(a)}{unit}{a.room}{'号' if a.building.endswith('排') else '室'}"


def dashes(a: Address, mark: str = "-") -> str:
    """3-2-501; buildings with a name keep it (综合楼2-501)."""
    named = a.building and not a.building.isdigit() and not a.building.endswith("座")
    building = a.building.removesuffix("座")
    numbers = mark.join(part for part in ("" if named else building, a.unit, a.room) if part)
    return f"{building if named else ''}{numbers}"


def head(a: Address) -> str:
    return a.compound or plate(a)


def stem(name: str) -> str:
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


def replace_some(text: str, count: int, rng: random.Random, change: Callable[[str, random.Random], str]) -> str:
    """Change `count` Chinese characters of a text that are no numerals."""
    places = [i for i, c in enumerate(text) if "一" <= c <= "鿿" and c not in DIGITS + "十百号"]
    for i in rng.sample(places, min(count, len(places))):
        text = text[:i] + change(text[i], rng) + text[i + 1 :]
    return text


def _any_character(_: str, rng: random.Random) -> str:
    return rng.choice(common_characters())


# ---------------------------------------------------------------- tuned kinds


def full(a: Address, rng: random.Random) -> Asked:
    return Asked("full", f"济南市{a.district}{plate(a)}{a.compound}{tail(a)}", a, keeps_road=True, keeps_parents=True)


def no_prefix(a: Address, rng: random.Random) -> Asked:
    return Asked("no prefix", head(a) + tail(a), a, keeps_road=not a.compound)


def dashed(a: Address, rng: random.Random) -> Asked:
    return Asked("3-2-501", f"{head(a)}{dashes(a)}", a, keeps_road=not a.compound)


def one_typo(a: Address, rng: random.Random) -> Asked:
    text = replace_some(plate(a) + a.compound, 1, rng, _any_character)
    return Asked("one typo", text + tail(a), a, keeps_road=True)


def one_or_two_homophones(a: Address, rng: random.Random) -> Asked:
    text = replace_some(head(a), rng.choice((1, 2)), rng, homophone)
    return Asked("1-2 homophones", text + tail(a), a, keeps="sound", keeps_road=not a.compound)


def dropped_character(a: Address, rng: random.Random) -> Asked:
    text = plate(a) + a.compound
    i = rng.choice([i for i, c in enumerate(text) if not c.isdigit()])
    return Asked("dropped character", text[:i] + text[i + 1 :] + tail(a), a, keeps_road=True)


def no_room(a: Address, rng: random.Random) -> Asked:
    text = head(a) + building_words(a)
    return Asked("no room", text, a, keeps_road=not a.compound, keeps_room=False)


def numerals(a: Address, rng: random.Random) -> Asked:
    building = spoken_building(a)
    unit = f"{spoken(a.unit)}单元".replace("二单元", rng.choice(("二单元", "两单元"))) if a.unit else ""
    where = a.compound or f"{a.road}{spoken(a.house_no)}号"
    return Asked("Chinese numerals", f"{where}{building}{unit}{spelled(a.room)}", a, keeps_road=not a.compound)


def compound_only(a: Address, rng: random.Random) -> Asked:
    whole = not a.compound
    return Asked("compound only", head(a), a, keeps_road=whole, keeps_building=whole, keeps_room=False)


def swapped_digits(a: Address, rng: random.Random) -> Asked:
    number = a.house_no
    if len(number) > 1:
        i = rng.randrange(len(number) - 1)
        number = number[:i] + number[i + 1] + number[i] + number[i + 2 :]
    if not a.compound:
        return no_prefix(a, rng)
    return Asked("swapped house digits", f"{a.road}{number}号{a.compound}{tail(a)}", a, keeps_road=True)


def heard_wrong(a: Address, rng: random.Random) -> Asked:
    text = "".join(homophone(c, rng) if "一" <= c <= "鿿" and c not in "号" else c for c in head(a))
    return Asked("every character a homophone", text + tail(a), a, keeps="sound", keeps_road=not a.compound)


def hard(a: Address, rng: random.Random) -> Asked:
    text = replace_some(stem(a.compound) or plate(a), 1, rng, homophone)
    return Asked("stem, homophone, dashes", f"{text}{dashes(a)}", a, keeps="stem sound", keeps_road=not a.compound)


def full_width(a: Address, rng: random.Random) -> Asked:
    text = head(a) + rng.choice((tail(a), dashes(a)))
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    return Asked("full-width", wide, a, keeps_road=not a.compound)


def other_words(a: Address, rng: random.Random) -> Asked:
    mark = rng.choice(("栋", "幢", "座", "#", "#楼", "楼"))
    building = building_words(a, mark)
    unit = f"{a.unit}{rng.choice(('单元', '门'))}" if a.unit else ""
    text = f"{head(a)}{building}{unit}{a.room}{rng.choice(('', '户', '室', '房'))}"
    return Asked("栋, 幢, #, 门, 户", text, a, keeps_road=not a.compound)


MISHEARD = {"号楼": "好楼", "单元": "丹园", "室": "是"}


def misheard_words(a: Address, rng: random.Random) -> Asked:
    text = head(a) + tail(a)
    for word, heard in MISHEARD.items():
        text = text.replace(word, heard) if rng.random() < 0.6 else text
    return Asked("号楼, 单元 as they sound", text, a, keeps_road=not a.compound)


def formal(a: Address, rng: random.Random) -> Asked:
    building = spoken_building(a).translate(str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾"))
    unit = f"{a.unit.zfill(2)}单元" if a.unit else ""
    return Asked("壹贰叁, 02单元", f"{head(a)}{building}{unit}{a.room}室", a, keeps_road=not a.compound)


# ---------------------------------------------------------------- held-out kinds

OPENINGS = (
    "",
    "喂你好,",
    "那个,",
    "我们家是",
    "我住在",
    "师傅我这边是",
    "你好我家在",
    "麻烦看一下",
    "就是那个",
    "俺是",
)
TROUBLES = (
    "没电了",
    "突然停电了",
    "楼道灯不亮了",
    "家里没电,邻居家有电",
    "电表箱冒烟",
    "跳闸了推不上去",
    "几点能来电啊",
    "整栋楼都没电",
)


def story(a: Address, rng: random.Random) -> Asked:
    """A whole sentence around the address."""
    comma = rng.choice((",", "。", " ", ""))
    text = f"{rng.choice(OPENINGS)}{head(a)}{tail(a)}{comma}{rng.choice(TROUBLES)}"
    return Asked("in a sentence", text, a, keeps_road=not a.compound)


def spoken_order(a: Address, rng: random.Random) -> Asked:
    building = spoken_building(a)
    unit = f"{spoken(a.unit)}单元" if a.unit else ""
    inner = f"{building}{unit}{a.room}室" if not a.building.endswith("排") else tail(a)
    forms = [f"我家{inner},{head(a)}的"]
    if unit:
        forms.append(f"{unit}{spelled(a.room)},{head(a)}{building}")
        forms.append(f"{head(a)}那个{building}啊,{unit}的{spelled(a.room)}")
    text = rng.choice(forms)
    return Asked("spoken order", text, a, keeps_road=not a.compound)


def plate_only(a: Address, rng: random.Random) -> Asked:
    yard = "院" if a.building and rng.random() < 0.5 else ""
    return Asked("road and number", f"{plate(a)}{yard}{tail(a)}", a, keeps_road=True)


def inserted_character(a: Address, rng: random.Random) -> Asked:
    text = head(a)
    i = rng.randrange(1, len(stem(text if a.compound else a.road)))
    extra = rng.choice((text[i - 1], rng.choice(common_characters())))
    return Asked("inserted character", text[:i] + extra + text[i:] + tail(a), a, keeps_road=not a.compound)


def by_alias(a: Address, rng: random.Random) -> Asked:
    return Asked("alias", (a.alias or head(a)) + tail(a), a, keeps_road=not a.compound)


def transposed(a: Address, rng: random.Random) -> Asked:
    text = head(a)
    i = rng.randrange(max(1, len(stem(a.compound or a.road)) - 1))
    text = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    return Asked("transposed characters", text + tail(a), a, keeps_road=not a.compound)


def near_sound(a: Address, rng: random.Random) -> Asked:
    text = replace_some(head(a), 1, rng, near_homophone)
    return Asked("near sound", text + tail(a), a, keeps="sound", keeps_road=not a.compound)


def punctuated(a: Address, rng: random.Random) -> Asked:
    mark = rng.choice((" ", ",", "、", " / ", "  ", ";"))
    parts = [p for p in (head(a), building_words(a), f"{a.unit}单元" if a.unit else "") if p]
    return Asked("spaces and marks", mark.join([*parts, a.room]), a, keeps_road=not a.compound)


def with_parents(a: Address, rng: random.Random) -> Asked:
    text = f"{rng.choice(('', a.subdistrict))}{a.community}{head(a)}{tail(a)}"
    return Asked("with community", text, a, keeps_road=not a.compound, keeps_parents=True)


def traditional(a: Address, rng: random.Random) -> Asked:
    text = (head(a) + tail(a)).translate(str.maketrans("号楼单园区东龙乐华山", "號樓單園區東龍樂華山"))
    return Asked("traditional characters", text, a, keeps_road=not a.compound)


def two_noises(a: Address, rng: random.Random) -> Asked:
    text = replace_some(head(a), 1, rng, homophone)
    body = spoken_building(a, "栋")
    unit = f"{spoken(a.unit)}单元" if a.unit else ""
    wide = f"{rng.choice(OPENINGS)}{text}{body}{unit}{a.room},{rng.choice(TROUBLES)}"
    return Asked("homophone in a sentence", wide, a, keeps="sound", keeps_road=not a.compound)


def other_dashes(a: Address, rng: random.Random) -> Asked:
    mark = rng.choice(("—", "–", "-", ".", "/", "－", "~", "杠", " "))
    return Asked("other dashes", f"{head(a)} {dashes(a, mark)}", a, keeps_road=not a.compound)


TUNED: tuple[Callable[[Address, random.Random], Asked], ...] = (
    full, no_prefix, dashed, one_typo, one_or_two_homophones, dropped_character, no_room, numerals, compound_only,
    swapped_digits, heard_wrong, hard, full_width, other_words, misheard_words, formal,
)  # fmt: skip
HELD_OUT: tuple[Callable[[Address, random.Random], Asked], ...] = (
    story, spoken_order, plate_only, inserted_character, by_alias, transposed, near_sound, punctuated, with_parents,
    traditional, two_noises, other_dashes,
)  # fmt: skip
