"""Partitions and points for the tests of fusion, as hypothesis strategies: small, in metres, and nasty."""

import numpy as np
import shapely
from hypothesis import strategies as st
from numpy.typing import NDArray

SIDE = 6
Areas = dict[str, shapely.Geometry]


@st.composite
def coverages(draw: st.DrawFn) -> Areas:
    """Squares of a board dealt out to a few areas: no overlaps, but holes, several parts, and gaps."""
    owners = draw(st.lists(st.sampled_from(["b", "a", "10", "9", ""]), min_size=SIDE**2, max_size=SIDE**2))
    areas: Areas = {}
    for owner in sorted(set(owners) - {""}, key=owners.index):
        squares = [_square(place) for place, name in enumerate(owners) if name == owner]
        areas[owner] = shapely.union_all(squares)
    return areas or {"a": _square(0)}


@st.composite
def muddles(draw: st.DrawFn) -> Areas:
    """Stars that lie over each other, apart, or inside one another: overlaps and gaps of every kind."""
    number = draw(st.integers(1, 4))
    return {f"{name}": _star(draw) for name in draw(st.permutations(range(8, 12)))[:number]}


@st.composite
def points_about(draw: st.DrawFn, areas: Areas) -> NDArray[np.float64]:
    """Points anywhere, on vertices, in the middle of edges, and a hair beside them."""
    anywhere = draw(st.lists(st.tuples(_coordinate, _coordinate), min_size=1, max_size=20))
    vertices = shapely.get_coordinates(list(areas.values()))
    middles = (vertices[1:] + vertices[:-1]) / 2
    hair = draw(st.sampled_from([1e-12, 1e-9, 1e-6]))
    about = np.vstack((vertices, middles, vertices + hair, middles - hair))
    every = 1 + len(about) // 80  # enough of them to be nasty, few enough to be quick
    return np.vstack((np.array(anywhere), about[draw(st.integers(0, every - 1)) :: every]))


_coordinate = st.floats(-1.0, SIDE + 1.0)


def _square(place: int) -> shapely.Polygon:
    x, y = place % SIDE, place // SIDE
    return shapely.box(x, y, x + 1, y + 1)


def _star(draw: st.DrawFn) -> shapely.Polygon:
    x, y = draw(st.tuples(st.floats(0.0, SIDE), st.floats(0.0, SIDE)))
    far = np.array(draw(st.lists(st.floats(0.3, 3.0), min_size=3, max_size=9)))
    angle = np.linspace(0, 2 * np.pi, len(far), endpoint=False)
    return shapely.Polygon(np.column_stack((x + far * np.cos(angle), y + far * np.sin(angle))))
