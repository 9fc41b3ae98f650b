"""The pieces of two partitions, and what is wrong with one: checked by sums, by hand, and on real borders."""

import csv
import gzip
import json
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from numpy.typing import NDArray

from twingrid.kit import crs
from twingrid.territory.fusion import overlay
from twingrid.territory.tests.shapes import Areas, coverages, muddles

REAL = Path(__file__).parents[3] / "tests" / "data" / "crosswalk" / "staten_island"


def array(*polygons: shapely.Geometry) -> NDArray[np.object_]:
    return np.array(polygons, dtype=object)


def polygons_of(areas: Areas) -> NDArray[np.object_]:
    return np.array(list(areas.values()), dtype=object)


@given(left=coverages(), right=coverages())
def test_pieces_add_up_to_the_common_ground(left: Areas, right: Areas) -> None:
    found = overlay.pieces(polygons_of(left), polygons_of(right))
    common = shapely.intersection(shapely.union_all(polygons_of(left)), shapely.union_all(polygons_of(right)))
    assert found.area.sum() == pytest.approx(common.area)
    assert (found.area > 0).all()
    assert found.left_area.sum() - found.left_outside.sum() == pytest.approx(common.area)
    assert found.right_area.sum() - found.right_outside.sum() == pytest.approx(common.area)
    assert ((found.share_of_left > 0) & (found.share_of_left <= 1 + 1e-12)).all()


@given(areas=muddles())
def test_left_and_right_can_be_exchanged(areas: Areas) -> None:
    one, other = polygons_of(areas), array(shapely.box(1, 1, 4, 4), shapely.box(4, 1, 6, 4))
    there, back = overlay.pieces(one, other), overlay.pieces(other, one)
    forward = dict(zip(zip(there.left.tolist(), there.right.tolist(), strict=True), there.area, strict=True))
    backward = dict(zip(zip(back.right.tolist(), back.left.tolist(), strict=True), back.area, strict=True))
    assert forward == pytest.approx(backward)


def test_shares_of_a_piece_are_of_the_whole_areas() -> None:
    found = overlay.pieces(array(shapely.box(0, 0, 4, 1)), array(shapely.box(3, 0, 5, 1)))
    assert (found.area.tolist(), found.share_of_left.tolist(), found.share_of_right.tolist()) == ([1], [0.25], [0.5])
    assert (found.left_outside.tolist(), found.right_outside.tolist()) == ([3], [1])


def test_areas_that_only_touch_have_no_piece() -> None:
    found = overlay.pieces(array(shapely.box(0, 0, 1, 1)), array(shapely.box(1, 0, 2, 1), shapely.box(1, 1, 2, 2)))
    assert len(found.area) == 0
    assert found.dominant_right().tolist() == [-1]


def test_a_sliver_is_thin_however_long_it_is() -> None:
    found = overlay.pieces(array(shapely.box(0, 0, 1000, 500)), array(shapely.box(0, 499, 1000, 900)))
    assert found.slivers(width=2.0).tolist() == [True]
    assert found.slivers(width=0.5).tolist() == [False]


def test_the_dominant_area_is_the_one_with_the_largest_piece_and_of_equal_ones_the_first() -> None:
    right = array(shapely.box(0, 0, 1, 9), shapely.box(1, 0, 4, 9), shapely.box(4, 0, 7, 9))
    assert overlay.pieces(array(shapely.box(0.5, 0, 7, 1)), right).dominant_right().tolist() == [1]


@given(areas=coverages())
def test_a_partition_of_squares_has_no_overlap_and_its_gaps_are_what_is_left(areas: Areas) -> None:
    board = shapely.box(0, 0, 6, 6)
    found = overlay.examine(list(areas), polygons_of(areas), outline=board, least_area=1e-6)
    assert found.invalid == found.overlaps == found.outside == ()
    assert sum(gap.area for gap in found.gaps) == pytest.approx(36 - sum(area.area for area in areas.values()))
    assert found.sound == (not found.gaps)


