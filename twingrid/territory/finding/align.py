"""Where in a text a name is said, for many names at once: a local alignment by characters and sounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

SKIP = 0.12
"""Cost of a name's character that was not said, per weight."""
LONGEST_GAP = 3
"""Asked characters that may stand between two of the name."""
SWAP = 0.16
"""Cost of two neighbouring characters in the wrong order, per weight of the two."""
_NEVER = np.float32(-1e3)


@dataclass(frozen=True, slots=True)
class Aligned:
    """For each name: likeness (at most 1) and the asked positions start (inclusive) and end (exclusive)."""

    likeness: Floats
    start: Ints
    end: Ints


def align(likeness: Floats, weights: Floats, lengths: Ints, gaps: Floats) -> Aligned:
    """Best place of each name in the text.

    likeness: (names, longest, asked), how alike name character i is to asked character q; weights: (names, longest),
    0 beyond the name; lengths: (names,); gaps: (asked,), cost of an asked character standing inside a name.
    Gives the best total over all places, divided by the name's weight. Follows Smith and Waterman's local alignment,
    with gaps in the text of at most `LONGEST_GAP` and Damerau's swap of neighbours.
    """
    names, longest, asked = likeness.shape
    best = np.full((names, asked), _NEVER, dtype=np.float32)
    start = np.zeros((names, asked), dtype=np.int32)
    own = np.arange(asked, dtype=np.int32)
    skipped = np.zeros((names, 1), dtype=np.float32)
    before: tuple[Floats, Ints, Floats] | None = None
    for i in range(longest):
        weight = weights[:, i : i + 1]
        come, come_start = _come_from(best, start, gaps)
        arrived = (come, come_start, skipped)
        fresh = come < -skipped
        said = np.where(fresh, -skipped, come) + weight * likeness[:, i, :]
        said_start = np.where(fresh, own, come_start)
        if before is not None:
            said, said_start = _swapped(said, said_start, likeness[:, i - 1 : i + 1], weights[:, i - 1 : i + 1], before)
        before = arrived
        skip = best - SKIP * weight
        left_out = (skip > said) | (weight == 0)
        best = np.where(left_out, skip, said)
        start = np.where(left_out, start, said_start)
        skipped = skipped + SKIP * weight
    last = best.argmax(axis=1)
    rows = np.arange(names)
    total = np.maximum(weights.sum(axis=1), 1e-6)
    return Aligned(best[rows, last] / total, start[rows, last], (last + 1).astype(np.int32))


def _swapped(
    said: Floats, said_start: Ints, likeness: Floats, weights: Floats, before: tuple[Floats, Ints, Floats]
) -> tuple[Floats, Ints]:
    """Take two name characters in the wrong order where that is better; `before` is the state ahead of the first."""
    if said.shape[1] < 2:
        return said, said_start
    come, come_start, skipped = before[0][:, :-1], before[1][:, :-1], before[2]
    own = np.arange(said.shape[1] - 1, dtype=np.int32)
    fresh = come < -skipped
    both = np.minimum(likeness[:, 0, 1:], likeness[:, 1, :-1])
    gain = weights[:, :1] * likeness[:, 0, 1:] + weights[:, 1:] * likeness[:, 1, :-1] - SWAP * weights.sum(axis=1, keepdims=True)
    value = np.where(both > 0, np.where(fresh, -skipped, come) + gain, _NEVER)
    better = value > said[:, 1:]
    said[:, 1:] = np.where(better, value, said[:, 1:])
    said_start[:, 1:] = np.where(better, np.where(fresh, own, come_start), said_start[:, 1:])
    return said, said_start


def _come_from(best: Floats, start: Ints, gaps: Floats) -> tuple[Floats, Ints]:
    """Best value and start among the previous asked positions, at most `LONGEST_GAP` characters back."""
    come = np.full_like(best, _NEVER)
    come_start = np.zeros_like(start)
    come[:, 1:], come_start[:, 1:] = best[:, :-1], start[:, :-1]
    for gap in range(1, LONGEST_GAP + 1):
        if best.shape[1] <= gap + 1:
            break
        span = sum(gaps[1 + k : best.shape[1] - gap + k] for k in range(gap))
        value = best[:, : -gap - 1] - span
        better = value > come[:, gap + 1 :]
        come[:, gap + 1 :] = np.where(better, value, come[:, gap + 1 :])
        come_start[:, gap + 1 :] = np.where(better, start[:, : -gap - 1], come_start[:, gap + 1 :])
    return come, come_start
