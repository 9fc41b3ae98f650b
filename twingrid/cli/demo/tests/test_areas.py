"""Both partitions cover the outline without gap or overlap, and differ from each other."""

from collections import defaultdict

import numpy as np
import shapely

from twingrid.cli.demo.tests.conftest import Made


def test_both_partitions_are_valid_coverages_of_exactly_the_outline(made: Made) -> None:
    outline = made.shapes("outline.geojson")[0]
    for areas in (made.grids, made.zones):
        assert shapely.is_valid(areas).all()
        assert shapely.coverage_is_valid(areas)
        assert shapely.union_all(areas).equals(outline)


def test_every_area_is_one_piece(made: Made) -> None:
    for areas in (made.grids, made.zones):
        assert set(shapely.get_type_id(areas).tolist()) == {shapely.GeometryType.POLYGON}


def test_communities_and_subdistricts_are_one_piece(made: Made) -> None:
    for digits in (12, 9):
        groups = defaultdict(list)
        for feature, area in zip(made.features("community_grids.geojson"), made.grids, strict=True):
            groups[feature["properties"]["division_code"][:digits]].append(area)
        apart = [code for code, parts in groups.items() if shapely.coverage_union_all(parts).geom_type != "Polygon"]
        assert apart == []


def test_areas_are_not_stringy(made: Made) -> None:
    for areas in (made.grids, made.zones):
        roundness = 4 * np.pi * shapely.area(areas) / shapely.length(areas) ** 2
        assert roundness.min() > 0.2
        assert roundness.mean() > 0.4


def test_power_areas_do_not_follow_the_borders_of_communities(jinan: Made) -> None:
    outline = jinan.shapes("outline.geojson")[0]
    community, power = (shapely.union_all(shapely.boundary(areas)) for areas in (jinan.grids, jinan.zones))
    shared = community.intersection(power).length - outline.exterior.length
    inner = power.length - outline.exterior.length
    assert shared / inner < 0.01
    tree = shapely.STRtree(jinan.zones)
    cut = 0
    for grid in jinan.grids:
        parts = shapely.area(shapely.intersection(grid, jinan.zones[tree.query(grid)])) / grid.area
        cut += int((parts > 0.02).sum() > 1)
    assert cut > len(jinan.grids) / 4


def test_the_real_divisions_are_complete(jinan: Made) -> None:
    divisions = {row["code"]: row for row in jinan.table("divisions.csv")}
    levels = [row["level"] for row in divisions.values()]
    assert (levels.count("district"), levels.count("subdistrict"), levels.count("community")) == (1, 17, 216)
    assert "二七新村街道" in divisions["370103008"]["aliases"].split(";")
    assert "铁二社区" in divisions["370103008002"]["aliases"].split(";")
    shunya = divisions["370103016004"]
    assert shunya["name"] == "舜雅社区"
    assert {"舜雅", "舜雅社区居民委员会"} <= set(shunya["aliases"].split(";"))
    held = {f["properties"]["division_code"] for f in jinan.features("community_grids.geojson")}
    assert held == {code for code, row in divisions.items() if row["level"] == "community"}


def test_jinan_has_about_800_grids_and_66_power_service_areas(jinan: Made) -> None:
    assert 760 <= len(jinan.grids) <= 860
    codes = [f["properties"]["code"] for f in jinan.features("power_service_areas.geojson")]
    assert codes == [f"370103-P{n:02d}" for n in range(1, 67)]


def test_yunting_is_small_and_bears_unassigned_codes(yunting: Made) -> None:
    divisions = yunting.table("divisions.csv")
    levels = [row["level"] for row in divisions]
    assert (levels.count("district"), levels.count("subdistrict"), levels.count("community")) == (1, 3, 12)
    assert all(row["code"].startswith("999901") for row in divisions)
    assert 35 <= len(yunting.grids) <= 45
    assert len(yunting.zones) == 6


def test_everything_generated_says_so(made: Made) -> None:
    for name in ("community_grids.geojson", "power_service_areas.geojson"):
        for feature in made.features(name):
            assert (feature["properties"]["synthetic"], feature["properties"]["source"]) == (True, "示意")


def test_only_the_outline_of_jinan_is_real(jinan: Made, yunting: Made) -> None:
    real, invented = (city.features("outline.geojson")[0]["properties"] for city in (jinan, yunting))
    assert (real["synthetic"], "天地图" in real["source"]) == (False, True)
    assert (invented["synthetic"], invented["source"]) == (True, "示意")


def test_the_old_town_lies_in_the_north_and_is_dense(jinan: Made) -> None:
    by_subdistrict = defaultdict(list)
    for feature, area in zip(jinan.features("community_grids.geojson"), jinan.grids, strict=True):
        by_subdistrict[feature["properties"]["division_code"][:9]].append(area)
    old, hills = (shapely.union_all(by_subdistrict[code]) for code in ("370103002", "370103021"))
    assert old.centroid.y > hills.centroid.y + 0.08
    assert hills.area / len(by_subdistrict["370103021"]) > 20 * old.area / len(by_subdistrict["370103002"])


def test_the_areas_of_yunting_are_lists_that_serve_whom_their_ground_served(yunting: Made) -> None:
    """Its law knows one division only: whole grids, or transformers where a border of the zones cuts a grid."""
    rows = yunting.table("mapping.csv")
    assert {row["kind"] for row in rows} == {"grid", "transformer"}
    assert len({row["code"] for row in rows}) == len(rows), "nothing is claimed by two areas"
    area_of = {(row["kind"], row["code"]): row["area_code"] for row in rows}
    parent = {row["code"]: row["parent_code"] for row in yunting.table("network.csv")}
    grids = yunting.inside(yunting.grids)
    zones = yunting.inside(yunting.zones)
    zone_codes = [f["properties"]["code"] for f in yunting.features("power_service_areas.geojson")]
    grid_codes = [f["properties"]["code"] for f in yunting.features("community_grids.geojson")]
    for n, customer in enumerate(yunting.customers):
        by_transformer = area_of.get(("transformer", parent[customer["meter_box_code"]]))
        by_grid = area_of.get(("grid", grid_codes[grids[n][0]]))
        assert (by_transformer or by_grid) in {zone_codes[zone] for zone in zones[n]}


def test_jinan_has_borders_of_its_own(jinan: Made) -> None:
    assert "mapping.csv" not in jinan.manifest.paths
