"""Where in a text a name is said, for many names at once: a local alignment by characters and sounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

SKIP = 0.12
"""Cost of a name's character that was not said, per weight."""
SWAP = 0.16
"""Cost of two neighbouring characters in the wrong order, per weight of the two."""
LONGEST_GAP = 3
"""Asked characters that may stand between two of the name."""

_SCALE, _PLACES = 100_000, 256
"""A state is one integer: score times _SCALE, and in the last _PLACES the start, which the maximum carries along."""
_NEVER = -1_000 * _SCALE * _PLACES


@dataclass(frozen=True, slots=True)
class Aligned:
    """For each name: likeness (at most 1) and the asked positions start (inclusive) and end (exclusive)."""

    likeness: Floats
    start: Ints
    end: Ints


def align(likeness: Floats, weights: Floats, gaps: Floats) -> Aligned:
    """Best place of each name in the text.

    likeness: (names, longest, asked), how alike name character i is to asked character q; weights: (names, longest),
    0 beyond the name; gaps: (asked,), cost of an asked character standing inside a name; at most 255 are asked.
    Gives the best total over all places, divided by the name's weight. Follows Smith and Waterman's local alignment,
    with gaps in the text of at most `LONGEST_GAP` and Damerau's swap of neighbours.
    """
    names, longest, asked = likeness.shape
    gains = _states(weights[:, :, None] * likeness)
    gains[weights == 0] = _NEVER
    swaps = _swap_gains(likeness, weights)
    skips = _states(SKIP * weights)
    spans = _gap_costs(gaps)
    own = np.arange(asked, dtype=np.int64)
    best = np.full((names, asked), _NEVER, dtype=np.int64)
    skipped = np.zeros((names, 1), dtype=np.int64)
    before: Ints | None = None
    for i in range(longest):
        come = _come_from(best, spans)
        np.maximum(come, own - skipped, out=come)
        said = come + gains[:, i]
        if before is not None and asked > 1:
            np.maximum(said[:, 1:], before[:, :-1] + swaps[:, i - 1], out=said[:, 1:])
        best = np.maximum(said, best - skips[:, i : i + 1])
        skipped = skipped + skips[:, i : i + 1]
        before = come
    last = best.argmax(axis=1)
    state = best[np.arange(names), last]
    total = np.maximum(weights.sum(axis=1), 1e-6)
    return Aligned((state // _PLACES / _SCALE / total).astype(np.float32), state % _PLACES, last + 1)


def _states(scores: Floats) -> Ints:
    """Scores as they are added to states."""
    return np.rint(scores * _SCALE).astype(np.int64) * _PLACES


def _swap_gains(likeness: Floats, weights: Floats) -> Ints:
    """What it brings to find name characters i and i + 1 at q + 1 and q: (names, longest - 1, asked - 1)."""
    first, second = likeness[:, :-1, 1:], likeness[:, 1:, :-1]
    both = weights[:, :-1, None], weights[:, 1:, None]
    gains = _states(both[0] * first + both[1] * second - SWAP * (both[0] + both[1]))
    gains[(first <= 0) | (second <= 0) | (both[1] == 0)] = _NEVER
    return gains


def _gap_costs(gaps: Floats) -> list[Ints]:
    """Cost of 1, 2, ... asked characters in a row, beginning at each position."""
    single = _states(gaps)
    costs, row = [], single
    for length in range(1, LONGEST_GAP + 1):
        costs.append(row)
        row = row[:-1] + single[length:]
    return costs


def _come_from(best: Ints, spans: list[Ints]) -> Ints:
    """Best state among the previous asked positions, at most `LONGEST_GAP` characters back."""
    come = np.full_like(best, _NEVER)
    come[:, 1:] = best[:, :-1]
    for gap, cost in enumerate(spans, start=1):
        here = come[:, gap + 1 :]
        if here.shape[1]:
            np.maximum(here, best[:, : -gap - 1] - cost[1 : best.shape[1] - gap], out=here)
    return come
