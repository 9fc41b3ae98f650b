"""A grid of small cells laid over a partition, made in plain numpy.

A cell that no border touches lies in one area as a whole, so one look into the grid answers for every point
in it. Only the points in the other cells need geometry.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Far above the rounding of a cell number (1e-12), far below anything that could be seen: cells that a border
# only comes this near to are treated as touched by it.
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Edges:
    """Straight pieces of borders: ends in cell units, and the label of the area that each belongs to."""

    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    owner: Ints


@dataclass(frozen=True, slots=True)
class Held:
    """Which areas hold the centre of every cell: how many, the sum of their labels, and the spans of each area.

    Area `owner[k]` holds the cells `enter[k]` to `leave[k]` - 1, all of one row.
    """

    count: NDArray[np.int32]
    total: NDArray[Any]  # int32 or int64
    enter: Ints
    leave: Ints
    owner: Ints

    def holders(self, cells: Ints) -> tuple[Ints, Ints]:
        """Pairs (cell, area) for every area that holds one of `cells` (sorted)."""
        first = cells.searchsorted(self.enter)
        lengths = cells.searchsorted(self.leave) - first
        return cells[expand(first, lengths)], np.repeat(self.owner, lengths)


def touched_cells(edges: Edges, *, columns: int) -> tuple[Ints, Ints]:
    """Pairs (cell, edge): every cell that an edge passes through or comes within the slack of.

    A cell's number is row * columns + column.
    """
    flat = np.abs(edges.x1 - edges.x0) >= np.abs(edges.y1 - edges.y0)
    cells, numbers = [], []
    for walk_x in (True, False):
        index = np.flatnonzero(flat == walk_x)
        ends = (edges.x0, edges.y0, edges.x1, edges.y1) if walk_x else (edges.y0, edges.x0, edges.y1, edges.x1)
        along, across, which = _walk(*(end[index] for end in ends))
        cells.append(across * columns + along if walk_x else along * columns + across)
        numbers.append(index[which])
    return np.concatenate(cells), np.concatenate(numbers)


def _walk(a0: Floats, b0: Floats, a1: Floats, b1: Floats) -> tuple[Ints, Ints, Ints]:
    """Step each edge along its longer axis `a`, cell by cell; at most three cells lie across each step."""
    swap = a0 > a1
    a0, a1 = np.where(swap, a1, a0), np.where(swap, a0, a1)
    b0, b1 = np.where(swap, b1, b0), np.where(swap, b0, b1)
    first = np.floor(a0 - _SLACK).astype(np.int64)
    steps = np.floor(a1 + _SLACK).astype(np.int64) - first + 1
    which = np.repeat(np.arange(len(a0)), steps)
    along = first[which] + within_runs(steps)
    length = a1 - a0
    slope = np.divide(b1 - b0, length, out=np.zeros_like(length), where=length > 0)[which]
    enter = b0[which] + slope * (np.clip(along, a0[which], a1[which]) - a0[which])
    leave = b0[which] + slope * (np.clip(along + 1.0, a0[which], a1[which]) - a0[which])
    low = np.floor(np.minimum(enter, leave) - 2 * _SLACK).astype(np.int64)
    high = np.floor(np.maximum(enter, leave) + 2 * _SLACK).astype(np.int64)
    wide = high - low + 1
    return np.repeat(along, wide), np.repeat(low, wide) + within_runs(wide), np.repeat(which, wide)


def fill(edges: Edges, *, rows: int, columns: int) -> Held:
    """Which area holds the centre of every cell of rows * columns.

    Even-odd along the middle line of each row, all areas at once. Exact for every cell that no edge touches.
    """
    low, high = np.minimum(edges.y0, edges.y1), np.maximum(edges.y0, edges.y1)
    first = np.ceil(low - 0.5).astype(np.int64)
    crossings = np.ceil(high - 0.5).astype(np.int64) - first
    which = np.repeat(np.arange(len(low)), crossings)
    row = first[which] + within_runs(crossings)
    x0, x1 = edges.x0[which], edges.x1[which]
    x = x0 + (row + 0.5 - edges.y0[which]) * ((x1 - x0) / (edges.y1 - edges.y0)[which])
    # On a nearly level edge the crossing is uncertain along the edge, but never beyond its ends.
    x = np.clip(x, np.minimum(x0, x1), np.maximum(x0, x1))
    owner = edges.owner[which]
    order = np.lexsort((x, row, owner))
    row, x, owner = row[order], x[order], owner[order]
    # The margin of the frame is empty, so that no span leaves its row.
    cell = row * columns + np.ceil(x - 0.5).astype(np.int64)
    enter, leave, owner = cell[::2], cell[1::2], owner[::2]  # each area crosses each line an even number of times
    small = int(owner.max(initial=0)) < 2**15
    total: NDArray[Any] = np.zeros(rows * columns, dtype=np.int32 if small else np.int64)
    count = np.zeros(rows * columns, dtype=np.int32)
    np.add.at(count, enter, 1)
    np.add.at(count, leave, -1)
    np.add.at(total, enter, owner.astype(total.dtype))
    np.add.at(total, leave, -owner.astype(total.dtype))
    return Held(np.cumsum(count, out=count), np.cumsum(total, out=total), enter, leave, owner)


def within_runs(lengths: Ints) -> Ints:
    """0, 1, … restarted for each run: [2, 3] gives [0, 1, 0, 1, 2]."""
    total = int(lengths.sum())
    starts = np.cumsum(lengths) - lengths
    return np.arange(total) - np.repeat(starts, lengths)


def expand(starts: Ints, lengths: Ints) -> Ints:
    """The numbers of all runs in a row: starts [7, 20], lengths [2, 3] give [7, 8, 20, 21, 22]."""
    return np.repeat(starts, lengths) + within_runs(lengths)


@dataclass(frozen=True, slots=True)
class Frame:
    """From coordinates to cell units: a cell is `cell_m` metres wide and high, its corners whole numbers."""

    x: float
    y: float
    per_x: float
    per_y: float
    cell_m: float
    rows: int
    columns: int

    def units(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Coordinates in cell units."""
        return (x - self.x) * self.per_x, (y - self.y) * self.per_y

    def units_of(self, x: float, y: float) -> tuple[float, float]:
        """The same for one point."""
        return (x - self.x) * self.per_x, (y - self.y) * self.per_y

    def cells(self, x: Floats, y: Floats) -> Ints:
        """The number of the cell of each point; 0, a cell outside everything, for points beyond the frame."""
        u, v = self.units(x, y)
        inside = (u >= 0) & (v >= 0) & (u < self.columns) & (v < self.rows)  # false for nan
        if inside.all():
            return v.astype(np.int64) * self.columns + u.astype(np.int64)
        u, v = np.where(inside, u, 0.0), np.where(inside, v, 0.0)
        return v.astype(np.int64) * self.columns + u.astype(np.int64)


def frame_of(bounds: Floats, *, cell_m: float, metres_per_unit: tuple[float, float], most_cells: int) -> Frame:
    """A frame around `bounds` (x0, y0, x1, y1) with an empty margin; larger cells if too many were needed."""
    x0, y0, x1, y1 = (float(value) for value in bounds)
    wide, high = (x1 - x0) * metres_per_unit[0], (y1 - y0) * metres_per_unit[1]
    cell_m = max(cell_m, float(np.sqrt(wide * high / most_cells)), wide / most_cells, high / most_cells)
    per_x, per_y = metres_per_unit[0] / cell_m, metres_per_unit[1] / cell_m
    margin = 2
    columns = int(np.ceil(wide / cell_m)) + 2 * margin + 1
    rows = int(np.ceil(high / cell_m)) + 2 * margin + 1
    return Frame(x0 - margin / per_x, y0 - margin / per_y, per_x, per_y, cell_m, rows, columns)
