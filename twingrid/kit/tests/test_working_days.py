"""Working days: by the calendar, provisional through an unknown year."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingrid.kit import holiday_files
from twingrid.kit.refusals import BadInput
from twingrid.kit.working_days import BY_THE_WEEK, Special, WorkCalendar

FEBRUARY = {date(2027, 2, n): Special(False, "春节") for n in range(5, 12)} | {date(2027, 2, 14): Special(True, "春节")}
KNOWN = WorkCalendar(frozenset({2027}), FEBRUARY)


def test_a_holiday_is_skipped_and_a_make_up_sunday_counts() -> None:
    assert KNOWN.days_after(date(2027, 2, 4), 1) == (date(2027, 2, 12), False)
    assert KNOWN.days_after(date(2027, 2, 12), 1) == (date(2027, 2, 14), False)


def test_a_count_that_crosses_into_an_unknown_year_is_provisional() -> None:
    assert KNOWN.days_after(date(2027, 12, 30), 3) == (date(2028, 1, 4), True)
    assert BY_THE_WEEK.days_after(date(2027, 2, 4), 1) == (date(2027, 2, 5), True)


def test_the_day_is_the_citys_day_not_greenwichs() -> None:
    late = datetime(2027, 2, 3, 23, 0, tzinfo=UTC)  # Thursday 7:00 in the city
    assert KNOWN.moment_after(late, 1) == (late + timedelta(days=8), False)


@given(st.dates(date(2022, 1, 1), date(2027, 12, 31)), st.integers(1, 40))
def test_between_lie_exactly_as_many_working_days_as_asked(day: date, count: int) -> None:
    end, _provisional = KNOWN.days_after(day, count)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert KNOWN.works_on(end)
    assert sum(KNOWN.works_on(one) for one in between) == count


def test_a_table_is_read() -> None:
    data = "日期,上班,名称\n2027-02-05,休,春节\n2027/2/14,班,春节\n2026-01-01,休,元旦\n".encode("gb18030")
    assert holiday_files.read(data, year=2027) == {
        date(2027, 2, 5): Special(False, "春节"),
        date(2027, 2, 14): Special(True, "春节"),
    }


def test_an_icalendar_is_read_with_its_spans_and_folded_lines() -> None:
    data = (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270205\r\nDTEND;VALUE=DATE:20270207\r\n"
        + "SUMMARY:春\r\n 节 休\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270214\r\n".encode()
        + "SUMMARY:春节 班\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode()
    )
    found = holiday_files.read(data, year=2027)
    assert [(day.day, special.works) for day, special in sorted(found.items())] == [(5, False), (6, False), (14, True)]


@pytest.mark.parametrize("data", [b"", b"2027-02-30,1,x", b"2027-02-05,perhaps,x", b"\xff\xff\xff", b"2026-01-01,0,x"])
def test_what_cannot_be_used_is_told(data: bytes) -> None:
    with pytest.raises(BadInput):
        holiday_files.read(data, year=2027)
