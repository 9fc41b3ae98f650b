"""A project: buildings, stages, meters, what holds it up, who says thank you."""

from datetime import timedelta

import pytest

from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.work import actions
from twingrid.work.queries import projects

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(cast, at):
    def one(*, keys=("3", "5"), by=None, key="p", meters=8, title="乐山小区户表改造"):
        day = at.date()
        plans = [
            actions.BuildingPlan(
                building_id=cast.buildings[k].pk, meters=meters, starts_on=day, ends_on=day + timedelta(days=19)
            )
            for k in keys
        ]
        opened = actions.Opened(kind="meter_renewal", title=title, intake_key=key)
        return actions.make_project(opened=opened, buildings=plans, by=by or cast.sun, at=at)

    return one


def view(cast, number, at, who="sun"):
    return projects.project_for(cast.people[who], number, at=at)


def test_it_has_a_number_four_stages_a_building_and_is_one_for_the_same_form(make, cast, at):
    project = make()
    assert (project.number, make().pk) == ("P20230222-0001", project.pk)
    found = view(cast, project.number, at)
    assert [len(one.stages) for one in found.buildings] == [4, 4]
    assert found.buildings[0].stages[-1].ends_on == at.date() + timedelta(days=19)
    assert (found.percent, found.standing.meters) == (0, 16)


def test_percent_comes_from_meters_and_residents_read_their_own_building(make, cast, at):
    number, said = make().number, {"by": cast.han, "at": at}
    assert projects.progress_at(cast.home.pk) == ()
    actions.start_project(number=number, by=cast.sun, at=at)
    first, other = view(cast, number, at).buildings
    for stage in first.stages[:3]:
        actions.finish_stage(number=number, stage_id=stage.pk, **said)
    for _twice in range(2):
        actions.count_meters(number=number, building_id=first.id, done=6, **said)
    assert view(cast, number, at).percent == 37
    with pytest.raises(BadInput):
        actions.count_meters(number=number, building_id=first.id, done=9, **said)
    (mine,) = projects.progress_at(cast.home.pk)
    assert (mine.stages_done, mine.stages, mine.meters_done, mine.ends_on) == (3, 4, 6, first.stages[3].ends_on)
    assert projects.progress_at(other.building_id)[0].stages_done == 0


def test_stages_follow_each_other_and_a_project_is_done_with_its_last(make, cast, at):
    number, said = make(keys=("3",)).number, {"by": cast.han, "at": at}
    stages = view(cast, number, at).buildings[0].stages
    with pytest.raises(Refused):
        actions.finish_stage(number=number, stage_id=stages[0].pk, **said)
    actions.start_project(number=number, by=cast.sun, at=at)
    with pytest.raises(Refused):
        actions.finish_stage(number=number, stage_id=stages[1].pk, **said)
    with pytest.raises(Refused):
        actions.finish_project(number=number, by=cast.sun, at=at)
    for stage in stages:
        actions.finish_stage(number=number, stage_id=stage.pk, **said)
    with pytest.raises(Refused):  # its meters are not all renewed yet
        actions.finish_project(number=number, by=cast.sun, at=at)
    actions.count_meters(number=number, building_id=view(cast, number, at).buildings[0].id, done=8, **said)
    assert actions.finish_project(number=number, by=cast.sun, at=at).state == "done"


def test_an_open_matter_holds_it_up_until_it_is_settled(make, cast, at):
    project, said = make(keys=("3",)), {"by": cast.han, "at": at}
    actions.start_project(number=project.number, by=cast.sun, at=at)
    opened = actions.Opened(kind="construction_matter", building_ids=(cast.home.pk,), link=project.number)
    matter = actions.open_matter(opened=opened, by=cast.qiao, at=at)
    assert view(cast, project.number, at).held_up == (matter.number,)
    survey, notice = view(cast, project.number, at).buildings[0].stages[:2]
    actions.finish_stage(number=project.number, stage_id=survey.pk, **said)
    with pytest.raises(Refused, match=matter.number):
        actions.finish_stage(number=project.number, stage_id=notice.pk, **said)
    sides = {"one_side": "utility", "other_side": "residents", "starts_on": at.date()}
    actions.agree_matter(number=matter.number, words="白天施工", **sides, **said)
    actions.start_matter(number=matter.number, **said)
    actions.finish_matter(number=matter.number, words="已谈妥", **said)
    assert view(cast, project.number, at).held_up == ()
    assert actions.finish_stage(number=project.number, stage_id=notice.pk, **said).done_at == at


def test_thanks_are_a_request_of_the_kind_praise_linked_with_it(make, cast, at, report):
    number = make().number
    ticket = actions.praise_project(number=number, words="换得又快又好", name="住户甲", by=cast.qiao, at=at)
    assert (ticket.kind, ticket.building_id) == ("praise", cast.home.pk)
    written = report(kind="praise", words="谢谢", phone="0531-000 07778")
    other = report(phone="0531-000 07779")
    for one in (written, other):
        actions.link_case(number=number, family="project", to=one.number, by=cast.han, at=at)
    links = {one.number: one.praise for one in view(cast, number, at).parts.links}
    assert links == {ticket.number: True, written.number: True, other.number: False}


def test_who_leads_makes_it_and_another_area_sees_nothing(make, cast, at):
    number = make(keys=("3",)).number
    with pytest.raises(NotAllowed):
        make(by=cast.han, key="q")
    with pytest.raises(BadInput):
        make(title=" ", key="r")
    with pytest.raises(NotFound):
        view(cast, number, at, "ding")
    wide = make(keys=("3", "road78"), key="s").number
    assert view(cast, wide, at, "ding").case.number == wide
