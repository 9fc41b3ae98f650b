"""A number that is known for the areas of LEFT, spread over the areas of RIGHT, and what was lost on the way.

Only for numbers that may be added (people, customers, requests), not for rates.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from twingrid.territory.fusion.overlay import Pieces

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The number spread: `right` (one for every right area), and where each part came from.

    sum(right) + sum(lost) is the sum of the known numbers. `outside` says how much of `right` belonged, by area,
    to ground outside RIGHT and was moved onto the rest of its own left area.
    """

    right: Floats
    part: Floats  # of every row of `left`, `to`
    left: Ints
    to: Ints
    lost: Floats  # of every left area
    outside: Floats  # of every left area
    unknown: Ints  # left areas without a number (nan)

    @property
    def total_lost(self) -> float:
        """The sum of what reached no right area."""
        return float(self.lost.sum())


def by_area(values: Floats, pieces: Pieces, *, lose_outside: bool = False) -> Spread:
    """Spread `values` (one for each left area, nan for unknown) in proportion to the areas of its `pieces`.

    A left area is taken as evenly filled. By default the whole number stays: a left area that reaches beyond RIGHT
    gives everything to the right areas it meets, in proportion to the pieces (the weight "sum" of the R package
    areal); lost is only what lies in left areas that meet none. With `lose_outside` the part that lies outside
    RIGHT is lost as well (the weight "total").
    """
    known = np.where(np.isnan(values), 0.0, values)
    met = np.bincount(pieces.left, pieces.area, len(known))
    away = pieces.left_outside / pieces.left_area * known
    whole = pieces.left_area if lose_outside else met
    part = pieces.area / whole[pieces.left] * known[pieces.left]
    lost = np.where(met > 0, away if lose_outside else 0.0, known)
    outside = np.where((met > 0) & (not lose_outside), away, 0.0)
    return _spread(values, pieces.left, pieces.right, part, lost, outside, len(pieces.right_area))


def by_points(values: Floats, left: Ints, right: Ints, *, rights: int) -> Spread:
    """Spread `values` (one for each left area, nan for unknown) in proportion to points.

    `left` and `right` (n,) are the labels of every point in both partitions, below 0 for none. A left area whose
    points lie outside RIGHT loses their part; one without any points loses all of its number.
    """
    known = np.where(np.isnan(values), 0.0, values)
    inside = left >= 0
    points_of_left = np.bincount(left[inside], minlength=len(known))
    both = inside & (right >= 0)
    pairs, number = np.unique(left[both] * rights + right[both], return_counts=True)
    of_left, of_right = pairs // rights, pairs % rights
    part = number / points_of_left[of_left] * known[of_left]
    met = np.bincount(of_left, number, len(known))
    away = np.divide(points_of_left - met, points_of_left, out=np.ones(len(known)), where=points_of_left > 0)
    return _spread(values, of_left, of_right, part, away * known, np.zeros(len(known)), rights)


def _spread(
    values: Floats, left: Ints, right: Ints, part: Floats, lost: Floats, outside: Floats, rights: int
) -> Spread:
    return Spread(
        right=np.bincount(right, part, rights),
        part=part,
        left=left,
        to=right,
        lost=lost,
        outside=outside,
        unknown=np.flatnonzero(np.isnan(values)).astype(np.int64),
    )
