"""Both ladders, each step once; what is not dangerous waits for the morning."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingrid.kit.quiet import held_back
from twingrid.work import actions
from twingrid.work.models import Escalation, Hazard
from twingrid.work.rules.ladders import Pace, Telling, Ticking, Watched, tellings

NOON = datetime.fromisoformat("2026-11-25T12:00+08:00")
MINUTE = timedelta(minutes=1)
QUIET = (time(22), time(7))
PACE = Pace(accept=10 * MINUTE, late=60 * MINUTE, quiet=QUIET)
PEOPLE = {"holder": 1, "deputy": 2, "leader": 3, "lead": 4, "counterpart": 5, "beside": 6, "secretary": 7}
WAITING = Watched(**PEOPLE, waits_since=NOON, wait=15 * MINUTE)
TICKING = Watched(**PEOPLE, clocks=(Ticking("arrive", NOON + 30 * MINUTE, NOON + 45 * MINUTE),))


def said(watched, told=()):
    return [(one.why, one.ladder[0], one.to, (one.at - NOON) // MINUTE) for one in tellings(watched, told, PACE)]


def test_while_nobody_accepts_both_sides_are_told_upwards():
    assert said(WAITING) == [
        ("unaccepted", "p", 2, 15), ("unaccepted", "c", 5, 15),
        ("unaccepted", "p", 3, 25), ("unaccepted", "c", 6, 25),
        ("unaccepted", "p", 4, 35), ("unaccepted", "c", 7, 35),
    ]  # fmt: skip


def test_the_holder_is_reminded_before_and_the_leader_told_when_it_is_late():
    assert said(TICKING) == [
        ("soon", "p", 1, 30), ("late", "p", 3, 45), ("late", "c", 5, 45),
        ("late", "p", 4, 105), ("late", "c", 6, 105), ("late", "c", 7, 165),
    ]  # fmt: skip


def test_whoever_is_told_late_still_has_the_whole_time():
    told = [Telling("", "unaccepted", "power", 2, NOON + 50 * MINUTE)]
    assert said(WAITING, told)[1] == ("unaccepted", "p", 3, 60) or ("unaccepted", "p", 3, 60) in said(WAITING, told)
    before = [Telling("", "unaccepted", "power", 4, NOON - 50 * MINUTE)]
    assert said(WAITING, before) == said(WAITING)


@pytest.mark.parametrize(
    ("clock", "held"),
    [("21:59", "21:59"), ("22:00", "07:00"), ("23:30", "07:00"), ("03:00", "07:00"), ("07:00", "07:00")],
)
def test_quiet_hours_hold_what_is_not_dangerous_until_the_morning(clock, held):
    moment = datetime.fromisoformat(f"2026-11-25T{clock}+08:00")
    kept = held_back(moment, QUIET)
    assert kept.strftime("%H:%M") == held
    assert kept - moment < timedelta(hours=9.1)
    night = replace(WAITING, waits_since=moment, wait=timedelta(), safety=True)
    assert tellings(night, (), PACE)[0].at == moment


@given(st.lists(st.integers(0, 400), max_size=12))
def test_however_often_it_is_looked_at_each_step_is_told_once(minutes):
    told = []
    for minute in sorted(minutes):
        at = NOON + minute * MINUTE
        turns = set()
        for one in tellings(TICKING, told, PACE):
            if one.at <= at and (one.clock, one.why, one.ladder) not in turns:
                turns.add((one.clock, one.why, one.ladder))
                told.append(replace(one, at=at))
    names = [(one.why, one.ladder, one.to) for one in told]
    assert len(names) == len(set(names))


def test_a_late_request_and_a_late_hazard_reach_the_leader_once(report, walk, cast, at):
    ticket = walk(report(kind="sparks"), "accept")
    found = actions.Found(kind="hazard_wiring", grade="critical", building_id=cast.home.pk, words="电线外露")
    hazard = actions.find_hazard(found=found, by=cast.han, at=at)
    for minute in (40, 41, 46, 47, 60 * 25, 60 * 25 + 1):
        actions.tell_of_unanswered(at=at + minute * MINUTE)
    rows = Escalation.objects.filter(ladder="power").order_by("id")
    told = [(one.family, one.clock, one.why, one.to) for one in rows]
    assert told.count(("request", "arrive", "soon", cast.han)) == 1
    assert told.count(("request", "arrive", "late", cast.sun)) == 1
    assert told.count(("hazard", "remove", "late", cast.sun)) == 1
    assert Escalation.objects.filter(ticket=ticket, ladder="community", to=cast.qiao).exists()
    assert Hazard.objects.get(pk=hazard.pk).next_at is not None
