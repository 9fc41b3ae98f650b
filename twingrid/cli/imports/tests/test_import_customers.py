"""Customers, with the buildings and compounds they live in."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from twingrid.cli.imports.tests.samples import CUSTOMER_HEADINGS, customer, found_city, take, take_rows, write
from twingrid.kit import crs as kit_crs
from twingrid.kit.staging import Changes
from twingrid.supply.models import Customer
from twingrid.territory.models import Building, Compound

PLATE = {"compound": "", "road": "建设路", "house_no": "78号", "building": "78号", "unit": "", "room": "101"}


@pytest.fixture(autouse=True)
def _city(city: Any, tmp_path: Path) -> None:
    found_city(tmp_path)


def _take(folder: Path, *rows: tuple[str, ...], **options: Any) -> Any:
    return take_rows("customers", folder, CUSTOMER_HEADINGS, *rows, **options)


def test_they_are_taken_over_with_their_places(tmp_path: Path) -> None:
    report = _take(
        tmp_path,
        customer("0001"),
        customer("0002", unit="10单元", room="101"),
        customer("0003", unit="", room="公用", customer_kind="public", phone="", meter_box_code=""),
        customer("0004", building="4号楼", building_lon="", building_lat="", lon="116.987", lat="36.647"),
        customer("0005", **PLATE),
    )
    assert report.changes == {
        "compounds": Changes(new=1),
        "buildings": Changes(new=3),
        "customers": Changes(new=5),
    }
    home = Building.objects.get(name="3号楼")
    assert (home.label, home.units, home.households) == ("乐山小区 3号楼", ["2单元", "10单元"], 3)
    assert (home.lon, home.lat) == (116.985, 36.645)
    assert Building.objects.get(name="4号楼").lon == 116.987
    plate = Building.objects.get(compound__isnull=True)
    assert (plate.label, plate.community.code) == ("建设路 78号", "370103003004")
    compound = Compound.objects.get()
    assert (compound.lon, compound.road, compound.house_no) == (pytest.approx(116.986), "乐山街", "12号")
    assert sorted(compound.aliases.values_list("name", flat=True)) == ["乐山", "乐山生活区"]
    one = Customer.objects.get(account_no="0001")
    assert (one.service_point.meter_box.code, one.service_point.room, one.kind) == ("B1", "502", "resident")


def test_the_second_time_nothing_changes(tmp_path: Path) -> None:
    rows = [customer("0001"), customer("0002", **PLATE)]
    _take(tmp_path, *rows)
    assert _take(tmp_path, *rows).changes == {
        "compounds": Changes(unchanged=1),
        "buildings": Changes(unchanged=2),
        "customers": Changes(unchanged=2),
    }


def test_what_differs_is_counted_once_for_each_customer(tmp_path: Path) -> None:
    _take(tmp_path, customer("0001"), customer("0002"), customer("0003"))
    point = Customer.objects.get(account_no="0002").service_point_id
    report = _take(tmp_path, customer("0001"), customer("0002", name="新户主", room="301"), customer("0004"))
    assert report.changes["customers"] == Changes(new=1, changed=1, unchanged=1)
    moved = Customer.objects.get(account_no="0002")
    assert (moved.name, moved.service_point_id, moved.service_point.room) == ("新户主", point, "301")
    assert Building.objects.get().households == 4


def test_a_file_of_a_few_customers_leaves_places_where_they_are(tmp_path: Path) -> None:
    nowhere = {"building_lon": "", "building_lat": ""}
    _take(tmp_path, customer("0001"), customer("0002", building="4号楼", lon="116.987", **nowhere))
    few = customer("0003", building="4号楼", lon="116.9875", road="", house_no="", **nowhere)
    report = _take(tmp_path, few)
    assert (report.changes["compounds"], report.changes["buildings"]) == (Changes(unchanged=1), Changes(unchanged=1))
    assert Building.objects.get(name="4号楼").lon == 116.987
    assert Compound.objects.get().house_no == "12号"


def test_rows_of_one_building_may_name_its_road_differently(tmp_path: Path) -> None:
    report = _take(tmp_path, customer("0001"), customer("0002", road=""), customer("0003", house_no="12-1号"))
    assert report.changes["buildings"] == Changes(new=1)
    assert (Building.objects.get().road, Building.objects.get().households) == ("乐山街", 3)


def test_moving_to_another_building_counts_both(tmp_path: Path) -> None:
    _take(tmp_path, customer("0001"), customer("0002"))
    _take(tmp_path, customer("0002", building="4号楼", building_lon="116.987", building_lat="36.647"))
    assert dict(Building.objects.values_list("name", "households")) == {"3号楼": 1, "4号楼": 1}


def test_a_complete_file_ends_other_customers_and_a_later_one_takes_them_back(tmp_path: Path) -> None:
    _take(tmp_path, customer("0001"), customer("0002"))
    assert _take(tmp_path, customer("0001"), complete=True).changes["customers"] == Changes(unchanged=1, ended=1)
    assert Building.objects.get().households == 1
    assert _take(tmp_path, customer("0002")).changes["customers"] == Changes(changed=1)
    assert Customer.objects.get(account_no="0002").valid_to is None


@pytest.mark.parametrize("crs", ["gcj02", "bd09", "EPSG:4547"])
def test_a_file_in_another_system_lands_on_the_same_spot(tmp_path: Path, crs: str) -> None:
    spots = kit_crs.from_wgs84(np.array([[116.9851, 36.6451], [116.985, 36.645]]), crs).tolist()
    (lon, lat), (house_lon, house_lat) = [[repr(value) for value in spot] for spot in spots]
    row = customer("0001", lon=lon, lat=lat, building_lon=house_lon, building_lat=house_lat)
    assert _take(tmp_path, row, crs=crs).crs == crs
    point = Customer.objects.get().service_point
    assert (point.lon, point.lat) == pytest.approx((116.9851, 36.6451), abs=1e-7)
    assert (point.building.lon, point.building.lat) == pytest.approx((116.985, 36.645), abs=1e-7)


def test_an_office_table_in_chinese_and_gb18030_is_understood(tmp_path: Path) -> None:
    table = """户号,户名,用电类别,社区编码,小区,楼栋,单元,房号,经度,纬度,表箱,表号,立户日期
0012,王,居民,370103003004,乐山小区,3号楼,2单元,502,116.985,36.645,B1,M1,2020/1/2"""
    rows = [line.split(",") for line in table.splitlines()]
    report = take("customers", write(tmp_path / "客户.csv", rows, encoding="gb18030"))
    assert report.kept
    assert report.encoding == "GB18030"
    assert Customer.objects.get().account_no == "0012"


def test_a_community_with_a_new_name_keeps_its_compounds(tmp_path: Path) -> None:
    _take(tmp_path, customer("0001"))
    before = Compound.objects.get().pk
    headings = ("code", "name", "level", "parent_code", "aliases", "valid_from", "valid_to")
    take_rows(
        "divisions", tmp_path, headings, ("370103003004", "乐山社区", "community", "370103003", "", "2022-01-01", "")
    )
    assert _take(tmp_path, customer("0001")).changes["compounds"] == Changes(changed=1)
    assert (Compound.objects.get().pk, Compound.objects.get().community.name) == (before, "乐山社区")
