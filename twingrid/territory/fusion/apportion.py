"""A number that is known for the areas of LEFT, spread over the areas of RIGHT, and what was lost on the way.

Only for numbers that may be added (people, customers, requests), not for rates.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from twingrid.territory.fusion.overlay import Pieces

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


# Below this part of a number, a difference is rounding.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The number spread: `right` (one for every right area), and where each part came from.

    For every left area: what it gave + `lost` - `doubled` is its number. `doubled` is what ground claimed by two
    right areas received twice. `outside` is the part of what it gave that belonged, by area, to ground outside
    RIGHT and was moved onto the rest of the area.
    """

    right: Floats
    part: Floats  # of every pair of areas: `left` gave it to `to`
    left: Ints
    to: Ints
    lost: Floats
    doubled: Floats
    outside: Floats
    unknown: Ints  # left areas without a number (nan)

    @property
    def total_lost(self) -> float:
        """The sum of what reached no right area."""
        return float(self.lost.sum())

    def by_pair(self) -> dict[tuple[int, int], float]:
        """The part of the number in every pair of areas (left, right)."""
        return dict(zip(zip(self.left.tolist(), self.to.tolist(), strict=True), self.part.tolist(), strict=True))


def by_area(values: Floats, pieces: Pieces, *, lose_outside: bool = False) -> Spread:
    """Spread `values` (one for each left area, nan for unknown) in proportion to the areas of its `pieces`.

    A left area is taken as evenly filled. By default the whole number stays: a left area that reaches beyond RIGHT
    gives everything to the right areas it meets, in proportion to the pieces (the weight "sum" of the R package
    areal); lost is only what lies in left areas that meet none. With `lose_outside` the part that lies outside
    RIGHT is lost as well (areal's weight "total").
    """
    known = np.where(np.isnan(values), 0.0, values)
    met = np.bincount(pieces.left, pieces.area, len(known))
    whole = pieces.left_area if lose_outside else met
    part = pieces.area / whole[pieces.left] * known[pieces.left]
    outside = np.zeros(len(known))
    if not lose_outside:
        np.divide(pieces.left_outside * known, pieces.left_area, out=outside, where=met > 0)
    return _spread(values, pieces.left, pieces.right, part, outside=outside, rights=len(pieces.right_area))


def by_points(values: Floats, left: Ints, right: Ints, *, rights: int) -> Spread:
    """Spread `values` (one for each left area, nan for unknown) in proportion to points.

    `left` and `right` (n,) are the labels of every point in both partitions, below 0 for none; `rights` is how many
    right areas there are. A left area whose points lie outside RIGHT loses their part; one without any points
    loses all of its number.
    """
    known = np.where(np.isnan(values), 0.0, values)
    points_of_left = np.bincount(left[left >= 0], minlength=len(known))
    both = (left >= 0) & (right >= 0)
    pairs, number = np.unique(left[both] * rights + right[both], return_counts=True)
    of_left, of_right = pairs // rights, pairs % rights
    part = number / points_of_left[of_left] * known[of_left]
    return _spread(values, of_left, of_right, part, outside=np.zeros(len(known)), rights=rights)


def _spread(values: Floats, left: Ints, right: Ints, part: Floats, *, outside: Floats, rights: int) -> Spread:
    known = np.where(np.isnan(values), 0.0, values)
    balance = known - np.bincount(left, weights=part, minlength=len(known))
    balance[np.abs(balance) <= _ROUNDING * np.abs(known)] = 0.0
    return Spread(
        right=np.bincount(right, weights=part, minlength=rights).astype(np.float64),
        part=part,
        left=left,
        to=right,
        lost=np.maximum(balance, 0.0),
        doubled=np.maximum(-balance, 0.0),
        outside=outside,
        unknown=np.flatnonzero(np.isnan(values)).astype(np.int64),
    )
