"""A seventh set of distortions, written before any of them was run: other places in the same text, times and amounts
in words, a pause after every word, signs of the net, words of the region, forms of numbers that offices use."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.distort import Address, chinese_number, homophone, near_homophone, replace_some, spelled
from benchmarks.fits import Said, ending_off

Kind = Callable[[Address, random.Random], Said | None]


def head(a: Address) -> str:
    return a.compound or f"{a.road}{a.house_no}号"


def _han(number: str) -> str:
    return chinese_number(int(number)) if number.isdigit() and 0 < int(number) < 1000 else number


def block(a: Address, mark: str = "幢", *, han: bool = False) -> str:
    """12幢; A座 and 二组3号 as they are."""
    return f"{_han(a.building) if han else a.building}{mark}" if a.building.isdigit() else a.building


def unit(a: Address, mark: str = "单元", *, han: bool = False) -> str:
    return f"{_han(a.unit) if han else a.unit}{mark}" if a.unit else ""


def tail(a: Address, mark: str = "幢") -> str:
    return f"{block(a, mark)}{unit(a)}{a.room + '室' if a.room else ''}"


def han_tail(a: Address, mark: str = "幢") -> str:
    return f"{block(a, mark, han=True)}{unit(a, han=True)}{spelled(a.room)}"


def _said(kind: str, text: str, a: Address, **more: object) -> Said:
    return Said(kind, text, a, **{"name": a.compound or f"{a.road}{a.house_no}", **more})  # type: ignore[arg-type] # by name


def plain(a: Address, rng: random.Random) -> Said:
    return _said("as it is written", f"{head(a)}{tail(a, rng.choice(('幢', '号楼', '栋', '#')))}", a)


def not_there(a: Address, rng: random.Random) -> Said | None:
    """Not the other part of the estate, but this one."""
    if not a.compound or not a.road:
        return None
    text = f"不是{a.road}那边的,是{head(a)}的,{tail(a)}"
    return _said("not on the road, in the estate", text, a)


def beside_road(a: Address, rng: random.Random) -> Said | None:
    if not a.compound:
        return None
    return _said("on the road, beside a hospital", f"{a.road}上人民医院斜对面{head(a)}{tail(a)}", a)


def in_brackets(a: Address, rng: random.Random) -> Said:
    text = f"{head(a)}({a.subdistrict}{rng.choice(('', '办事处'))}附近){tail(a)}"
    return _said("the subdistrict in brackets", text, a)


def times_in_words(a: Address, rng: random.Random) -> Said:
    time = rng.choice(("昨天晚上十点半", "今天早上七点四十", "凌晨三点多", "下午两点", "十一月二十四号中午"))
    return _said("times in words", f"{time}{rng.choice(('开始', '就', ''))}停电了,{head(a)}{tail(a)}", a)


def amounts_in_words(a: Address, rng: random.Random) -> Said:
    amount = rng.choice(
        ("我上礼拜刚交了二百块钱", "家里有个八十岁的老人", "我们这楼一共三十多户", "已经报了三回了", "都等了两个钟头了")
    )
    return _said("amounts in words", f"{head(a)}{tail(a)},{amount}", a)


def phone_in_words(a: Address, rng: random.Random) -> Said:
    return _said("a telephone number in words", f"{head(a)}{tail(a)},我电话零零零零零零零零零零{rng.randint(1, 9)}", a)


def job_number(a: Address, rng: random.Random) -> Said:
    return _said("a job's number before it", f"工单编号20261124-{rng.randint(100, 999)},{head(a)}{tail(a)}", a)


def pauses(a: Address, rng: random.Random) -> Said:
    parts = [p for p in ("你好", "我是", head(a), block(a, han=True), unit(a, han=True), spelled(a.room)) if p]
    return _said("a pause after every part", rng.choice(("。", "、", "…", "  ")).join(parts), a)


def spaced_out(a: Address, rng: random.Random) -> Said:
    text = f"{head(a)}{block(a)}{unit(a)}{a.room}"
    return _said("a space after every character", " ".join(text), a)


def signs(a: Address, rng: random.Random) -> Said:
    left, right = rng.choice((("#", "#"), ("@", " "), ("『", "』"), ("*", "*"), ("~", "~")))
    return _said("signs of the net", f"{left}{head(a)}{right}{tail(a)}!!!求来电~", a)


def of_the_region(a: Address, rng: random.Random) -> Said:
    start = rng.choice(("阿拉住勒", "侬好,我伲是", "俺们搁", "咱这儿是", "住那个啥,"))
    return _said(
        "words of the region",
        f"{start}{head(a)}{han_tail(a, '号楼')},{rng.choice(('呒没电了', '咋没电了', '又停了哇'))}",
        a,
    )


def inner_words(a: Address, rng: random.Random) -> Said:
    words = rng.choice(("里面的那个", "里头最西边那个", "院子里靠北那栋,", "后门口那个"))
    return _said("里面的那个", f"{head(a)}{words}{tail(a)}", a)


def insisted(a: Address, rng: random.Random) -> Said:
    text = f"{head(a)},对,就是{head(a)},{block(a)},对,{block(a)},{unit(a)}{a.room}"
    return _said("对,就是", text, a)


def office_numbers(a: Address, rng: random.Random) -> Said | None:
    """03-02-0501, 3幢-2-501, 3#-2-501."""
    if not a.building.isdigit() or not a.room:
        return None
    forms = [
        f"{a.building}幢-{a.unit + '-' if a.unit else ''}{a.room}",
        f"{a.building}#-{a.unit + '-' if a.unit else ''}{a.room}",
    ]
    if a.unit:
        forms.append(f"{a.building.zfill(2)}-{a.unit.zfill(2)}-{a.room.zfill(4)}")
        forms.append(f"{a.building}幢{a.unit}-{a.room}")
    return _said("offices' numbers", f"{head(a)}{' ' if not a.compound else ''}{rng.choice(forms)}", a)


