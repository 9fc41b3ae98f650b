"""`twingrid fuse LEFT RIGHT` on files: real numbers come out, and bad input gets a sentence."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from click.testing import CliRunner, Result

from twingrid.cli import tables
from twingrid.cli.fuse import fuse
from twingrid.kit import crs

REAL = Path(__file__).parents[3] / "tests" / "data" / "crosswalk"
TRACTS, WARDS = REAL / "st_louis" / "stl_tracts_2010_acs2017.gpkg", REAL / "st_louis" / "stl_wards.gpkg"
WEST, EAST, METRE = 117.0, 36.6, 1e-5


@pytest.fixture(autouse=True)
def _in_an_english_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def run(*words: object) -> Result:
    return CliRunner().invoke(fuse, [str(word) for word in words])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def geojson(path: Path, **areas: shapely.Geometry) -> Path:
    """A GeoJSON of named areas: `name`, and `people` 100 for each."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "people": 100, "note": "x"},
            "geometry": json.loads(shapely.to_geojson(area)) if area is not None else None,
        }
        for name, area in areas.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def square(x: float, y: float, side: float = 1.0) -> shapely.Polygon:
    """A square in units of about a kilometre, near Jinan."""
    return shapely.box(117 + x / 100, 36.6 + y / 100, 117 + (x + side) / 100, 36.6 + (y + side) / 100)


@pytest.fixture
def left(tmp_path: Path) -> Path:
    return geojson(tmp_path / "left.geojson", a=square(0, 0), b=square(1, 0), c=square(2, 0))


@pytest.fixture
def right(tmp_path: Path) -> Path:
    return geojson(tmp_path / "right.geojson", north=square(0, 0.5, 2), south=square(0, -1.5, 2))


@pytest.fixture
def named(tmp_path: Path) -> list[object]:
    return ["--left-id", "name", "--right-id", "name", "--out", tmp_path / "out.csv"]


def test_ward_populations_are_those_that_areal_publishes(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = run(TRACTS, WARDS, "--left-id", "GEOID", "--right-id", "WARD", "--apportion", "TOTAL_E", "--out", out)
    assert done.exit_code == 0, done.output
    assert "the layers' own system" in done.output
    assert "314,867 on the left, 314,867 spread over the right, 0 lost" in done.output
    found = {row["right_id"]: float(row["TOTAL_E"]) for row in rows_of(tmp_path / "out_TOTAL_E.csv")}
    expected = rows_of(REAL / "st_louis" / "expected_ward_population_areal_R.csv")
    assert found == pytest.approx({row["WARD"]: float(row["TOTAL_E"]) for row in expected}, rel=1e-12)

    rows = rows_of(out)
    assert list(rows[0]) == ["left_id", "right_id", "area_m2", "share_of_left", "share_of_right", "points", "TOTAL_E"]
    assert len(rows) == 286
    by_ward = {ward: sum(float(r["TOTAL_E"]) for r in rows if r["right_id"] == ward) for ward in found}
    assert by_ward == pytest.approx(found, rel=1e-9)


def test_degrees_are_measured_with_equal_area(left: Path, right: Path, named: list[object], tmp_path: Path) -> None:
    done = run(left, right, *named)
    assert done.exit_code == 0, done.output
    assert "equal-area" in done.output
    rows = {(r["left_id"], r["right_id"]): r for r in rows_of(tmp_path / "out.csv")}
    east, north = crs.metres_per_degree(36.605)
    assert set(rows) == {(a, b) for a in "ab" for b in ("north", "south")}
    row = rows[("a", "north")]
    assert float(row["area_m2"]) == pytest.approx(east * north / 10_000 / 2, rel=1e-4)
    assert float(row["share_of_left"]) == pytest.approx(0.5, abs=1e-4)
    assert float(row["share_of_right"]) == pytest.approx(0.125, abs=1e-4)
    assert row["points"] == ""
    assert "lie in no area on the other side: c" in done.output


def test_points_are_counted_and_those_outside_are_told(
    left: Path, right: Path, named: list[object], tmp_path: Path
) -> None:
    points = tmp_path / "points.csv"
    points.write_text(
        "no,Lon,LAT\n1,117.005,36.607\n2,117.006,36.608\n3,117.025,36.605\n4,0,0\n5,,\n", encoding="utf-8"
    )
    done = run(left, right, *named, "--points", points, "--apportion", "people")
    assert done.exit_code == 0, done.output
    counts = {(r["left_id"], r["right_id"]): r["points"] for r in rows_of(tmp_path / "out.csv")}
    assert counts == {("a", "north"): "2", ("a", "south"): "0", ("b", "north"): "0", ("b", "south"): "0"}
    assert "2 of 5 points lie in an area on both sides" in done.output
    assert "3 in no area on the right" in done.output
    assert "300 on the left, 100 spread over the right, 200 lost" in done.output
    assert rows_of(tmp_path / "out_people.csv")[0] == {"right_id": "north", "people": "100"}


def test_points_in_baidu_coordinates_land_where_they_are(
    left: Path, right: Path, named: list[object], tmp_path: Path
) -> None:
    shifted = crs.from_wgs84(np.array([[117.0099, 36.6099]]), "BD-09")[0]
    points = tmp_path / "points.csv"
    points.write_text(f"经度,纬度\n{shifted[0]},{shifted[1]}\n", encoding="utf-8-sig")
    assert run(left, right, *named, "--points", points, "--points-crs", "BD-09").exit_code == 0
    assert [r["points"] for r in rows_of(tmp_path / "out.csv") if r["left_id"] == "a"] == ["1", "0"]
    assert run(left, right, *named, "--points", points).exit_code == 0
    assert [r["points"] for r in rows_of(tmp_path / "out.csv") if r["left_id"] == "a"] == ["0", "0"]


def test_shapefile_and_packed_files_and_point_layers_are_read(tmp_path: Path, named: list[object]) -> None:
    areas = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)], dtype=object)
    for name in ("left.shp", "right.gpkg"):
        pyogrio.raw.write(
            tmp_path / name,
            shapely.to_wkb(areas),
            field_data=[np.array([1, 2])],
            fields=["name"],
            geometry_type="Polygon",
            crs="EPSG:4548",
        )
    pyogrio.raw.write(
        tmp_path / "points.gpkg",
        shapely.to_wkb(shapely.points([[50, 50], [150, 50], [160, 50]])),
        field_data=[np.arange(3)],
        fields=["n"],
        geometry_type="Point",
        crs="EPSG:4548",
    )
    done = run(tmp_path / "left.shp", tmp_path / "right.gpkg", *named, "--points", tmp_path / "points.gpkg")
    assert done.exit_code == 0, done.output
    rows = rows_of(tmp_path / "out.csv")
    assert [(r["left_id"], r["right_id"], r["area_m2"], r["points"]) for r in rows] == [
        ("1", "1", "10000", "1"),
        ("2", "2", "10000", "2"),
    ]
    packed = REAL / "staten_island" / "tracts_2020.geojson.gz"
    options = ["--left-id", "geoid", "--right-id", "geoid", "--out", tmp_path / "out.csv"]
    assert run(packed, packed, *options).exit_code == 0


