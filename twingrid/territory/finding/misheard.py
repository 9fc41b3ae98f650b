"""Marks and numerals that a recogniser or a hasty hand wrote as other characters of the same sound."""

from __future__ import annotations

import re
from functools import cache

from twingrid.territory.finding import sounds

_COUNT = "0-9A-Z一二三四五六七八九十两幺零〇甲乙丙丁"
_NUMERALS = "一二三四五六七八九十两幺零〇百壹贰叁肆伍陆柒捌玖拾佰"
_PLACES = "东西南北中上下前后大小老新内外主副甲乙丙丁室"
_SOUNDS = {
    "yi": "一", "er": "二", "san": "三", "shan": "三", "si": "四", "wu": "五", "liu": "六", "qi": "七", "ba": "八",
    "jiu": "九", "ling": "零", "yao": "幺", "liang": "两",
}  # fmt: skip
"""How numerals are heard; shi is 四 or 十 by its tone."""


@cache
def _heard() -> dict[str, str]:
    """For each usual character the numeral that it sounds like."""
    from pypinyin.constants import PINYIN_DICT  # large: only where somebody searches

    found = {}
    for c in usual():
        reading = sounds.readings(c)[:1]
        numeral = _SOUNDS.get(reading[0], "") if reading else ""
        if reading == ("shi",):
            numeral = "十" if "í" in PINYIN_DICT[ord(c)].split(",")[0] else "四"
        if numeral and c not in _NUMERALS + _PLACES:
            found[c] = numeral
    return found


@cache
def usual() -> str:
    """The 3,755 characters of GB 2312 level 1."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", errors="ignore") for code in codes)


def _like(syllable: str) -> str:
    return "".join(c for c in usual() if sounds.readings(c)[:1] == (syllable,))


@cache
def _marks() -> tuple[tuple[re.Pattern[str], str], ...]:
    hao, lou, dan, yuan = (_like(syllable) for syllable in ("hao", "lou", "dan", "yuan"))
    return (
        (re.compile(rf"(?<=[{_COUNT}])(?:[{hao}][楼搂喽漏娄]|号[{lou}])"), "号楼"),
        (re.compile(rf"(?<=[{_COUNT}])(?:单[{yuan}]|[{dan}][{yuan}])"), "单元"),
        (re.compile(rf"(?<=[{_COUNT}])[洞冻动](?=[{_COUNT}]|$| )"), "栋"),
        (re.compile(r"(?<=\d)O(?=[O\d])"), "0"),
        (re.compile(r"(?<=\d)[IL](?=\d)"), "1"),
    )


@cache
def _numerals() -> tuple[re.Pattern[str], re.Pattern[str]]:
    heard = "".join(_heard())
    digits = "0-9" + _NUMERALS
    return (
        re.compile(rf"(?<![{digits}])[十{heard}]?[{heard}](?= ?(?:号楼|单元))|(?<=[十百])[{heard}](?= ?(?:号楼|单元))"),
        re.compile(rf"(?<=号楼|单元)(?!儿)[{_NUMERALS}{heard}]{{3,4}}(?=$|[ ,室号户])"),
    )


def as_meant(text: str) -> str:
    """Read 三好楼 as 三号楼, 二丹园 as 二单元, 山号楼 as 三号楼, 单元五零儿 as 单元五零二."""
    for pattern, mark in _marks():
        text = pattern.sub(mark, text)
    before_mark, room = _numerals()
    text = before_mark.sub(_numeral, text)
    return room.sub(lambda found: _room(found.group()), text)


def _numeral(found: re.Match[str]) -> str:
    """The last character as a numeral; one before it only when it is 十 (十儿号楼)."""
    said = found.group()
    return said[:-1] + _heard()[said[-1]]


def _room(said: str) -> str:
    """A room read out in which at least two numerals were heard rightly."""
    if sum(c in _NUMERALS for c in said) < 2:
        return said
    return "".join(_heard().get(c, c) for c in said)
