"""Names typed in pinyin (leshan xiaoqu, 乐shan小区): each syllable becomes one mark that sounds like it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache

from twingrid.territory.finding import sounds

_RUN = re.compile(r"[A-Z]{2,}(?: ?[A-Z]{2,})*")
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
    """The Latin words of two letters and more that names are written with (SOHO, ONE)."""
    return frozenset(word for name in names for run in _RUN.findall(name) for word in run.split(" "))


def to_marks(text: str, *, known: Set[str] = frozenset()) -> str:
    """Replace words of one to twelve pinyin syllables by their marks. Other Latin words stay, those that names are
    written with (`known`) too; a single syllable is read only where it touches a Chinese character."""

    def mark(found: re.Match[str]) -> str:
        said = found.group()
        if any(word in known for word in said.split(" ")):
            return said
        heard = _cut(said.replace(" ", "").lower()[:72])
        beside = text[: found.start()][-1:] + text[found.end() :][:1]
        least = 1 if _HAN.search(beside) else 2
        return "".join(sounds.marks()[s] for s in heard) if least <= len(heard) <= 12 else said

    return _RUN.sub(mark, text)
