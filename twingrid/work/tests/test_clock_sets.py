"""Which clocks there are is data: by place, by day, by sort of work; versions that are published stay."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from twingrid.kit.working_days import Special, WorkCalendar
from twingrid.work.models import ClockSetVersion
from twingrid.work.rules import clock_sets, clocks
from twingrid.work.rules.clock_sets import CITY, SetContent, SetVersion, Timetable, shipped, shipped_at
from twingrid.work.rules.clocks import Happening, Matter

# Thursday evening in Jinan; New Year's Day is free, Sunday the 4th is worked instead of Friday the 2nd.
START = datetime(2026, 12, 31, 9, 50, tzinfo=UTC)
NEW_YEAR = {
    date(2027, 1, 1): Special(False, "元旦"),
    date(2027, 1, 2): Special(False, "元旦"),
    date(2027, 1, 3): Special(True, "元旦"),
}
KNOWN = WorkCalendar(frozenset({2026, 2027}), NEW_YEAR)
UNKNOWN = WorkCalendar(frozenset({2026}), {})
JINAN = shipped_at("jinan")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def chosen(settlement="urban", *names):
    layers = [SetVersion(n, CITY, n, date(2000, 1, 1), shipped()[name]) for n, name in enumerate(names or ("jinan",))]
    place = SetContent(settlement=settlement)
    return clock_sets.merged([*layers, SetVersion(9, ("power", "12"), 1, date(2000, 1, 1), place)])


def wound(*moves, rules=JINAN, calendar=KNOWN, **matter):
    events = [Happening("report", START), *(Happening(name, START + after) for name, after in moves)]
    return {(one.key, one.round): one for one in clocks.clocks(events, Matter(**matter), rules, calendar)}


FAULT = {"promised": True, "kind": "no_power"}
HOME = {"kind": "connection"}
HOTLINE = {"kind": "bill", "channel": "hotline_12345"}


@pytest.mark.parametrize(("settlement", "minutes"), [("urban", 45), ("rural", 90), ("remote", 120)])
def test_an_arrival_is_promised_by_settlement_on_the_average(settlement, minutes):
    arrival = wound(rules=chosen(settlement), **FAULT)["arrive", 0]
    assert (arrival.kind, arrival.due_at) == ("promise", START + minutes * MINUTE)
    assert arrival.warn_at == START + 0.75 * minutes * MINUTE


def test_restoring_is_promised_from_the_arrival_on():
    assert ("restore", 0) not in wound(**FAULT)
    restored = wound(("accept", MINUTE), ("arrive", HOUR), rules=chosen("rural"), **FAULT)["restore", 0]
    assert (restored.started_at, restored.due_at) == (START + HOUR, START + 5 * HOUR)


def test_where_arrival_is_a_limit_it_is_law_and_the_rest_stays():
    found = wound(rules=chosen("rural", "jinan", "shanghai"), **FAULT)
    assert (found["arrive", 0].kind, found["arrive", 0].due_at) == ("law", START + 90 * MINUTE)
    assert ("accept", 0) in found
    assert shipped()["shanghai"].rule("arrive").explain


@pytest.mark.parametrize(
    ("calendar", "day", "provisional"), [(KNOWN, date(2027, 1, 7), False), (UNKNOWN, date(2027, 1, 7), True)]
)
def test_one_case_has_wall_and_working_time_and_says_where_it_is_unsure(calendar, day, provisional):
    found = wound(calendar=calendar, **HOTLINE)
    order, law = found["order", 0], found["objection", 0]
    assert (order.due_at.date(), order.provisional) == (day, provisional)
    assert (law.kind, law.provisional) == ("law", provisional)
    assert found["accept", 0].due_at == START + 15 * MINUTE
    assert not found["accept", 0].provisional


def test_a_printed_deadline_wins_and_makes_an_order_of_it():
    printed = wound(kind="bill", deadline=START + 2 * DAY)["order", 0]
    assert (printed.due_at, printed.provisional) == (START + 2 * DAY, False)
    assert ("order", 0) not in wound(kind="bill")


def test_a_cause_that_is_gone_starts_the_clock_of_restoring():
    assert ("reconnect", 0) not in wound(kind="payment")
    found = wound(("accept", MINUTE), ("cause_gone", HOUR), kind="payment")["reconnect", 0]
    assert (found.kind, found.due_at) == ("law", START + 25 * HOUR)


PAUSED = (("accept", MINUTE), ("pause", 10 * MINUTE), ("resume", 40 * MINUTE))


@pytest.mark.parametrize(
    ("key", "matter", "moves", "later", "paused"),
    [
        ("arrive", FAULT, PAUSED, 30 * MINUTE, 1800),
        ("order", HOTLINE, PAUSED, 0 * MINUTE, 0),
        ("objection", HOTLINE, PAUSED, 0 * MINUTE, 0),
        # From New Year's Eve 18:00 to Monday 18:00: two days of work, and a weekend lies before the new end.
        ("connect", HOME, (("pause", 10 * MINUTE), ("resume", 96 * HOUR + 10 * MINUTE)), 4 * DAY, 172800),
        ("connect", HOME, (("pause", 7 * HOUR), ("resume", 30 * HOUR)), 0 * DAY, 0),
        ("arrive", FAULT, (("pause", 50 * MINUTE), ("resume", HOUR)), 0 * MINUTE, 0),
        ("arrive", FAULT, (("accept", MINUTE), ("pause", 10 * MINUTE), ("arrive", 20 * MINUTE)), 10 * MINUTE, 600),
    ],
)  # fmt: skip
def test_a_pause_moves_a_clock_by_its_own_measure_where_the_rule_says_so(key, matter, moves, later, paused):
    plain, found = wound(**matter)[key, 0], wound(*moves, **matter)[key, 0]
    assert (found.due_at - plain.due_at, found.paused_s) == (later, paused)


def test_a_clock_that_stands_still_is_not_late_and_leads_nobody():
    values = tuple(wound(("accept", MINUTE), ("pause", 10 * MINUTE), **FAULT).values())
    arrival = next(one for one in values if one.key == "arrive")
    assert arrival.paused
    assert not arrival.is_late(at=START + DAY)
    assert clocks.due_of([arrival]) is None


def test_a_corrected_arrival_stops_the_promise_when_it_was():
    events = [
        Happening("report", START),
        Happening("accept", START + MINUTE),
        Happening("arrive", START + HOUR),
        Happening("correct", START + 2 * HOUR, START + 30 * MINUTE),
    ]
    found = {one.key: one for one in clocks.clocks(events, Matter(**FAULT), JINAN, KNOWN)}
    assert found["arrive"].stopped_at == found["restore"].started_at == START + 30 * MINUTE


def test_the_set_that_is_valid_at_a_place_on_a_day_is_used():
    rows = [
        SetVersion(1, CITY, 1, date(2026, 1, 1), shipped()["jinan"]),
        SetVersion(2, CITY, 2, date(2026, 7, 1), shipped()["jinan"].model_copy(update={"settlement": "rural"})),
        SetVersion(3, ("power", "12"), 1, date(2026, 7, 1), SetContent(settlement="remote")),
    ]
    table = Timetable(rows)
    asked = [(date(2025, 1, 1), "05"), (date(2026, 6, 30), "12"), (date(2026, 7, 1), "05"), (date(2026, 7, 1), "12")]
    assert [table.at(day, power=code).settlement for day, code in asked] == ["urban", "urban", "rural", "remote"]
    assert table.at(date(2026, 7, 1), power="12") is table.at(date(2026, 8, 1), power="12")


def test_the_shipped_sets_have_nothing_to_mend():
    assert clock_sets.troubles(shipped()["jinan"], whole=True) == []
    assert clock_sets.troubles(shipped()["shanghai"], whole=False) == []
    codes = {code for code, _key in clock_sets.troubles(SetContent(quiet_from="22:00"), whole=True)}
    assert codes == {"no_accept", "quiet"}


def test_a_published_version_never_changes(cast):
    row = ClockSetVersion.objects.get(number=1)
    row.valid_from = date(2027, 1, 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()
