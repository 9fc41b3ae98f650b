"""Fusion of two partitions of one territory as pure geometry: numpy and shapely, no Django, no database.

- `index`: which area of a partition does a point lie in, how near is the border, who is beyond it.
- `overlay`: the pieces of two partitions; what is wrong with one of them (invalid, overlaps, gaps).
- `apportion`: a number known for one partition, spread over the other, and what was lost on the way.

Rules that hold everywhere:

- **Border rule.** A point on a border belongs to exactly one area: of the areas whose polygon *covers* it
  (inside or on the border), the one whose id comes first in string order.
- **Nothing is settled silently.** A point inside two areas at once is an overlap and is answered as such;
  a point in no area is a gap.
"""
