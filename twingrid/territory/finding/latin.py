"""Names typed in pinyin (leshan xiaoqu, 乐shan小区): each syllable becomes one mark that sounds like it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache

from twingrid.territory.finding import sounds

_RUN = re.compile(r"[A-Z]{2,}(?: ?[A-Z]{2,})*")
_WORD = re.compile(r"[A-Z]+")
_NUMBERED = re.compile(r"\d{1,2}(?:号楼|座)")
_HAN = re.compile(r"[一-鿿]")


@lru_cache(maxsize=1024)
def _cut(word: str) -> tuple[str, ...]:
    """A word cut into syllables, long ones first; empty when it is not pinyin."""
    for length in range(min(6, len(word)), 0, -1):
        if word[:length] in sounds.marks():
            rest = _cut(word[length:])
            if rest or length == len(word):
                return (word[:length], *rest)
    return ()


def latin_words(names: Iterable[str]) -> frozenset[str]:
    """The Latin words that names are written with (SOHO, ONE, V)."""
    return frozenset(word for name in names for word in _WORD.findall(name))


def to_marks(text: str, *, known: Set[str] = frozenset()) -> str:
    """Replace words of one to twelve pinyin syllables by their marks. Other Latin words stay, those that names are
    written with (`known`) too; a single syllable is read only where it touches a Chinese character."""

    def mark(found: re.Match[str]) -> str:
        said = found.group()
        if any(word in known for word in said.split(" ")):
            return said
        beside = text[: found.start()][-1:] + text[found.end() :][:1]
        joined = said.replace(" ", "")
        heard = _heard(joined, least=1 if _HAN.search(beside) else 2)
        return _lettered(joined, text[found.end() :]) or heard or _joined(joined, known) or said

    return _RUN.sub(mark, text)


def _heard(word: str, *, least: int = 1) -> str:
    """The marks of a word of pinyin; empty when it is none."""
    syllables = _cut(word.lower()[:72])
    return "".join(sounds.marks()[s] for s in syllables) if least <= len(syllables) <= 12 else ""


def _lettered(word: str, rest: str) -> str:
    """Pinyin with a building's letter at its end (yuanF座, yuanA3号楼). Empty when the letter belongs to the word."""
    last = _cut(word.lower()[:72])[-1:]
    if rest[:1] == "座" or (_NUMBERED.match(rest) and all(len(syllable) == 1 for syllable in last)):
        heard = _heard(word[:-1])
        return heard and heard + word[-1]
    return ""


def _joined(said: str, known: Set[str]) -> str:
    """A word of a name and pinyin without a space between: ZHONG behind CBD, PAN before V. Empty when it is not so."""
    for cut in range(1, min(len(said), 16)):
        one, other = said[:cut], said[cut:]
        if one in known and _heard(other):
            return one + _heard(other)
        if other in known and _heard(one):
            return _heard(one) + other
    return ""
