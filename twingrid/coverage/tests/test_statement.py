"""Full coverage is a computed statement: the rule."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from twingrid.coverage.rules.statement import AreaFacts, Group, Reason, is_fresh, judge, open_moments

ON = date(2023, 2, 22)
START = datetime(2023, 2, 22, tzinfo=UTC)
GRID = AreaFacts(1, "community", holder=10, has_deputy=True, fresh=True)
POWER = AreaFacts(2, "power", holder=20, has_deputy=True, fresh=True)


def reasons(*facts: AreaFacts, group: Group | None = None, paired: bool = True) -> list[Reason]:
    found = judge(
        on=ON,
        groups=[group or Group(1, 2, 5)],
        areas={fact.area_id: fact for fact in facts},
        paired={(20, 10)} if paired else set(),
    )
    assert found.covered == (0 if found.by_reason else 5)
    return list(found.by_reason)


def test_everything_in_order_is_full() -> None:
    assert reasons(GRID, POWER) == []


def test_each_missing_thing_has_its_reason() -> None:
    gap = (START, START + timedelta(hours=1))
    assert reasons(GRID, AreaFacts(2, "power", None, has_deputy=False, fresh=False)) == [Reason.NOBODY_POWER]
    assert reasons(GRID, AreaFacts(2, "power", 20, has_deputy=False, fresh=True)) == [Reason.NO_DEPUTY_POWER]
    assert reasons(GRID, AreaFacts(2, "power", 20, True, True, (gap,))) == [Reason.NO_SHIFT_POWER]
    assert reasons(AreaFacts(1, "community", 10, True, fresh=False), POWER) == [Reason.STALE_COMMUNITY]
    assert reasons(GRID, POWER, paired=False) == [Reason.NOT_PAIRED]
    assert reasons(GRID, POWER, group=Group(1, None, 5)) == [Reason.GAP_POWER]
    assert reasons(GRID, POWER, group=Group(None, 2, 5, frozenset({"community"}))) == [Reason.OVERLAP_COMMUNITY]


def test_an_empty_city_is_not_full() -> None:
    assert not judge(on=ON, groups=[], areas={}, paired=set()).is_full


def test_one_missing_customer_in_a_million_is_not_a_hundred_percent() -> None:
    found = judge(on=ON, groups=[Group(1, 2, 999_999), Group(1, None, 1)], areas={1: GRID, 2: POWER}, paired={(20, 10)})
    assert found.percent == 99.99


def test_ninety_days_are_fresh_and_ninety_one_are_not() -> None:
    assert is_fresh(ON - timedelta(days=90), on=ON)
    assert not is_fresh(ON - timedelta(days=91), on=ON)
    assert not is_fresh(None, on=ON)


spans = st.lists(st.tuples(st.integers(0, 24), st.integers(1, 12)), max_size=8)


@given(spans)
def test_what_is_open_and_what_is_covered_make_the_whole_day(rows: list[tuple[int, int]]) -> None:
    shifts = [(START + timedelta(hours=a), START + timedelta(hours=a + n)) for a, n in rows]
    day = (START, START + timedelta(days=1))
    left = open_moments([day], shifts)
    for hour in range(24):
        moment = START + timedelta(hours=hour, minutes=30)
        covered = any(a <= moment < b for a, b in shifts)
        assert covered != any(a <= moment < b for a, b in left)