def test_feet_become_square_metres_and_mercator_is_never_measured(tmp_path: Path, named: list[object]) -> None:
    box = np.array([shapely.box(980_000, 190_000, 981_000, 191_000)], dtype=object)
    for code, name in (("EPSG:2263", "feet.gpkg"), ("EPSG:3857", "web.gpkg")):
        pyogrio.raw.write(
            tmp_path / name,
            shapely.to_wkb(box),
            field_data=[np.array(["a"], dtype=object)],
            fields=["name"],
            geometry_type="Polygon",
            crs=code,
        )
    assert run(tmp_path / "feet.gpkg", tmp_path / "feet.gpkg", *named).exit_code == 0
    assert float(rows_of(tmp_path / "out.csv")[0]["area_m2"]) == pytest.approx(92_903.4, rel=1e-5)
    done = run(tmp_path / "web.gpkg", tmp_path / "web.gpkg", *named)
    assert "equal-area" in done.output


def test_one_may_name_the_system_to_measure_in(left: Path, right: Path, named: list[object]) -> None:
    done = run(left, right, *named, "--crs", "EPSG:4548")
    assert done.exit_code == 0, done.output
    assert "CGCS2000 / 3-degree Gauss-Kruger CM 117E as asked" in done.output


def test_an_invalid_outline_is_repaired_and_noted(tmp_path: Path, right: Path, named: list[object]) -> None:
    bow_tie = shapely.Polygon([(117, 36.6), (117.01, 36.61), (117.01, 36.6), (117, 36.61)])
    done = run(geojson(tmp_path / "left.geojson", a=bow_tie, b=square(1, 0)), right, *named)
    assert done.exit_code == 0, done.output
    assert "1 invalid outlines were repaired: a (Self-intersection" in done.output


def test_areas_that_lie_over_each_other_are_noted(tmp_path: Path, right: Path, named: list[object]) -> None:
    done = run(geojson(tmp_path / "left.geojson", a=square(0, 0), b=square(0.5, 0)), right, *named)
    assert "Note: in left.geojson areas lie over each other" in done.output


def test_a_row_without_a_shape_is_left_out_and_noted(tmp_path: Path, right: Path, named: list[object]) -> None:
    done = run(geojson(tmp_path / "left.geojson", a=square(0, 0), b=None), right, *named)
    assert done.exit_code == 0, done.output
    assert "1 rows without a shape are left out" in done.output


