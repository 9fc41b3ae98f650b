"""A coordination matter from opening to closing, with the steps of both sides."""

from datetime import timedelta
from decimal import Decimal

import pytest

from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.work import actions
from twingrid.work.models import CaseParty, CaseTold, Escalation
from twingrid.work.queries import cases, matters

pytestmark = pytest.mark.django_db
WHO = ("han", "qiao", "sun")


@pytest.fixture
def open_one(cast, at):
    def make(*, kind="construction_matter", by=None, **changes):
        given = {"kind": kind, "building_ids": (cast.home.pk,), "words": "居民不同意箱变的位置"} | changes
        return actions.open_matter(opened=actions.Opened(**given), by=by or cast.han, at=at)

    return make


def step(cast, at, number, *, side="community", by=None, days=2, **changes):
    given = {"number": number, "side": side, "what": "贴公告，开楼道门", "due_at": at + timedelta(days=days)}
    return actions.add_step(**(given | changes), by=by or cast.han, at=at)


def test_it_has_a_number_both_people_and_a_day_and_is_one_for_the_same_form(open_one, cast, at):
    matter = open_one(intake_key="one")
    assert (matter.number, open_one(intake_key="one").pk) == ("C20230222-0001", matter.pk)
    assert (matter.holder_id, matter.counterpart_id) == (cast.han.pk, cast.qiao.pk)
    assert matter.due_at == at + timedelta(days=30)
    assert set(matter.areas.all()) == {cast.powers["12"], cast.grids["leshan"]}


def test_the_first_meeting_brings_it_into_talks_and_agreements_say_whether_they_were_kept(open_one, cast, at):
    number, said = open_one().number, {"by": cast.qiao, "at": at}
    for _twice in range(2):
        actions.record_meeting(number=number, held_at=at, people="物业、居民代表", result="移到东侧", key="m", **said)
    view = matters.matter_for(cast.qiao, number, at=at)
    assert (view.line.state, len(view.parts.meetings)) == ("in_talks", 1)
    sides = {"one_side": "utility", "other_side": "residents"}
    actions.agree_matter(number=number, words="下午两点到四点施工", starts_on=at.date(), **sides, **said)
    agreement = matters.matter_for(cast.han, number, at=at).parts.agreements[0]
    with pytest.raises(BadInput):
        actions.settle_agreement(number=number, agreement_id=agreement.pk, kept="broken", **said)
    kept = actions.settle_agreement(number=number, agreement_id=agreement.pk, kept="kept", **said)
    assert kept.kept == "kept"
    with pytest.raises(BadInput):
        actions.record_agreement(
            number=number, one_side="utility", other_side="utility", words="x", starts_on=at.date(), **said
        )


def test_a_tree_waits_for_what_the_law_asks(open_one, cast, at):
    number, said = open_one(kind="tree_matter").number, {"by": cast.han, "at": at}
    facts = {"kilovolts": Decimal(10), "metres": Decimal(3), "planted": "before"}
    actions.agree_matter(
        number=number, one_side="utility", other_side="owner", words="周末修剪", starts_on=at.date(), **said
    )
    with pytest.raises(Refused):
        actions.start_matter(number=number, **said)
    actions.assess_tree(number=number, **facts, **said)
    actions.record_consent(number=number, consent="given", how="paper", on=at.date(), **said)
    with pytest.raises(Refused):
        actions.start_matter(number=number, **said)
    with pytest.raises(BadInput):
        actions.settle_compensation(number=number, compensation="agreed", **said)
    actions.settle_compensation(number=number, compensation="agreed", yuan=Decimal(300), **said)
    assert actions.start_matter(number=number, **said).state == "doing"


def test_in_danger_outside_the_zone_one_cuts_first_and_has_three_days_to_tell_the_owner(open_one, cast, at):
    number, said = open_one(kind="tree_matter").number, {"by": cast.han, "at": at}
    with pytest.raises(Refused):
        actions.act_matter(number=number, words="断枝压线", **said)
    actions.assess_tree(number=number, kilovolts=Decimal(10), metres=Decimal(6), danger=True, **said)
    actions.act_matter(number=number, words="断枝压线", **said)
    todo = matters.my_steps(cast.han, at=at)
    assert [(one.side, one.due_at) for one in todo] == [("power", at + timedelta(days=3))]
    actions.finish_matter(number=number, words="已锯", **said)
    with pytest.raises(Refused):
        actions.close_matter(number=number, by=cast.sun, at=at)
    actions.finish_step(number=number, step_id=todo[0].id, words="已告知园林", **said)
    assert actions.close_matter(number=number, by=cast.sun, at=at).state == "closed"


def test_each_side_does_its_own_steps(open_one, cast, at):
    number = open_one().number
    theirs = step(cast, at, number, key="k")
    assert step(cast, at, number, key="k").pk == theirs.pk
    assert theirs.holder_id == cast.qiao.pk
    with pytest.raises(NotAllowed):
        actions.finish_step(number=number, step_id=theirs.pk, by=cast.han, at=at)
    with pytest.raises(NotAllowed):
        actions.drop_step(number=number, step_id=theirs.pk, words="不用了", by=cast.han, at=at)
    offered = {who: matters.matter_for(cast.people[who], number, at=at).parts.steps[0].moves for who in WHO}
    assert offered == {"han": (), "qiao": ("finish", "block", "drop"), "sun": ("drop",)}
    assert [one.id for one in matters.my_steps(cast.qiao, at=at)] == [theirs.pk]
    assert actions.finish_step(number=number, step_id=theirs.pk, by=cast.qiao, at=at).done_by_id == cast.qiao.pk
    other = open_one().number
    with pytest.raises(NotFound):
        actions.finish_step(number=other, step_id=theirs.pk, by=cast.qiao, at=at)


