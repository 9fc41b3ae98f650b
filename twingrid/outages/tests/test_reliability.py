"""Customer-minutes and interruptions, counted by hand: 3号楼 has four customers, 4号楼 four, the city 32."""

from datetime import timedelta
from typing import Any

import pytest

from twingrid.outages import actions, queries


def test_each_step_counts_its_own_minutes(make: Any, cast: Any, at: Any, gear: Any) -> None:
    outage = make("start", equipment=[gear["B-3"], gear["B-4"]])
    half, hour = at + timedelta(minutes=30), at + timedelta(minutes=60)
    actions.restore_part(number=outage.number, equipment=[gear["B-3"]], by=cast.zhou, at=half)
    actions.restore_outage(number=outage.number, by=cast.zhou, at=hour)
    found = queries.reliability(begins=at - timedelta(days=1), ends=at + timedelta(days=1))
    assert (found.minutes, found.interrupted) == (4 * 30 + 4 * 60, 8)
    assert found.saidi == pytest.approx(360 / 32)
    assert found.saifi == pytest.approx(8 / 32)
    assert found.availability == pytest.approx(100 * (1 - 360 / 32 / 2880))


def test_what_came_from_outside_stands_apart(make: Any, cast: Any, at: Any, gear: Any) -> None:
    make("start", "restore", equipment=[gear["B-3"]], boundary="external")
    found = queries.reliability(begins=at - timedelta(days=1), ends=at + timedelta(days=1))
    assert (found.minutes, found.interrupted) == (0, 0)
    assert (found.external_minutes, found.external_interrupted) == (4 * 60, 4)


def test_only_what_lies_in_the_span_counts(make: Any, cast: Any, at: Any, gear: Any) -> None:
    make("start", "restore", equipment=[gear["B-3"]])
    found = queries.reliability(begins=at + timedelta(minutes=15), ends=at + timedelta(minutes=25))
    assert (found.minutes, found.interrupted, found.outages) == (4 * 10, 0, 0)


def test_what_is_still_off_counts_until_the_end_and_a_plan_does_not(make: Any, cast: Any, at: Any, gear: Any) -> None:
    make("start", equipment=[gear["B-3"]])
    make("announce", equipment=[gear["B-4"]])
    found = queries.reliability(begins=at, ends=at + timedelta(minutes=20))
    assert (found.minutes, found.interrupted) == (4 * 20, 4)