BAD = {
    "missing file": (["{tmp}/none.gpkg", "{right}"], "There is no file"),
    "no map": (["{out}", "{right}"], "cannot be read as GeoJSON"),
    "only one file": (["{left}"], "Give two files"),
    "missing field": (
        ["{left}", "{right}", "--left-id", "code"],
        "has no field code (--left-id). There are: name, people, note.",
    ),
    "no field named": (["{left}", "{right}", "--left-id", ""], "Say with --left-id which field"),
    "ids that repeat": (["{left}", "{right}", "--left-id", "people"], "these ids stand more than once: 100."),
    "no such number": (["{left}", "{right}", "--apportion", "households"], "has no field households (--apportion)"),
    "not a number": (["{left}", "{right}", "--apportion", "note"], "note of a is 'x', not a number"),
    "unknown system": (["{left}", "{right}", "--crs", "beijing54"], "This coordinate system is not known"),
    "no folder": (["{left}", "{right}", "--out", "{tmp}/none/out.csv"], "name a file in a folder that exists"),
    "missing points": (["{left}", "{right}", "--points", "{tmp}/none.csv"], "There is no file"),
    "points that are areas": (["{left}", "{right}", "--points", "{left}"], "holds other shapes than points"),
    "points without columns": (["{left}", "{right}", "--points", "{table}"], "has no column lon. There are: a, b."),
    "points with words": (["{left}", "{right}", "--points", "{words}"], "line 3: 'here' is not a coordinate"),
    "areas that are points": (["{dots}", "{right}"], "a is a Point, not an area"),
    "metres that claim degrees": (["{metres}", "{right}"], "claims degrees but holds"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_sentence_and_exit_code_2(case: str, left: Path, right: Path, tmp_path: Path) -> None:
    files = {"tmp": tmp_path, "left": left, "right": right, "out": tmp_path / "text.txt"}
    files["out"].write_text("nothing")
    for name, text in (("table", "a,b\n1,2\n"), ("words", "lon,lat\n117,36\n117,here\n")):
        files[name] = tmp_path / f"{name}.csv"
        files[name].write_text(text)
    files["dots"] = geojson(tmp_path / "dots.geojson", a=shapely.Point(117, 36))
    files["metres"] = geojson(tmp_path / "metres.geojson", a=shapely.box(500_000, 4_050_000, 500_100, 4_050_100))
    words, sentence = BAD[case]
    given = [word.format(**files) for word in words]
    done = run("--left-id", "name", "--right-id", "name", "--out", tmp_path / "out.csv", *given)
    assert (done.exit_code, sentence in " ".join(done.output.split())) == (2, True), done.output
    assert not (tmp_path / "out.csv").exists()


def test_a_layer_that_names_no_system_needs_one(tmp_path: Path, right: Path, named: list[object]) -> None:
    with pytest.warns(UserWarning, match="crs"):
        pyogrio.raw.write(
            tmp_path / "left.gpkg",
            shapely.to_wkb(np.array([square(0, 0)], dtype=object)),
            field_data=[np.array(["a"], dtype=object)],
            fields=["name"],
            geometry_type="Polygon",
            crs=None,
        )
    refused = run(tmp_path / "left.gpkg", right, *named)
    assert (refused.exit_code, "--left-crs EPSG:" in refused.output) == (2, True)
    assert run(tmp_path / "left.gpkg", right, *named, "--left-crs", "WGS-84").exit_code == 0
    assert run(tmp_path / "left.gpkg", right, *named, "--crs", "EPSG:4326").exit_code == 0
    shifted = run(tmp_path / "left.gpkg", right, *named, "--left-crs", "GCJ-02")
    assert "lie in no area on the other side: a" in shifted.output


def test_without_files_the_city_is_fused_in_its_database(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(tables, "call", lambda where, *, city, lang: asked.append((where, city)))
    assert run("--city", "yunting").exit_code == 0
    assert asked == [("twingrid.cli.fuse_city:fuse_city", "yunting")]


def test_two_files_need_neither_django_nor_a_database(left: Path, right: Path, tmp_path: Path) -> None:
    words = (
        "import sys; from twingrid.cli.fuse import fuse; fuse(sys.argv[1:], standalone_mode=False);"
        "sys.exit(any(name.split('.')[0] in ('django', 'psycopg') for name in sys.modules))"
    )
    options = ["--left-id", "name", "--right-id", "name", "--out", str(tmp_path / "out.csv")]
    done = subprocess.run([sys.executable, "-c", words, str(left), str(right), *options], check=False, text=True)
    assert done.returncode == 0


def test_it_speaks_chinese_unless_the_shell_is_english(
    tmp_path: Path, right: Path, named: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    done = run(geojson(tmp_path / "left.geojson", a=square(0, 0), b=None), right, *named)
    assert "1 行没有图形" in done.output
    assert "不在左侧任何区域内" in done.output
    assert "左右两个文件" in run(tmp_path / "left.geojson").output
