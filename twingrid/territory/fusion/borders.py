"""How far is it to the nearest border, and who lies on the other side of it?"""

from dataclasses import dataclass
from typing import Self, cast

import numpy as np
import shapely
from numpy.typing import NDArray

from twingrid.territory.fusion.raster import Edges, Floats, Frame, Ints, expand

# Edges in one line: a tree of single edges answers no faster and takes several times the memory.
_EDGES_PER_LINE = 8


@dataclass(frozen=True, slots=True, eq=False)
class Borders:
    """All borders of a partition as short lines in a tree, in cell units of `frame`."""

    frame: Frame
    owner: Ints  # the label of the area that each line belongs to
    tree: shapely.STRtree

    @classmethod
    def build(cls, edges: Edges, frame: Frame) -> Self:
        """A tree of the `edges`, which stand ring by ring in their order."""
        # A line goes on while the next edge begins where the last one ended.
        goes_on = (edges.x0[1:] == edges.x1[:-1]) & (edges.y0[1:] == edges.y1[:-1])
        goes_on &= edges.owner[1:] == edges.owner[:-1]
        runs = np.flatnonzero(np.append(True, ~goes_on))
        place = np.arange(len(edges.x0)) - np.repeat(runs, np.diff(np.append(runs, len(edges.x0))))
        starts = np.flatnonzero(place % _EDGES_PER_LINE == 0)
        lengths = np.diff(np.append(starts, len(edges.x0)))
        edge = expand(starts, lengths)
        line = np.repeat(np.arange(len(starts)), lengths)
        order = np.argsort(np.append(line, np.arange(len(starts))), kind="stable")
        ends = starts + lengths - 1
        x = np.append(edges.x0[edge], edges.x1[ends])[order]
        y = np.append(edges.y0[edge], edges.y1[ends])[order]
        lines = shapely.linestrings(x, y, indices=np.append(line, np.arange(len(starts)))[order])
        tree = shapely.STRtree(cast(NDArray[np.object_], lines))
        tree.query(shapely.Point(0, 0))  # built at the first question, and not for two threads at once
        return cls(frame, edges.owner[starts], tree)

    def distance(self, x: float, y: float) -> float:
        """Metres from the point to the nearest border, whoever it belongs to."""
        point = shapely.points(*self.frame.units_of(x, y))
        found = self.tree.query_nearest(point, all_matches=False, return_distance=True)
        return float(found[1][0]) * self.frame.cell_m

    def areas_within(self, x: float, y: float, *, within_m: float) -> list[tuple[float, int]]:
        """(metres, label) of every area whose border comes within `within_m`, nearest first."""
        point = shapely.points(*self.frame.units_of(x, y))
        lines = self.tree.query(point, predicate="dwithin", distance=within_m / self.frame.cell_m)
        metres = shapely.distance(point, self.tree.geometries[lines]) * self.frame.cell_m
        nearest: dict[int, float] = {}
        for owner, distance in zip(self.owner[lines].tolist(), metres.tolist(), strict=True):
            nearest[owner] = min(distance, nearest.get(owner, np.inf))
        return sorted((distance, owner) for owner, distance in nearest.items())

    def near(self, points: Floats, *, within_m: float) -> NDArray[np.bool_]:
        """Whether a border lies within `within_m` metres of each point (n, 2) -> (n,)."""
        u, v = self.frame.units(points[:, 0], points[:, 1])
        known = np.flatnonzero(np.isfinite(u) & np.isfinite(v))
        found = self.tree.query(
            shapely.points(u[known], v[known]), predicate="dwithin", distance=within_m / self.frame.cell_m
        )
        near = np.zeros(len(u), dtype=np.bool_)
        near[known[found[0]]] = True
        return near