@given(areas=muddles())
def test_overlaps_are_found_pair_by_pair(areas: Areas) -> None:
    names = list(areas)
    expected = {
        tuple(sorted((a, b))): areas[a].intersection(areas[b]).area for i, a in enumerate(names) for b in names[:i]
    }
    found = overlay.examine(names, polygons_of(areas), least_area=1e-6)
    assert {(o.first, o.second): o.area for o in found.overlaps} == pytest.approx(
        {pair: area for pair, area in expected.items() if area >= 1e-6}
    )
    assert [o.area for o in found.overlaps] == sorted((o.area for o in found.overlaps), reverse=True)


def test_without_an_outline_a_gap_is_what_the_areas_enclose() -> None:
    ring = shapely.box(0, 0, 30, 30).difference(shapely.box(10, 10, 20, 20))
    assert [gap.area for gap in overlay.examine(["a"], array(ring)).gaps] == [100.0]


def test_what_juts_out_of_the_outline_is_named() -> None:
    found = overlay.examine(
        ["a", "b"], array(shapely.box(0, 0, 5, 5), shapely.box(5, 0, 13, 5)), outline=shapely.box(0, 0, 10, 5)
    )
    assert found.outside == (("b", 15.0),)
    assert not found.sound


def test_neighbours_whose_vertices_differ_are_told_apart_from_real_overlaps() -> None:
    # The right area has a vertex on the common border that the left one lacks: no ground is claimed twice.
    left, right = shapely.box(0, 0, 5, 9), shapely.Polygon([(5, 0), (9, 0), (9, 9), (5, 9), (5, 4)])
    found = overlay.examine(["a", "b"], array(left, right))
    assert found.sound
    assert not found.edges_match


def test_an_invalid_area_is_named_with_its_reason_and_repaired() -> None:
    bow_tie = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    found = overlay.examine(["good", "bad"], array(shapely.box(20, 0, 30, 10), bow_tie))
    assert [(f.id, f.reason.split("[")[0]) for f in found.invalid] == [("bad", "Self-intersection")]
    fixed = overlay.repair(array(bow_tie, shapely.box(0, 0, 1, 1)))
    assert shapely.is_valid(fixed).all()
    assert fixed[0].area == pytest.approx(50.0)


def test_an_area_without_ground_becomes_empty() -> None:
    flat = shapely.Polygon([(0, 0), (1, 1), (2, 2), (0, 0)])
    assert shapely.is_empty(overlay.repair(array(flat))).tolist() == [True]


def test_the_dominant_tract_of_2010_is_the_one_in_the_official_relationship_file() -> None:
    now, before = _tracts("tracts_2020.geojson.gz"), _tracts("tracts_2010.geojson.gz")
    found = overlay.pieces(_metres(now), _metres(before))
    ids = list(before)
    dominant = {name: ids[k] for name, k in zip(now, found.dominant_right().tolist(), strict=True)}
    official = _official_dominant()
    assert {name: dominant[name] for name in official} == official
    assert set(dominant) - set(official) == {"36085990100"}  # all water
    # A naive overlay makes far more pieces than there are real ones: the rest are slivers.
    thick = int((~found.slivers()).sum())
    assert len(found.area) > 2 * len(_relations())
    assert abs(thick - len(_relations())) < 0.4 * len(_relations())


def _tracts(name: str) -> dict[str, shapely.Geometry]:
    with gzip.open(REAL / name, "rt") as file:
        features = json.load(file)["features"]
    return {f["properties"]["geoid"]: shapely.geometry.shape(f["geometry"]) for f in features}


def _metres(areas: dict[str, shapely.Geometry]) -> NDArray[np.object_]:
    flat = crs.equal_area((-74.26, 40.49, -74.05, 40.65))
    return overlay.repair(crs.reproject(polygons_of(areas), source=pyproj.CRS.from_epsg(4326), target=flat))


def _relations() -> list[dict[str, str]]:
    with (REAL / "relationship_2020_2010.csv").open() as file:
        return [row for row in csv.DictReader(file) if float(row["AREALAND_PART"]) > 0]


def _official_dominant() -> dict[str, str]:
    largest = sorted(_relations(), key=lambda row: float(row["AREALAND_PART"]))
    return {row["GEOID_TRACT_20"]: row["GEOID_TRACT_10"] for row in largest}
