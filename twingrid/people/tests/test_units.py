"""Units: made, moved, given numbers, kept while needed."""

from datetime import datetime

import pytest

from tests.cast import Cast
from twingrid.kit import stale
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.people import queries, unit_queries
from twingrid.people.actions import units
from twingrid.people.models import Unit

pytestmark = pytest.mark.django_db


def _seen(unit: Unit) -> str:
    return stale.stamp(unit.name, unit.side, unit.parent_id)


def test_a_unit_is_made_once_and_moved_but_never_under_itself(cast: Cast, at: datetime) -> None:
    given = {"name": "配电二班", "side": "power", "parent_id": cast.centre.pk, "by": cast.admin, "at": at}
    team = units.make_unit(**given)
    assert units.make_unit(**given) == team
    below = [leaf.depth for leaf in unit_queries.unit_tree(on=at.date()) if leaf.unit == team]
    assert below == [1]
    centre = cast.centre
    with pytest.raises(BadInput):
        units.change_unit(
            unit_id=centre.pk,
            name=centre.name,
            side="power",
            parent_id=team.pk,
            seen=_seen(centre),
            by=cast.admin,
            at=at,
        )


def test_the_second_of_two_writers_is_refused(cast: Cast, at: datetime) -> None:
    seen = _seen(cast.centre)
    given = {"unit_id": cast.centre.pk, "side": "power", "parent_id": None, "seen": seen, "by": cast.admin, "at": at}
    units.change_unit(name="供电一所", **given)
    with pytest.raises(Refused):
        units.change_unit(name="供电二所", **given)


def test_a_unit_in_use_is_kept_with_a_sentence(cast: Cast, at: datetime) -> None:
    with pytest.raises(Refused) as refused:
        units.delete_unit(unit_id=cast.centre.pk, by=cast.admin, at=at)
    assert "9" in refused.value.sentence or "1" in refused.value.sentence
    empty = units.make_unit(name="空班组", side="power", parent_id=None, by=cast.admin, at=at)
    units.delete_unit(unit_id=empty.pk, by=cast.admin, at=at)
    assert not Unit.objects.filter(name="空班组").exists()


def test_the_supervision_number_is_the_one_on_plates(cast: Cast, at: datetime) -> None:
    number = f"{cast.words['phone']}00099"
    former = unit_queries.unit_numbers(cast.centre.pk, on=at.date()).get("supervision", [])
    seen = stale.stamp(*former)
    given = {"unit_id": cast.centre.pk, "kind": "supervision", "seen": seen, "by": cast.admin, "at": at}
    units.set_number(number=number, **given)
    assert queries.supervision_number(on=at.date()) == number
    with pytest.raises(BadInput):
        units.set_number(number="call me", **given)


def test_only_the_administrator_sets_units_up(cast: Cast, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        units.make_unit(name="x", side="power", parent_id=None, by=cast.manager, at=at)
