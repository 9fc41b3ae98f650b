"""Generated partitions for the benchmarks: Voronoi cells with crooked borders inside one outline.

A territory of the size and the place of Shizhong district, in WGS-84 degrees. Nothing in it is real.
"""

import numpy as np
import shapely
from numpy.typing import NDArray

WIDTH_M, HEIGHT_M = 16_000.0, 24_000.0
CENTRE = (116.95, 36.58)
_PER_DEGREE = (89_480.0, 110_970.0)


def partition(areas: int, *, seed: int, vertex_m: float = 25.0) -> NDArray[np.object_]:
    """`areas` polygons without gaps or overlaps; every border is crooked, none straight.

    The cells are cut by the outline, cut into edges of `vertex_m` metres, and bent by one invertible wave, so
    that neighbours keep exactly the same vertices.
    """
    seeds = shapely.multipoints(_inside(areas, np.random.default_rng(seed)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=_outline()))
    borders = shapely.boundary(shapely.set_precision(shapely.intersection(cells, _outline()), 0.01))
    # Noded, so that the corner of two cells is a vertex of the third one's side as well.
    lines = shapely.segmentize(shapely.node(shapely.union_all(borders)), vertex_m)
    return np.asarray(shapely.transform(shapely.get_parts(shapely.polygonize([lines])), _bend), dtype=object)


def customers(number: int, *, seed: int, buildings: int = 8_000) -> NDArray[np.float64]:
    """(number, 2) longitude, latitude of customers in buildings that crowd around towns; a few lie outside."""
    rng = np.random.default_rng(seed)
    towns = _inside(40, rng)
    place = towns[rng.integers(0, len(towns), buildings)] + rng.normal(0, 700.0, (buildings, 2))
    return _degrees(place[rng.integers(0, buildings, number)] + rng.normal(0, 12.0, (number, 2)))


def _inside(number: int, rng: np.random.Generator) -> NDArray[np.float64]:
    points = rng.uniform((0.0, 0.0), (WIDTH_M, HEIGHT_M), (number * 4 + 100, 2))
    return points[shapely.contains_xy(_outline(), points[:, 0], points[:, 1])][:number]


def _outline() -> shapely.Polygon:
    angle = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    far = 0.86 + 0.08 * np.sin(3 * angle) + 0.05 * np.cos(7 * angle)
    x, y = np.cos(angle) * far * WIDTH_M / 2, np.sin(angle) * far * HEIGHT_M / 2
    return shapely.Polygon(np.column_stack((x + WIDTH_M / 2, y + HEIGHT_M / 2)))


def _bend(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    bent = metres.copy()
    for octave in range(5):
        length, height = 2_000.0 / 2**octave, 60.0 / 2**octave
        bent[:, 0] += height * np.sin(2 * np.pi * bent[:, 1] / length + octave)
        bent[:, 1] += height * np.sin(2 * np.pi * bent[:, 0] / length + 2 * octave)
    return _degrees(bent)


def _degrees(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    return (metres - (WIDTH_M / 2, HEIGHT_M / 2)) / _PER_DEGREE + CENTRE
