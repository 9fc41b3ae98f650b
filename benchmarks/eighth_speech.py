"""An eighth set of distortions, written before any of them was run: name, numbers and words around distorted at once,
as in the sixth set, with harder names (two faults), other forms of numbers and other words around. A kind is what
happened to the name."""

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
)
from benchmarks.fits import Said, ending_off

Kind = Callable[[Address, random.Random], Said | None]
Changed = tuple[str, str, bool] | None
"""A changed name, what it keeps, and whether its road and door must be said with it to be fair."""
_LOOKS = """
红江 河何 石右 马吗 人入 和合 两丙 园圆 上士 牛午 土士 沙抄 杨扬 口囗 陈阵 渝榆 黄簧 铁轶 劳芳 兴光 保堡 工土 路洛
江红 长张 三二 大太 小少 万方 五伍 文交 青清 方万 水冰 新薪 东车 西酉 天夭 地池 城诚
"""
LOOKS = {pair[0]: pair[1] for pair in _LOOKS.split()}


def _han(number: str) -> str:
    return chinese_number(int(number)) if number.isdigit() and 0 < int(number) < 1000 else number


def _same(name: str, rng: random.Random) -> Changed:
    return name, "name", False


def _misheard_and_no_ending(name: str, rng: random.Random) -> Changed:
    body = ending_off(name)
    return None if body == name or len(body) < 3 else (replace_some(body, 1, rng, homophone), "stem sound", False)


def _near_and_misheard(name: str, rng: random.Random) -> Changed:
    return replace_some(replace_some(name, 1, rng, near_homophone), 1, rng, homophone), "near", False


def _misheard_and_doubled(name: str, rng: random.Random) -> Changed:
    made = replace_some(name, 1, rng, homophone)
    i = rng.randrange(len(made))
    return made[: i + 1] + made[i] + made[i + 1 :], "sound", False


def _misheard_and_lost(name: str, rng: random.Random) -> Changed:
    if len(name) < 6:
        return None
    i = rng.randrange(1, len(ending_off(name)))
    return replace_some(name[:i] + name[i + 1 :], 1, rng, homophone), f"without {i} sound", False


def _swapped_and_filler(name: str, rng: random.Random) -> Changed:
    if len(ending_off(name)) < 3:
        return None
    i = rng.randrange(len(ending_off(name)) - 1)
    made = name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    return f"{rng.choice(('那个', '呃,', '就是'))}{made}", "any order", False


def _looks_like(name: str, rng: random.Random) -> Changed:
    places = [i for i, c in enumerate(ending_off(name)) if c in LOOKS]
    if not places:
        return None
    i = rng.choice(places)
    return name[:i] + LOOKS[name[i]] + name[i + 1 :], f"but {i}", len(name) < 5


def _wrong_with_road(name: str, rng: random.Random) -> Changed:
    i = rng.randrange(len(ending_off(name)))
    return name[:i] + rng.choice(common_characters()) + name[i + 1 :], f"but {i}", True


def _lost_with_road(name: str, rng: random.Random) -> Changed:
    i = rng.randrange(len(name))
    return name[:i] + name[i + 1 :], f"without {i}", True


def _halves(name: str, rng: random.Random) -> Changed:
    body = ending_off(name)
    return None if len(body) != 4 else (body[2:] + body[:2] + name[4:], "any order", False)


def _spoken_apart(name: str, rng: random.Random) -> Changed:
    return f"{name[:2]}{rng.choice((' ', ',', '…', '嗯'))}{name[2:]}", "name", False


NAMES: dict[str, Callable[[str, random.Random], Changed]] = {
    "as it is written": _same, "misheard, no ending": _misheard_and_no_ending, "near and misheard": _near_and_misheard,
    "misheard and doubled": _misheard_and_doubled, "misheard and lost": _misheard_and_lost,
    "swapped behind a filler": _swapped_and_filler, "looks alike": _looks_like,
    "wrong, with the road": _wrong_with_road, "lost, with the road": _lost_with_road,
    "halves swapped": _halves, "said in two parts": _spoken_apart,
}  # fmt: skip


