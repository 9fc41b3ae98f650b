"""Areas of both partitions."""

from pathlib import Path
from typing import Any

import pytest
import shapely
from django.utils import translation

from twingrid.cli.imports.tests.samples import (
    DIVISIONS,
    LEFT,
    RIGHT,
    WHOLE,
    area_columns,
    said,
    take,
    take_rows,
    write_map,
)
from twingrid.kit import crs as kit_crs
from twingrid.kit.refusals import BadInput
from twingrid.kit.staging import Changes
from twingrid.territory.models import Area, Generation, Outline

BOTH = area_columns(["G1", "G2"])


@pytest.fixture(autouse=True)
def _divisions(city: Any, tmp_path: Path) -> None:
    take_rows("divisions", tmp_path, *DIVISIONS)


def _shape(code: str) -> Any:
    return shapely.from_wkb(bytes(Area.objects.get(code=code, valid_to__isnull=True).geometry))


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp"])
def test_they_are_taken_over_from_every_kind_of_file(tmp_path: Path, name: str) -> None:
    # A Shapefile's headings have ten letters at most.
    columns = BOTH if name != "a.shp" else {key[:10]: values for key, values in BOTH.items()}
    mapping = {"division_c": "division_code"} if name == "a.shp" else {}
    path = write_map(tmp_path / name, [LEFT, RIGHT], columns, **({} if name != "a.shp" else {"encoding": "UTF-8"}))
    assert take("areas", path, mapping=mapping).changes == {"areas": Changes(new=2)}
    area = Area.objects.get(code="G1")
    assert (area.min_lon, area.max_lat) == pytest.approx((116.98, 36.65))
    # 0.01° by 0.01° at 36.645° north.
    assert area.area_m2 == pytest.approx(894.3 * 1109.6, rel=0.001)
    assert area.synthetic
    assert area.division.code == "370103003004"
    assert Generation.objects.get(name="areas").number >= 1


@pytest.mark.parametrize("crs", ["gcj02", "bd09"])
def test_a_shifted_file_lands_on_the_same_spot(tmp_path: Path, crs: str) -> None:
    shifted = [shapely.transform(shape, lambda xy: kit_crs.from_wgs84(xy, crs)) for shape in (LEFT, RIGHT)]
    path = write_map(tmp_path / "a.geojson", shifted, BOTH)
    assert take("areas", path, crs=crs).crs == crs
    # 1e-7° is a centimetre.
    assert shapely.hausdorff_distance(_shape("G1"), LEFT) < 1e-7
    assert Area.objects.get(code="G1").source_crs == crs


def test_a_projected_file_names_its_own_system(tmp_path: Path) -> None:
    metres = [shapely.transform(shape, lambda xy: kit_crs.from_wgs84(xy, "EPSG:4547")) for shape in (LEFT, RIGHT)]
    path = write_map(tmp_path / "a.gpkg", metres, BOTH, crs="EPSG:4547")
    assert take("areas", path).crs == "EPSG:4547"
    assert shapely.hausdorff_distance(_shape("G2"), RIGHT) < 1e-7
    with translation.override("en"), pytest.raises(BadInput, match="the command says wgs84"):
        take("areas", path, crs="wgs84")


def test_a_projection_without_a_code_must_be_named(tmp_path: Path) -> None:
    odd = "+proj=tmerc +lon_0=117.3 +x_0=500000 +ellps=GRS80 +units=m"
    metres = [shapely.transform(shape, lambda xy: kit_crs.from_wgs84(xy, "EPSG:4547")) for shape in (LEFT, RIGHT)]
    path = write_map(tmp_path / "a.shp", metres, {"name": ["a", "b"]}, crs=odd, encoding="UTF-8")
    with translation.override("en"), pytest.raises(BadInput, match="names no coordinate system"):
        take("areas", path, partition="outline")
    assert take("areas", path, partition="outline", crs="EPSG:4547").kept


def test_an_old_geojson_that_names_crs84_is_wgs84(tmp_path: Path) -> None:
    path = write_map(tmp_path / "a.geojson", [WHOLE], {"name": ["市中区"]})
    named = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features"'
    path.write_text(path.read_text("utf-8").replace('"features"', named, 1), "utf-8")
    assert take("areas", path, partition="outline").crs == "wgs84"


def test_an_unknown_system_lists_the_known_ones(tmp_path: Path) -> None:
    path = write_map(tmp_path / "a.geojson", [WHOLE], {"name": ["市中区"]})
    with translation.override("en"), pytest.raises(BadInput, match="Use WGS-84, CGCS2000, GCJ-02"):
        take("areas", path, partition="outline", crs="mars")


