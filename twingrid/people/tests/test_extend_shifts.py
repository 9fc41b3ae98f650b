"""Shifts are rolled out from patterns: as far as asked for, once, and never over what people agreed on."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.cast import Cast, make_shift
from twingrid.kit import clock
from twingrid.people.actions import duty, rota
from twingrid.people.models import CalendarYear, Shift, ShiftExchange, ShiftPattern, User
from twingrid.territory import actions as territory_actions
from twingrid.territory.models import Generation

pytestmark = pytest.mark.django_db
NIGHT = {"kind": "night", "weekdays": "1234567", "starts": time(22), "ends": time(8)}
MORE = timedelta(minutes=1)


def nightly(user: User, at: datetime, *, turn_of: int = 1, turn_place: int = 0) -> ShiftPattern:
    since = clock.today(at) + timedelta(days=1)
    turn = {"turn_of": turn_of, "turn_place": turn_place}
    return ShiftPattern.objects.create(user=user, valid_from=since, **NIGHT, **turn)


def nights(user: User, at: datetime) -> list[Shift]:
    return list(Shift.objects.filter(user=user, kind="night", starts_at__gt=at + timedelta(days=1)))


def in_turn(cast: Cast, at: datetime) -> None:
    """Ding and Zhao take every second night each."""
    nightly(cast.ding, at, turn_of=2)
    nightly(cast.zhao, at, turn_of=2, turn_place=1)
    rota.extend_shifts(at=at)


def test_six_weeks_lie_ahead_after_each_night(cast: Cast, at: datetime) -> None:
    nightly(cast.ding, at)
    assert rota.extend_shifts(at=at).new == 42
    assert rota.extend_shifts(at=at + timedelta(days=1)).new == 1
    last = nights(cast.ding, at)[-1]
    assert clock.today(last.starts_at) == clock.today(at) + timedelta(days=43)
    assert (last.source, last.ends_at - last.starts_at) == ("pattern", timedelta(hours=10))


def test_rolling_out_twice_makes_nothing_twice(cast: Cast, at: datetime) -> None:
    in_turn(cast, at)
    again = rota.extend_shifts(at=at)
    assert (again.any, again.unchanged) == (False, 42)


def test_hours_that_no_pattern_wants_go_unless_made_by_hand(cast: Cast, at: datetime) -> None:
    pattern = nightly(cast.ding, at)
    by_hand = make_shift(cast.ding, kind="standby", starts_at=at + timedelta(days=2, hours=-6), hours=2)
    rota.extend_shifts(at=at)
    pattern.valid_to = pattern.valid_from + timedelta(days=3)
    pattern.save()
    assert rota.extend_shifts(at=at).ended == 39
    assert Shift.objects.filter(pk=by_hand.pk).exists()


def test_begun_hours_stay_as_they_were(cast: Cast, at: datetime) -> None:
    pattern = nightly(cast.ding, at)
    rota.extend_shifts(at=at)
    begun = nights(cast.ding, at)[0]
    pattern.ends = time(6)
    pattern.save()
    rota.extend_shifts(at=begun.starts_at + MORE)
    first, second = nights(cast.ding, at)[:2]
    assert (first.ends_at, second.ends_at - second.starts_at) == (begun.ends_at, timedelta(hours=8))


def test_a_swap_outlives_the_roll_out_and_nobody_gets_the_night_twice(cast: Cast, at: datetime) -> None:
    in_turn(cast, at)
    mine, theirs = nights(cast.ding, at)[0], nights(cast.zhao, at)[0]
    asked = duty.ask_exchange(shift_id=mine.pk, against_id=theirs.pk, by=cast.ding, at=at)
    duty.answer_exchange(exchange_id=asked.pk, agree=True, by=cast.zhao, at=at)
    before = set(Shift.objects.values_list("user_id", "starts_at", "ends_at"))
    assert not rota.extend_shifts(at=at).any
    assert set(Shift.objects.values_list("user_id", "starts_at", "ends_at")) == before
    ShiftPattern.objects.filter(user=cast.ding).delete()
    ShiftPattern.objects.filter(user=cast.zhao).update(valid_to=clock.today(at) + timedelta(days=2))
    rota.extend_shifts(at=at)
    assert Shift.objects.filter(pk__in=(mine.pk, theirs.pk), source="swap").count() == 2
    assert ShiftExchange.objects.get(pk=asked.pk).agreed


def test_somebody_who_may_no_longer_sign_in_has_no_coming_hours(cast: Cast, at: datetime) -> None:
    nightly(cast.ding, at)
    rota.extend_shifts(at=at)
    User.objects.filter(pk=cast.ding.pk).update(is_active=False)
    rota.extend_shifts(at=at)
    assert nights(cast.ding, at) == []


def test_a_city_may_plan_further_ahead(cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    nightly(cast.ding, at)
    monkeypatch.setattr(rota, "WEEKS_AHEAD", 8)
    rota.extend_shifts(at=at)
    assert len(nights(cast.ding, at)) == 56


def test_other_processes_hear_of_it(cast: Cast, at: datetime) -> None:
    before = Generation.objects.get(name="people").number
    nightly(cast.ding, at)
    rota.extend_shifts(at=at)
    assert Generation.objects.get(name="people").number > before


def test_a_pattern_holds_from_and_to_its_days(cast: Cast, at: datetime) -> None:
    since = clock.today(at) + timedelta(days=5)
    ShiftPattern.objects.create(user=cast.ding, valid_from=since, valid_to=since + timedelta(days=2), **NIGHT)
    rota.extend_shifts(at=at)
    days: list[date] = [clock.today(shift.starts_at) for shift in nights(cast.ding, at)]
    assert days == [since, since + timedelta(days=1)]


def test_holidays_and_make_up_days_come_from_the_calendar(cast: Cast, at: datetime) -> None:
    friday, saturday = date(2023, 2, 24), date(2023, 2, 25)
    days = {friday.isoformat(): [False, "节"], saturday.isoformat(): [True, "补班"]}
    CalendarYear.objects.create(year=2023, days=days, set_by=cast.admin, set_at=at)
    territory_actions.bump("calendar")
    since = clock.today(at) + timedelta(days=1)
    rule = {"kind": "day", "weekdays": "1234567", "starts": time(8), "ends": time(17, 30), "valid_from": since}
    ShiftPattern.objects.create(user=cast.ding, only="working", **rule)
    ShiftPattern.objects.create(user=cast.zhao, only="off", **rule)
    rota.extend_shifts(at=at)

    def days_of(user: User) -> list[date]:
        rows = Shift.objects.filter(user=user, source="pattern").order_by("starts_at")
        return [clock.today(row.starts_at) for row in rows[:3]]

    assert days_of(cast.ding) == [since, saturday, date(2023, 2, 27)]
    assert days_of(cast.zhao) == [friday, date(2023, 2, 26), date(2023, 3, 4)]
