"""The calendar of a year in a city."""

from datetime import date, datetime

import pytest

from tests.cast import Cast
from twingrid.kit import memo, stale
from twingrid.kit.refusals import NotAllowed, Refused
from twingrid.kit.working_days import Special
from twingrid.people import calendar_queries
from twingrid.people.actions import calendar as calendar_actions

pytestmark = pytest.mark.django_db
DAYS = {date(2027, 2, 5): Special(False, "春节"), date(2027, 2, 14): Special(True, "春节")}
EMPTY = stale.stamp()


def test_a_year_that_is_typed_makes_deadlines_certain(cast: Cast, at: datetime) -> None:
    memo.forget_all()
    assert calendar_queries.work_calendar().days_after(date(2027, 2, 4), 1)[1]
    calendar_actions.set_calendar(year=2027, days=DAYS, seen=EMPTY, by=cast.admin, at=at)
    memo.forget_all()
    assert calendar_queries.work_calendar().days_after(date(2027, 2, 4), 1) == (date(2027, 2, 8), False)
    calendar_actions.reset_calendar(year=2027, by=cast.admin, at=at)
    memo.forget_all()
    assert calendar_queries.work_calendar().days_after(date(2027, 2, 4), 1)[1]


def test_the_second_of_two_writers_is_refused(cast: Cast, at: datetime) -> None:
    calendar_actions.set_calendar(year=2027, days=DAYS, seen=EMPTY, by=cast.admin, at=at)
    calendar_actions.set_calendar(year=2027, days=DAYS, seen=EMPTY, by=cast.admin, at=at)  # the same is no change
    other = {date(2027, 2, 6): Special(False, "春节")}
    with pytest.raises(Refused):
        calendar_actions.set_calendar(year=2027, days=other, seen=EMPTY, by=cast.admin, at=at)


def test_only_the_administrator_sets_it(cast: Cast, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        calendar_actions.set_calendar(year=2027, days=DAYS, seen=EMPTY, by=cast.sun, at=at)


def test_the_shipped_years_are_those_the_state_announced() -> None:
    shipped = calendar_queries.shipped()
    assert shipped[2023][date(2023, 1, 23)].works is False
    assert shipped[2023][date(2023, 1, 28)] == Special(True, "春节")
    assert 2027 not in shipped
