"""What plates say: the people posted, their published numbers, in as many questions for five hundred as for one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import plate_queries
from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.models import Override, Plate
from twingrid.coverage.rules.plates import Change, Face, changes
from twingrid.people.models import Contact, Posting

pytestmark = pytest.mark.django_db


def face_of(cast: Any, key: str, *, at: Any) -> Face:
    plate = Plate.objects.filter(building=cast.buildings[key]).order_by("id").first()
    plate = plate or Plate.objects.create(code=f"of-{key}", building=cast.buildings[key], made_at=at)
    return plate_queries.plate_faces([plate.pk], at=at)[plate.pk]


def test_a_plate_names_whom_the_page_of_its_building_names(cast: Any, at: Any) -> None:
    for key, building in cast.buildings.items():
        face = face_of(cast, key, at=at)
        found = coverage_queries.responsible_for_building(building.pk, at=at)
        for mine, other in ((face.power, found.power), (face.community, found.community)):
            holder = other.answering.holder or other.leader
            assert (mine.area_id, mine.area) == (other.area_id, other.area_name)
            assert (mine.person and (mine.person.name, mine.person.number)) == (holder and (holder.name, holder.phone))
        assert face.title == building.label
        assert face.place == tuple(name for _code, name in found.divisions)


def test_an_override_of_the_day_is_printed(cast: Any, at: Any) -> None:
    Override.objects.create(
        building=cast.home, partition="power", area=cast.powers["05"], reason="cable", valid_from=date(2023, 1, 1)
    )
    face = plate_queries.plate_faces([cast.plate.pk], at=at)[cast.plate.pk]
    assert (face.power.area_id, face.power.person.name) == (cast.powers["05"].pk, cast.ding.name)


def test_a_personal_number_is_printed_only_with_consent(cast: Any, at: Any) -> None:
    Contact.objects.filter(user=cast.han).delete()
    own = Contact.objects.create(user=cast.han, kind="personal", number="100 0000 7777", valid_from=date(2023, 1, 1))
    assert face_of(cast, "3", at=at).number == ""
    own.print_consent = True
    own.save()
    assert face_of(cast, "3", at=at).number == "100 0000 7777"
    Contact.objects.create(user=cast.han, kind="duty", number="0531-000 01203", valid_from=date(2023, 1, 1))
    assert face_of(cast, "3", at=at).number == "0531-000 01203"


def test_where_nobody_is_posted_the_leader_stands_on_the_plate(cast: Any, at: Any) -> None:
    Posting.objects.filter(user=cast.han).delete()
    person = face_of(cast, "3", at=at).power.person
    assert (person.name, person.role) == (cast.sun.name, "power_leader")


def test_a_place_in_a_gap_has_no_side_and_is_not_printable(cast: Any, at: Any) -> None:
    cast.home.lon, cast.home.lat = 117.5, 36.9
    cast.home.save()
    face = face_of(cast, "3", at=at)
    assert (face.power, face.community, face.is_printable) == (None, None, False)


def test_a_station_plate_shows_its_hours_and_the_pair_at_its_door(cast: Any, at: Any) -> None:
    coverage_actions.make_plates(at=at)
    plate = Plate.objects.get(station=cast.station)
    face = plate_queries.plate_faces([plate.pk], at=at)[plate.pk]
    assert (face.title, face.power.person.name) == (cast.station.name, cast.han.name)
    assert cast.station.phone in face.station


def test_a_board_lists_every_grid_of_its_community_with_both_sides(cast: Any, at: Any) -> None:
    coverage_actions.make_plates(at=at)
    plate = Plate.objects.get(kind="board", community=cast.communities["shunya"])
    face = plate_queries.plate_faces([plate.pk], at=at)[plate.pk]
    said = [(line.community.code, [side.code for side in line.powers]) for line in face.lines]
    assert said == [(cast.grids["shunya1"].code, ["05"]), (cast.grids["shunya2"].code, ["13"])]
    assert face.lines[0].powers[0].person.name == cast.ding.name
    assert face.lines[0].community.person is None


def test_what_is_kept_reads_back_as_it_was(cast: Any, at: Any) -> None:
    coverage_actions.make_plates(at=at)
    for face in plate_queries.plate_faces(None, at=at).values():
        again = Face.from_fields(face.fields())
        assert again == face
        assert (again.digest, changes(again, face)) == (face.digest, ())


def test_a_hundred_plates_ask_what_one_asks(cast: Any, at: Any) -> None:
    coverage_actions.make_plates(at=at)
    home = cast.home.pk
    Plate.objects.bulk_create(Plate(code=f"more{n}", building_id=home, made_at=at) for n in range(100))
    counts = []
    every = list(Plate.objects.order_by("id").values_list("pk", flat=True))
    boards = list(Plate.objects.filter(kind="board").order_by("id").values_list("pk", flat=True))
    plate_queries.plate_faces(every, at=at)
    for ids in ([every[0], boards[0]], every):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert len(plate_queries.plate_faces(ids, at=at)) == len(ids)
        counts.append(len([q for q in captured if "territory_generation" not in q["sql"]]))
    assert counts[0] == counts[1] <= 7


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda c, at: Contact.objects.filter(user=c.han).update(number="0531-000 09999"), {Change.POWER_NUMBER}),
        (lambda c, at: Posting.objects.filter(user=c.qiao).update(user=c.ma), {Change.COMMUNITY_WORKER,
                                                                                Change.COMMUNITY_NUMBER}),
        (lambda c, at: type(c.powers["12"]).objects.filter(code="12").update(name="东区"), {Change.POWER_AREA}),
        (lambda c, at: Contact.objects.create(unit=c.centre, kind="supervision", number="0531-000 00012",
                                              valid_from=date(2023, 1, 1)), {Change.SUPERVISION}),
        (lambda c, at: type(c.home).objects.filter(pk=c.home.pk).update(label="乐山小区 三号楼"), {Change.PLACE}),
    ],
)  # fmt: skip
def test_it_says_what_changed(cast: Any, at: Any, act: Any, expected: set[Change]) -> None:
    from tests.cast import forget_memory
    from twingrid.kit import memo

    before = face_of(cast, "3", at=at)
    act(cast, at)
    forget_memory()
    memo.forget_all()
    now = face_of(cast, "3", at=at)
    assert set(changes(before, now)) == expected
    assert before.digest != now.digest


def test_an_absence_changes_no_plate(cast: Any, at: Any) -> None:
    from twingrid.people.models import Absence

    before = face_of(cast, "3", at=at)
    Absence.objects.create(user=cast.han, starts_at=at - timedelta(days=1), ends_at=at + timedelta(days=3))
    assert face_of(cast, "3", at=at).digest == before.digest
