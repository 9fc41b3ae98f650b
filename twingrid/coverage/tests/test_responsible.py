"""Who is responsible for a place and a moment, in the tiny city of the cast."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.models import Override
from twingrid.coverage.rules import Why
from twingrid.kit import memo
from twingrid.people.models import Absence
from twingrid.territory.models import Generation

pytestmark = pytest.mark.django_db


def test_the_flagship_place_has_its_pair(cast: Cast, at: datetime) -> None:
    found = coverage_queries.responsible_for_building(cast.home.pk, at=at)
    assert found is not None and found.power is not None and found.community is not None
    assert (found.power.area_code, found.power.answering.why) == (cast.powers["12"].code, Why.STANDBY)
    assert [p.name for p in found.pair if p] == [cast.han.name, cast.qiao.name]
    assert found.missing == ()


def answer_at_the_road(cast: Cast, at: datetime) -> tuple[int, Why]:
    found = coverage_queries.responsible_for_building(cast.buildings["road78"].pk, at=at)
    assert found is not None and found.power is not None and found.power.answering.answering is not None
    return found.power.answering.answering.user_id, found.power.answering.why


def test_somebody_of_the_team_on_duty_answers_for_a_worker_who_went_home(cast: Cast, at: datetime) -> None:
    assert answer_at_the_road(cast, at) == (cast.zhao.pk, Why.ROTA)


def test_the_leader_answers_where_nobody_of_the_team_is_on_duty(cast: Cast, at: datetime) -> None:
    for person in (cast.zhao, cast.han):
        Absence.objects.create(user=person, starts_at=at - timedelta(hours=1), ends_at=at + timedelta(hours=5))
    assert answer_at_the_road(cast, at) == (cast.sun.pk, Why.LEADER)


def test_an_absence_brings_the_deputy_at_once(cast: Cast, at: datetime) -> None:
    Absence.objects.create(
        user=cast.han, deputy=cast.zhao, starts_at=at - timedelta(hours=1), ends_at=at + timedelta(hours=5)
    )
    found = coverage_queries.responsible_for_building(cast.home.pk, at=at)
    assert found is not None and found.power is not None and found.power.answering.answering is not None
    assert (found.power.answering.answering.user_id, found.power.answering.absent) == (cast.zhao.pk, True)


def test_a_side_without_anybody_is_named(cast: Cast, at: datetime) -> None:
    found = coverage_queries.responsible_for_building(cast.buildings["shunya1"].pk, at=at)
    assert found is not None and found.missing == ("nobody.community",)


def test_a_place_near_a_border_says_so_and_names_the_neighbour(cast: Cast, at: datetime) -> None:
    found = coverage_queries.responsible_for_building(cast.buildings["7"].pk, at=at)
    assert found is not None and found.power is not None
    assert found.power.near_border and found.power.neighbours == (cast.powers["05"].pk,)


def test_an_override_wins_over_geometry_on_its_days_only(cast: Cast, at: datetime) -> None:
    Override.objects.create(
        building=cast.home,
        partition="power",
        area=cast.powers["05"],
        reason="转供电",
        valid_from="2023-02-01",
        valid_to="2023-03-01",
    )
    on_the_day = coverage_queries.responsible_for_building(cast.home.pk, at=at)
    later = coverage_queries.responsible_for_building(cast.home.pk, at=at + timedelta(days=30))
    assert on_the_day is not None and on_the_day.power is not None and later is not None and later.power is not None
    assert (on_the_day.power.area_id, on_the_day.power.override) == (cast.powers["05"].pk, "转供电")
    assert (later.power.area_id, later.power.override) == (cast.powers["12"].pk, "")


def test_a_point_outside_is_a_gap_on_both_sides(cast: Cast, at: datetime) -> None:
    found = coverage_queries.responsible_at(117.2, 36.9, at=at)
    assert set(found.missing) == {"gap.community", "gap.power"}


def test_another_process_change_is_seen_when_the_generation_grows(cast: Cast, at: datetime) -> None:
    assert coverage_queries.areas_at(116.995, 36.645, at=at)[1] == cast.powers["12"].pk
    cast.powers["12"].valid_to = at.date()
    cast.powers["12"].save()
    Generation.objects.filter(name="areas").update(number=999_999)
    memo.forget_all()
    assert coverage_queries.areas_at(116.995, 36.645, at=at)[1] is None


def test_an_answer_takes_the_same_few_queries_everywhere(cast: Cast, at: datetime) -> None:
    coverage_queries.responsible_for_building(cast.home.pk, at=at)
    counts = []
    for building in (cast.home, cast.buildings["road78"], cast.buildings["muhe8"]):
        with CaptureQueriesContext(connection) as seen:
            coverage_queries.responsible_for_building(building.pk, at=at)
        counts.append(len(seen))
    assert max(counts) <= 8


def test_a_wrong_character_with_the_right_sound_is_found(cast: Cast) -> None:
    finding = coverage_queries.find("木和苑8号楼")
    assert finding.best is not None and finding.best.id == cast.buildings["muhe8"].pk
