"""Printing plates: what each said is remembered, so that a change is seen on the list until the new one hangs."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.scene import jpeg
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import plate_lists, plate_queries
from twingrid.coverage.models import Plate, PlateRun, PrintedPlate
from twingrid.coverage.plate_lists import Filter
from twingrid.coverage.rules.plates import Change
from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.people.models import Contact, Posting

pytestmark = pytest.mark.django_db
A5 = {"paper": "a5", "look": "standard"}


@pytest.fixture
def plates(cast: Any, at: Any) -> dict[str, Plate]:
    """A plate for each building of the cast, adopted: they hang and are true."""
    coverage_actions.make_plates(at=at)
    coverage_actions.adopt_plates(at=at)
    return {key: Plate.objects.filter(building=b).order_by("id").first() for key, b in cast.buildings.items()}


def listed(cast: Any, at: Any, who: str = "admin", **wanted: Any) -> plate_lists.PlateList:
    return plate_lists.plates_for(cast.people[who], Filter(kind="building", **wanted), at=at)


def print_(cast: Any, at: Any, *plates: Plate, who: str = "admin") -> PlateRun:
    return coverage_actions.print_plates(plate_ids=[p.pk for p in plates], **A5, by=cast.people[who], at=at)


def test_making_and_adopting_twice_does_it_once(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    assert coverage_actions.make_plates(at=at) == 0
    assert coverage_actions.adopt_plates(at=at) == 0
    kinds = set(Plate.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == {"building", "community", "board", "station"}
    assert listed(cast, at).counts == {"never": 0, "changed": 0, "printed": 0, "current": 10}


def test_a_worker_replaced_from_monday_is_on_the_list_on_monday(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    monday = at + timedelta(days=5)
    Posting.objects.filter(user=cast.han).update(valid_to=monday.date())
    Posting.objects.create(
        user=cast.ding, role="power_worker", side="power", unit=cast.centre, area=cast.powers["12"],
        leader=cast.sun, valid_from=monday.date(),
    )  # fmt: skip
    assert listed(cast, at).counts["changed"] == 0
    found = listed(cast, monday, standing="changed")
    assert {row.face.title for row in found.rows} == {b.label for k, b in cast.buildings.items() if k in "1234567"} | {
        cast.buildings["muhe8"].label
    }
    assert all(set(row.changes) == {Change.POWER_WORKER, Change.POWER_NUMBER} for row in found.rows)
    print_(cast, monday, plates["3"])
    assert listed(cast, monday).counts == {"never": 0, "changed": 7, "printed": 1, "current": 2}
    coverage_actions.replace_plate(code=plates["3"].code, by=cast.ding, at=monday)
    assert listed(cast, monday).counts == {"never": 0, "changed": 7, "printed": 0, "current": 3}


def test_a_print_that_came_true_too_late_is_to_be_printed_again(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    Contact.objects.filter(user=cast.han).update(number="0531-000 01299")
    print_(cast, at, plates["3"])
    Contact.objects.filter(user=cast.han).update(number="0531-000 01298")
    row = plate_lists.plate_for(cast.admin, plates["3"].code, at=at)
    assert (row.standing, row.changes) == ("changed", (Change.POWER_NUMBER,))
    Contact.objects.filter(user=cast.han).update(number="0531-000 01203")
    assert plate_lists.plate_for(cast.admin, plates["3"].code, at=at).standing == "current"


def test_a_run_keeps_what_was_printed_and_its_edition(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    run = print_(cast, at, plates["3"], plates["1"])
    Contact.objects.filter(user=cast.han).update(number="0531-000 01299")
    sheets = plate_queries.run(run.pk).sheets
    assert [(s.face.title, s.version, s.face.number) for s in sheets] == [
        (cast.buildings["1"].label, 2, "0531-000 01203"),
        (cast.home.label, 2, "0531-000 01203"),
    ]


def test_the_journal_tells_counts_and_no_names(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    print_(cast, at, plates["3"])
    coverage_actions.replace_plate(code=plates["3"].code, by=cast.han, at=at, photo=jpeg())
    facts = list(Event.objects.filter(name__startswith="coverage.plate.").order_by("id").values_list("name", "facts"))
    assert [name for name, _facts in facts[-2:]] == ["coverage.plate.printed", "coverage.plate.replaced"]
    assert facts[-2][1] == {"plates": 1, "left_out": 0, "paper": "a5", "look": "standard"}
    assert cast.han.name not in json.dumps(facts, ensure_ascii=False)


def test_the_photo_is_encoded_anew_and_what_is_none_is_refused(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    print_(cast, at, plates["3"])
    with pytest.raises(BadInput) as refused:
        coverage_actions.replace_plate(code=plates["3"].code, by=cast.han, at=at, photo=b"<svg/>")
    assert refused.value.field == "photo"
    done = coverage_actions.replace_plate(code=plates["3"].code, by=cast.han, at=at, photo=jpeg() + b"GPS of a phone")
    with done.photo.open("rb") as file:
        assert file.read().endswith(b"\xff\xd9")
    assert plate_lists.photo_of(plates["3"].pk) == done


def test_without_a_print_that_waits_nothing_can_be_replaced(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    with pytest.raises(Refused):
        coverage_actions.replace_plate(code=plates["3"].code, by=cast.han, at=at)
    assert PrintedPlate.objects.filter(plate=plates["3"]).count() == 1


def test_everybody_sees_and_hangs_the_plates_of_their_own_areas(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    assert {row.face.title for row in listed(cast, at, "ding").rows} == {cast.buildings["road78"].label}
    assert listed(cast, at, "clerk").total == 0
    print_(cast, at, plates["3"])
    with pytest.raises(NotAllowed):
        coverage_actions.replace_plate(code=plates["3"].code, by=cast.ding, at=at)
    with pytest.raises(NotAllowed):
        print_(cast, at, plates["3"], who="han")


def test_too_many_none_and_unknown_papers_are_refused(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    for given in ({"plate_ids": []}, {"plate_ids": range(501)}, {"plate_ids": [1], "paper": "a3"}):
        with pytest.raises(BadInput):
            coverage_actions.print_plates(**({**A5, "by": cast.admin, "at": at} | given))


def test_a_plate_without_anybody_to_call_is_left_out(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    Contact.objects.filter(user=cast.ding).delete()
    run = print_(cast, at, plates["road78"], plates["3"])
    assert run.prints.get().plate == plates["3"]
    with pytest.raises(Refused):
        print_(cast, at, plates["road78"])
    assert plates["road78"].pk not in plate_lists.ids_to_print(cast.admin, Filter(), at=at, most=500)


def test_the_list_is_narrowed_by_place_community_and_area(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    assert [row.face.title for row in listed(cast, at, text="乐山 3号").rows] == [cast.home.label]
    assert listed(cast, at, community=cast.communities["muhe"].name).total == 1
    assert listed(cast, at, area_id=cast.powers["05"].pk).total == 1


def test_a_change_of_the_supervision_number_touches_every_plate(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    Contact.objects.create(unit=cast.centre, kind="supervision", number="0531-000 00012", valid_from=date(2023, 2, 1))
    found = listed(cast, at)
    assert found.counts["changed"] == found.total == 10


def test_printing_and_listing_ask_as_often_for_many_as_for_few(cast: Any, at: Any, plates: dict[str, Plate]) -> None:
    def asked(act: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            act()
        return len([q for q in captured if "territory_generation" not in q["sql"]])

    print_(cast, at, plates["1"])
    few, few_listed = asked(lambda: print_(cast, at, plates["1"])), asked(lambda: listed(cast, at))
    Plate.objects.bulk_create(Plate(code=f"m{n}", building=cast.home, made_at=at) for n in range(300))
    every = list(Plate.objects.filter(kind="building").order_by("id"))
    assert asked(lambda: print_(cast, at, *every)) == few
    assert asked(lambda: listed(cast, at)) == few_listed <= 12
