"""Which area does a point lie in: the same as shapely off the borders, by one rule on them."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from twingrid.territory.fusion.candidates import GAP, OVERLAP
from twingrid.territory.fusion.index import PartitionIndex
from twingrid.territory.tests.shapes import Areas, coverages, muddles, points_about

METRES = (1.0, 1.0)
CELLS = st.sampled_from([0.11, 0.37, 1.0, 2.5])


def index_of(areas: Areas, cell_m: float = 0.37) -> PartitionIndex:
    return PartitionIndex.build(
        list(areas), np.array(list(areas.values()), dtype=object), cell_m=cell_m, metres_per_unit=METRES
    )


def by_the_rule(areas: Areas, x: float, y: float) -> str | list[str] | None:
    """The answer by shapely alone: a list means overlap, None a gap."""
    point = shapely.Point(x, y)
    inside = sorted(name for name, area in areas.items() if shapely.contains(area, point))
    covering = sorted(name for name, area in areas.items() if shapely.covers(area, point))
    return inside if len(inside) > 1 else covering[0] if covering else None


def as_answer(index: PartitionIndex, label: int, x: float, y: float) -> str | list[str] | None:
    if label == OVERLAP:
        found = index.locate_one(x, y)
        assert found is not None
        assert found.id is None
        return list(found.overlap)
    return None if label == GAP else index.ids[label]


@given(areas=coverages() | muddles(), cell_m=CELLS, data=st.data())
def test_every_point_gets_the_answer_of_shapely_and_the_border_rule(
    areas: Areas, cell_m: float, data: st.DataObject
) -> None:
    index = index_of(areas, cell_m)
    points = data.draw(points_about(areas))
    for (x, y), label in zip(points, index.locate(points).tolist(), strict=True):
        assert as_answer(index, label, x, y) == by_the_rule(areas, x, y)


@given(areas=coverages() | muddles(), cell_m=CELLS, data=st.data())
def test_one_point_gets_the_answer_of_the_bulk(areas: Areas, cell_m: float, data: st.DataObject) -> None:
    index = index_of(areas, cell_m)
    points = data.draw(points_about(areas))
    for (x, y), label in zip(points.tolist(), index.locate(points).tolist(), strict=True):
        found = index.locate_one(x, y)
        assert (GAP if found is None else found.label) == label


@given(areas=coverages() | muddles(), data=st.data())
def test_the_distance_is_to_the_nearest_border_of_any_area(areas: Areas, data: st.DataObject) -> None:
    index = index_of(areas)
    borders = shapely.union_all(shapely.boundary(list(areas.values())))
    points = data.draw(points_about(areas))
    near = index.near_border(points, within_m=0.5)
    for (x, y), is_near in zip(points.tolist(), near.tolist(), strict=True):
        true = shapely.distance(borders, shapely.Point(x, y))
        found = index.locate_one(x, y)
        if found is not None:
            assert found.border_m == pytest.approx(true, abs=1e-9)
        assert is_near == (true <= 0.5) or abs(true - 0.5) < 1e-9


@given(areas=coverages() | muddles(), data=st.data())
def test_neighbours_are_the_other_areas_within_reach(areas: Areas, data: st.DataObject) -> None:
    index = index_of(areas)
    for x, y in data.draw(points_about(areas)).tolist():
        point = shapely.Point(x, y)
        far = {name: shapely.distance(area, point) for name, area in areas.items()}
        expected = {name for name, d in far.items() if 0 < d <= 0.5}
        found = {name for name, _ in index.nearby(x, y, within_m=0.5)}
        assert all(abs(far[name] - 0.5) < 1e-9 or far[name] < 1e-9 for name in found ^ expected)


def two_halves() -> PartitionIndex:
    return index_of({"west": shapely.box(0, 0, 100, 200), "east": shapely.box(100, 0, 200, 200)}, 15.0)


def test_a_point_on_a_border_belongs_to_the_area_whose_id_comes_first() -> None:
    index = two_halves()
    on_border = index.locate_one(100.0, 50.0)
    assert on_border is not None
    assert (on_border.id, on_border.border_m, on_border.neighbours) == ("east", 0.0, ("west",))
    assert index.ids[index.locate(np.array([[100.0, 50.0]]))[0]] == "east"


def test_near_the_border_the_neighbour_is_named() -> None:
    found = two_halves().locate_one(88.0, 100.0)
    assert found is not None
    assert found.near_border
    assert found.border_m == pytest.approx(12.0)
    assert found.neighbours == ("east",)


def test_far_from_the_border_nobody_is_named() -> None:
    found = two_halves().locate_one(50.0, 100.0)
    assert found is not None
    assert not found.near_border
    assert found.border_m == pytest.approx(50.0)
    assert found.neighbours == ()


def test_outside_there_is_nobody_but_the_nearest_can_be_asked_for() -> None:
    index = two_halves()
    assert index.locate_one(-15.0, 100.0) is None
    assert [name for name, _ in index.nearby(-15.0, 100.0)] == ["west"]
    assert index.nearby(-15.0, 100.0)[0][1] == pytest.approx(15.0)
    assert index.nearby(-1e9, 100.0) == ()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_missing_coordinate_is_a_gap(bad: float) -> None:
    index = two_halves()
    assert index.locate(np.array([[bad, 50.0], [50.0, bad], [50.0, 50.0]])).tolist() == [GAP, GAP, 0]
    assert index.near_border(np.array([[bad, 50.0], [100.0, 50.0]])).tolist() == [False, True]
    assert index.locate_one(bad, 50.0) is None
    assert index.nearby(bad, 50.0) == ()


def test_no_points_give_no_labels() -> None:
    assert two_halves().locate(np.empty((0, 2))).shape == (0,)
    assert two_halves().near_border(np.empty((0, 2))).shape == (0,)


def test_an_overlap_names_everybody_and_chooses_nobody() -> None:
    index = index_of({"b": shapely.box(0, 0, 60, 60), "a": shapely.box(40, 0, 100, 60)}, 15.0)
    found = index.locate_one(50.0, 30.0)
    assert found is not None
    assert (found.id, found.label, found.overlap) == (None, OVERLAP, ("a", "b"))
    assert found.near_border
    assert index.locate(np.array([[50.0, 30.0], [10.0, 30.0], [90.0, 30.0]])).tolist() == [OVERLAP, 0, 1]


def test_an_area_wholly_inside_another_is_an_overlap_even_far_from_every_border() -> None:
    index = index_of({"all": shapely.box(0, 0, 1000, 1000), "part": shapely.box(200, 200, 800, 800)}, 15.0)
    assert index.locate(np.array([[500.0, 500.0], [100.0, 100.0]])).tolist() == [OVERLAP, 0]


def test_degrees_are_measured_in_metres() -> None:
    index = PartitionIndex.build(["w", "e"], [shapely.box(116.9, 36.5, 117, 36.7), shapely.box(117, 36.5, 117.1, 36.7)])
    found = index.locate_one(117.0 + 10.0 / 89_475.8, 36.6)
    assert found is not None
    assert found.id == "e"
    assert found.border_m == pytest.approx(10.0, abs=0.01)
    assert found.neighbours == ("w",)


def test_a_territory_of_any_size_keeps_the_index_small() -> None:
    index = PartitionIndex.build(["china"], [shapely.box(75.0, 20.0, 130.0, 50.0)])
    assert index.borders.frame.rows * index.borders.frame.columns < 17_000_000
    assert index.locate(np.array([[116.98, 36.63], [0.0, 0.0]])).tolist() == [0, GAP]


@pytest.mark.parametrize(
    ("ids", "polygons", "said"),
    [
        (["a", "a"], [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], "repeat: a"),
        (["a"], [shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])], "Self-intersection"),
        (["a"], [shapely.Polygon()], "cannot be indexed"),
        (["a"], [shapely.Point(0, 0)], "not a polygon"),
        (["a", "b"], [shapely.box(0, 0, 1, 1)], "2 ids for 1"),
        ([], [], "at least one"),
        (["a"], [shapely.box(500_000, 4_000_000, 500_100, 4_000_100)], "metres_per_unit"),
    ],
)
def test_what_cannot_be_indexed_is_named(ids: list[str], polygons: list[shapely.Geometry], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        PartitionIndex.build(ids, polygons)


def test_threads_may_share_an_index() -> None:
    board = {f"{x}-{y}": shapely.box(x, y, x + 1, y + 1).buffer(0.2) for x in range(12) for y in range(12)}
    points = np.random.default_rng(1).uniform(0, 12, (20_000, 2))
    alone = index_of(board, 0.3).locate(points)
    shared = index_of(board, 0.3)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(shared.locate, [points] * 8))
    assert all(np.array_equal(answer, alone) for answer in answers)


def test_fusion_needs_no_django() -> None:
    words = (
        "import sys, pkgutil, importlib, twingrid.territory.fusion as f;"
        "[importlib.import_module(f'{f.__name__}.{m.name}') for m in pkgutil.iter_modules(f.__path__)];"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0
