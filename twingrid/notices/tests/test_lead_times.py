"""How long before a notice must be out."""

from datetime import UTC, date, datetime, timedelta

import pytest

from twingrid.notices.rules.lead import Audience, public_by, set_for, shortfalls

STARTS = datetime(2023, 3, 10, 0, 0, tzinfo=UTC)
ON = date(2023, 3, 1)


@pytest.mark.parametrize(("place", "key"), [("370103", "jinan-1"), ("999901", "cn-1996"), ("", "cn-1996")])
def test_a_citys_own_rules_come_before_the_nations(place, key):
    assert set_for(place, on=ON).key == key


def test_a_planned_outage_is_told_seven_days_before():
    rules = set_for("370103", on=ON)
    week = timedelta(days=7)
    assert shortfalls("planned_outage", rules=rules, out_at=STARTS - week, starts_at=STARTS) == []
    late = shortfalls("planned_outage", rules=rules, out_at=STARTS - week + timedelta(seconds=1), starts_at=STARTS)
    assert {one.lead.audience for one in late} == {Audience.PUBLIC, Audience.IMPORTANT}
    assert late[0].latest == STARTS - week
    assert "第35条" in late[0].lead.basis


def test_in_jinan_everybody_is_told_of_a_temporary_repair_elsewhere_important_users_are():
    soon = STARTS - timedelta(hours=3)
    for place, audiences, public in (("370103", {"public", "important"}, True), ("9999", {"important"}, False)):
        rules = set_for(place, on=ON)
        found = shortfalls("temporary_outage", rules=rules, out_at=soon, starts_at=STARTS)
        assert {str(one.lead.audience) for one in found} == audiences
        assert bool(public_by("temporary_outage", rules=rules)) is public


def test_what_is_no_outage_has_no_lead_time():
    assert shortfalls("weather", rules=set_for("370103", on=ON), out_at=STARTS, starts_at=STARTS) == []


def test_before_the_first_rules_there_are_none():
    with pytest.raises(ValueError, match="in force"):
        set_for("370103", on=date(1990, 1, 1))
