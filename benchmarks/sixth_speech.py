"""A sixth set of distortions, written before any of them was run: every text has its name, its numbers and the words
around it distorted at once, each in a way drawn by chance. A kind is what happened to the name."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

from benchmarks.distort import (
    Address,
    chinese_number,
    common_characters,
    homophone,
    near_homophone,
    replace_some,
    spelled,
    toneless,
)  # fmt: skip
from benchmarks.fits import Said, ending_off

Kind = Callable[[Address, random.Random], Said | None]
Changed = tuple[str, str, bool] | None
"""A changed name, what it keeps, and whether its road and door must be said with it to be fair."""
_TRADITIONAL = str.maketrans(
    "里亩马鞍龙鸡岭庄魏石桥泺泉黑虎潭湖阁历顶燕头浆姚楼花园建玉济铁岔营张匡裕槐辛党陡兴仲邵双庙领阳舜际御绿华润天泰庆汇亿丽艺术"
    "汽万科环经纬东号单区厂棉织师军钢总电业场学医院苏鲁丰奥伟诺",
    "里畝馬鞍龍雞嶺莊魏石橋濼泉黑虎潭湖閣歷頂燕頭漿姚樓花園建玉濟鐵岔營張匡裕槐辛黨陡興仲邵雙廟領陽舜際御綠華潤天泰慶匯億麗藝術"
    "汽萬科環經緯東號單區廠棉織師軍鋼總電業場學醫院蘇魯豐奧偉諾",
)


def _han(number: str) -> str:
    return chinese_number(int(number)) if number.isdigit() and 0 < int(number) < 1000 else number


# ---------------------------------------------------------------- the name


def _same(name: str, rng: random.Random) -> Changed:
    return name, "name", False


def _one_misheard(name: str, rng: random.Random) -> Changed:
    return replace_some(name, 1, rng, homophone), "sound", False


def _two_misheard(name: str, rng: random.Random) -> Changed:
    return replace_some(name, 2, rng, homophone), "sound", False


def _one_near(name: str, rng: random.Random) -> Changed:
    return replace_some(ending_off(name), 1, rng, near_homophone) + name[len(ending_off(name)) :], "near", False


def _all_misheard(name: str, rng: random.Random) -> Changed:
    return replace_some(name, len(name), rng, homophone), "sound", False


def _swapped(name: str, rng: random.Random) -> Changed:
    if len(ending_off(name)) < 3:
        return None
    i = rng.randrange(len(ending_off(name)) - 1)
    return name[:i] + name[i + 1] + name[i] + name[i + 2 :], "any order", False


def _one_lost(name: str, rng: random.Random) -> Changed:
    i = rng.randrange(len(ending_off(name)))
    return name[:i] + name[i + 1 :], f"without {i}", len(name) < 6


def _one_added(name: str, rng: random.Random) -> Changed:
    i = rng.randrange(1, len(ending_off(name)))
    return name[:i] + rng.choice(common_characters()) + name[i:], "name", len(name) < 5


def _doubled(name: str, rng: random.Random) -> Changed:
    i = rng.randrange(len(ending_off(name)))
    return name[: i + 1] + name[i] + name[i + 1 :], "name", False


def _one_wrong(name: str, rng: random.Random) -> Changed:
    i = rng.randrange(len(ending_off(name)))
    return name[:i] + rng.choice(common_characters()) + name[i + 1 :], f"but {i}", len(name) < 6


def _no_ending(name: str, rng: random.Random) -> Changed:
    return None if ending_off(name) == name else (ending_off(name), "stem", False)


def _other_ending(name: str, rng: random.Random) -> Changed:
    body = ending_off(name)
    return None if body == name else (body + rng.choice(("小区", "花园", "新村", "苑")), "stem", len(body) < 3)


def _one_in_pinyin(name: str, rng: random.Random) -> Changed:
    i = rng.randrange(len(ending_off(name)))
    return name[:i] + toneless(name[i]) + name[i + 1 :], "sound", False


def _traditional(name: str, rng: random.Random) -> Changed:
    return name.translate(_TRADITIONAL), "name", False


def _figures(name: str, rng: random.Random) -> Changed:
    made = "".join(str("零一二三四五六七八九".index(c)) if c in "一二三四五六七八九" else c for c in name)
    return None if made == name or "十" in name else (made, "name", False)


NAMES: dict[str, Callable[[str, random.Random], Changed]] = {
    "as it is written": _same, "one character misheard": _one_misheard, "two misheard": _two_misheard,
    "one near sound": _one_near, "all misheard": _all_misheard, "neighbours swapped": _swapped,
    "one character lost": _one_lost, "one added": _one_added, "one doubled": _doubled, "one wrong": _one_wrong,
    "no ending": _no_ending, "another ending": _other_ending, "one in pinyin": _one_in_pinyin,
    "traditional": _traditional, "figures for numerals": _figures,
}  # fmt: skip

# ---------------------------------------------------------------- the numbers


def _block(a: Address, mark: str = "号楼", *, han: bool = False) -> str:
    return f"{_han(a.building) if han else a.building}{mark}" if a.building.isdigit() else a.building


def _unit(a: Address, mark: str = "单元", *, han: bool = False) -> str:
    return f"{_han(a.unit) if han else a.unit}{mark}" if a.unit else ""


def _numbers(a: Address, rng: random.Random) -> str:
    """The numbers, in one of many forms."""
    dash, spoken = rng.choice("-－—/ ·、_"), rng.choice((spelled(a.room), spelled(a.room).replace("一", "幺")))
    digits = a.building.isdigit() and (not a.unit or a.unit.isdigit())
    forms = [
        f"{_block(a)}{_unit(a)}{a.room}室",
        f"{_block(a, han=True)}{_unit(a, han=True)}{spoken}",
        f"{_block(a, han=True)}{_unit(a)}{a.room}",
        f"{_block(a, rng.choice(('栋', '幢', '#', '#楼', '号')))}{_unit(a)}{a.room}",
        f"{_block(a)},{_unit(a)},{a.room}",
        f"{_block(a)} {_unit(a, han=True)} {a.room}户",
        f"{_block(a, han=True)}{_unit(a, han=True).replace('二', '两')}{_han(a.room[:-2])}楼{spoken}",
        f"第{_block(a, '栋', han=True)}第{_unit(a, han=True)}{a.room}"
        if digits and a.unit
        else f"{_block(a)}{_unit(a)}{a.room}",
        "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" else c for c in f"{_block(a)}{_unit(a)}{a.room}"),
    ]
    if digits:
        forms.append(dash.join(p for p in (a.building, a.unit, a.room) if p))
        forms.append(f"{a.building}号楼{dash.join(p for p in (a.unit, a.room) if p)}")
        forms.append("杠".join(p for p in (_han(a.building), _han(a.unit), spoken) if p))
    return rng.choice(forms)


# ---------------------------------------------------------------- the words around


def _around(place: str, numbers: str, a: Address, rng: random.Random) -> str:
    """The text, in one of many orders and with the words that people say."""
    start = rng.choice(("你好,我是", "那个", "喂您好我这里是", "就是", "麻烦查一下", "我家住", "师傅,"))
    end = rng.choice((",没电了", "停电", ",灯一闪一闪的", ",怎么回事啊", "的电表跳闸了", ",什么时候来电"))
    forms = [
        f"{place}{numbers}",
        f"{start}{place}{numbers}{end}",
        f"{place} {numbers}{end}",
        f"{place}的{numbers}",
        f"{rng.choice(('停电了', '电线冒烟', '楼道灯不亮'))},{rng.choice(('', '在', '地址'))}{place}{numbers}",
        f"济南市{place}{numbers}",
        f"{a.subdistrict}{a.community}{place}{numbers}",
        f"{place},{place},{numbers}",
        f"{start}{place}那边{numbers}{end}",
        f"{numbers},{place}" if "楼" in numbers and not numbers.startswith("第") else f"{place}{numbers}",
    ]
    return rng.choice(forms)


def _kind(label: str, change: Callable[[str, random.Random], Changed], a: Address, rng: random.Random) -> Said | None:
    name = a.compound or a.road
    changed = change(name, rng)
    if changed is None:
        return None
    made, keeps, needs_road = changed
    place = made if a.compound else f"{made}{a.house_no}"
    road = needs_road and bool(a.compound)
    if road:
        place = f"{a.road}{a.house_no}{place}"
    gap = " " if made[-1:].isascii() else ""
    text = _around(f"{place}{gap}", _numbers(a, rng), a, rng)
    return Said(label, text, a, keeps=keeps, written=place if not a.compound else made, road=road or not a.compound)


def _by_alias(a: Address, rng: random.Random) -> Said | None:
    return Said("by another name", _around(a.alias, _numbers(a, rng), a, rng), a, name=a.alias) if a.alias else None


KINDS: tuple[Kind, ...] = (*(partial(_kind, label, change) for label, change in NAMES.items()), _by_alias)
