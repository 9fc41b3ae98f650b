"""Clocks are derived from what happened."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from twingrid.work.rules import clocks, intake, routing
from twingrid.work.rules.clock_sets import shipped_at
from twingrid.work.rules.clocks import Happening, Matter
from twingrid.work.rules.limits import Limits, limits_from
from twingrid.work.states import TICKET_MOVES

START = datetime(2023, 2, 22, 11, 0, tzinfo=UTC)
MOVES = st.lists(st.sampled_from(sorted({move.name for move in TICKET_MOVES})), max_size=12)
RULES = shipped_at("jinan")


def told(*moves: str) -> list[Happening]:
    return [Happening(move, START + timedelta(minutes=10 * n)) for n, move in enumerate(("report", *moves))]


def by_kind(*moves: str, **matter):
    made = clocks.clocks(told(*moves), Matter(**({"promised": True} | matter)), RULES)
    return {(clock.kind, clock.round): clock for clock in made if clock.key != "restore"}


@given(MOVES)
def test_the_same_events_always_give_the_same_clocks_each_once(moves):
    events = told(*moves)
    made = clocks.clocks(events, Matter(promised=True, channel="hotline_12345"), RULES)
    assert made == clocks.clocks(events, Matter(promised=True, channel="hotline_12345"), RULES)
    assert len({(clock.key, clock.round) for clock in made}) == len(made)
    assert all(clock.stopped_at is None or clock.stopped_at >= clock.started_at for clock in made)
    assert {clock.round for clock in made} == set(range(1 + moves.count("reopen")))


@given(MOVES)
def test_an_ended_request_has_no_running_clock(moves):
    made = clocks.clocks(told(*moves, "cancel"), Matter(promised=True), RULES)
    last = max(clock.round for clock in made)
    assert all(clock.stopped_at is not None for clock in made if clock.round == last)


def test_accepting_stops_ours_and_arriving_stops_the_promise():
    made = by_kind("accept", "depart", "arrive")
    assert made["internal", 0].stopped_at == START + timedelta(minutes=10)
    assert made["promise", 0].stopped_at == START + timedelta(minutes=30)
    assert not made["promise", 0].is_late(at=START + timedelta(days=1))


def test_a_reopened_request_starts_a_second_round():
    made = by_kind("accept", "arrive", "resolve", "reopen")
    assert made["promise", 1].started_at == START + timedelta(minutes=40)
    assert made["promise", 1].stopped_at is None


def test_the_hotlines_deadline_goes_on_through_a_reopening():
    deadline = START + timedelta(days=1)
    once = by_kind("accept", "arrive", "resolve", channel="hotline_12345", deadline=deadline)
    again = by_kind("accept", "arrive", "resolve", "reopen", channel="hotline_12345", deadline=deadline)
    assert once["order", 0].stopped_at is not None
    assert (again["order", 0].stopped_at, again["order", 0].due_at) == (None, deadline)


def test_five_working_days_pass_over_the_weekend_and_are_provisional():
    made = by_kind(channel="hotline_12345")
    assert made["order", 0].due_at == START + timedelta(days=7)
    assert made["order", 0].provisional


def test_the_next_due_moment_is_that_of_the_first_running_clock():
    made = clocks.clocks(told(), Matter(promised=True), RULES)
    assert clocks.due_of(made) == START + timedelta(minutes=15)
    assert clocks.due_of(clocks.clocks(told("accept"), Matter(promised=True), RULES)) == START + timedelta(minutes=45)
    assert clocks.due_of(()) is None


def test_a_city_may_change_its_numbers():
    assert limits_from({"work": {"repeat_days": 30, "unknown": 1}}).repeat_days == 30
    assert limits_from({}) == Limits()


PERSON = st.one_of(st.none(), st.integers(1, 4))


@given(PERSON, PERSON, PERSON, PERSON)
def test_the_ladder_tells_everybody_once_and_never_the_holder(holder, deputy, leader, lead):
    people = routing.ladder(holder=holder, deputy=deputy, leader=leader, lead=lead)
    assert len(set(people)) == len(people)
    assert holder not in people
    assert set(people) == {deputy, leader, lead} - {holder, None}


@given(st.text(alphabet="0123456789 -()（）０１２３４５６７８９", max_size=20))
def test_a_telephone_number_is_digits_or_refused(typed):
    try:
        number = intake.clean_phone(typed)
    except ValueError:
        return
    assert number == "" or (number.isascii() and number.isdigit() and 5 <= len(number) <= 15)


def test_a_digest_joins_neither_days_nor_cities():
    given_ = {"day": date(2023, 2, 22), "city": "jinan", "secret": "s"}
    first = intake.digest("203.0.113.7", **given_)
    assert first == intake.digest("203.0.113.7", **given_)
    assert first != intake.digest("203.0.113.7", **(given_ | {"day": date(2023, 2, 23)}))
    assert first != intake.digest("203.0.113.7", **(given_ | {"city": "yunting"}))
