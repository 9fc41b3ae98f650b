"""A hazard from finding to the second look."""

from datetime import timedelta

import pytest

from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.work import actions
from twingrid.work.models import HazardOwner
from twingrid.work.queries import hazards

pytestmark = pytest.mark.django_db


@pytest.fixture
def find(cast, at):
    def make(*, by=None, when=at, **changes):
        given = {"kind": "hazard_wiring", "side": "customer", "building_id": cast.home.pk} | changes
        return actions.find_hazard(found=actions.Found(**given), by=by or cast.han, at=when)

    return make


def counts(cast, at):
    found = hazards.hazard_counts(cast.sun, since=at - timedelta(days=1), at=at)
    return (found.found, found.notified, found.removed, found.inspected)


def test_it_has_a_number_a_holder_and_a_day(find, cast, at):
    hazard = find(grade="serious")
    assert hazard.number == "H20230222-0001"
    assert find().number == "H20230222-0002"
    assert (hazard.holder_id, hazard.state) == (cast.han.pk, "found")
    assert hazard.due_at == at + timedelta(days=7)


def test_the_same_form_twice_is_one_hazard(find):
    assert find(intake_key="one").pk == find(intake_key="one").pk


def test_four_counts_never_one_number(find, cast, at):
    assert counts(cast, at) == (0, 0, 0, 0)
    number, _other = find().number, find()
    assert counts(cast, at) == (2, 0, 0, 0)
    actions.notify_hazard(number=number, how="paper", by=cast.han, at=at)
    assert counts(cast, at) == (2, 1, 0, 0)
    actions.remove_hazard(number=number, words="换了新线", by=cast.han, at=at)
    assert counts(cast, at) == (2, 1, 1, 0)
    actions.pass_hazard(number=number, by=cast.sun, at=at)
    assert counts(cast, at) == (2, 1, 1, 1)


def test_a_failed_inspection_finds_it_again_in_its_next_round(find, cast, at):
    number = find(grade="critical").number
    actions.remove_hazard(number=number, words="包了胶带", by=cast.han, at=at)
    later = at + timedelta(days=2)
    hazard = actions.fail_hazard(number=number, words="胶带掉了", by=cast.sun, at=later)
    assert (hazard.state, hazard.times_reopened, hazard.removed_at) == ("found", 1, None)
    assert hazard.due_at == later + timedelta(days=1)
    assert counts(cast, at) == (1, 0, 0, 0)
    steps = hazards.hazard_for(cast.sun, number, at=later).steps
    assert [(one.move, one.words) for one in steps] == [("find", ""), ("remove", "包了胶带"), ("fail", "胶带掉了")]


def test_nobody_inspects_their_own_work(find, cast, at):
    number = find().number
    actions.remove_hazard(number=number, words="换了新线", by=cast.han, at=at)
    assert hazards.hazard_for(cast.han, number, at=at).moves == ()
    with pytest.raises(Refused):
        actions.pass_hazard(number=number, by=cast.han, at=at)
    assert hazards.hazard_for(cast.sun, number, at=at).moves == ("pass", "fail")


def test_nobody_is_told_while_nobody_knows_whose_it_is(find, cast, at):
    number = find(side="").number
    with pytest.raises(BadInput):
        actions.notify_hazard(number=number, how="phone", by=cast.han, at=at)
    actions.grade_hazard(number=number, grade="critical", side="property", by=cast.han, at=at)
    hazard = actions.notify_hazard(number=number, how="phone", name="物业", phone="0531-000 07777", by=cast.han, at=at)
    assert (hazard.state, hazard.due_at) == ("notified", at + timedelta(days=1))


def test_who_was_told_can_be_erased_and_is_masked_for_others(find, cast, at):
    number = find().number
    actions.notify_hazard(number=number, how="paper", name="住户甲", phone="0531-000 07777", by=cast.han, at=at)
    assert HazardOwner.objects.get(hazard__number=number).phone == "053100007777"
    assert hazards.hazard_for(cast.han, number, at=at).owner_phone == "053100007777"
    assert hazards.hazard_for(cast.qiao, number, at=at).owner_phone != "053100007777"


def test_a_hazard_found_at_a_request_stands_at_its_place(find, cast, at, report):
    ticket = report()
    hazard = find(ticket=ticket.number, building_id=None, how="request")
    assert (hazard.building_id, hazard.unit, hazard.ticket_id) == (cast.home.pk, ticket.unit, ticket.pk)


def test_a_kind_of_request_is_no_hazard_and_the_other_way_round(find, report):
    with pytest.raises(BadInput):
        find(kind="no_power")
    with pytest.raises(BadInput):
        report(kind="hazard_wiring")


def test_another_area_does_not_see_it_and_a_role_without_the_right_may_not(find, cast, at):
    number = find().number
    with pytest.raises(NotFound):
        hazards.hazard_for(cast.ding, number, at=at)
    with pytest.raises(NotAllowed):
        find(by=cast.people["admin"])
    with pytest.raises(NotAllowed):
        actions.remove_hazard(number=number, words="x", by=cast.qiao, at=at)


def test_late_ones_are_those_whose_danger_is_still_there(find, cast, at):
    number, later = find(grade="critical").number, at + timedelta(days=3)
    assert [one.number for one in hazards.late_hazards(cast.sun, at=later)] == [number]
    actions.remove_hazard(number=number, words="换了新线", by=cast.han, at=later)
    assert hazards.late_hazards(cast.sun, at=later) == ()
