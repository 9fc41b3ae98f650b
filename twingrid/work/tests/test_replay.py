"""Histories are played again through the moves; past requests come in as if they had been worked on."""

import json

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from twingrid.journal.models import Event
from twingrid.kit.machine import open_moves
from twingrid.kit.refusals import BadInput
from twingrid.work import actions, queries
from twingrid.work.actions import history
from twingrid.work.models import CallBack, Clock, Rating, Reporter, Ticket
from twingrid.work.rules.replay import REPORTED, Unreachable, is_first_contact, replay
from twingrid.work.states import EVENTS, TICKET_MOVES, TicketState


@given(st.data())
def test_every_walk_through_the_table_can_be_replayed(data):
    state, names = TicketState.NEW, [REPORTED]
    for _step in range(data.draw(st.integers(0, 15))):
        moves = open_moves(TICKET_MOVES, state)
        if not moves:
            break
        move = data.draw(st.sampled_from(moves))
        names += [EVENTS[move.name], "work.ticket.remarked"]
        state = move.target
    assert replay(names) == state


@pytest.mark.parametrize(
    "names",
    [
        [],
        ["work.ticket.remarked"],
        [EVENTS["accept"]],
        [REPORTED, REPORTED],
        [REPORTED, EVENTS["resolve"]],
        [REPORTED, EVENTS["cancel"], EVENTS["accept"]],
    ],
)
def test_what_cannot_have_happened_is_found(names):
    with pytest.raises(Unreachable):
        replay(names)


def test_first_contact_is_lost_by_handing_on():
    straight = [REPORTED, EVENTS["accept"], EVENTS["arrive"], EVENTS["resolve"], EVENTS["close"]]
    assert is_first_contact(straight)
    for spoiled in ("return", "reassign", "take_over", "reopen"):
        assert not is_first_contact([*straight[:2], EVENTS[spoiled], *straight[2:]])


def test_what_the_engine_did_can_be_replayed(report, walk, cast, at):
    walk(report(), "accept", "depart", "arrive", "resolve", "reopen", "accept", "arrive", "resolve", "close")
    walk(report(), "accept", "return")
    walk(report(), "cancel")
    actions.tell_of_unanswered(at=at)
    count = queries.replay_all()
    assert (count.tickets, count.unreachable) == (3, ())


def test_a_state_that_was_set_by_hand_is_found(report):
    ticket = report()
    Ticket.objects.filter(pk=ticket.pk).update(state="closed")
    ((number, why),) = queries.replay_all().unreachable
    assert number == ticket.number
    assert "closed" in why


def past(cast, *moves, number="20230220-0003", **changes):
    """A row of requests.csv: moves are (name, hh:mm, who, note)."""
    row = dict.fromkeys(
        [
            "outcome",
            "side",
            "rating",
            "rating_words",
            "finding",
            "external_no",
            "reporter_name",
            "cancel_reason",
            "reported_by_no",
        ],
        "",
    )
    return row | {
        "number": number,
        "token": f"past{number}",
        "channel": "direct_call",
        "kind": "stairwell_light",
        "building_key": f"{cast.compounds['leshan'].name}|{cast.words['road']}1号|3号楼",
        "unit": "2单元",
        "room": "",
        "words": "楼道灯\t不亮\\了",
        "reporter_phone": "0531-000 01234",
        "reported_at": "2023-02-20T09:00:00+08:00",
        "moves": json.dumps([[name, f"2023-02-20T{clock}:00+08:00", who, note] for name, clock, who, note in moves]),
        "scope": "unit",
        "holder_no": cast.han.employee_no,
        "counterpart_no": cast.qiao.employee_no,
        "leader_no": cast.sun.employee_no,
        "community_grid_code": cast.grids["leshan"].code,
        "power_area_code": "12",
        **changes,
    }


def story(cast):
    han, zhou = cast.han.employee_no, cast.zhou.employee_no
    return [
        ("accept", "09:05", han, ""),
        ("arrive", "09:30", han, ""),
        ("resolve", "09:50", han, "换了开关"),
        ("close", "15:00", zhou, "已回访"),
        ("rate", "15:10", "", ""),
    ]


