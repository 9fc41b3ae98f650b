"""Shifts from patterns: somebody of every team on call is there at every moment."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from twingrid.people.rules import OnDuty, Pattern, PlannedShift, ShiftKind, plan_shifts

JINAN = ZoneInfo("Asia/Shanghai")
FIRST = date(2023, 2, 20)  # a Monday
DAYS = st.dates(min_value=date(2022, 1, 1), max_value=date(2027, 12, 1))
ABLE = st.sampled_from([Pattern.DAY, Pattern.DAY_STANDBY, Pattern.ROTATING, Pattern.NIGHT])


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=JINAN)


def _on(shifts: list[PlannedShift], at: datetime) -> list[tuple[str, str]]:
    return [(shift.key, shift.kind.value) for shift in shifts if shift.starts_at <= at < shift.ends_at]


def _alone(pattern: Pattern) -> list[PlannedShift]:
    return plan_shifts([OnDuty("G1", pattern)], first=FIRST, days=7, zone=JINAN)


def test_day_is_monday_to_friday() -> None:
    shifts = _alone(Pattern.DAY)
    assert [shift.starts_at.day for shift in shifts] == [20, 21, 22, 23, 24]
    assert (shifts[0].starts_at, shifts[0].ends_at) == (_at(20, 8), _at(20, 17, 30))


def test_standby_answers_in_the_evening_and_at_weekends() -> None:
    shifts = _alone(Pattern.DAY_STANDBY)
    assert _on(shifts, _at(22, 19)) == [("G1", "standby")]
    assert _on(shifts, _at(25, 9)) == [("G1", "standby")]
    assert _on(shifts, _at(22, 22)) == []


def test_none_never_answers() -> None:
    assert _alone(Pattern.NONE) == []


def test_nights_go_round_among_those_who_are_willing() -> None:
    team = [
        OnDuty("G1", Pattern.DAY_STANDBY, "Z1", on_call=True),
        OnDuty("G2", Pattern.DAY, "Z1", on_call=True),
        OnDuty("G3", Pattern.ROTATING, "Z1", on_call=True),
    ]
    shifts = plan_shifts(team, first=FIRST, days=4, zone=JINAN)
    nights = [shift.key for shift in sorted(shifts, key=lambda s: s.starts_at) if shift.kind is ShiftKind.NIGHT]
    assert sorted(nights[:2]) == ["G1", "G3"]
    assert nights[:2] == nights[2:]


def test_a_crew_of_four_has_one_by_day_and_one_by_night() -> None:
    crew = [OnDuty(f"D{n}", Pattern.ROTATING, "desk") for n in range(1, 5)]
    shifts = plan_shifts(crew, first=FIRST, days=8, zone=JINAN)
    for hour in range(24):
        assert len(_on(shifts, _at(23, hour))) == 1
    by_person = [sum(shift.key == f"D{n}" for shift in shifts) for n in range(1, 5)]
    assert by_person == [4, 4, 4, 4]
    # The one who worked by day has the next night.
    assert _on(shifts, _at(23, 9))[0][0] == _on(shifts, _at(24, 21))[0][0]


@given(patterns=st.lists(ABLE, min_size=1, max_size=7), first=DAYS, minutes=st.integers(0, 5 * 24 * 60 - 1))
def test_a_team_on_call_always_has_somebody(patterns: list[Pattern], first: date, minutes: int) -> None:
    team = [OnDuty(f"G{n}", pattern, "Z1", on_call=True) for n, pattern in enumerate(patterns)]
    only_nights = set(patterns) == {Pattern.NIGHT}
    shifts = plan_shifts(team, first=first, days=7, zone=JINAN)
    at = datetime.combine(first + timedelta(days=1), datetime.min.time(), JINAN) + timedelta(minutes=minutes)
    assert _on(shifts, at) or (only_nights and 8 <= at.hour < 22)


@given(patterns=st.lists(st.sampled_from(list(Pattern)), min_size=1, max_size=7), first=DAYS, on_call=st.booleans())
def test_nobody_is_in_two_shifts_at_once(patterns: list[Pattern], first: date, on_call: bool) -> None:
    team = [OnDuty(f"G{n}", pattern, "Z1", on_call=on_call) for n, pattern in enumerate(patterns)]
    shifts = plan_shifts(team, first=first, days=9, zone=JINAN)
    for earlier, later in pairwise(shifts):
        assert earlier.key != later.key or earlier.ends_at <= later.starts_at


@given(patterns=st.lists(st.sampled_from(list(Pattern)), min_size=1, max_size=5), first=DAYS, later=st.integers(0, 9))
def test_another_window_plans_the_same_days_alike(patterns: list[Pattern], first: date, later: int) -> None:
    team = [OnDuty(f"G{n}", pattern, "Z1", on_call=True) for n, pattern in enumerate(patterns)]
    whole = plan_shifts(team, first=first, days=10, zone=JINAN)
    rest = plan_shifts(team, first=first + timedelta(days=later), days=10 - later, zone=JINAN)
    assert set(rest) <= set(whole)
