"""What runs by night."""

from datetime import datetime, time, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.cast import Cast
from twingrid.kit import clock
from twingrid.people import jobs
from twingrid.people.models import KeyCall, Shift, ShiftPattern

pytestmark = pytest.mark.django_db


def test_each_city_extends_its_shifts_by_night(cast: Cast, at: datetime) -> None:
    jobs.every_night(timestamp=0)
    for task in ("extend_shifts", "forget_calls"):
        waiting = ProcrastinateJob.objects.filter(task_name=f"twingrid.people.jobs.{task}")
        assert sorted(job.args["city"] for job in waiting) == ["jinan", "yunting"]


def test_old_calls_of_other_systems_are_forgotten(cast: Cast, at: datetime) -> None:
    for days in (40, 1):
        KeyCall.objects.create(user=cast.ding, key=f"{days}", digest="", at=clock.now() - timedelta(days=days))
    jobs.forget_calls(city="jinan")
    assert [call.key for call in KeyCall.objects.all()] == ["1"]


def test_the_job_rolls_out_its_own_city(cast: Cast, at: datetime) -> None:
    rule = {"kind": "day", "weekdays": "12345", "starts": time(8), "ends": time(17, 30)}
    ShiftPattern.objects.create(user=cast.ding, valid_from=clock.today(at), **rule)
    jobs.extend_shifts(city="jinan")
    assert Shift.objects.filter(user=cast.ding, source="pattern").count() == 30