def test_a_border_that_moves_from_a_day_keeps_the_old_one(tmp_path: Path) -> None:
    take("areas", write_map(tmp_path / "a.geojson", [LEFT, RIGHT], BOTH))
    moved = area_columns(["G1"], valid_from=["2023-03-01"])
    path = write_map(tmp_path / "b.geojson", [shapely.box(116.98, 36.64, 116.991, 36.65)], moved)
    assert take("areas", path).changes == {"areas": Changes(new=1)}
    old, new = Area.objects.filter(code="G1").order_by("valid_from")
    assert str(old.valid_to) == "2023-03-01"
    assert new.valid_to is None
    assert new.area_m2 > old.area_m2
    assert take("areas", path).changes == {"areas": Changes(unchanged=1)}


def test_the_same_border_from_a_later_day_is_no_change(tmp_path: Path) -> None:
    take("areas", write_map(tmp_path / "a.geojson", [LEFT, RIGHT], BOTH))
    later = area_columns(["G1", "G2"], valid_from=["2023-03-01"] * 2)
    # Drawn from another corner, the border is the same.
    path = write_map(tmp_path / "b.geojson", [LEFT.reverse(), RIGHT], later)
    assert take("areas", path).changes == {"areas": Changes(unchanged=2)}


def test_a_complete_file_ends_other_areas_of_its_own_partition_only(tmp_path: Path) -> None:
    take("areas", write_map(tmp_path / "a.geojson", [LEFT, RIGHT], BOTH))
    power = area_columns(["P1"], partition=["power"], division_code=[""])
    take("areas", write_map(tmp_path / "p.geojson", [WHOLE], power))
    path = write_map(tmp_path / "b.geojson", [LEFT], area_columns(["G1"]))
    assert take("areas", path, complete=True).changes == {"areas": Changes(unchanged=1, ended=1)}
    assert sorted(Area.objects.filter(valid_to__isnull=True).values_list("code", flat=True)) == ["G1", "P1"]


def test_a_partition_can_be_named_for_files_that_do_not_say_it(tmp_path: Path) -> None:
    columns = {key: values for key, values in area_columns(["P1"], division_code=[""]).items() if key != "partition"}
    path = write_map(tmp_path / "a.geojson", [WHOLE], columns)
    with translation.override("en"), pytest.raises(BadInput, match="which partition it is"):
        take("areas", path)
    assert take("areas", path, partition="power").kept


def test_the_outline_is_taken_over(tmp_path: Path) -> None:
    path = write_map(tmp_path / "o.geojson", [WHOLE], {"name": ["市中区"], "synthetic": ["0"], "source": ["天地图"]})
    assert take("areas", path, partition="outline").changes == {"outline": Changes(new=1)}
    assert take("areas", path, partition="outline").changes == {"outline": Changes(unchanged=1)}
    assert not Outline.objects.get(name="市中区").synthetic


def test_a_border_that_hardly_changes_by_mending_is_mended(tmp_path: Path) -> None:
    # A spike without width.
    west, east, south, north = 116.98, 116.99, 36.64, 36.65
    corners = [(west, south), (east, south), (117.0, south), (east, south), (east, north), (west, north)]
    spike = shapely.Polygon(corners)
    assert not spike.is_valid
    report = take("areas", write_map(tmp_path / "a.geojson", [spike], area_columns(["G1"])))
    assert report.kept
    assert "was repaired" in report.notes[0]
    assert shapely.equals(_shape("G1"), LEFT)


def test_every_kind_of_bad_shape_is_told(tmp_path: Path) -> None:
    bow = shapely.Polygon([(116.98, 36.64), (116.99, 36.65), (116.99, 36.64), (116.98, 36.65)])
    swapped = shapely.box(36.64, 116.98, 36.65, 116.99)
    far = shapely.box(2.0, 48.0, 2.1, 48.1)
    path = write_map(
        tmp_path / "a.geojson",
        [None, bow, swapped, far],
        area_columns(["A", "B", "C", "D"], division_code=["370103003004"] * 4),
    )
    assert said(take("areas", path)) == [
        (1, "", "The feature has no polygon."),
        (2, "", "The border crosses itself; mending it would change the area."),
        (3, "", "Longitude and latitude are swapped."),
        (4, "", "The place lies outside China."),
    ]
    assert not Area.objects.exists()


def test_a_grid_of_an_unknown_community_or_of_none_is_told(tmp_path: Path) -> None:
    columns = area_columns(["G1", "G2"], division_code=["370103009999", ""])
    report = take("areas", write_map(tmp_path / "a.geojson", [LEFT, RIGHT], columns))
    assert said(report) == [
        (1, "division_code", "There is no division with this code."),
        (2, "division_code", "A community grid belongs to a community."),
    ]
