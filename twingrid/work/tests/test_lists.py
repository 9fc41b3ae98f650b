"""What people work from: few queries, the same at 10, 100 and 1,000 rows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from twingrid.kit.refusals import NotFound
from twingrid.work import queries
from twingrid.work.models import Clock, Reporter, Routing, Ticket

MOST_QUERIES = 8


@pytest.fixture
def many(cast, at):
    """Add open requests of Han until there are `count`."""

    def fill(count: int) -> None:
        there = Ticket.objects.count()
        made = Ticket.objects.bulk_create(
            Ticket(
                number=f"20230222-{n:04d}",
                token=f"token{n}",
                intake_key=f"many{n}",
                channel="plate",
                kind="no_power",
                building=cast.home,
                unit="2单元",
                lon=cast.home.lon,
                lat=cast.home.lat,
                power_area=cast.powers["12"],
                community_area=cast.grids["leshan"],
                holder=cast.han,
                leader=cast.sun,
                state=("new", "accepted", "on_site", "resolved")[n % 4],
                reported_at=at - timedelta(minutes=n),
                due_at=at + timedelta(minutes=60 - n),
            )
            for n in range(there + 1, count + 1)
        )
        Clock.objects.bulk_create(
            Clock(ticket=t, kind="promise", started_at=t.reported_at, due_at=t.reported_at + timedelta(minutes=45))
            for t in made
        )
        Routing.objects.bulk_create(Routing(ticket=t, how="building", why="on_shift") for t in made)
        Reporter.objects.bulk_create(Reporter(ticket=t, name="住户", phone="053100001234") for t in made)

    return fill


LISTS = {
    "worker_list": lambda cast, at: queries.worker_list(cast.han, at=at).count,
    "leader_board": lambda cast, at: queries.leader_board(cast.sun, at=at).open,
    "board": lambda cast, at: len(queries.board(cast.zhou, at=at).open),
    "open_markers": lambda cast, at: len(queries.open_markers(cast.qiao, at=at)),
    "open_at_building": lambda cast, at: len(queries.open_at_building(cast.home.pk)),
    "recent_by_phone": lambda cast, at: len(queries.recent_by_phone(cast.zhou, "053100001234", at=at)),
    "found_lines": lambda cast, at: len(queries.found_lines(cast.zhou, at=at)),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_few_queries_at_any_length(name, many, cast, at):
    costs = {}
    for count in (10, 100, 1000):
        many(count)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rows = LISTS[name](cast, at)
        costs[count] = len(asked)
        assert rows > 0
    assert max(costs.values()) <= MOST_QUERIES
    assert len(set(costs.values())) == 1, costs


def test_the_worker_has_now_today_and_later(report, walk, cast, at):
    sparks = report(kind="sparks")
    fresh = report()
    walk(sparks, "accept")
    bill = walk(report(kind="other"), "accept")
    order = walk(report(by=cast.zhou, channel="hotline_12345", kind="bill", external_no="7"), "accept")
    found = queries.worker_list(cast.han, at=at)
    assert [line.number for line in found.now] == [sparks.number, fresh.number]
    assert [line.number for line in found.today] == [bill.number]
    assert [line.number for line in found.later] == [order.number]
    assert found.now[0].clock.kind == "promise"
    assert found.now[0].place == f"{cast.home.label} 2单元"


def test_the_leader_sees_what_is_late_and_who_carries_how_much(report, walk, cast, at):
    late, soon = report(), report(when=at + timedelta(minutes=44))
    back = walk(report(), "return")
    done = walk(report(), "accept", "arrive", "resolve")
    found = queries.leader_board(cast.sun, at=at + timedelta(minutes=55))
    assert [line.number for line in found.late] == [late.number, back.number]
    assert [line.number for line in found.nobody_accepted] == [late.number, soon.number]
    assert soon.number in {line.number for line in found.soon_late}
    assert [line.number for line in found.returned] == [back.number]
    assert [line.number for line in found.to_call_back] == [done.number]
    loads = {load.name: (load.open, load.late, load.not_accepted) for load in found.load}
    assert loads[cast.han.name] == (2, 1, 2)


def test_people_see_their_own_areas_only(report, cast, at):
    ticket = report()
    seers = ("han", "sun", "lead", "zhou", "clerk", "manager", "qiao")
    assert all(queries.tickets_for(cast.people[who], at=at).exists() for who in seers)
    for who in ("ding", "zhao", "ma", "admin"):
        assert not queries.tickets_for(cast.people[who], at=at).exists()
        with pytest.raises(NotFound):
            queries.ticket_for(cast.people[who], ticket.number, at=at)


def test_a_posting_that_has_ended_sees_nothing(report, cast, at):
    report()
    cast.qiao.postings.update(valid_to=at.date())
    assert not queries.tickets_for(cast.qiao, at=at + timedelta(days=1)).exists()


def test_the_buttons_are_those_that_work(report, walk, cast, at):
    ticket = report()
    assert queries.options_for(cast.han, ticket, at=at).moves == ("accept", "return")
    assert queries.options_for(cast.sun, ticket, at=at).moves == (
        "locate",
        "accept",
        "return",
        "reassign",
        "take_over",
        "cancel",
    )
    assert queries.options_for(cast.qiao, ticket, at=at).moves == ()
    ticket = walk(ticket, "accept")
    assert queries.options_for(cast.han, ticket, at=at).moves == ("depart", "arrive", "answer", "return", "pause")
    assert not queries.options_for(cast.clerk, ticket, at=at).may_see_reporter


def test_the_number_is_masked_unless_one_has_to_call(report, cast, at):
    ticket = report(phone="0531-000 01234", name="王小明")
    assert queries.reporter_of(ticket, full=False) == queries.ReporterView("王**", "053*****1234", False)
    assert queries.reporter_of(ticket, full=True).phone == "053100001234"


def test_what_is_known_at_a_building_is_said_without_a_person(report, cast):
    report()
    (line,) = queries.open_at_building(cast.home.pk)
    assert (line.kind, line.state) == ("stairwell_light", "new")
    assert "0531" not in repr(line)
    assert queries.open_at_building(cast.buildings["4"].pk) == ()


def test_the_stamp_changes_with_every_move_and_each_minute(report, walk, at):
    ticket = report()
    first = queries.board_stamp(at=at)
    assert queries.board_stamp(at=at) == first
    assert queries.board_stamp(at=at + timedelta(minutes=1)) != first
    walk(ticket, "accept")
    assert queries.board_stamp(at=at + timedelta(minutes=1))[:-12] != first[:-12]
