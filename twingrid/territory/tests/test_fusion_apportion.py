"""A number spread over another partition: nothing appears, nothing vanishes unsaid."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from twingrid.territory.fusion import apportion, overlay
from twingrid.territory.tests.shapes import Areas, coverages, muddles


def pieces_of(left: Areas, right: Areas) -> overlay.Pieces:
    return overlay.pieces(np.array(list(left.values()), dtype=object), np.array(list(right.values()), dtype=object))


@given(left=coverages(), right=coverages() | muddles(), lose=st.booleans(), data=st.data())
def test_given_and_lost_and_doubled_make_the_whole_number(
    left: Areas, right: Areas, lose: bool, data: st.DataObject
) -> None:
    numbers = st.lists(st.floats(0, 1e6), min_size=len(left), max_size=len(left))
    values = np.array(data.draw(numbers))
    spread = apportion.by_area(values, pieces_of(left, right), lose_outside=lose)
    given_by = np.bincount(spread.left, spread.part, len(left))
    assert given_by + spread.lost - spread.doubled == pytest.approx(values, rel=1e-8, abs=1e-12)
    assert spread.right.sum() == pytest.approx(spread.part.sum())


@given(left=coverages(), right=coverages())
def test_over_itself_a_number_stays_where_it_is(left: Areas, right: Areas) -> None:
    values = np.arange(1.0, len(left) + 1)
    assert apportion.by_area(values, pieces_of(left, left)).right == pytest.approx(values)


HALF_OUT = ({"a": shapely.box(0, 0, 4, 1)}, {"r": shapely.box(0, 0, 1, 1), "s": shapely.box(1, 0, 2, 1)})


def test_what_lies_outside_is_moved_inside_and_said() -> None:
    spread = apportion.by_area(np.array([100.0]), pieces_of(*HALF_OUT))
    assert spread.right.tolist() == [50.0, 50.0]
    assert (spread.total_lost, spread.outside.tolist()) == (0.0, [50.0])


def test_what_lies_outside_is_lost_when_asked() -> None:
    spread = apportion.by_area(np.array([100.0]), pieces_of(*HALF_OUT), lose_outside=True)
    assert spread.right.tolist() == [25.0, 25.0]
    assert (spread.total_lost, spread.outside.tolist()) == (50.0, [0.0])


def test_an_area_that_meets_nobody_loses_everything() -> None:
    left = {"a": shapely.box(0, 0, 1, 1), "far": shapely.box(9, 9, 10, 10)}
    spread = apportion.by_area(np.array([1.0, 7.0]), pieces_of(left, {"r": shapely.box(0, 0, 1, 1)}))
    assert spread.right.tolist() == [1.0]
    assert spread.lost.tolist() == [0.0, 7.0]


def test_a_missing_number_gives_nothing_and_is_named() -> None:
    left = {"a": shapely.box(0, 0, 1, 1), "b": shapely.box(1, 0, 2, 1)}
    spread = apportion.by_area(np.array([np.nan, 5.0]), pieces_of(left, {"r": shapely.box(0, 0, 2, 1)}))
    assert spread.right.tolist() == [5.0]
    assert spread.unknown.tolist() == [0]


def test_ground_claimed_twice_receives_twice_and_says_so() -> None:
    right = {"r": shapely.box(0, 0, 4, 1), "s": shapely.box(2, 0, 4, 1)}
    spread = apportion.by_area(np.array([100.0]), pieces_of({"a": shapely.box(0, 0, 4, 1)}, right), lose_outside=True)
    assert spread.right.tolist() == [100.0, 50.0]
    assert spread.doubled.tolist() == [50.0]


def test_points_take_the_number_with_them() -> None:
    left, right = np.array([0, 0, 0, 0, 1, 1]), np.array([0, 0, 0, 1, 1, -1])
    spread = apportion.by_points(np.array([40.0, 6.0]), left, right, rights=3)
    assert spread.right.tolist() == [30.0, 13.0, 0.0]
    assert spread.lost.tolist() == [0.0, 3.0]
    assert spread.by_pair() == {(0, 0): 30.0, (0, 1): 10.0, (1, 1): 3.0}


def test_an_area_without_points_loses_its_number() -> None:
    spread = apportion.by_points(np.array([40.0, 6.0]), np.array([0, -2]), np.array([0, 0]), rights=1)
    assert spread.right.tolist() == [40.0]
    assert spread.lost.tolist() == [0.0, 6.0]
