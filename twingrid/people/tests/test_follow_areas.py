"""When an area's border changes, whoever holds it goes on holding it."""

from datetime import date, datetime
from typing import Any

from twingrid.people.actions.imports import follow_areas
from twingrid.people.models import Posting
from twingrid.territory.models import Area

DAY = date(2023, 3, 1)


def _new_edition(area: Area) -> Area:
    Area.objects.filter(pk=area.pk).update(valid_to=DAY)
    area.pk, area._state.adding = None, True
    area.valid_from, area.valid_to = DAY, None
    area.save(force_insert=True)
    return area


def test_postings_are_carried_over_on_that_day(cast: Any, at: datetime) -> None:
    former = cast.powers["12"].pk
    held = Posting.objects.filter(area_id=former).count()
    new = _new_edition(Area.objects.get(pk=former))
    assert follow_areas(at=at) == held
    before, after = Posting.objects.filter(user=cast.people["han"]).order_by("valid_from")
    assert (before.area_id, before.valid_to) == (former, DAY)
    assert (after.area_id, after.valid_from, after.valid_to) == (new.pk, DAY, None)
    assert (after.leader_id, after.deputy_id, after.title) == (before.leader_id, before.deputy_id, before.title)


def test_the_second_time_there_is_nothing_to_carry(cast: Any, at: datetime) -> None:
    _new_edition(Area.objects.get(pk=cast.powers["12"].pk))
    follow_areas(at=at)
    assert follow_areas(at=at) == 0


def test_an_area_that_ends_without_another_edition_keeps_its_postings(cast: Any, at: datetime) -> None:
    Area.objects.filter(pk=cast.powers["12"].pk).update(valid_to=DAY)
    assert follow_areas(at=at) == 0
