"""What is known for a place and a moment."""

from datetime import timedelta
from typing import Any

from django.test.utils import CaptureQueriesContext

from twingrid.outages import actions, queries


def test_a_draft_is_known_to_nobody(make: Any, cast: Any, at: Any) -> None:
    make()
    assert queries.known_at(cast.home.pk, at=at) == ()


def test_a_present_one_stands_before_a_planned_one(make: Any, cast: Any, at: Any) -> None:
    later = at + timedelta(days=2)
    make("announce", kind="planned", starts_at=later, estimate_at=later + timedelta(hours=8))
    make("start")
    assert [known.is_on for known in queries.known_at(cast.home.pk, at=at)] == [True, False]


def test_one_in_a_month_is_not_offered_yet(make: Any, cast: Any, at: Any) -> None:
    later = at + timedelta(days=30)
    make("announce", kind="planned", starts_at=later, estimate_at=later + timedelta(hours=8))
    assert queries.known_at(cast.home.pk, at=at) == ()


def test_only_the_stairwell_that_is_off(make: Any, cast: Any, at: Any, gear: Any) -> None:
    from twingrid.supply.models import Equipment, ServicePoint

    box = Equipment.objects.create(
        kind="meter_box", code="jn-B-3b", name="B-3b", parent_id=gear["T1"], valid_from=at.date()
    )
    ServicePoint.objects.filter(building=cast.home, unit="2单元").update(meter_box=box)
    make("start", equipment=[box.pk])
    (known,) = queries.known_at(cast.home.pk, at=at)
    assert known.units == ("2单元",)
    assert queries.known_at(cast.home.pk, unit="1单元", at=at) == ()
    assert queries.known_at(cast.home.pk, unit="2单元", at=at) == (known,)


def test_one_customers_arrears_are_nobody_elses_business(make: Any, cast: Any, at: Any) -> None:
    make("start", information="arrears")
    assert queries.known_at(cast.home.pk, at=at)
    assert queries.known_at(cast.home.pk, at=at, public=True) == ()
    assert queries.present_outages(public=True) == ()


def test_it_is_answered_from_memory(make: Any, cast: Any, at: Any) -> None:
    from django.db import connection

    make("start")
    queries.known_at(cast.home.pk, at=at)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for _ in range(50):
            queries.known_at(cast.home.pk, at=at)
    assert len(asked) <= 1


def test_after_a_revision_everybody_hears_the_new_estimate(make: Any, cast: Any, at: Any) -> None:
    from twingrid.kit import memo

    outage = make("start")
    queries.known_at(cast.home.pk, at=at)
    memo_check = at + timedelta(hours=5)
    actions.revise_outage(number=outage.number, estimate_at=memo_check, why="harder", by=cast.zhou, at=at)
    memo.forget_all()
    assert queries.known_at(cast.home.pk, at=at)[0].estimate_at == memo_check
