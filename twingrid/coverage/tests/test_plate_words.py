"""A city that writes its own words: the plates that show them are to be printed again, and no others."""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import plate_lists, plate_queries, plate_texts
from twingrid.coverage.plate_lists import Filter
from twingrid.coverage.rules.plates import Change, Face
from twingrid.kit import memo, stale
from twingrid.people import text_queries
from twingrid.people.actions.texts import reset_text, set_text
from twingrid.people.models import Contact

pytestmark = pytest.mark.django_db
SLOTS = {slot.key: slot for slot in (*plate_texts.SLOTS, *text_queries.role_slots())}


def say(cast: Cast, key: str, words: str, *, before: str = "") -> None:
    set_text(slot=SLOTS[key], words=words, seen=stale.stamp(before), by=cast.admin, at=cast.at)
    memo.forget_all()


def to_print(cast: Cast, kind: str = "") -> dict[str, set[Change]]:
    rows = plate_lists.plates_for(cast.admin, Filter(kind=kind, standing="changed"), at=cast.at).rows
    return {f"{row.face.kind} {row.face.title}": set(row.changes) for row in rows}


@pytest.fixture
def hung(cast: Cast, at: Any) -> Cast:
    """Every building's plate hangs and is true."""
    coverage_actions.make_plates(at=at)
    coverage_actions.adopt_plates(at=at)
    assert to_print(cast) == {}
    return cast


@pytest.mark.parametrize("key", ["role.power_worker", "role.community_worker", "plate.services", "plate.hours"])
def test_a_word_that_every_plate_shows_puts_every_plate_on_the_list(hung: Cast, key: str) -> None:
    say(hung, key, "新的说法")
    found = to_print(hung)
    assert found[f"building {hung.home.label}"] == {Change.WORDS}
    assert len(found) > 3


def test_the_line_of_supervision_counts_where_there_is_a_number(hung: Cast) -> None:
    say(hung, "plate.supervision", "监督请打 {number}")
    assert to_print(hung) == {}
    Contact.objects.create(unit=hung.centre, kind="supervision", number="0531-000 00012", valid_from=date(2023, 1, 1))
    memo.forget_all()
    assert to_print(hung)[f"building {hung.home.label}"] == {Change.SUPERVISION, Change.WORDS}


def test_a_role_that_no_plate_shows_changes_none(hung: Cast) -> None:
    say(hung, "role.manager", "中心主任")
    say(hung, "role.power_leader", "组长")
    assert to_print(hung, "building") == {}


def test_the_shipped_word_taken_back_takes_the_plates_off_the_list(hung: Cast) -> None:
    say(hung, "role.power_worker", "台区长")
    assert to_print(hung)
    slot = SLOTS["role.power_worker"]
    reset_text(slot=slot, seen=stale.stamp("台区长"), by=hung.admin, at=hung.at)
    memo.forget_all()
    assert to_print(hung) == {}


def test_a_print_keeps_the_words_it_was_printed_with(hung: Cast) -> None:
    say(hung, "role.power_worker", "台区长")
    run = coverage_actions.print_plates(
        plate_ids=[hung.plate.pk], paper="a5", look="standard", by=hung.admin, at=hung.at
    )
    say(hung, "role.power_worker", "网格电工", before="台区长")
    found = plate_queries.run(run.pk)
    assert found is not None
    assert found.sheets[0].face.said("role.power_worker") == "台区长"


def test_a_print_from_before_cities_had_words_is_still_true(cast: Cast, at: Any) -> None:
    face = plate_queries.plate_faces([cast.plate.pk], at=at)[cast.plate.pk]
    fields = face.fields()
    del fields["words"]
    assert Face.from_fields(fields).digest == face.digest
