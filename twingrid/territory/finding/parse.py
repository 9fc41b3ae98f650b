"""Numbers of an address: which one is the door, the building, the unit, the room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from twingrid.territory.finding.normalise import normalise


class Mark(StrEnum):
    """What the words around a number say it is."""

    BUILDING = "building"
    STOREYED = "storeyed"  # 3楼: a building, or a floor when the building is known
    UNIT = "unit"
    FLOOR = "floor"
    ROW = "row"
    ROOM = "room"
    DOOR = "door"  # 78号: of a road; of a compound it may be a building
    ZONE = "zone"
    NAME = "name"
    BARE = "bare"  # 3-2-501
    LONG = "long"  # an account, a meter, a telephone: no part of an address


_PATTERNS = (
    (Mark.LONG, r"\d{3,4}-\d{7,8}|\d{6,}(?:-\d+)*"),
    (Mark.NAME, r"\d+(?=马?路|大?街|里|道街|胡同|[条村坊]|巷(?!\d)|环[东南西北中]?路)|(?<=第)\d{1,3}(?=[一-鿿])"),
    (Mark.ZONE, r"(?:\d{1,2}|[A-Z])[区期](?!\d{0,3}室)"),
    (
        Mark.BUILDING,
        r"(?:(?<![A-Z])[A-Z]|[甲乙丙丁])?\d{1,4}(?:-\d{1,3})?[A-Z甲乙丙丁]?号楼(?![道梯顶])|\d{0,3}[A-Z]\d?座",
    ),
    (Mark.DOOR, r"\d{2,4}(?=\d单元)"),  # 建设路781单元: 号 was left out
    (Mark.STOREYED, r"\d{1,3}楼(?![道层梯下上])"),
    (Mark.UNIT, r"(?:\d{1,2}|[A-Z甲乙丙丁东西中南北])单元"),
    (Mark.FLOOR, r"\d{1,2}层"),
    (Mark.ROW, r"\d{1,3}排"),
    (Mark.ROOM, r"(?:(?<![A-Z])[A-Z])?\d{1,5}[A-Z]?室"),
    (Mark.DOOR, r"[甲乙丙丁]?\d{1,5}(?:-\d{1,4})?[A-Z甲乙丙丁]?(?:号大院|号院|号宿舍|号|弄)"),
    (
        Mark.BARE,
        r"(?:(?:(?<![A-Z])[A-Z]|[甲乙丙丁](?=\d{1,2}-))?\d{1,5}[A-Z]?|(?<![A-Z])[A-Z](?=[- ]\d))"
        r"(?:-[A-Z]?\d{1,5}[A-Z]?){0,4}(?!\d*人)",
    ),
)
_TOKEN = re.compile("|".join(f"(?P<{mark.value}_{i}>{pattern})" for i, (mark, pattern) in enumerate(_PATTERNS)))
_UNMARK = re.compile(r"(?:号楼|号大院|号院|号宿舍|号|座|楼|单元|层|排|室|弄|[区期])$")
_UNFILLED = re.compile(r"(?<![0-9A-Z])0+(?=\d)")
"""Zeros that fill a number up: 03号楼, 02-0501."""
_KEY = re.compile(
    r"^(?P<prefix>.*?)(?P<number>[A-Z甲乙丙丁]?\d+(?:-\d+)?[A-Z甲乙丙丁]?|\d*[A-Z]\d?)"
    r"(?:号楼|座|楼|号院|号|(?P<row>排))?$"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A number at text[start:end] with what its words say."""

    mark: Mark
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parts:
    """The numbers of an address in canonical form; empty when not said.

    `loose` says that `building` comes from a bare pair such as 2-501 and may be the unit instead, `storey` that it
    comes from 3楼 and may be the floor; `at` is where the building was said, `also` are further buildings that were
    said (3号楼和5号楼).
    """

    door: str = ""
    row: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    loose: bool = False
    storey: bool = False
    at: int = -1
    also: tuple[str, ...] = ()

    @property
    def inside(self) -> bool:
        """Whether anything below the compound was said."""
        return bool(self.building or self.unit or self.room or self.row)