def test_a_past_request_comes_in_as_if_it_had_been_worked_on(cast):
    done = past(cast, *story(cast), outcome="customer_side_courtesy", finding="switch", rating="5", rating_words="谢谢")
    count = actions.load_history([done])
    assert (count.tickets, count.events, count.ratings) == (1, 6, 1)
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.side, ticket.first_contact, ticket.holder) == ("closed", "customer", True, cast.han)
    assert ticket.building == cast.home
    entries = queries.history(ticket)
    assert [entry.move for entry in entries] == ["report", "accept", "arrive", "resolve", "close", "rate"]
    assert [entry.words for entry in entries] == ["楼道灯\t不亮\\了", "", "", "换了开关", "已回访", "谢谢"]
    assert entries[3].facts == {"to": "resolved", "outcome": "customer_side_courtesy", "finding": "switch"}
    assert Reporter.objects.get().phone == "053100001234"
    assert (CallBack.objects.get().how, Rating.objects.get().stars) == ("person", 5)
    promise = Clock.objects.get(kind="promise")
    assert promise.stopped_at == ticket.arrived_at
    assert queries.replay_all().unreachable == ()


def test_its_events_lie_in_the_journals_month(cast):
    actions.load_history([past(cast, *story(cast))])
    assert set(Event.objects.extra(select={"part": "tableoid::regclass::text"}).values_list("part", flat=True)) == {
        "journal_event_202302"
    }


def test_numbers_go_on_after_what_was_loaded(cast, report, at):
    actions.load_history([past(cast, number="20230222-0041")])
    assert report().number == "20230222-0042"


def test_rows_are_sent_while_the_next_are_told_and_arrive_in_order(cast, monkeypatch):
    monkeypatch.setattr(history, "BLOCK", 2)
    rows = [past(cast, *story(cast), number=f"20230220-{n:04d}") for n in range(1, 8)]
    assert actions.load_history(rows).events == 6 * 7
    assert list(Ticket.objects.order_by("id").values_list("number", flat=True)) == [row["number"] for row in rows]
    assert queries.replay_all().unreachable == ()


def test_what_the_database_refuses_on_the_way_is_raised(cast, monkeypatch):
    monkeypatch.setattr(history, "BLOCK", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.load_history([past(cast, number="20230220-0001")] * 2 + [past(cast, number="20230220-0002")])
    assert not Ticket.objects.exists()


def test_a_past_repeat_takes_first_contact_away(cast):
    again = past(cast, number="20230222-0001", reported_at="2023-02-22T09:00:00+08:00")
    actions.load_history([past(cast, *story(cast), outcome="utility_side", finding="lamp"), again])
    first, second = Ticket.objects.order_by("reported_at")
    assert (first.first_contact, second.repeat_of) == (False, first)


def test_an_open_past_request_waits_for_its_leader(cast, at):
    actions.load_history([past(cast)])
    actions.tell_of_unanswered(at=at)
    assert queries.leader_board(cast.sun, at=at).nobody_accepted[0].number == "20230220-0003"


@pytest.mark.parametrize(
    ("moves", "changes", "said"),
    [
        ((("resolve", "09:30", "", ""),), {}, "20230220-0003"),
        ((("fly", "09:30", "", ""),), {}, "20230220-0003"),
        ((), {"building_key": "无此小区||1号楼"}, "无此小区"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_kept(cast, moves, changes, said):
    with pytest.raises(BadInput) as refusal:
        actions.load_history([past(cast, number="20230219-0001"), past(cast, *moves, **changes)])
    assert said in refusal.value.sentence
    assert not Ticket.objects.exists()


def test_the_clocks_of_the_past_are_what_follows_from_its_events(cast, at):
    han = cast.han.employee_no
    again = [*story(cast)[:3], ("reopen", "10:30", "", "又不亮了"), ("accept", "10:35", han, "")]
    hotline = {"channel": "hotline_12345", "kind": "bill", "external_no": "95"}
    rows = [
        past(cast, *story(cast)),
        past(cast, *again, number="20230220-0004", kind="no_power"),
        past(cast, *again[:1], number="20230220-0005", **hotline),
        past(cast, number="20230220-0006", kind="sparks"),
    ]
    actions.load_history(rows)
    actions.begin_recount(at=at)
    while actions.recount_some(at=at, most=3):
        pass
    run = queries.last_recount()
    assert (run.looked_at, run.changed) == (4, 0)
