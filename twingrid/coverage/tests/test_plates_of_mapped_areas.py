"""Plates where an area is a list, and where an exception holds: what they draw and say, when they are reprinted."""

from datetime import date, timedelta
from typing import Any

import pytest
import shapely

from tests.cast import Cast
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import plate_lists, plate_queries
from twingrid.coverage.models import Override
from twingrid.coverage.plate_lists import Filter
from twingrid.coverage.rules.plates import Change
from twingrid.kit import memo
from twingrid.territory.models import AreaPart

pytestmark = pytest.mark.django_db
SINCE = date(2023, 1, 1)


def part(area: str, kind: str, code: str = "", *, since: date = SINCE) -> None:
    AreaPart.objects.create(area_code=area, kind=kind, code=code, valid_from=since)
    memo.forget_all()


def to_print(cast: Cast, at: Any) -> dict[str, set[Change]]:
    rows = plate_lists.plates_for(cast.admin, Filter(kind="building", standing="changed"), at=at).rows
    return {row.face.title: set(row.changes) for row in rows}


@pytest.fixture
def hung(cast: Cast, at: Any) -> Cast:
    """Every plate hangs and is true; area 12 is grid leshan and its own polygon."""
    part("12", "grid", cast.grids["leshan"].code)
    part("12", "polygon")
    coverage_actions.make_plates(at=at)
    coverage_actions.adopt_plates(at=at)
    assert to_print(cast, at) == {}
    return cast


def test_the_sketch_of_a_list_is_what_the_list_covers(cast: Cast, at: Any) -> None:
    area = cast.powers["05"]
    part("05", "grid", cast.grids["muhe"].code)
    drawn = shapely.from_wkb(plate_queries.shapes([area.pk], at=at)[area.pk])
    assert drawn.bounds == pytest.approx(shapely.from_wkb(bytes(cast.grids["muhe"].geometry)).bounds)
    before = shapely.from_wkb(plate_queries.shapes([area.pk], at=at - timedelta(days=90))[area.pk])
    assert before.equals(shapely.from_wkb(bytes(area.geometry)))


def test_a_longer_list_wants_the_plates_of_the_area_printed_again(hung: Cast, at: Any) -> None:
    part("12", "grid", hung.grids["muhe"].code, since=at.date())
    assert to_print(hung, at)[hung.home.label] == {Change.POWER_AREA}
    assert hung.buildings["road78"].label not in to_print(hung, at)


def test_an_exception_of_a_unit_is_said_on_the_plate_of_that_unit(hung: Cast, at: Any) -> None:
    Override.objects.create(
        building=hung.home, unit="2单元", partition="power", area=hung.powers["05"], reason="转供电", valid_from=SINCE
    )
    memo.forget_all()
    faces = plate_queries.plate_faces(None, at=at)
    of_unit = faces[hung.plate.pk].power
    assert of_unit is not None and (of_unit.code, of_unit.exception) == ("05", "转供电")
    other = next(face for face in faces.values() if face.title == hung.buildings["4"].label).power
    assert other is not None and (other.code, other.exception) == ("12", "")
    assert Change.POWER_AREA in to_print(hung, at)[hung.home.label]


def test_a_print_from_before_there_were_lists_is_still_read(cast: Cast, at: Any) -> None:
    face = plate_queries.plate_faces([cast.plate.pk], at=at)[cast.plate.pk]
    fields = face.fields()
    for side in ("power", "community"):
        del fields[side]["outline"], fields[side]["exception"]
    assert type(face).from_fields(fields).digest == face.digest
