"""Recording that somebody is away."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.people.actions.absences import record_absence
from twingrid.people.models import Absence
from twingrid.territory.models import Generation


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def _away(cast: Any, at: datetime, who: str = "han", *, by: str = "", hours: int = 48, **more: Any) -> Absence:
    return record_absence(
        user=cast.people[who],
        starts_at=at,
        ends_at=at + timedelta(hours=hours),
        by=cast.people[by or who],
        at=at,
        **more,
    )


def test_the_deputy_of_the_posting_stands_in(cast: Any, at: datetime) -> None:
    before = Generation.objects.get(name="people").number
    absence = _away(cast, at, reason="培训")
    assert absence.deputy == cast.people["zhao"]
    assert Generation.objects.get(name="people").number > before
    event = Event.objects.get(name="people.absence.recorded")
    assert event.facts["deputy"] == cast.people["zhao"].pk


def test_another_deputy_can_be_named(cast: Any, at: datetime) -> None:
    assert _away(cast, at, deputy=cast.people["ding"]).deputy == cast.people["ding"]


def test_a_leader_records_it_for_the_team_and_a_colleague_may_not(cast: Any, at: datetime) -> None:
    assert _away(cast, at, by="sun").user == cast.people["han"]
    with pytest.raises(NotAllowed):
        _away(cast, at, "ding", by="zhao")


def test_somebody_without_an_area_is_not_a_workers_business(cast: Any, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        _away(cast, at, "manager", by="han")


def test_an_end_before_the_beginning_is_refused(cast: Any, at: datetime) -> None:
    with pytest.raises(BadInput, match="Choose a later end"):
        _away(cast, at, hours=-1)


def test_being_away_twice_is_refused(cast: Any, at: datetime) -> None:
    _away(cast, at)
    with pytest.raises(Refused, match="already recorded as away"):
        _away(cast, at + timedelta(hours=47))
    assert _away(cast, at + timedelta(hours=48)).pk


def test_nobody_stands_in_for_themselves(cast: Any, at: datetime) -> None:
    with pytest.raises(BadInput, match="for themselves"):
        _away(cast, at, deputy=cast.people["han"])


def test_a_deputy_who_is_away_too_is_refused(cast: Any, at: datetime) -> None:
    _away(cast, at, "zhao", deputy=cast.people["ding"])
    with pytest.raises(Refused, match="is away at that time too"):
        _away(cast, at)
