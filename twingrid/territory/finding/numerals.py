"""Chinese numerals in addresses: 七十八号 is 78号, 五零二 is 502, 七里山 stays what it is."""

from __future__ import annotations

import re

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "幺": 1, "两": 2}
TENS = {"十": 10, "百": 100}
_ONE = "零〇一二三四五六七八九幺两"
_MARKS = r"号|栋|幢|座|楼|单元|单|门|室|户|房|层|排|弄|杠|期|区|#"

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰", "一二三四五六七八九十百")
_FORMALLY = re.compile(rf"[壹贰叁肆伍陆柒捌玖拾佰{_ONE}]{{1,6}}(?= ?(?:{_MARKS}))")

_ROOM_MARKS = "[元楼幢栋座号室排门层院 -]"
_MIXED = re.compile(
    rf"(?<![\d{_ONE}十百])"
    rf"(?:[\d{_ONE}]{{7,}}|(?<={_ROOM_MARKS})(?=\d+[{_ONE}]|[{_ONE}]+\d)[\d{_ONE}]{{3,5}}(?=$|[ ,，。;；室户的]))"
    rf"(?![\d{_ONE}十百])"
)
"""Digits and numerals in one number: room 4零1, and telephone numbers in words."""
_STUTTERED = re.compile(r"(十)十+|([一二三四五六七八九])\2(?=[期区])|(?<=第)([一二三四五六七八九])\3")
_COUNTED = re.compile(rf"(?:第 ?)?([{_ONE}十]{{1,3}})个(?=单元|门洞)")
_LONG = re.compile(rf"(?<![{_ONE}十百])(?:[{_ONE}]?[十百][{_ONE}十百]+|[{_ONE}][十百][{_ONE}十百]*)")
_READ_OUT = re.compile(rf"(?<![{_ONE}十百])[{_ONE}]{{3,5}}(?![{_ONE}十百])")
_MARKED = re.compile(rf"(?<![十百])[{_ONE}十]{{1,4}}(?= ?(?:{_MARKS}))")
_JOINED = re.compile(rf"(?<=[0-9A-Z][-杠])[{_ONE}十]{{1,4}}(?![{_ONE}十百])")
_BEHIND = "|".join(f"(?<={mark})" for mark in ("排", "排的", "单元", "单元的", "楼", "楼的", "栋", "幢", "座"))
_LAST = re.compile(rf"(?:{_BEHIND})[{_ONE}十]{{1,4}}(?=$| |室|号|户)")


def value_of(numeral: str) -> str:
    """Digits of a Chinese numeral: 七十八 gives 78, 五零二 gives 502, 一百零三 gives 103."""
    if not any(c in TENS for c in numeral):
        return "".join(str(DIGITS[c]) for c in numeral)
    total, current = 0, None
    for place, c in enumerate(numeral):
        if c in TENS:
            total += (1 if current is None else current) * TENS[c]
            current = None
        else:
            current = _continued(current, DIGITS[c])
            if place == len(numeral) - 1 and numeral[place - 1] == "百":
                current *= 10  # 一百三 is 130
    return str(total + (current or 0))


def _plain(mixed: str) -> str:
    return "".join(str(DIGITS.get(c, c)) for c in mixed)


def _continued(current: int | None, digit: int) -> int:
    return digit if current is None else current * 10 + digit


def to_digits(text: str) -> str:
    """Turn numerals into digits where they count something: long ones, room numbers read out, and those before a
    mark such as 号 or 单元. A single numeral inside a name (七里山, 二七) stays."""
    text = _STUTTERED.sub(r"\1\2\3", text)
    text = _COUNTED.sub(r"\1", text)
    text = _MIXED.sub(lambda found: _plain(found.group()), text)
    text = _FORMALLY.sub(lambda found: found.group().translate(_FORMAL), text)
    for pattern in (_LONG, _READ_OUT, _MARKED, _JOINED, _LAST):
        text = pattern.sub(_replacement, text)
    return text


def _replacement(found: re.Match[str]) -> str:
    """The digits, kept apart from digits that stand beside them: 阳光一百3号楼 is 阳光100 3号楼."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    left = " " if before.isdigit() else ""
    return f"{left}{value_of(found.group())}{' ' if after.isdigit() else ''}"