def tokens_of(text: str) -> tuple[Token, ...]:
    """All numbers of a normalised text; neighbours without words between them (3 2 501) become one."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        mark = Mark((match.lastgroup or Mark.BARE).split("_")[0])
        value = match.group() if mark is Mark.BARE else _UNMARK.sub("", match.group())
        value = value if mark is Mark.LONG else _UNFILLED.sub("", value)
        token = Token(mark, value, *match.span())
        last = found[-1] if found else None
        if last and mark is Mark.BARE is last.mark and not text[last.end : token.start].strip(" 的"):
            twice = len(value) > 2 and last.value.split("-")[-1] == value  # 401 401
            joined = last.value if twice else f"{last.value}-{value}"
            found[-1] = Token(Mark.BARE, joined, last.start, token.end)
        else:
            found.append(token)
    return tuple(found)


def long_numbers(text: str) -> tuple[str, ...]:
    """Digits of account, meter and telephone numbers in a text (six and more), for those who may look them up."""
    return tuple(t.value.replace("-", "") for t in tokens_of(normalise(text)) if t.mark is Mark.LONG)


@lru_cache(maxsize=4096)
def assign(tokens: tuple[Token, ...], *, road_end: int = -1, named: bool = False) -> Parts:
    """Give every number its slot. `road_end` is where a road's name ended in the text (-1: no road was said);
    `named` says that the building was said by name, so that bare numbers lie inside it."""
    parts = Parts()
    marked = named or any(t.mark in (Mark.BUILDING, Mark.ROW) for t in tokens)
    doors = frozenset(t.value for t in tokens if t.mark is Mark.DOOR and _at_road(t, road_end))
    around = _Around(road_end, marked, next((t.start for t in tokens if t.mark is Mark.UNIT), -1), doors)
    for token in sorted(tokens, key=lambda t: t.mark is Mark.BARE):  # what has a word goes first
        if token.mark is Mark.STOREYED:
            if not marked and not parts.building:
                parts = replace(parts, building=token.value, at=token.start, storey=True)
        elif token.mark is Mark.BARE:
            parts = _bare(parts, token, around)
        elif token.mark is Mark.DOOR:
            parts = _door(parts, token, around)
        else:
            parts = _plain(parts, token)
    return parts


@dataclass(frozen=True, slots=True)
class _Around:
    """Where the road ended, whether a building or row was said in words, where the unit was said (-1: not at all), and
    the door numbers right behind the road."""

    road_end: int
    marked: bool
    unit_at: int
    doors: frozenset[str] = frozenset()


def _at_road(token: Token, road_end: int) -> bool:
    return road_end >= 0 and 0 <= token.start - road_end <= 1


def _plain(parts: Parts, token: Token) -> Parts:
    if token.mark is Mark.BUILDING:
        if not parts.building:
            return replace(parts, building=token.value, at=token.start)
        other = token.value not in (parts.building, *parts.also)
        return replace(parts, also=(*parts.also, token.value)) if other else parts
    slot = {Mark.UNIT: "unit", Mark.ROOM: "room", Mark.ROW: "row"}.get(token.mark)
    if slot and not getattr(parts, slot):
        return _with(parts, **{slot: token.value})
    return parts


def _with(parts: Parts, *, unit: str = "", room: str = "", row: str = "") -> Parts:
    return replace(parts, unit=unit or parts.unit, room=room or parts.room, row=row or parts.row)


def _door(parts: Parts, token: Token, around: _Around) -> Parts:
    at_road = _at_road(token, around.road_end)
    if parts.row:
        return _in_row(parts, token.value)
    if token.value == parts.door or (token.value in around.doors and not at_road):  # the plate was said twice
        return parts
    if not parts.door and (at_road or (around.marked and not parts.building)):
        return replace(parts, door=token.value)
    if parts.unit and not parts.room:
        return replace(parts, room=token.value)
    if not parts.building and not around.marked:
        return replace(parts, building=token.value, at=token.start)
    return parts


def _in_row(parts: Parts, number: str) -> Parts:
    """9排8号: a door of its own when the road has said no other, or home 8 of row 9."""
    return replace(parts, door=parts.door or f"{parts.row}排{number}", room=parts.room or number)


def _bare(parts: Parts, token: Token, around: _Around) -> Parts:
    numbers = token.value.split("-")
    if len(token.value) < 3 and token.start < parts.at:
        return parts  # 16 in 十六某河街, a name that was not understood
    if token.start == around.road_end and not parts.door and len(numbers) != 3 and len(numbers[0]) < 4:
        parts, numbers = replace(parts, door=numbers[0]), numbers[1:]
    if parts.row and len(numbers) == 1:
        return _in_row(parts, numbers[0])
    if parts.building or around.marked:
        return _inside(parts, numbers)
    return _whole(parts, numbers, at=token.start, before_unit=token.start < around.unit_at)


def _whole(parts: Parts, numbers: list[str], *, at: int, before_unit: bool) -> Parts:
    """Bare numbers that say the building too: 3-2-501, 78-3-2-501, 2-501, 3."""
    if len(numbers) == 4 and numbers[3].startswith(numbers[2]) and len(numbers[3]) == len(numbers[2]) + 2:
        numbers = [*numbers[:2], numbers[3]]  # 3-2-5-501 says the floor too
    if len(numbers) == 4 and not parts.door:
        parts, numbers = replace(parts, door=numbers[0]), numbers[1:]
    if len(numbers) >= 3:
        return replace(parts, building=numbers[0], unit=numbers[1], room=numbers[-1], at=at)
    if len(numbers) == 2:
        return _pair(parts, numbers, at=at)
    return _single(parts, numbers[0], at=at, before_unit=before_unit) if numbers else parts


def _inside(parts: Parts, numbers: Sequence[str]) -> Parts:
    """Bare numbers behind a known building: the room, before it the unit."""
    if not numbers:
        return parts
    if len(numbers) == 1 and len(numbers[0]) < 2 and not parts.unit:
        return replace(parts, unit=numbers[0])
    unit = numbers[-2] if len(numbers) > 1 and not parts.unit and len(numbers[-2]) < 3 else parts.unit
    return replace(parts, unit=unit, room=parts.room or numbers[-1])


def _pair(parts: Parts, numbers: Sequence[str], *, at: int) -> Parts:
    first, second = numbers
    if parts.unit or len(second) >= 3:
        return replace(parts, building=first, room=parts.room or second, loose=not parts.unit, at=at)
    return replace(parts, building=first, unit=second, at=at)


def _single(parts: Parts, number: str, *, at: int, before_unit: bool) -> Parts:
    if before_unit and (len(number) < 3 or not parts.door):
        return replace(parts, building=number, at=at)
    if len(number) >= 3 or parts.unit:
        return replace(parts, room=parts.room or number)
    return replace(parts, building=number, at=at)


@lru_cache(maxsize=16384)
def building_key(name: str) -> tuple[str, str]:
    """Words before the number and the number of a building's name.

    东3号楼 gives (东, 3), 4排 gives (, 4排), 综合楼 gives (综合楼, ).
    """
    plain = normalise(name).replace(" ", "")
    found = _KEY.match(plain)
    if not found:
        return plain, ""
    return found["prefix"], (found["number"].lstrip("0") or found["number"]) + (found["row"] or "")


@lru_cache(maxsize=16384)
def unit_key(label: str) -> str:
    """Canonical unit: 二单元, 2门 and 2 give 2."""
    plain = normalise(label).replace(" ", "").removesuffix("单元")
    return plain.lstrip("0") or plain


@lru_cache(maxsize=16384)
def door_key(house_no: str) -> str:
    """Canonical door number: 78号院 gives 78, 9排8号 gives 9排8."""
    plain = normalise(house_no).replace(" ", "")
    return re.sub(r"(?:号大院|号院|号宿舍|号|院|弄)$", "", plain)