def _block(a: Address, mark: str = "栋", *, han: bool = False) -> str:
    return f"{_han(a.building) if han else a.building}{mark}" if a.building.isdigit() else a.building


def _unit(a: Address, mark: str = "单元", *, han: bool = False) -> str:
    return f"{_han(a.unit) if han else a.unit}{mark}" if a.unit else ""


def _numbers(a: Address, rng: random.Random) -> str:
    floor, spoken = a.room[:-2], spelled(a.room)
    digits = a.building.isdigit() and bool(a.unit)
    forms = [
        f"{_block(a)}{_unit(a)}{a.room}",
        f"{_block(a, '号楼', han=True)}{_unit(a, han=True)}{_han(floor)}楼{spoken}",
        f"{_block(a, '號樓')}{_unit(a, '單元')}{a.room}室",
        f"{_block(a)}{_unit(a)}第{floor}层{a.room}",
        f"{a.room}室({_block(a)}{_unit(a)})",
        f"{_block(a, '号楼')}-{_unit(a) + '-' if a.unit else ''}{a.room}",
        f"{_block(a, rng.choice(('号', '幢', '#')), han=rng.random() < 0.3)},{_unit(a, han=True)},{spoken}",
        f"楼号{_block(a, '号楼')},{'单元号' + _unit(a) + ',' if a.unit else ''}房号{a.room}",
    ]
    if digits:
        forms += [
            f"{a.building}-{a.unit}-{floor}-{a.room}",
            f"{a.building}＃{a.unit}－{a.room}",
            f"{_han(a.building)}栋{a.unit}门{a.room}",
        ]
    return rng.choice(forms)


def _around(place: str, numbers: str, a: Address, rng: random.Random) -> str:
    start = rng.choice(
        (
            "急!!!",
            "主题:停电报修 ",
            "我是租客,住",
            "替我老妈报修,她住",
            "麻烦转告师傅,",
            "业主反映:",
            "小区名称是",
            "亲,",
        )
    )
    end = rng.choice(
        (
            ",已经两个多钟头了",
            ",我是业主王女士",
            "(租户)",
            ",冰箱里东西要坏了",
            ",麻烦五分钟内回电",
            "。谢谢!!",
            ",楼下3家都有电",
        )
    )
    return rng.choice((
        f"{place}{numbers}", f"{start}{place}{numbers}{end}", f"{place}{numbers}{end}", f"{start}{place} {numbers}",
        f"地址:{place}{numbers};现象:没电", f"{a.district}{a.subdistrict}{place}{numbers}",
        f"{place}(近{a.community}){numbers}",
        f"昨天夜里11点多停的,{place}{numbers}", f"我们{place}{numbers}这边又跳闸了",
    ))  # fmt: skip


def _kind(label: str, change: Callable[[str, random.Random], Changed], a: Address, rng: random.Random) -> Said | None:
    name = a.compound or a.road
    changed = change(name, rng)
    if changed is None or (label in ("said in two parts", "halves swapped") and not a.compound):
        return None
    made, keeps, needs_road = changed
    place = made if a.compound else f"{made}{a.house_no}"
    road = needs_road and bool(a.compound)
    if road:
        place = f"{a.road}{a.house_no}{place}"
    text = _around(place, _numbers(a, rng), a, rng)
    return Said(label, text, a, keeps=keeps, written=place if not a.compound else made, road=road or not a.compound)


def _by_alias(a: Address, rng: random.Random) -> Said | None:
    made = replace_some(a.alias, 1, rng, homophone)
    text = _around(made, _numbers(a, rng), a, rng)
    return Said("another name, misheard", text, a, name=a.alias, keeps="sound", written=made) if a.alias else None


KINDS: tuple[Kind, ...] = (*(partial(_kind, label, change) for label, change in NAMES.items()), _by_alias)
