"""The leader decides who goes: reassign, take over, locate."""

from datetime import timedelta

import pytest

from twingrid.kit.refusals import BadInput
from twingrid.work import actions, queries
from twingrid.work.states import TicketState as S


def test_the_other_person_holds_it_and_has_to_accept(report, walk, cast, at):
    ticket = walk(report(), "accept")
    given = actions.reassign_ticket(number=ticket.number, to=cast.ding.pk, reason="你离得近", by=cast.sun, at=at)
    assert (given.state, given.holder, given.accepted_at) == (S.NEW, cast.ding, None)
    assert given.routing.next_at == at + timedelta(minutes=15)


def test_whoever_gets_it_sees_it_though_it_lies_in_another_area(report, cast, at):
    ticket = report()
    actions.reassign_ticket(number=ticket.number, to=cast.ding.pk, by=cast.sun, at=at)
    assert queries.worker_list(cast.ding, at=at).count == 1
    assert actions.accept_ticket(number=ticket.number, by=cast.ding, at=at).state == S.ACCEPTED


def test_only_somebody_who_takes_requests_may_get_it(report, cast, at):
    ticket = report()
    for who in (cast.qiao, cast.clerk, cast.admin):
        with pytest.raises(BadInput) as refusal:
            actions.reassign_ticket(number=ticket.number, to=who.pk, by=cast.sun, at=at)
        assert refusal.value.field == "to"


def test_the_leader_may_take_it_over_at_any_step(report, walk, cast, at):
    taken = actions.take_over_ticket(number=walk(report(), "accept", "depart").number, by=cast.sun, at=at)
    assert (taken.state, taken.holder) == (S.ACCEPTED, cast.sun)


def test_words_alone_get_a_place_and_a_person_later(report, cast, at):
    ticket = report(building_id=None, place_words="大桥下面那排楼")
    assert queries.board(cast.zhou, at=at).unrouted[0].number == ticket.number
    placed = actions.locate_ticket(
        number=ticket.number, building_id=cast.buildings["shunya1"].pk, unit="1单元", by=cast.zhou, at=at
    )
    assert (placed.holder, placed.power_area) == (cast.zhao, cast.powers["13"])
    assert queries.board(cast.zhou, at=at).unrouted == ()


def test_locating_needs_a_place(report, cast, at):
    with pytest.raises(BadInput) as refusal:
        actions.locate_ticket(number=report().number, by=cast.zhou, at=at)
    assert refusal.value.field == "place"
