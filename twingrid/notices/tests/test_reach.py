"""Which homes the ways of a notice reach."""

from twingrid.notices.rules.homes import Home
from twingrid.notices.rules.reach import Reach, cover

HOMES = [
    Home(1, "乐山小区", "1号楼", "1单元", 12),
    Home(1, "乐山小区", "1号楼", "2单元", 10),
    Home(2, "", "建设路78号", "", 7),
]


def test_nobody_is_reached_by_no_way():
    found = cover(HOMES, [])
    assert (found.reached_customers, found.customers, found.gaps) == (0, 29, tuple(HOMES))


def test_a_building_reaches_its_stairwells_and_a_stairwell_only_itself():
    by_stairwell = cover(HOMES, [Reach("group", frozenset({(1, "1单元")}))])
    assert by_stairwell.gaps == (HOMES[1], HOMES[2])
    by_building = cover(HOMES, [Reach("group", frozenset({(1, "")}))])
    assert by_building.gaps == (HOMES[2],)
    assert not by_building.closed


def test_ways_close_a_gap_together():
    found = cover(HOMES, [Reach("group", frozenset({(1, "")})), Reach("poster", frozenset({(2, "")}))])
    assert found.closed
    assert (found.reached_homes, found.reached_customers) == (3, 29)


def test_a_stairwell_does_not_reach_a_home_whose_stairwell_is_not_known():
    assert not cover([Home(1, "", "x", "", 1)], [Reach("sms", frozenset({(1, "1单元")}))]).closed
