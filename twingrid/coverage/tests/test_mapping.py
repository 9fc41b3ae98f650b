"""Power service areas as lists of grids and transformers in the tiny city of the cast."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.cli.imports.files import SUBJECTS, Report, import_file
from twingrid.cli.imports.reading import Options
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import mapping_queries, statement_queries
from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.models import Override, Placement
from twingrid.coverage.rules.statement import Reason
from twingrid.kit import memo
from twingrid.supply.models import Equipment
from twingrid.territory import queries as territory_queries
from twingrid.territory.models import Area, AreaPart

pytestmark = pytest.mark.django_db
DAY = date(2023, 2, 22)
SINCE = date(2023, 1, 1)


def part(area: str, kind: str, code: str = "", *, since: date = SINCE, until: date | None = None) -> None:
    AreaPart.objects.create(area_code=area, kind=kind, code=code, valid_from=since, valid_to=until)
    memo.forget_all()


def power_of(building: Any, at: datetime) -> str | None:
    found = coverage_queries.responsible_for_building(building.pk, at=at)
    assert found is not None
    return found.power.area_code if found.power else None


def reasons(on: date = DAY) -> dict[Reason, int]:
    memo.forget_all()
    return dict(statement_queries.statement(on).by_reason)


def transformer(cast: Cast, code: str, *boxes: str) -> None:
    """A transformer that feeds the meter boxes of these buildings."""
    feeder = Equipment.objects.get(kind="feeder")
    made = Equipment.objects.create(kind="transformer", code=code, name=code, parent=feeder, valid_from=SINCE)
    for key in boxes:
        Equipment.objects.filter(service_points__in=cast.points[key]).update(parent=made)
    memo.forget_all()


def test_a_named_grid_is_served_by_the_area_that_names_it_from_its_day(cast: Cast, at: datetime) -> None:
    part("05", "grid", cast.grids["leshan"].code, since=DAY)
    part("05", "polygon", since=DAY)
    assert power_of(cast.home, at) == "05"
    assert power_of(cast.home, at - timedelta(days=1)) == "12"
    assert coverage_queries.areas_at(cast.home.lon, cast.home.lat, at=at)[1] == cast.powers["05"].pk


def test_a_transformer_comes_before_the_ground_it_stands_on(cast: Cast, at: datetime) -> None:
    transformer(cast, "T-home", "3")
    part("12", "grid", cast.grids["leshan"].code)
    part("13", "transformer", "T-home")
    part("13", "polygon")
    assert power_of(cast.home, at) == "13" and power_of(cast.buildings["1"], at) == "12"
    coverage_actions.fuse_city(at=at)
    placed = Placement.objects.filter(service_point__in=cast.points["3"])
    assert {placement.power_id for placement in placed} == {cast.powers["13"].pk}


def test_an_override_comes_before_a_transformer(cast: Cast, at: datetime) -> None:
    transformer(cast, "T-home", "3")
    part("13", "transformer", "T-home")
    Override.objects.create(
        building=cast.home, partition="power", area=cast.powers["05"], reason="转供电", valid_from=SINCE
    )
    assert power_of(cast.home, at) == "05"


def test_a_grid_named_twice_is_an_overlap_until_one_lets_go(cast: Cast, at: datetime) -> None:
    code = cast.grids["leshan"].code
    for area in ("05", "12"):
        part(area, "grid", code)
        part(area, "polygon")
    assert reasons()[Reason.OVERLAP_POWER] >= len(cast.points["3"])
    assert [row.what for row in mapping_queries.troubles(on=DAY) if row.code == code][:1] == ["grid_twice"]
    found = coverage_queries.responsible_for_building(cast.home.pk, at=at)
    assert found is not None and "overlap.power" in found.missing
    AreaPart.objects.filter(area_code="05", kind="grid").update(valid_to=DAY)
    assert Reason.OVERLAP_POWER not in reasons()
    assert Reason.OVERLAP_POWER in reasons(DAY - timedelta(days=1))


def test_a_transformer_named_twice_is_an_overlap(cast: Cast) -> None:
    transformer(cast, "T-home", "3")
    for area in ("05", "12"):
        part(area, "transformer", "T-home")
        part(area, "polygon")
    assert reasons()[Reason.OVERLAP_POWER] == len(cast.points["3"])


def test_a_grid_that_no_list_names_is_a_gap_on_the_days_of_the_lists(cast: Cast) -> None:
    grids = {"05": ["shunya1"], "12": ["muhe"], "13": ["shunya2"]}
    for area, keys in grids.items():
        for key in keys:
            part(area, "grid", cast.grids[key].code, since=DAY)
    assert reasons()[Reason.GAP_POWER] >= len(cast.points["3"])
    assert [(t.what, t.code) for t in mapping_queries.troubles(on=DAY)] == [("grid_free", cast.grids["leshan"].code)]
    assert Reason.GAP_POWER not in reasons(DAY - timedelta(days=1))


def test_a_grid_whose_customers_all_come_by_transformer_is_no_gap(cast: Cast) -> None:
    grids = {"05": ["shunya1"], "12": ["muhe"], "13": ["shunya2"]}
    for area, keys in grids.items():
        for key in keys:
            part(area, "grid", cast.grids[key].code)
    homes = [key for key, house in cast.buildings.items() if house.compound_id == cast.compounds["leshan"].pk]
    transformer(cast, "T-all", *homes)
    part("13", "transformer", "T-all")
    assert mapping_queries.troubles(on=DAY) == []
    AreaPart.objects.filter(kind="transformer").delete()
    memo.forget_all()
    assert [(t.what, t.code) for t in mapping_queries.troubles(on=DAY)] == [("grid_free", cast.grids["leshan"].code)]


def test_a_building_fed_from_two_areas_goes_with_most_of_its_homes_and_names_the_other(
    cast: Cast, at: datetime
) -> None:
    transformer(cast, "T-most", "3")
    transformer(cast, "T-one")
    last = cast.points["3"][-1]
    last.meter_box = Equipment.objects.create(
        kind="meter_box", code="B-x", name="B-x", parent=Equipment.objects.get(code="T-one"), valid_from=SINCE
    )
    last.save()
    part("13", "transformer", "T-most")
    part("05", "transformer", "T-one")
    found = coverage_queries.responsible_for_building(cast.home.pk, at=at)
    assert found is not None and found.power is not None
    assert (found.power.area_code, found.power.near_border) == ("13", True)
    assert cast.powers["05"].pk in found.power.neighbours


def test_the_drawing_of_a_list_is_the_union_of_its_grids_marked_as_generated(cast: Cast) -> None:
    Area.objects.filter(partition="power").update(synthetic=False)
    part("05", "grid", cast.grids["leshan"].code)
    drawn = {f["properties"]["code"]: f for f in territory_queries.areas_geojson("power", DAY)["features"]}
    west = min(x for x, _y in drawn["05"]["geometry"]["coordinates"][0])
    assert west == pytest.approx(116.990)
    assert (drawn["05"]["properties"]["synthetic"], drawn["13"]["properties"]["synthetic"]) == (True, False)


# --- the file ---------------------------------------------------------------------------------------
def read(folder: Path, text: str, at: datetime, **options: Any) -> Report:
    file = folder / "mapping.csv"
    file.write_text(text, encoding="utf-8")
    report = import_file(SUBJECTS["mapping"], file, options=Options(**options), at=at)
    memo.forget_all()
    return report


def test_a_file_of_an_office_is_taken_over_once(cast: Cast, at: datetime, tmp_path: Path) -> None:
    grid = cast.grids["leshan"].code
    text = f"供电网格编码,类型,对象编码,生效日期\n05,社区网格,{grid},2023-02-01\n05,边界,,2023-02-01\n"
    first, again = read(tmp_path, text, at), read(tmp_path, text, at)
    assert (first.changes["parts"].new, again.changes["parts"].unchanged, again.changes["parts"].any) == (2, 2, False)
    assert power_of(cast.home, at) == "05"


def test_an_area_that_is_only_a_list_is_made_and_drawn(cast: Cast, at: datetime, tmp_path: Path) -> None:
    code = Equipment.objects.get(kind="transformer").code
    read(tmp_path, f"area_code,area_name,kind,code,valid_from\n77,供电77区,台区,{code},2023-02-01\n", at)
    made = Area.objects.get(code="77")
    assert made.synthetic and power_of(cast.home, at) == "77"
    features = territory_queries.areas_geojson("power", DAY)["features"]
    assert next(f for f in features if f["properties"]["code"] == "77")["geometry"]["coordinates"]


def test_bad_rows_are_told_with_their_lines_and_nothing_is_kept(cast: Cast, at: datetime, tmp_path: Path) -> None:
    text = (
        "area_code,kind,code\n"
        "99,grid,{grid}\n"  # no such area
        "05,grid,nowhere\n"
        "05,transformer,T-nowhere\n"
        "05,spell,x\n"
        "05,grid,\n"
    ).format(grid=cast.grids["leshan"].code)
    report = read(tmp_path, text, at, valid_from=DAY)
    assert not report.kept and {p.line for p in report.problems} == {2, 3, 4, 5, 6}
    assert AreaPart.objects.count() == 0


def test_what_a_complete_file_leaves_out_ends_today(cast: Cast, at: datetime, tmp_path: Path) -> None:
    part("12", "grid", cast.grids["muhe"].code)
    report = read(
        tmp_path, f"area_code,kind,code\n05,grid,{cast.grids['leshan'].code}\n", at, complete=True, valid_from=DAY
    )
    assert report.changes["parts"].ended == 1
    assert AreaPart.objects.get(area_code="12").valid_to == at.date()
