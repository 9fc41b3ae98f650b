"""The areas that a point near a border may lie in, and the decision between them by the border rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import shapely
from numpy.typing import NDArray

from twingrid.territory.fusion.raster import Edges, Floats, Frame, Held, Ints, expand, touched_cells

GAP, OVERLAP = -1, -2


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """For every cell that needs geometry, the areas that a point in it may lie in, ordered by id."""

    cells: Ints  # sorted
    starts: Ints  # the candidates of cells[i] are labels[starts[i]:starts[i + 1]]
    labels: Ints

    @classmethod
    def build(cls, ids: Sequence[str], edges: Edges, frame: Frame, held: Held) -> Self:
        """Candidates are the areas with an edge in the cell, and those that hold its centre."""
        by_rank = np.array(sorted(range(len(ids)), key=lambda label: ids[label]), dtype=np.int64)
        rank = np.empty_like(by_rank)
        rank[by_rank] = np.arange(len(ids))
        edge_cell, edge = touched_cells(edges, columns=frame.columns)
        touched = np.unique(edge_cell)
        touched = touched[held.count[touched] == 1]
        crowded, holders = held.holders(np.flatnonzero(held.count > 1))
        cell = np.concatenate((edge_cell, touched, crowded))
        label = np.concatenate((edges.owner[edge], held.total[touched], holders))
        pairs = np.unique(cell * len(ids) + rank[label])
        cell, label = pairs // len(ids), by_rank[pairs % len(ids)]
        cells, starts = np.unique(cell, return_index=True)
        return cls(cells, np.append(starts, len(cell)), label)

    def of(self, cell: int) -> list[int]:
        """The candidates of one cell."""
        place = int(self.cells.searchsorted(cell))
        found: list[int] = self.labels[self.starts[place] : self.starts[place + 1]].tolist()
        return found

    def decide(self, polygons: NDArray[np.object_], x: Floats, y: Floats, cell: Ints) -> Ints:
        """The label of every point (n,), all of whose cells need geometry."""
        place = self.cells.searchsorted(cell)
        lengths = self.starts[place + 1] - self.starts[place]
        label = self.labels[expand(self.starts[place], lengths)]
        point = np.repeat(np.arange(len(x)), lengths)
        # A point has no inside, so to intersect it is to cover it. The polygons are prepared.
        covered = shapely.intersects_xy(polygons[label], x[point], y[point])
        point, label = point[covered], label[covered]
        answer = np.full(len(x), GAP, dtype=np.int64)
        first = np.append(True, point[1:] != point[:-1]) if len(point) else np.zeros(0, dtype=np.bool_)
        answer[point[first]] = label[first]  # candidates stand in string order, so the first covers by the rule
        shared = np.isin(point, point[~first])
        if shared.any():
            point, label = point[shared], label[shared]
            inside = shapely.contains_xy(polygons[label], x[point], y[point])
            answer[np.bincount(point[inside], minlength=len(x)) > 1] = OVERLAP
        return answer
