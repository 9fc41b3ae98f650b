"""Customers, their addresses and the network that feeds them."""

from collections import Counter, defaultdict

import numpy as np
import pytest
import shapely

from tests.house.test_habits import CJK, reported_names
from twingrid.cli.demo import is_unassignable, names
from twingrid.cli.demo.tests.conftest import Made

FLAGSHIPS = {
    ("乐山小区", "3号楼"), ("睦和苑", "8号楼"), ("舜雅小区", "3号楼"), ("舜雅小区", "5号楼"), ("舜世", "11号楼"),
    ("铁路新村", "4号楼"), ("木材公司宿舍", "8号楼"), ("建设路78号院", "1号楼"),
}  # fmt: skip


def test_the_count_is_exact(jinan: Made, yunting: Made) -> None:
    assert len(jinan.customers) == 323_000 // 20
    assert len(yunting.customers) == 6_000


def test_keys_come_once(made: Made) -> None:
    for key in ("account_no", "meter_no"):
        assert len({c[key] for c in made.customers}) == len(made.customers)
    homes = Counter(
        (c["community_code"], c["compound"], c["road"], c["house_no"], c["building"], c["unit"], c["room"])
        for c in made.customers
    )
    assert max(homes.values()) == 1


def test_account_numbers_are_ten_digits_and_some_begin_with_zero(made: Made) -> None:
    assert {len(c["account_no"]) for c in made.customers} == {10}
    assert any(c["account_no"].startswith("0") for c in made.customers)


def test_every_customer_lies_in_one_grid_of_its_community_and_one_power_area(made: Made) -> None:
    communities = [f["properties"]["division_code"] for f in made.features("community_grids.geojson")]
    for customer, grids, zones in zip(made.customers, made.inside(made.grids), made.inside(made.zones), strict=True):
        assert [communities[g] for g in grids] == [customer["community_code"]]
        assert len(zones) == 1


def test_nobody_bears_a_forbidden_name(made: Made) -> None:
    everybody = {c["name"] for c in made.customers} | {p["name"] for p in made.staff}
    assert [name for name in everybody if not names.may_be_used(name)] == []


def test_nobody_of_the_press_reports_is_in_any_file(made: Made) -> None:
    paths = (path for path in sorted(made.folder.iterdir()) if path.suffix in {".csv", ".geojson"})
    text = "\n".join(path.read_text("utf-8") for path in paths)
    assert len(set(CJK.findall(text))) > 1000
    assert reported_names(text) == set()


def test_all_numbers_are_unassignable(made: Made) -> None:
    numbers = [c["phone"] for c in made.customers if c["phone"]]
    numbers += [p[k] for p in made.staff for k in ("duty_number", "personal_number")]
    numbers += [r["reporter_phone"] for r in made.requests if r["reporter_phone"]]
    numbers += [s["phone"] for s in made.table("stations.csv")] + [made.manifest.supervision_phone]
    assert [n for n in numbers if not is_unassignable(n)] == []


def test_the_places_of_the_pictures_exist(jinan: Made) -> None:
    there = {(c["compound"], c["building"]) for c in jinan.customers}
    assert there >= FLAGSHIPS
    leshan = {c["unit"] for c in jinan.customers if (c["compound"], c["building"]) == ("乐山小区", "3号楼")}
    assert "2单元" in leshan
    yard = next(c for c in jinan.customers if c["compound"] == "建设路78号院")
    assert (yard["road"], yard["house_no"], yard["community_code"]) == ("建设路", "78号", "370103008005")


@pytest.mark.parametrize(
    ("compound", "building", "grid", "zone"),
    [("乐山小区", "3号楼", "370103003004002", "370103-P12"), ("睦和苑", "8号楼", "370103002003002", "370103-P05")],
)
def test_flagship_buildings_stand_where_the_pictures_say(
    jinan: Made, compound: str, building: str, grid: str, zone: str
) -> None:
    at = next(
        p
        for p, c in zip(jinan.points, jinan.customers, strict=True)
        if (c["compound"], c["building"]) == (compound, building)
    )
    for name, code in (("community_grids.geojson", grid), ("power_service_areas.geojson", zone)):
        here = [
            f["properties"]["code"]
            for f, a in zip(jinan.features(name), jinan.shapes(name), strict=True)
            if a.contains(at)
        ]
        assert here == [code]


