"""Named coordinate systems: known places, round trips, refusals."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from twingrid.kit import crs

JINAN = (116.85, 36.40, 117.05, 36.70)
EARTH_DEGREE_M = 111_320.0

in_china = st.tuples(st.floats(73.5, 135.0), st.floats(4.0, 53.5))
outside_china = st.one_of(
    st.tuples(st.floats(-179.0, 70.0), st.floats(-80.0, 80.0)),
    st.tuples(st.floats(100.0, 140.0), st.floats(-60.0, -1.0)),
)


def metres_apart(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a - b).max()) * EARTH_DEGREE_M


def test_gcj02_and_bd09_of_a_known_place() -> None:
    # The example that the README of the coordtransform libraries publishes.
    place = np.array([[116.404, 39.915]])
    assert crs.from_wgs84(place, "GCJ-02")[0] == pytest.approx([116.41024449916938, 39.91640428150164], abs=1e-9)
    gcj02 = crs.to_wgs84(np.array([[116.41036949371029, 39.92133699351021]]), "BD-09")
    assert crs.from_wgs84(gcj02, "GCJ-02")[0] == pytest.approx([116.404, 39.915], abs=1e-9)


def test_in_jinan_the_shifts_are_as_large_as_they_are_known_to_be() -> None:
    place = np.array([[116.98, 36.63]])
    east, north = crs.metres_per_degree(36.63)
    gcj = (crs.from_wgs84(place, "GCJ-02") - place)[0] * (east, north)
    baidu = (crs.from_wgs84(place, "BD-09") - place)[0] * (east, north)
    assert 400 < np.hypot(*gcj) < 700
    assert 900 < np.hypot(*baidu) < 1600


@pytest.mark.parametrize("name", ["GCJ-02", "BD-09", "CGCS2000", "WGS-84"])
@given(place=in_china)
def test_there_and_back_is_the_same_place(name: str, place: tuple[float, float]) -> None:
    points = np.array([place])
    assert metres_apart(crs.to_wgs84(crs.from_wgs84(points, name), name), points) < 1e-3


@pytest.mark.parametrize("name", ["GCJ-02", "BD-09"])
@given(place=in_china)
def test_back_and_there_is_the_same_place(name: str, place: tuple[float, float]) -> None:
    points = np.array([place])
    assert metres_apart(crs.from_wgs84(crs.to_wgs84(points, name), name), points) < 1e-3


@pytest.mark.parametrize("name", ["GCJ-02", "BD-09"])
@given(place=outside_china)
def test_outside_china_nothing_is_shifted(name: str, place: tuple[float, float]) -> None:
    points = np.array([place])
    assert np.array_equal(crs.from_wgs84(points, name), points)
    assert np.array_equal(crs.to_wgs84(points, name), points)


def test_a_missing_coordinate_stays_missing_and_spoils_no_other() -> None:
    points = np.array([[np.nan, 36.0], [116.98, 36.63]])
    shifted = crs.from_wgs84(points, "gcj02")
    back = crs.to_wgs84(shifted, "gcj02")
    assert metres_apart(back[1], points[1]) < 1e-3
    assert np.isnan(back[0, 0])


def test_no_points_give_no_points() -> None:
    none = np.empty((0, 2))
    for name in ("WGS-84", "GCJ-02", "BD-09", "EPSG:4548"):
        assert crs.to_wgs84(none, name).shape == (0, 2)
        assert crs.from_wgs84(none, name).shape == (0, 2)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("WGS-84", "wgs84"),
        ("wgs 84", "wgs84"),
        ("EPSG:4326", "wgs84"),
        ("EPSG:4490", "cgcs2000"),
        ("国家2000", "cgcs2000"),
        ("gcj_02", "gcj02"),
        ("火星坐标", "gcj02"),
        ("BD09", "bd09"),
        ("epsg:4548", "EPSG:4548"),
        ("4548", "EPSG:4548"),
    ],
)
def test_a_name_is_understood_as_people_write_it(written: str, meant: str) -> None:
    assert crs.canonical(written) == meant


@pytest.mark.parametrize("name", ["", "beijing54", "EPSG:", "EPSG:0", "EPSG:999999", "4326.5", "GCJ"])
def test_an_unknown_name_is_refused_with_the_names_that_are_known(name: str) -> None:
    with pytest.raises(crs.UnknownCrs) as refusal:
        crs.to_wgs84(np.zeros((1, 2)), name)
    assert all(known.split(":")[0] in refusal.value.sentence for known in crs.NAMES)
    assert refusal.value.field == "crs"


def test_a_projected_system_goes_there_and_back_with_east_first() -> None:
    points = np.array([[116.98, 36.63], [117.03, 36.55]])
    metres = crs.from_wgs84(points, "EPSG:4548")  # CGCS2000, 3 degrees, middle meridian 117
    assert metres[0] == pytest.approx([498_211, 4_055_600], abs=1_500)
    assert metres_apart(crs.to_wgs84(metres, "EPSG:4548"), points) < 1e-4


def test_points_of_a_wrong_shape_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match=r"\(n, 2\)"):
        crs.to_wgs84(np.zeros(2), "WGS-84")


def test_polygons_keep_their_holes_when_they_are_converted() -> None:
    ring = shapely.box(116.9, 36.6, 117.0, 36.7).difference(shapely.box(116.94, 36.64, 116.96, 36.66))
    shifted = crs.geometries_to_wgs84(np.array([ring], dtype=object), "GCJ-02")[0]
    assert len(shifted.interiors) == 1
    assert shapely.distance(shapely.centroid(ring), shapely.centroid(shifted)) * EARTH_DEGREE_M == pytest.approx(
        550, abs=250
    )


def test_lengths_and_areas_of_a_city_are_true_in_its_own_projections() -> None:
    geod = pyproj.Geod(ellps="WGS84")
    _, _, length = geod.inv(JINAN[0], JINAN[1], JINAN[2], JINAN[3])
    move = crs.local_transformer(JINAN)
    (x0, y0), (x1, y1) = move.transform(JINAN[0], JINAN[1]), move.transform(JINAN[2], JINAN[3])
    assert np.hypot(x1 - x0, y1 - y0) == pytest.approx(length, rel=1e-5)

    box = shapely.segmentize(shapely.box(*JINAN), 0.001)
    true_area = abs(geod.geometry_area_perimeter(box)[0])
    flat = crs.reproject(np.array([box], dtype=object), source=pyproj.CRS.from_epsg(4326), target=crs.equal_area(JINAN))
    assert shapely.area(flat[0]) == pytest.approx(true_area, rel=1e-6)


def test_a_degree_is_as_long_as_the_ellipsoid_says() -> None:
    geod = pyproj.Geod(ellps="WGS84")
    east, north = crs.metres_per_degree(36.6)
    assert east * 0.001 == pytest.approx(geod.inv(117.0, 36.6, 117.001, 36.6)[2], rel=1e-6)
    assert north * 0.001 == pytest.approx(geod.inv(117.0, 36.5995, 117.0, 36.6005)[2], rel=1e-6)
