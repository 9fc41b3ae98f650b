"""The name in what somebody said of a place, without its numbers: what may become another name of it."""

from __future__ import annotations

from twingrid.territory.finding.normalise import normalise
from twingrid.territory.finding.parse import Mark, tokens_of
from twingrid.territory.finding.words import quiet_places, talk_places

SHORTEST, LONGEST = 2, 12


def spoken_name(text: str) -> str:
    """The name before the numbers of a text (behind them, when it begins with numbers), without talk around it.

    Empty when there is no name of 2 to 12 characters, or when a number of a person (account, telephone) was said.
    """
    plain = normalise(text)
    tokens = [t for t in tokens_of(plain) if t.mark not in (Mark.NAME, Mark.ZONE)]
    if any(t.mark is Mark.LONG for t in tokens):
        return ""
    talk = quiet_places(plain) | talk_places(plain)
    start, end = 0, tokens[0].start if tokens else len(plain)
    if tokens and not _without(plain, talk, 0, end):
        start, end = tokens[-1].end, len(plain)
    name = _without(plain, talk, start, end)
    return name if SHORTEST <= len(name) <= LONGEST else ""


def _without(text: str, talk: set[int], start: int, end: int) -> str:
    return "".join(c for i, c in enumerate(text[start:end], start) if i not in talk and c.isalnum())


_OF_A_PERSON = ("家里", "家", "的家", "他家", "先生", "女士", "大爷", "大妈", "阿姨", "师傅", "老师")


def names_in(words: str) -> frozenset[str]:
    """What in a few words may be a person's name: all of them, without 家 or 先生 behind, and their first three or four
    characters."""
    plain = words.replace(" ", "")
    without = {plain.removesuffix(ending) for ending in _OF_A_PERSON}
    return frozenset(name for name in {plain, plain[:3], plain[:4], *without} if len(name) > 1)