def mixed_scripts(a: Address, rng: random.Random) -> Said:
    room = "".join("零一二三四五六七八九"[int(c)] if rng.random() < 0.5 else c for c in a.room)
    return _said(
        "figures and numerals mixed", f"{head(a)}{block(a, '号楼', han=rng.random() < 0.5)}{unit(a)}{room}室", a
    )


def floor_side(a: Address, rng: random.Random) -> Said | None:
    if not a.room:
        return None
    floor = _han(a.room[:-2])
    text = f"{head(a)}{block(a)}{unit(a)}{floor}楼{rng.choice(('中间户', '东边那户', '左手第一家', '靠楼梯'))}"
    return _said("五楼中间户", text, a, room=False)


def heard_once(a: Address, rng: random.Random) -> Said:
    made = replace_some(a.compound or a.road, 1, rng, homophone)
    rest = "" if a.compound else f"{a.house_no}号"
    return _said(
        "misheard, numbers spoken", f"{made}{rest}{han_tail(a)}没电", a, keeps="sound", written=made + rest.rstrip("号")
    )


def near_twice(a: Address, rng: random.Random) -> Said:
    made = replace_some(a.compound or a.road, 2, rng, near_homophone)
    rest = "" if a.compound else f"{a.house_no}号"
    return _said("two near sounds", f"喂,{made}{rest}{tail(a)}", a, keeps="near", written=made + rest.rstrip("号"))


def swapped(a: Address, rng: random.Random) -> Said | None:
    body = ending_off(a.compound)
    if len(body) < 3:
        return None
    i = rng.randrange(len(body) - 1)
    made = a.compound[:i] + a.compound[i + 1] + a.compound[i] + a.compound[i + 2 :]
    return _said("neighbours swapped, a story", f"你好,{made}{tail(a)}整栋楼都黑了", a, keeps="any order", written=made)


def part_dropped(a: Address, rng: random.Random) -> Said | None:
    """The ending before the part: 彩香二区 for 彩香新村二区, with the road."""
    for part in ("一区", "二区", "三区", "东区", "西区", "一期", "二期", "三期", "北苑", "南苑"):
        whole = a.compound.removesuffix(part)
        if whole != a.compound and ending_off(whole) != whole:
            made = ending_off(whole) + part
            return _said(
                "ending before the part lost, with the road", f"{a.road}{a.house_no}号{made}{tail(a)}", a, road=True
            )
    return None


def second_name(a: Address, rng: random.Random) -> Said | None:
    if not a.alias:
        return None
    text = f"{head(a)}也叫{a.alias},{tail(a)}" if rng.random() < 0.5 else f"{a.alias}那个院{han_tail(a)}"
    return _said("another name", text, a, name=a.alias)


def above_misheard(a: Address, rng: random.Random) -> Said:
    made = replace_some(a.community.removesuffix("社区"), 1, rng, homophone)
    return _said("its community misheard before it", f"{made}社区{head(a)}{tail(a)}", a)


def asks_for_worker(a: Address, rng: random.Random) -> Said:
    text = f"请问{head(a)}{block(a)}的{rng.choice(('网格员是谁', '电工师傅电话多少', '片区经理是哪位'))}"
    return _said("who is the worker of the building", text, a, room=False)


KINDS: tuple[Kind, ...] = (
    plain, not_there, beside_road, in_brackets, times_in_words, amounts_in_words, phone_in_words, job_number, pauses,
    spaced_out, signs, of_the_region, inner_words, insisted, office_numbers, mixed_scripts, floor_side, heard_once,
    near_twice, swapped, part_dropped, second_name, above_misheard, asks_for_worker,
)  # fmt: skip
