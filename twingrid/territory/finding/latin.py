"""Names typed in pinyin (leshan xiaoqu): each syllable becomes one mark that sounds like it."""

from __future__ import annotations

import re
from functools import lru_cache

from twingrid.territory.finding import sounds

_RUN = re.compile(r"[A-Z]{2,}(?: ?[A-Z]{2,})*")


@lru_cache(maxsize=1024)
def _cut(word: str) -> tuple[str, ...]:
    """A word cut into syllables, long ones first; empty when it is not pinyin."""
    for length in range(min(6, len(word)), 0, -1):
        if word[:length] in sounds.marks():
            rest = _cut(word[length:])
            if rest or length == len(word):
                return (word[:length], *rest)
    return ()


def to_marks(text: str) -> str:
    """Replace words of two to twelve pinyin syllables by their marks; other Latin words stay."""

    def mark(found: re.Match[str]) -> str:
        heard = _cut(found.group().replace(" ", "").lower()[:72])
        return "".join(sounds.marks()[s] for s in heard) if 2 <= len(heard) <= 12 else found.group()

    return _RUN.sub(mark, text)
