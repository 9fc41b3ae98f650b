"""What the demo has found that is dangerous: hazards in every state, one whose day has passed, one found once more."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from twingrid.kit.refusals import Turned
from twingrid.people import queries as people_queries
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.states import TicketState

FINDER = "D1"
LEADERS = tuple(f"B{n:02d}" for n in range(1, 15))
COUNT = 24
# Kind, grade, side, what was seen, answers.
SEEN: tuple[tuple[str, str, str, str, dict[str, str]], ...] = (
    ("hazard_box", "critical", "utility", "表箱门掉了，电线露在外面。", {"state": "wires"}),
    ("hazard_charging", "serious", "customer", "三楼窗户拉线下来充电。", {}),
    ("hazard_wiring", "serious", "property", "楼道照明线老化，绝缘皮开裂。", {"where": "stairs"}),
    ("hazard_tree", "plain", "property", "香樟树枝快碰到架空线。", {"metres": "1", "owner": "estate"}),
    ("hazard_box", "plain", "property", "表箱锁坏了，关不上。", {"state": "open"}),
    ("hazard_wiring", "plain", "customer", "一楼门店私接插座。", {"where": "outside"}),
)
# What happened to each, one after the other; by days after it was found.
WALKS: tuple[tuple[str, ...], ...] = (
    (),
    ("notify",),
    ("notify", "remove"),
    ("notify", "remove", "pass"),
    ("remove", "pass"),
    ("notify", "remove", "fail"),
)


def fill(*, at: datetime) -> None:
    """Write hazards down where somebody asked for help before, and walk them on. Safe to repeat."""
    finder = people_queries.person_by_employee_no(FINDER)
    if finder is None:
        return
    lines = work_queries.found_lines(finder, at=at, states=tuple(TicketState), limit=400, with_clocks=False)
    places = list(dict.fromkeys(line.building_id for line in lines if line.building_id))[:COUNT]
    for n, building_id in enumerate(places):
        kind, grade, side, words, answers = SEEN[n % len(SEEN)]
        walk = WALKS[(n // 2) % len(WALKS)]
        # Two days only: the areas of every day that is asked for are read into memory.
        since = at - timedelta(days=9 if walk else 1, minutes=n)
        found = work_actions.Found(
            kind=kind,
            intake_key=f"demo-hazard-{n}",
            how=("patrol", "visit", "resident", "committee")[n % 4],
            grade=grade,
            side=side,
            building_id=building_id,
            words=words,
            answers=answers,
        )
        hazard = work_actions.find_hazard(found=found, by=finder, at=since)
        if hazard.state == "found" and hazard.holder is not None:
            _walk(hazard.number, walk, hazard.holder, since=since)


def _walk(number: str, walk: tuple[str, ...], holder: Any, *, since: datetime) -> None:
    for step, name in enumerate(walk, start=1):
        moment = since + timedelta(days=step)
        if name == "notify":
            work_actions.notify_hazard(number=number, how="paper", words="三日内整改。", by=holder, at=moment)
        elif name == "remove":
            work_actions.remove_hazard(number=number, words="已更换并试验合格。", by=holder, at=moment)
        else:
            _look_again(number, passed=name == "pass", at=moment)


def _look_again(number: str, *, passed: bool, at: datetime) -> None:
    """The first leader who may looks again; where nobody may, it waits for its second look."""
    for employee_no in LEADERS:
        leader = people_queries.person_by_employee_no(employee_no)
        if leader is None:
            continue
        with suppress(Turned):
            if passed:
                work_actions.pass_hazard(number=number, words="复查合格。", by=leader, at=at)
            else:
                work_actions.fail_hazard(number=number, words="接头仍发热。", by=leader, at=at)
            return
