"""Who is often without electricity, by the shipped rule set; every exclusion keeps its reason."""

from datetime import UTC, datetime, timedelta
from typing import Any

from twingrid.outages.rules.frequent import DEFAULT, RULE_SETS, Interruption, Result, judge

UNTIL = datetime(2026, 1, 1, tzinfo=UTC)
RULES = RULE_SETS[DEFAULT]


def off(day: int, *, user: int = 1, minutes: int = 60, hour: int = 0, **changes: Any) -> Interruption:
    """An interruption so many days before the end of the year."""
    begins = moment(day, hour)
    given: dict[str, Any] = {"user": user, "feeder": 7, "outage": f"{day}-{hour}", "planned": False, "users": 50}
    return Interruption(started_at=begins, restored_at=begins + timedelta(minutes=minutes), **(given | changes))


def moment(day: int, hour: int = 0) -> datetime:
    return UNTIL - timedelta(days=day) + timedelta(hours=hour)


def asked(*rows: Interruption, **more: Any) -> Result:
    return judge(rows, RULES, until=UNTIL, **more)


def test_six_in_a_year_are_frequent_and_five_a_warning() -> None:
    spread = [off(day) for day in (350, 280, 210, 140, 75)]
    assert asked(*spread).verdicts[0].category == "warning"
    (verdict,) = asked(*spread, off(70)).verdicts
    assert (verdict.category, verdict.reasons) == ("frequent", ("year",))


def test_four_in_sixty_days_are_frequent_and_three_are_not() -> None:
    three = [off(day) for day in (200, 180, 160)]
    assert asked(*three).verdicts == ()
    assert asked(*three, off(145)).verdicts[0].reasons == ("rolling",)
    assert asked(*three, off(140)).verdicts[0].category == "warning"


def test_four_planned_in_a_year_are_frequent() -> None:
    planned = [off(day, planned=True) for day in (350, 270, 190, 110)]
    assert asked(*planned).verdicts[0].reasons == ("planned",)


def test_three_in_fifty_days_or_two_in_thirty_warn() -> None:
    assert asked(off(49), off(40), off(31)).verdicts[0].reasons == ("last_50",)
    assert asked(off(29), off(10)).verdicts[0].reasons == ("last_30",)
    assert asked(off(29)).verdicts == ()


def test_what_does_not_count_keeps_its_reason() -> None:
    major = frozenset({moment(100).date()})
    found = asked(off(90, minutes=4), off(95, users=1), off(100), off(80), off(80, hour=5), off(80, hour=6),
                  major_days=major)  # fmt: skip
    assert sorted(one.reason for one in found.excluded) == ["major_day", "merged", "one_user", "short"]


def test_merging_counts_from_the_last_counted_start() -> None:
    found = asked(off(80), off(80, hour=5), off(80, hour=7))
    assert [one.interruption.outage for one in found.excluded] == ["80-5"]


def test_a_feeder_is_frequent_with_two_of_its_users() -> None:
    days = (200, 190, 180, 170)
    one = [off(day) for day in days]
    both = [*one, *(off(day, user=2) for day in days)]
    assert asked(*one).feeders == ()
    assert asked(*both).feeders == (7,)
    assert asked(*both, dedicated=frozenset({7})).feeders == ()


def test_what_is_older_than_a_year_is_not_looked_at() -> None:
    assert asked(*(off(day) for day in (366, 370, 380, 390))).verdicts == ()
