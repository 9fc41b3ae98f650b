"""How moments, spans and numbers are said."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from twingrid.web.shell import wording

NOW = datetime(2023, 2, 22, 11, 33, tzinfo=UTC)  # Wednesday 19:33 in Jinan
MIN, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW, "2月22日 周三 19:33"),
        (NOW - 4 * DAY, "2月18日 周六 19:33"),
        (NOW + 6 * DAY, "2月28日 周二 19:33"),
        (NOW + 7 * DAY, "3月1日 19:33"),
        (NOW - 300 * DAY, "2022年4月28日 19:33"),
        (date(2023, 2, 18), "2月18日 周六"),
    ],
)
def test_a_moment_has_its_weekday_within_a_week_and_its_year_when_it_is_another(moment, words):
    assert wording.moment_words(moment, now=NOW) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW - 31 * MIN, "19:02"),
        (NOW - timedelta(hours=20), "昨天 23:33"),
        (NOW + timedelta(hours=22, minutes=27), "明天 18:00"),
        (NOW - 4 * DAY, "2月18日 周六 19:33"),
    ],
)
def test_narrow_rows_say_today_by_the_hour_only(moment, words):
    assert wording.moment_short(moment, now=NOW) == words


def test_nothing_is_ever_said_to_have_happened_just_now():
    assert "刚" not in wording.moment_words(NOW, now=NOW) + wording.moment_short(NOW, now=NOW)


def test_a_day_begins_at_midnight_of_the_city_and_not_of_greenwich():
    just_after = datetime(2023, 2, 22, 16, 5, tzinfo=UTC)  # 0:05 on the 23rd in Jinan
    assert wording.moment_short(just_after, now=NOW) == "明天 00:05"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (HOUR + 20 * MIN, "还剩 1 小时 20 分"),
        (-25 * MIN, "已超 25 分"),
        (DAY + 2 * HOUR + 5 * MIN, "还剩 1 天 2 小时"),
        (timedelta(seconds=20), "还剩 1 分"),
        (2 * DAY, "还剩 2 天"),
    ],
)
def test_what_remains_is_said_in_its_two_largest_units(left, words):
    assert wording.left_words(NOW + left, now=NOW) == words


def test_a_number_is_read_digit_by_digit_with_its_pauses():
    assert wording.spoken_number("0531-000 01203") == "零五三幺，零零零，零幺二零三"
    with translation.override("en"):
        assert wording.spoken_number("0531-000") == "0 5 3 1, 0 0 0"


def test_english_says_the_same_things():
    with translation.override("en"):
        assert wording.moment_words(NOW, now=NOW) == "Wed 22 Feb 19:33"
        assert wording.left_words(NOW + HOUR, now=NOW) == "1 hour left"
        assert wording.thousands(323000) == "323,000"
