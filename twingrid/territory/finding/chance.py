"""How surprising it would be to hear a name in a text that means another place.

Few characters, usual ones, or some that only nearly sound alike, are found in the name of some place of a large city
by chance. What a text shares with a name is counted in bits: a character that one name in a hundred has is worth
log2(100). With 10,000 names (13.3 bits) two such characters by sound alone prove little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from twingrid.territory.finding.sounds import blurred, letter, readings
from twingrid.territory.finding.words import stem_of

ENDING = 1.0
"""Bits of one character of an ending such as 花园."""
OTHER_SOUND, NEAR, RARE = 0.5, 2.0, 4.0
"""Bits that a misheard character takes away: the same sound, nearly the same, an unusual reading."""
_FEWEST = 1000
"""Characters that any town's names are taken to have at least."""
_USUAL = 100
"""Times that a character must have been seen before what follows it counts for itself: 筑 says nothing behind 建."""
CHANGED, SWAPPED, ADDED, STUTTERED, LOST, LOST_ENDING = 8.0, 2.0, 4.0, 1.5, 4.0, 1.0
"""Bits that changes take away: another character, neighbours in the wrong order, one too many, the same
twice, one too few."""


class Chance:
    """The characters and sounds of a city's names. Reading is safe from many threads."""

    def __init__(self, names: Iterable[str]) -> None:
        known = list(names)
        look: Counter[str] = Counter()
        after: Counter[str] = Counter()
        first: Counter[str] = Counter()
        for name in map(stem_of, known):
            letters = "".join(map(letter, name))
            look.update(letters)
            after.update(map("".join, pairwise(letters)))
            first.update(letters[:-1])
        sound: Counter[str] = Counter()
        near: Counter[str] = Counter()
        for c, times in look.items():
            usual = readings(c)[0] if readings(c) else c
            sound[usual] += times
            near[blurred(usual)] += times
        self.names = math.log2(max(len(known), 2))
        self._look, self._sound, self._near = map(_shares, (look, sound, near))
        self._after, self._first = after, first
        self.shared = lru_cache(maxsize=8192)(self._shared)

    def _worth(self, said: str, own: str, before: str) -> float:
        """Bits of one character of a name, behind another, given what was said for it."""
        share, less = self._alike(said, own)
        if share <= 0:
            return -CHANGED
        usual, times = self._first[before], self._after[before + own]
        return -math.log2((times + _USUAL * share) / (usual + _USUAL)) - less

    def _alike(self, said: str, own: str) -> tuple[float, float]:
        """Share of the characters that would have been as alike, and what the difference takes away."""
        if said == own:
            return self._look.get(own, 0.0), 0.0
        one, other = readings(said), readings(own)
        if not one or not other:
            return 0.0, 0.0
        if one[0] == other[0]:
            return self._sound.get(one[0], 0.0), OTHER_SOUND
        if blurred(one[0]) == blurred(other[0]):
            return self._near.get(blurred(one[0]), 0.0), NEAR
        return (self._sound.get(other[0], 0.0), RARE) if set(one) & set(other) else (0.0, 0.0)

    def _shared(self, said: str, name: str) -> float:
        """Bits that a text's words and a name have in common, less what their differences take away; by Damerau's
        alignment of the two."""
        body = len(stem_of(name))
        said, name = "".join(map(letter, said)), "".join(map(letter, name))
        row = [0.0]
        for j in range(len(name)):
            row.append(row[-1] - (LOST if j < body else LOST_ENDING))
        before: list[float] = []
        for i in range(len(said)):
            added = STUTTERED if i and said[i] == said[i - 1] else ADDED
            now = [row[0] - added]
            for j in range(len(name)):
                best = max(row[j] + self._pair(said[i], name, j, body), row[j + 1] - added)
                best = max(best, now[j] - (LOST if j < body else LOST_ENDING))
                if before and j and said[i] == name[j - 1] and said[i - 1] == name[j]:
                    pair = self._pair(name[j], name, j, body) + self._pair(name[j - 1], name, j - 1, body)
                    best = max(best, before[j - 1] + pair - SWAPPED)
                now.append(best)
            before, row = row, now
        return row[-1]

    def _pair(self, said: str, name: str, at: int, body: int) -> float:
        worth = self._worth(said, name[at], name[at - 1] if at else "")
        return worth if at < body or worth < 0 else min(worth, ENDING)


def _shares(times: Counter[str]) -> dict[str, float]:
    total = max(_FEWEST, times.total())
    return {key: count / total for key, count in times.items()}
