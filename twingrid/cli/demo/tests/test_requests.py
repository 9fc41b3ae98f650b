"""Two years of requests whose histories the real table of states allows."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from twingrid.cli.demo.tests.conftest import TODAY, Made
from twingrid.work.states import INITIAL, TICKET_MOVES, TicketState


def walk(request: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """(state, moment, who) after each move; fails where a move is not open."""
    state = str(INITIAL[0])
    for name, at, by, _note in json.loads(request["moves"]):
        (move,) = [m for m in TICKET_MOVES if m.name == name and state in m.sources]
        state = str(move.target)
        yield state, at, by


def test_every_history_can_be_reached_through_the_real_states(made: Made) -> None:
    for request in made.requests:
        states = [state for state, _, _ in walk(request)]
        assert (states or [str(INITIAL[0])])[-1] == request["state"]


def test_moments_follow_each_other_and_end_before_today(made: Made) -> None:
    for request in made.requests:
        moments = [datetime.fromisoformat(t) for t in (request["reported_at"], *(at for _, at, _ in walk(request)))]
        assert moments == sorted(moments)
        assert moments[-1].date() < TODAY
        assert moments[0].utcoffset() is not None


def test_only_known_people_move_a_request_and_the_holder_is_one_of_them(made: Made) -> None:
    known = {p["employee_no"] for p in made.staff}
    for request in made.requests:
        assert {by for _, _, by in walk(request) if by} <= known
        assert {request["holder_no"], request["leader_no"], request["counterpart_no"]} <= known


def test_the_holder_accepts_arrives_and_resolves(made: Made) -> None:
    for request in made.requests:
        moves = json.loads(request["moves"])
        accepted = ""
        for name, _, by, _ in moves:
            accepted = by if name in ("accept", "take_over") else accepted
            assert name not in ("depart", "arrive", "answer", "resolve") or by == accepted


def test_most_are_closed_and_every_state_can_be_seen(made: Made) -> None:
    states = Counter(r["state"] for r in made.requests)
    assert states["closed"] / len(made.requests) > 0.94
    # Those who wait for an outage come with the present fault (cli/demo_steps.py).
    assert set(states) == {str(s) for s in TicketState} - {"waiting"}


def test_some_open_ones_are_old_enough_to_be_late(made: Made) -> None:
    waiting = [r["reported_at"][:10] for r in made.requests if r["state"] in ("new", "accepted")]
    assert min(waiting) < "2026-11-21" <= max(waiting)


def test_what_is_settled_has_an_outcome_and_what_is_open_has_none(made: Made) -> None:
    for request in made.requests:
        settled = request["state"] in ("resolved", "closed")
        assert bool(request["outcome"]) == settled
        assert bool(request["cancel_reason"]) == (request["state"] == "cancelled")


def test_a_rating_goes_with_a_move_by_the_residents_link(made: Made) -> None:
    rated = 0
    for request in made.requests:
        by = [who for name, _, who, _ in json.loads(request["moves"]) if name == "rate"]
        assert by == ([""] if request["rating"] else [])
        rated += bool(by)
        assert request["rating"] in ("", "1", "2", "3", "4", "5")
    assert 0.2 < rated / len(made.requests) < 0.4


def test_numbers_and_links_come_once(made: Made) -> None:
    for key in ("number", "token"):
        assert len({r[key] for r in made.requests}) == len(made.requests)
    orders = [r["external_no"] for r in made.requests if r["channel"] == "hotline_12345"]
    assert all(orders)
    assert len(set(orders)) == len(orders)


def test_every_request_is_about_a_building_of_the_city(made: Made) -> None:
    there = {f"{c['compound']}|{c['road']}{c['house_no']}|{c['building']}" for c in made.customers}
    assert {r["building_key"] for r in made.requests} <= there
    for name, key in (("community_grids", "community_grid_code"), ("power_service_areas", "power_area_code")):
        codes = {f["properties"]["code"] for f in made.features(f"{name}.geojson")}
        assert {r[key] for r in made.requests} <= codes


def test_hotline_orders_fall_by_about_a_third_while_direct_calls_grow(jinan: Made) -> None:
    year = Counter((r["reported_at"] >= "2025-11-23", r["channel"]) for r in jinan.requests)
    hotline = year[(True, "hotline_12345")] / year[(False, "hotline_12345")]
    direct = year[(True, "direct_call")] / year[(False, "direct_call")]
    assert 0.6 < hotline < 0.8
    assert direct > 1.1


def test_evenings_are_busier_than_nights_and_summers_than_springs(jinan: Made) -> None:
    hours = Counter(int(r["reported_at"][11:13]) for r in jinan.requests)
    months = Counter(r["reported_at"][5:7] for r in jinan.requests)
    assert hours[19] > 4 * hours[3]
    assert months["07"] > 1.4 * months["04"]


def test_the_counts_are_those_asked_for(jinan: Made, yunting: Made) -> None:
    assert len(jinan.requests) == 60_000 // 20
    assert len(yunting.requests) == 800