def test_a_stuck_step_goes_up_at_once_and_a_late_one_when_its_day_has_passed(open_one, cast, at):
    number, told = open_one().number, CaseTold.objects.order_by("id")
    ours, theirs = step(cast, at, number, side="power"), step(cast, at, number)
    assert actions.tell_of_steps(at=at + timedelta(days=1)) == 0
    actions.block_step(number=number, step_id=theirs.pk, words="门锁着", by=cast.qiao, at=at)
    assert [one.to_id for one in told] == [cast.sun.pk]  # nobody is above on the community side of the cast
    later = at + timedelta(days=2, minutes=1)
    assert actions.tell_of_steps(at=later) == 2
    assert actions.tell_of_steps(at=later) == 0
    assert [one.to_id for one in told.filter(step=ours)] == [cast.zhao.pk]
    assert [one.to_id for one in told.filter(step=theirs)] == [cast.sun.pk, cast.lead.pk]
    for who in (cast.han, cast.qiao, cast.zhao):
        assert ours.pk in [one.id for one in matters.my_steps(who, at=later)]
    assert {one.id for one in matters.wrong_steps(cast.sun, at=later)} == {ours.pk, theirs.pk}
    story = matters.matter_for(cast.sun, number, at=later).parts.story
    assert [one.words for one in story if one.move == "work.step.escalated"] == ["孙玉成", "陈国栋", "赵明川"]
    actions.resume_step(number=number, step_id=theirs.pk, due_at=later + timedelta(days=1), by=cast.qiao, at=later)
    assert actions.tell_of_steps(at=later) == 0


def test_both_ladders_are_told_at_once_of_a_stuck_matter_and_of_a_late_one_on_its_day(open_one, cast, at):
    number = open_one().number
    tell = actions.tell_of_unanswered
    assert tell(at=at) == 0
    actions.block_matter(number=number, words="谈不拢", by=cast.qiao, at=at)
    assert tell(at=at) == 2
    assert tell(at=at) == 0
    people = set(Escalation.objects.filter(family="matter").values_list("ladder", "to_id"))
    assert people == {("power", cast.sun.pk), ("community", cast.qiao.pk)}
    actions.resume_matter(number=number, by=cast.qiao, at=at)
    day = at + timedelta(days=29, hours=23)
    tell(at=day)
    assert Escalation.objects.filter(family="matter", clock="due").count() == 0
    assert tell(at=day + timedelta(hours=2)) == 2
    assert {one.clock for one in Escalation.objects.filter(family="matter")} == {"due", "stuck-acccbbaa"}


def test_quiet_hours_hold_a_stuck_step_back_until_morning_but_not_in_danger(open_one, cast, at):
    night, morning = at + timedelta(hours=5), at + timedelta(hours=12)
    calm, wild = open_one().number, open_one(kind="tree_matter").number
    actions.assess_tree(number=wild, danger=True, by=cast.han, at=at)
    for number, told in ((calm, 0), (wild, 1)):
        one = step(cast, at, number)
        actions.block_step(number=number, step_id=one.pk, words="没人", by=cast.qiao, at=night)
        assert CaseTold.objects.filter(step=one).count() == told
    assert actions.tell_of_steps(at=night) == 0
    assert actions.tell_of_steps(at=morning) == 1


def test_people_who_spoke_are_masked_for_others_and_can_be_erased(open_one, cast, at):
    number, said = open_one().number, {"by": cast.han, "at": at}
    party = actions.record_party(number=number, side="property", name="物业前台", phone="0531-000 07777", **said)
    assert matters.matter_for(cast.qiao, number, at=at).parts.parties[0].phone == "053100007777"
    assert matters.matter_for(cast.people["manager"], number, at=at).parts.parties[0].phone != "053100007777"
    for _twice in range(2):
        actions.erase_party(number=number, party_id=party.pk, **said)
    assert not CaseParty.objects.exists()


def test_another_area_sees_nothing_and_a_role_without_the_right_may_not(open_one, cast, at):
    number = open_one().number
    with pytest.raises(NotFound):
        cases.case_row(cast.ding, "matter", number, at=at)
    with pytest.raises(NotAllowed):
        open_one(by=cast.people["admin"])
    with pytest.raises(NotAllowed):
        actions.close_matter(number=number, by=cast.han, at=at)
    with pytest.raises(BadInput):
        open_one(kind="hazard_box")


def test_it_is_linked_with_a_request_of_ones_own_areas_only(open_one, cast, at, report):
    number, ticket = open_one().number, report()
    far = report(building_id=cast.buildings["road78"].pk, phone="0531-000 03333")
    for _twice in range(2):
        actions.link_case(number=number, family="matter", to=ticket.number, by=cast.qiao, at=at)
    assert [one.number for one in matters.matter_for(cast.han, number, at=at).parts.links] == [ticket.number]
    assert [one.number for one in matters.cases_of_ticket(cast.han, ticket.pk, at=at)] == [number]
    with pytest.raises(BadInput):
        actions.link_case(number=number, family="matter", to=far.number, by=cast.qiao, at=at)
