"""How far a project is: counted from facts, never typed. Plain values."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from twingrid.work.rules.projects import Standing, is_done, percent, stage_days, total


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing(), None),
        (Standing(stages=4), 0),
        (Standing(stages=4, stages_done=3), 75),
        (Standing(meters=48, meters_done=47, stages=4, stages_done=4), 97),
        (Standing(meters=48, meters_done=48), 100),
        (Standing(meters=300, meters_done=299), 99),
    ],
)
def test_percent_says_hundred_only_when_nothing_is_left(standing, said):
    assert percent(standing) == said


def test_buildings_add_up_and_the_last_day_counts():
    one = Standing(meters=10, meters_done=4, stages=4, stages_done=1, ends_on=date(2023, 3, 1))
    other = Standing(meters=30, meters_done=30, stages=4, stages_done=4)
    whole = total([one, other])
    assert (percent(whole), whole.stages_done, whole.ends_on) == (85, 5, date(2023, 3, 1))
    assert (is_done(one), is_done(other), is_done(Standing(meters=1, stages=4, stages_done=4))) == (False, True, False)


@pytest.mark.parametrize("length", [0, 1, 3, 4, 10, 19, 100])
def test_stages_follow_each_other_without_gap_or_overlap(length):
    first = date(2023, 2, 22)
    days = stage_days(first, first + timedelta(days=length), 4)
    assert days[0][0] == first
    assert days[-1][1] == max(first + timedelta(days=length), first + timedelta(days=3))
    for (begins, ends), (after, _) in pairwise(days):
        assert begins <= ends
        assert after == ends + timedelta(days=1)
