"""A fifth set of distortions, written before any of them was run: several at once, characters explained, names taken
back, forms, lists and long sentences, other words for units, letters for figures."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from pypinyin import Style, lazy_pinyin

from benchmarks.distort import Address, chinese_number, homophone, near_homophone, replace_some, spelled
from benchmarks.fits import Said, ending_off

Kind = Callable[[Address, random.Random], Said | None]
_EXPLAINED = """
长江的江 高山的山 喝水的水 香味的香 春天的春 白云的云 一二三四的四 太阳的阳 黄金的金 大风的风 锦绣的锦 世界的世
东方的东 种田的田 凤凰的凤 国王的王 中国的中 和平的和 成功的成 长短的长 恐龙的龙 白色的白 玉石的玉 石头的石 大海的海
南方的南 大小的大 中华的华 梅花的梅 莲花的莲 桃子的桃 学习的学 电灯的电 松树的松 新旧的新
"""
EXPLAINED = {words[-1]: words for words in _EXPLAINED.split()}


def head(a: Address) -> str:
    return a.compound or f"{a.road}{a.house_no}"


def _han(number: str) -> str:
    return chinese_number(int(number)) if number.isdigit() and 0 < int(number) < 1000 else number


def block(a: Address, mark: str = "号楼") -> str:
    """3号楼, 3A号楼; A座, 听雨轩, 三巷5号 stay as they are."""
    return f"{a.building}{mark}" if re.fullmatch(r"\d+[AB]?", a.building) else a.building


def han_block(a: Address, mark: str = "号楼") -> str:
    return f"{_han(a.building)}{mark}" if a.building.isdigit() else block(a, mark)


def unit(a: Address, mark: str = "单元") -> str:
    return f"{a.unit}{mark}" if a.unit else ""


def han_unit(a: Address, mark: str = "单元") -> str:
    return f"{_han(a.unit)}{mark}" if a.unit else ""


def tail(a: Address) -> str:
    return f"{block(a)}{unit(a)}{a.room + '室' if a.room else ''}"


def han_tail(a: Address, mark: str = "号楼") -> str:
    return f"{han_block(a, mark)}{han_unit(a)}{spelled(a.room)}"


def _body(name: str) -> str:
    return ending_off(name)


def _places(name: str) -> list[int]:
    return [i for i, c in enumerate(_body(name)) if "一" <= c <= "鿿" and c not in "一二三四五六七八九十第号"]


def _sounds_wrong(name: str, rng: random.Random, count: int = 1) -> str:
    return replace_some(_body(name), count, rng, homophone) + name[len(_body(name)) :]


# ---------------------------------------------------------------- several at once


def two_slips(a: Address, rng: random.Random) -> Said | None:
    """One character misheard and the ending lost."""
    if not a.compound or _body(a.compound) == a.compound:
        return None
    made = replace_some(_body(a.compound), 1, rng, homophone)
    return Said("misheard and no ending", f"{made}{han_tail(a)}", a, keeps="stem sound", written=made)


def near_in_a_sentence(a: Address, rng: random.Random) -> Said | None:
    made = replace_some(head(a) if a.compound else a.road, 2, rng, near_homophone)
    rest = "" if a.compound else a.house_no
    text = f"哎师傅麻烦你,{made}{rest}这边,{han_tail(a, '栋')},{rng.choice(('灯都灭了', '没电啦', '啥时候来'))}"
    return Said("two near sounds, in a sentence", text, a, keeps="near", written=made)


def heard_and_swapped(a: Address, rng: random.Random) -> Said | None:
    """Neighbours swapped in a name of five, and numbers only."""
    name = a.compound
    if len(name) < 5:
        return None
    i = rng.randrange(len(name) - 2)
    made = name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    numbers = "-".join(p for p in (a.building if a.building.isdigit() else f"{a.building} ", a.unit, a.room) if p)
    return Said("swapped neighbours and 3-2-501", f"{made}{numbers}", a, keeps="any order", written=made)


def lost_and_misheard(a: Address, rng: random.Random) -> Said | None:
    """One character lost, another misheard, in six or more."""
    name = a.compound
    if len(name) < 6:
        return None
    i = rng.choice(_places(name)[1:] or [1])
    made = name[:i] + name[i + 1 :]
    made = made[: len(made) - 2] + "".join(homophone(c, rng) if k == 0 else c for k, c in enumerate(made[-2:]))
    return Said("a character lost, another misheard", f"{made}{tail(a)}", a, keeps=f"without {i} sound", written=made)


def typo_and_road(a: Address, rng: random.Random) -> Said | None:
    """A misheard name with a misheard road and the right number."""
    if not a.compound or not a.road:
        return None
    road, name = _sounds_wrong(a.road, rng), _sounds_wrong(a.compound, rng)
    return Said("road and name misheard", f"{road}{a.house_no}{name}{han_tail(a)}", a, keeps="sound", road=True)


# ---------------------------------------------------------------- the name


def first_lost(a: Address, rng: random.Random) -> Said | None:
    if len(a.compound) < 5:
        return None
    made = a.compound[1:]
    return Said("first character lost", f"{made}{tail(a)}", a, keeps="without 0", written=made)


def last_lost(a: Address, rng: random.Random) -> Said | None:
    if len(a.compound) < 5:
        return None
    made = a.compound[:-1]
    text = f"{made}啊,{tail(a)}"
    return Said("last character lost", text, a, keeps=f"without {len(made)}", written=made)


def explained(a: Address, rng: random.Random) -> Said | None:
    """凤园里,凤凰的凤."""
    known = [c for c in a.compound if c in EXPLAINED]
    if not known:
        return None
    text = f"{head(a)},{EXPLAINED[rng.choice(known)]},{tail(a)}"
    return Said("a character explained", text, a)


def no_marks_in_name(a: Address, rng: random.Random) -> Said | None:
    made = re.sub(r"[·()（）]", "", a.compound)
    if made == a.compound:
        return None
    return Said("points and brackets left out", f"{made}{han_tail(a)}", a)


def name_taken_back(a: Address, rng: random.Random) -> Said | None:
    """Another estate first, then the right one."""
    if not a.compound:
        return None
    other = f"{rng.choice('福瑞祥嘉康')}{rng.choice('乐宁泽源华')}{rng.choice(('花园', '小区', '家园'))}"
    text = f"{other},{rng.choice(('不对不对', '哦不是', '说错了'))},{rng.choice(('是', ''))}{head(a)}{tail(a)}"
    return Said("an estate taken back", text, a)


def toned_pinyin(a: Address, rng: random.Random) -> Said | None:
    name = a.compound
    if not name or not all("一" <= c <= "鿿" for c in name):
        return None
    style = rng.choice((Style.TONE, Style.NORMAL))
    typed = rng.choice((" ", "'")).join(lazy_pinyin(name, style=style))
    return Said("pinyin with tones or apostrophes", f"{typed} {block(a)}{unit(a)}{a.room}", a, keeps="sound")


def nickname_only(a: Address, rng: random.Random) -> Said | None:
    if not a.alias:
        return None
    made = replace_some(a.alias, 1, rng, homophone)
    return Said("another name misheard", f"{made}{han_tail(a, '栋')}", a, name=a.alias, keeps="sound", written=made)


def with_its_part_first(a: Address, rng: random.Random) -> Said | None:
    """二期的江山如画."""
    found = re.search(r"([一二三五]期|[AB]区|\([南北]区\)|[东西]苑)$", a.compound)
    if not found:
        return None
    part = found[1].strip("()")
    return Said("its part said first", f"{part}的{a.compound[: found.start()]}{tail(a)}", a, keeps="any order")


# ---------------------------------------------------------------- words around


def long_sentence(a: Address, rng: random.Random) -> Said:
    text = (
        f"你好我想咨询一下我们这边从早上到现在一直没有电我给物业打电话物业说让找你们我这个地址是{head(a)}{han_block(a)}"
        f"{han_unit(a)}{spelled(a.room)}家里还有老人麻烦尽快安排师傅过来看看好吧"
    )
    return Said("one long sentence without marks", text, a)


def a_form(a: Address, rng: random.Random) -> Said:
    text = (
        f"【报修】联系人:{rng.choice(('刘女士', '陈先生'))};电话:000-00000000;小区:{head(a)};楼栋:{block(a)};"
        f"{'单元:' + unit(a) + ';' if a.unit else ''}{'门牌:' + a.room + ';' if a.room else ''}故障:整户无电"
    )
    return Said("a form with many fields", text, a)


def a_list(a: Address, rng: random.Random) -> Said:
    parts = [p for p in (head(a), block(a), f"{unit(a)}{a.room}") if p]
    return Said("a numbered list", " ".join(f"({i})" + p for i, p in enumerate(parts, start=1)), a)


def emoji(a: Address, rng: random.Random) -> Said:
    return Said("emoji between", f"📍{head(a)}🏠{block(a)}{unit(a)}🚪{a.room}😭😭", a)


def meter_tail(a: Address, rng: random.Random) -> Said:
    text = f"户号尾号{rng.randint(1000, 9999)},{head(a)}{tail(a)},上个月电费{rng.randint(60, 300)}块{rng.randint(1, 9)}"
    return Said("the account's last digits, an amount", text, a)


def through_a_gate(a: Address, rng: random.Random) -> Said | None:
    if not a.compound:
        return None
    gate = rng.choice(("从东门进来", "南门进去左手边", "大门口往里走", "北门这个"))
    return Said("through a gate", f"{head(a)}{gate}{block(a)}{unit(a)}{a.room}", a)


def questions(a: Address, rng: random.Random) -> Said:
    return Said("asked whether it is served", f"{head(a)}归谁管啊,{tail(a)},想问问网格员电话", a)


# ---------------------------------------------------------------- numbers


def doorways(a: Address, rng: random.Random) -> Said | None:
    if not a.unit or not a.unit.isdigit():
        return None
    way = rng.choice(("门洞", "楼门", "号门", "楼口", "个单元"))
    lead = "第" if way == "个单元" else ""
    return Said("门洞 and 楼门 for 单元", f"{head(a)}{block(a)}{lead}{_han(a.unit)}{way}{a.room}", a)


def letters_for_figures(a: Address, rng: random.Random) -> Said | None:
    if "0" not in a.room:
        return None
    return Said("O for 0", f"{head(a)}{block(a)}{unit(a)}{a.room.replace('0', rng.choice('Oo'))}", a)


def circles(a: Address, rng: random.Random) -> Said:
    text = f"{head(a)}{han_block(a, '號樓')}{unit(a, '單元')}{spelled(a.room).replace('零', rng.choice('〇○'))}"
    return Said("〇 and 號", text, a)


def resident_of(a: Address, rng: random.Random) -> Said | None:
    if not a.room:
        return None
    text = f"我是{head(a)}{rng.choice((a.room, spelled(a.room)))}的住户,{han_block(a)}{han_unit(a)}的"
    return Said("我是…501的住户, 3号楼的", text, a)


def building_as_spoken(a: Address, rng: random.Random) -> Said | None:
    if not a.building.isdigit():
        return None
    return Said("3号 for 3号楼, with 这个楼", f"{head(a)}的{_han(a.building)}号这个楼,{han_unit(a)}{a.room}", a)


def only_block(a: Address, rng: random.Random) -> Said | None:
    if not a.compound:
        return None
    text = f"{rng.choice(('', '请问'))}{head(a)}{rng.choice(('', ' ', '的'))}{han_block(a, '栋')}什么时候来电"
    return Said("building alone, a question", text, a, room=False)


def attached(a: Address, rng: random.Random) -> Said | None:
    """78号附2号 as it is said."""
    if "附" not in a.house_no:
        return None
    door = "".join(_han(n) if n.isdigit() else n for n in re.split(r"(\d+)", a.house_no))
    return Said("七十八号附二号", f"{a.road}{door}{han_unit(a)}{spelled(a.room)}", a)


KINDS: tuple[Kind, ...] = (
    two_slips, near_in_a_sentence, heard_and_swapped, lost_and_misheard, typo_and_road, first_lost,
    last_lost, explained, no_marks_in_name, name_taken_back, toned_pinyin, nickname_only, with_its_part_first,
    long_sentence, a_form, a_list,
    emoji, meter_tail, through_a_gate, questions, doorways, letters_for_figures, circles, resident_of,
    building_as_spoken, only_block, attached,
)  # fmt: skip
