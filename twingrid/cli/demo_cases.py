"""What the demo has to settle between several sides, and what is being built: matters in most states, two projects."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from twingrid.coverage import queries as coverage_queries
from twingrid.people import queries as people_queries
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.queries import projects as project_queries
from twingrid.work.states import TicketState

FINDER = "D1"
MARK = "（演示）"
MATTERS: tuple[tuple[str, str, dict[str, str], str], ...] = (
    ("construction_matter", "箱变要立在楼前绿地，居民担心噪声和辐射。", {"work": "cabinet", "why": "site"}, "talk"),
    ("tree_matter", "两棵杨树离10千伏线路不到两米。", {"count": "2", "owner": "estate"}, "before"),
    ("construction_matter", "换线施工占用车位，业主不肯挪车。", {"work": "feeder", "why": "access"}, "stuck"),
    ("tree_matter", "行道树长进低压线。", {"count": "5", "owner": "city"}, "closed"),
    ("construction_matter", "电缆沟开挖后绿化没有恢复。", {"work": "cable", "why": "green"}, "agreed"),
    ("tree_matter", "断枝搭在保护区外的线上，刮风时打火。", {"count": "1", "owner": "resident"}, "act"),
)
NAMED = "建设路78号院"
# In the other city no house has this number: its project stands where somebody asked for help before.
PROJECTS = (("meter_renewal", "户表改造", 48), ("network_project", "低压线路改造", 0))


def fill(*, at: datetime) -> None:
    """Open matters and projects where somebody asked for help before, and walk them on. Safe to repeat."""
    finder = people_queries.person_by_employee_no(FINDER)
    if finder is None:
        return
    lines = work_queries.found_lines(finder, at=at, states=tuple(TicketState), limit=200, with_clocks=False)
    places = list(dict.fromkeys(line.building_id for line in lines if line.building_id))
    # Two days only: the areas of every day that is asked for are read into memory.
    for n, (one, building_id) in enumerate(zip(MATTERS, places, strict=False)):
        _matter(n, one, building_id, finder, since=at - timedelta(days=9), at=at)
    # By its label: building the search for one house would take most of a second.
    named = project_queries.building_called(NAMED)
    first = [named] if named is not None else places[6:7]
    for n, ones in enumerate((first + places[7:9], places[9:11])):
        if ones:
            _project(n, ones, since=at - timedelta(days=9), at=at)


def _matter(
    n: int, one: tuple[str, str, dict[str, str], str], building_id: int, finder: Any, *, since: datetime, at: datetime
) -> None:
    kind, words, answers, walk = one
    opened = work_actions.Opened(
        kind=kind, intake_key=f"demo-matter-{n}", building_ids=(building_id,), words=words, answers=answers
    )
    matter = work_actions.open_matter(opened=opened, by=finder, at=since)
    if matter.state != "opened" or matter.holder is None:
        return
    said: dict[str, Any] = {"number": matter.number, "by": matter.holder, "at": since + timedelta(days=1)}
    if matter.counterpart is not None:
        work_actions.add_step(
            side="community", what="入户征求意见，张贴公告", due_at=at + timedelta(days=3), key="demo-notice", **said
        )
    late = at - timedelta(days=1) if walk == "talk" else at + timedelta(days=5)
    work_actions.add_step(side="power", what="现场复核，给出方案图", due_at=late, key="demo-plan", **said)
    _walk(walk, said, since=since)


def _walk(walk: str, said: dict[str, Any], *, since: datetime) -> None:
    day = since.date()
    if walk in ("talk", "stuck", "agreed"):
        work_actions.record_meeting(
            held_at=since + timedelta(hours=8),
            place="居委会会议室",
            people="物业、居民代表、供电",
            result="先看现场，再定位置。",
            key="demo",
            **said,
        )
    agreed: dict[str, Any] = {
        "one_side": "utility",
        "other_side": "residents",
        "starts_on": day,
        "words": "白天施工，完工后恢复原样。",
    }
    if walk == "stuck":
        work_actions.block_matter(words="业主代表两次没有到场。", **said)
    elif walk == "agreed":
        work_actions.agree_matter(**agreed, **said)
    elif walk in ("before", "closed", "act"):
        _tree(walk, agreed, said)


def _tree(walk: str, agreed: dict[str, Any], said: dict[str, Any]) -> None:
    near: dict[str, Any] = {"kilovolts": Decimal(10), "metres": Decimal("1.5"), "vertical_metres": Decimal(1)}
    if walk == "act":
        work_actions.assess_tree(kilovolts=Decimal(10), metres=Decimal(6), danger=True, **said)
        work_actions.act_matter(words="先锯断枝，恢复送电。", **said)
        return
    work_actions.assess_tree(planted="before" if walk == "before" else "after", **near, **said)
    day = agreed["starts_on"]
    work_actions.record_consent(consent="asked" if walk == "before" else "given", how="paper", on=day, **said)
    if walk == "before":
        return
    work_actions.agree_matter(**agreed | {"other_side": "owner", "words": "周末统一修剪。"}, **said)
    work_actions.start_matter(**said)
    work_actions.finish_matter(words="已修剪，留足三米。", **said)


def _project(n: int, building_ids: list[int], *, since: datetime, at: datetime) -> None:
    kind, name, meters = PROJECTS[n]
    found = coverage_queries.responsible_for_building(building_ids[0], at=since)
    leader = found.power.leader if found is not None and found.power is not None else None
    by = people_queries.person_by_id(leader.user_id) if leader is not None else None
    if found is None or by is None:
        return
    day = since.date()
    plans = [
        work_actions.BuildingPlan(
            building_id=one, meters=meters, starts_on=day, ends_on=day + timedelta(days=40 + 5 * place)
        )
        for place, one in enumerate(building_ids)
    ]
    opened = work_actions.Opened(kind=kind, intake_key=f"demo-project-{n}", title=f"{found.label}{name}{MARK}")
    project = work_actions.make_project(opened=opened, buildings=plans, by=by, at=since)
    if project.state != "planned":
        return
    said: dict[str, Any] = {"number": project.number, "by": by, "at": since + timedelta(days=1)}
    work_actions.announce_project(**said)
    work_actions.add_step(
        family="project", side="community", what="贴公告，安排开门", due_at=at + timedelta(days=4), key="demo", **said
    )
    if n == 0:
        _build(project, said)


def _build(project: Any, said: dict[str, Any]) -> None:
    work_actions.start_project(**said)
    first = project_queries.buildings_of(project)[0]
    for stage in first.stages[:3]:
        work_actions.finish_stage(stage_id=stage.pk, **said)
    work_actions.count_meters(building_id=first.id, done=first.standing.meters * 3 // 4, **said)
    work_actions.praise_project(words="换表师傅干活利索，谢谢。", **said)