def test_some_names_are_ambiguous_but_most_are_not(jinan: Made) -> None:
    places = {(c["compound"], c["road"], c["house_no"]) for c in jinan.customers if c["compound"]}
    often = Counter(name for name, _, _ in places)
    twice = {name for name, count in often.items() if count > 1}
    assert {"玉函小区", "铁路宿舍"} <= twice
    assert len(twice) < len(often) / 50
    assert {"舜园小区", "顺园小区", "舜雅小区", "舜雅苑"} <= set(often)


def test_a_door_plate_building_has_a_road_and_a_number(made: Made) -> None:
    plates = [c for c in made.customers if not c["compound"]]
    assert plates
    assert all(c["road"] and c["house_no"].endswith("号") and c["building"] for c in plates)


def test_customers_stand_within_a_few_metres_of_their_building(made: Made) -> None:
    here = np.asarray([(float(c["lon"]), float(c["lat"])) for c in made.customers])
    house = np.asarray([(float(c["building_lon"]), float(c["building_lat"])) for c in made.customers])
    metres = (here - house) * 111_195 * np.array([np.cos(np.radians(here[0, 1])), 1.0])
    assert np.hypot(metres[:, 0], metres[:, 1]).max() < 6


def test_a_few_buildings_stand_near_a_border_of_either_kind(jinan: Made) -> None:
    places = sorted({(float(c["building_lon"]), float(c["building_lat"])) for c in jinan.customers})
    points = shapely.points(places)
    metre = 1 / 90_000  # degrees; a little more than a metre east-west, less north-south
    for areas in (jinan.grids, jinan.zones):
        borders = shapely.union_all(shapely.boundary(areas)).difference(
            jinan.shapes("outline.geojson")[0].exterior.buffer(1e-6)
        )
        near = int((shapely.distance(points, borders) < 18 * metre).sum())
        assert 3 <= near <= len(places) / 6


def test_some_compounds_straddle_a_border_of_power_areas(jinan: Made) -> None:
    zones = defaultdict(set)
    for customer, inside in zip(jinan.customers, jinan.inside(jinan.zones), strict=True):
        if customer["compound"]:
            zones[(customer["compound"], customer["road"], customer["house_no"])] |= set(inside)
    assert any(len(z) > 1 for z in zones.values())


def test_the_network_is_a_tree_that_reaches_every_customer(made: Made) -> None:
    nodes = {n["code"]: n for n in made.table("network.csv")}
    above = {"feeder": "substation", "transformer": "feeder", "meter_box": "transformer"}
    for node in nodes.values():
        parent = nodes[node["parent_code"]]["kind"] if node["parent_code"] else None
        assert parent == above.get(node["kind"])
    assert {nodes[c["meter_box_code"]]["kind"] for c in made.customers} == {"meter_box"}


def test_a_power_area_is_fed_by_feeders_of_its_own(made: Made) -> None:
    nodes = {n["code"]: n for n in made.table("network.csv")}
    zones = defaultdict(set)
    for customer, inside in zip(made.customers, made.inside(made.zones), strict=True):
        feeder = nodes[nodes[customer["meter_box_code"]]["parent_code"]]["parent_code"]
        zones[feeder] |= set(inside)
    assert {len(z) for z in zones.values()} == {1}


def test_every_station_stands_in_its_community(jinan: Made) -> None:
    stations = jinan.table("stations.csv")
    assert [s["name"] for s in stations] == ["乐山驿站", "睦和苑驿站", "舜雅驿站", "舜世驿站"]
    communities = [f["properties"]["division_code"] for f in jinan.features("community_grids.geojson")]
    for station in stations:
        at = shapely.Point(float(station["lon"]), float(station["lat"]))
        assert [c for c, g in zip(communities, jinan.grids, strict=True) if g.contains(at)] == [
            station["community_code"]
        ]
