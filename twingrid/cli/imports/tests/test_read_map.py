"""Reading map files."""

from pathlib import Path

import pyogrio
import pytest
import shapely
from django.utils import translation

from twingrid.cli.imports.map_files import read_map
from twingrid.cli.imports.tests.samples import LEFT, RIGHT, write_map
from twingrid.kit.refusals import BadInput

COLUMNS = {"编码": ["G1", "G2"], "名称": ["第 1 网格", None]}


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp"])
def test_it_reads_every_kind(tmp_path: Path, name: str) -> None:
    sheet = read_map(write_map(tmp_path / name, [LEFT, RIGHT], COLUMNS, encoding="UTF-8"))
    assert sheet.rows == [["编码", "名称"], ["G1", "第 1 网格"], ["G2", ""]]
    assert sheet.crs == "EPSG:4326"
    assert sheet.by_feature
    assert shapely.equals(shapely.normalize(sheet.shapes[0]), shapely.normalize(LEFT))


def test_a_shapefile_in_gb18030_without_its_cpg_is_read(tmp_path: Path) -> None:
    path = write_map(tmp_path / "a.shp", [LEFT, RIGHT], COLUMNS, encoding="GB18030")
    path.with_suffix(".cpg").unlink()
    assert read_map(path).rows[:2] == [["编码", "名称"], ["G1", "第 1 网格"]]


def test_a_feature_without_a_shape_stays_a_row(tmp_path: Path) -> None:
    sheet = read_map(write_map(tmp_path / "a.geojson", [LEFT, None], COLUMNS))
    assert sheet.shapes[1] is None
    assert len(sheet.rows) == 3


def test_days_become_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"2020-01-02","b":true,"c":7},'
        '"geometry":{"type":"Point","coordinates":[117,36]}},{"type":"Feature","properties":{"a":null,"b":false,"c":null},'
        '"geometry":{"type":"Point","coordinates":[117,36]}}]}'
    )
    assert read_map(path).rows == [["a", "b", "c"], ["2020-01-02", "1", "7"], ["", "0", ""]]


def test_of_several_layers_one_must_be_named(tmp_path: Path) -> None:
    path = write_map(tmp_path / "a.gpkg", [LEFT, RIGHT], COLUMNS, layer="社区网格")
    meta, _ids, wkb, values = pyogrio.raw.read(path)
    pyogrio.raw.write(
        path, wkb, values, meta["fields"], layer="供电网格", append=False, geometry_type="Polygon", crs="EPSG:4326"
    )
    with translation.override("en"), pytest.raises(BadInput, match="several layers"):
        read_map(path)
    assert len(read_map(path, "供电网格").rows) == 3


def test_a_file_that_is_no_map_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"nothing")
    with translation.override("en"), pytest.raises(BadInput, match="is not a map file"):
        read_map(path)
