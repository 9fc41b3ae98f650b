"""How alike two characters are to the ear: same toneless reading, or a usual confusion (zh/z, n/l, ing/in)."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

SAME, SAME_SOUND, NEAR_SOUND, RARE_SOUND, ACCENT, OTHER, OTHER_DIGIT = 1.0, 0.93, 0.8, 0.6, 0.55, -0.45, -1.0
"""What a pair of characters adds to an alignment, per weight of the character."""

READINGS = 2
"""Readings kept of a character with several (乐: le, yue)."""

_ACCENTS = str.maketrans("frjqx", "hlzcs")
_FIRST_MARK = "\ue000"
_NUMERALS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_SPOKEN = dict(zip("0123456789", ("ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"), strict=True))


def letter(character: str) -> str:
    """A character as it is compared: single Chinese numerals are digits, so 7里山 is 七里山."""
    return character.translate(_NUMERALS)


@cache
def syllables() -> tuple[str, ...]:
    """All toneless syllables of Chinese, in a fixed order."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    usual = (code.decode("gb2312", errors="ignore") for code in codes)  # the 3,755 usual characters
    return tuple(sorted({reading for c in usual if c for reading in readings(c)[:1] if reading.isascii()}))


@cache
def marks() -> dict[str, str]:
    """For each syllable a private character that sounds like it and looks like nothing."""
    return {syllable: chr(ord(_FIRST_MARK) + place) for place, syllable in enumerate(syllables())}


def has_marks(text: str) -> bool:
    """Whether a part of a text was typed in pinyin."""
    return any(_FIRST_MARK <= c < "\uf8ff" for c in text)


@cache
def readings(character: str) -> tuple[str, ...]:
    """Toneless readings of one character, the most usual first; digits sound as they are spoken."""
    if character in _SPOKEN:
        return (_SPOKEN[character],)
    if character >= _FIRST_MARK and (place := ord(character) - ord(_FIRST_MARK)) < len(syllables()):
        return (syllables()[place],)
    from pypinyin.constants import PINYIN_DICT, Style  # a third of a second: only where somebody searches
    from pypinyin.style import convert

    found = PINYIN_DICT.get(ord(character), "")
    plain = (convert(reading, Style.NORMAL, strict=True) for reading in found.split(",") if reading)
    return tuple(dict.fromkeys(plain))[:READINGS]


@cache
def blurred(reading: str) -> str:
    """A reading with the usual confusions merged: zhang, zang, zan give the same."""
    for long, short in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if reading.startswith(long):
            reading = short + reading[2:]
    if reading.startswith("n") and len(reading) > 1:
        reading = "l" + reading[1:]
    return reading[:-1] if reading.endswith(("ang", "eng", "ing")) else reading


@cache
def accented(reading: str) -> str:
    """A blurred reading with the confusions of accents merged as well: f and h, r and l, j and z, q and c, x and s."""
    plain = blurred(reading)
    return plain[:1].translate(_ACCENTS) + plain[1:]


def same_sound(one: str, other: str) -> bool:
    """Whether two characters share their usual toneless reading."""
    return one == other or (bool(readings(one)) and readings(one)[:1] == readings(other)[:1])


@cache
def sounded(character: str) -> str:
    """A character as it is heard, with the usual confusions merged; numerals as digits."""
    heard = readings(letter(character))[:1]
    return blurred(heard[0]) if heard else letter(character)


def nearly(one: str, other: str) -> bool:
    """Whether two characters sound nearly the same."""
    return sounded(one) == sounded(other)


class Alphabet:
    """The characters of all names, and for any asked character a row of how alike it is to each of them."""

    def __init__(self, characters: set[str]) -> None:
        self.characters = sorted(characters)
        self.number = {c: i + 1 for i, c in enumerate(self.characters)}  # 0 pads
        self._usual: dict[str, list[int]] = {}
        self._rare: dict[str, list[int]] = {}
        self._blurred: dict[str, list[int]] = {}
        self._accented: dict[str, list[int]] = {}
        for c, i in self.number.items():
            for place, reading in enumerate(readings(c)):
                self._rare.setdefault(reading, []).append(i)
                if place == 0:
                    self._usual.setdefault(reading, []).append(i)
                    self._blurred.setdefault(blurred(reading), []).append(i)
                    self._accented.setdefault(accented(reading), []).append(i)
        self._digits = [self.number[d] for d in "0123456789" if d in self.number]
        self.row = lru_cache(maxsize=4096)(self._row)

    def ids(self, text: str) -> list[int]:
        """Numbers of the characters of a name that was given at build time."""
        return [self.number[letter(c)] for c in text]

    def _row(self, character: str) -> NDArray[np.float32]:
        """Likeness of an asked character to every character of the names; shape (characters + 1,)."""
        asked = letter(character)
        row = np.full(len(self.characters) + 1, OTHER, dtype=np.float32)
        heard = () if character.isdigit() else readings(asked)  # 301 never sounds like a name
        for reading in heard[:1]:
            row[self._accented.get(accented(reading), [])] = ACCENT
        for reading in heard:
            row[self._rare.get(reading, [])] = RARE_SOUND
        for reading in heard[:1]:
            row[self._blurred.get(blurred(reading), [])] = NEAR_SOUND
            row[self._usual.get(reading, [])] = SAME_SOUND
        if asked.isdigit():
            row[self._digits] = OTHER_DIGIT
        if asked in self.number:
            row[self.number[asked]] = SAME
        row[0] = 0.0
        row.flags.writeable = False
        return row
