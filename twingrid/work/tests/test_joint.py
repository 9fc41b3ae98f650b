"""Joint cases: what a case is from its legs, one number for all, each leg its own way, nothing passed on unagreed."""

from datetime import timedelta
from typing import Any

import pytest

from tests.house.scene import companies, joint
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people.queries import grants_of
from twingrid.work import actions
from twingrid.work.models import Case, CaseLeg, Escalation
from twingrid.work.queries import joint as joint_queries
from twingrid.work.rules.joint import standing, waits_for_companies


@pytest.mark.parametrize(
    ("legs", "state", "waits"),
    [
        ("sent", "opened", True),
        ("sent accepted", "opened", True),
        ("done sent", "partly", True),
        ("done refused", "partly", False),
        ("refused refused", "opened", False),
        ("done doing cancelled", "partly", True),
        ("done done", "done", False),
        ("done cancelled", "done", False),
        ("cancelled cancelled", "cancelled", False),
        ("cancelled refused", "opened", False),
    ],
)
def test_a_case_follows_from_its_legs(legs: str, state: str, waits: bool) -> None:
    assert standing(legs.split()) == state
    assert waits_for_companies(legs.split()) is waits


@pytest.mark.django_db
def test_a_refused_leg_does_not_hold_up_the_others(cast: Any, at: Any) -> None:
    number = joint(cast, at, codes=("power", "water", "gas")).number
    leg: dict[str, Any] = {"number": number, "at": at}
    actions.refuse_leg(company="gas", words="户内管道没有通过检查", by=cast.people["gas"], **leg)
    with pytest.raises(Refused):  # two companies still have something to do
        actions.close_joint(number=number, words="", by=cast.clerk, at=at)
    for company, who in (("water", cast.people["water"]), ("power", cast.han)):
        actions.accept_leg(company=company, by=who, **leg)
        actions.finish_leg(company=company, words="已过户", by=who, **leg)
    view = joint_queries.joint_for(cast.clerk, number, at=at)
    assert {one.company: one.state for one in view.legs} == {"power": "done", "water": "done", "gas": "refused"}
    assert (view.line.state, view.moves) == ("partly", ("close", "cancel"))
    actions.resend_leg(company="gas", words="管道已整改", by=cast.sun, **leg)
    again = CaseLeg.objects.get(company__code="gas")
    assert (again.state, again.times_sent, again.words, again.ended_at) == ("sent", 2, "管道已整改", None)
    actions.accept_leg(company="gas", by=cast.people["gas"], **leg)
    actions.finish_leg(company="gas", words="已通气", by=cast.people["gas"], **leg)
    assert Case.objects.get(number=number).state == "done"


@pytest.mark.django_db
def test_the_same_intake_again_is_the_same_case_and_nobody_is_asked_twice(cast: Any, at: Any) -> None:
    first, again = joint(cast, at), joint(cast, at)
    assert first.pk == again.pk
    assert CaseLeg.objects.count() == 2
    opened = actions.Opened(kind="move_in", building_ids=(cast.home.pk,), intake_key="none")
    for wrong in ({"companies": {}}, {"companies": {"nobody": ""}}, {"name": "", "phone": ""}):
        given: dict[str, Any] = {"companies": {"water": ""}, "shares": {}, "name": "住户", **wrong}
        with pytest.raises(BadInput):
            actions.open_joint(intake=actions.JointIntake(opened=opened, **given), by=cast.clerk, at=at)
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_a_company_reads_what_the_resident_agreed_to_until_they_take_it_back(cast: Any, at: Any) -> None:
    companies(cast, at)
    opened = actions.Opened(kind="move_in", building_ids=(cast.home.pk,), intake_key="agreed", words="有老人")
    intake = actions.JointIntake(
        opened=opened,
        companies={"water": "W1", "gas": "G1"},
        shares={"water": ("name", "account")},
        name="住户",
        phone="0531-000 09999",
    )
    case = actions.open_joint(intake=intake, by=cast.clerk, at=at)
    water = joint_queries.leg_for(cast.people["water"], case.number, "water", at=at)
    gas = joint_queries.leg_for(cast.people["gas"], case.number, "gas", at=at)
    assert (water.resident.name, water.resident.phone, water.account, water.said) == ("住户", "", "W1", "")
    assert (gas.resident.name, gas.account) == ("", "")
    with pytest.raises(NotFound):
        joint_queries.leg_for(cast.people["gas"], case.number, "water", at=at)
    for _twice in range(2):
        actions.withdraw_consent(token=case.joint.token, at=at)
    gone = joint_queries.leg_for(cast.people["water"], case.number, "water", at=at)
    assert (gone.resident.name, gone.account, gone.line.withdrawn) == ("", "", True)
    # What was passed to whom stays written down, without a name.
    events = [one for one in joint_queries.joint_for(cast.clerk, case.number, at=at).story if one.move == "leg-send"]
    assert [(one.facts["company"], one.facts["passed"]) for one in events] == [
        ("water", "name account"),
        ("gas", "none"),
    ]


@pytest.mark.django_db
def test_those_above_are_told_of_a_refused_leg_at_once_and_of_a_late_one_after_its_day(cast: Any, at: Any) -> None:
    number = joint(cast, at).number
    actions.refuse_leg(number=number, company="gas", words="不通", by=cast.people["gas"], at=at)
    actions.tell_of_unanswered(at=at + timedelta(hours=12))
    told = set(Escalation.objects.filter(family="joint").values_list("clock", "to__name"))
    assert ("no-gas-b", cast.sun.name) in told
    assert not any(clock.startswith("leg-") for clock, _who in told)
    actions.tell_of_unanswered(at=at + timedelta(days=6))
    assert Escalation.objects.filter(family="joint", clock="leg-water-b", to=cast.sun).count() == 1


@pytest.mark.django_db
def test_rights_end_with_the_posting_and_a_company_is_one_unit(cast: Any, at: Any) -> None:
    joint(cast, at)
    person = cast.people["water"]
    person.postings.update(valid_to=at.date())
    assert joint_queries.legs_for(person, at=at) == ()
    assert not joint_queries.visible_legs(person, grants=grants_of(person, at=at), at=at).exists()
    taken = cast.people["gas"].postings.get().unit_id
    for wrong in ({"unit_id": cast.centre.pk}, {"unit_id": taken}, {"days": 0}, {"name": "演示gas"}):
        given: dict[str, Any] = {"name": "热力", "service": "heat", **wrong}
        with pytest.raises(BadInput):
            actions.make_company(code="heat", given=actions.CompanyIn(**given), by=cast.admin, at=at)
