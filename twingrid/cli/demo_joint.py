"""Joint cases of the demo: our own and three invented companies, and a family or shop at each stage."""

from datetime import datetime, timedelta
from typing import Any

from twingrid.people import queries as people_queries
from twingrid.people import unit_queries
from twingrid.people.queries import Person
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.states import TicketState

CLERK = "K1"
# Code, service, name, whoever answers for it, what it needs, working days.
COMPANIES: tuple[tuple[str, str, str, str, str, int], ...] = (
    ("water", "water", "自来水公司（演示）", "L1", "房产证或租房合同，水表读数。", 3),
    ("power", "power", "供电公司", "", "身份证，电表读数。", 2),
    ("gas", "gas", "燃气公司（演示）", "L2", "身份证，开通前要上门看管道。", 5),
    ("heat", "heat", "热力公司（演示）", "L3", "房产证，采暖面积。", 5),
)
# Kind, words, answers, who wants it, and what each company did: a (accepted), d (being done), f (done), r (refused).
CASES: tuple[tuple[str, str, dict[str, str], str, str], ...] = (
    ("move_in", "刚买的二手房，下周搬。", {"holds": "own"}, "住户甲", "water:f power:f gas:r heat:a"),
    ("move_in", "租房，房东已同意。", {"holds": "rented"}, "住户乙", "water:a power: gas:"),
    ("joint_connection", "临街新店开业。", {"use": "shop"}, "商户丙", "water:f power:f gas:f"),
    ("move_out", "月底搬走，要结清。", {}, "住户丁", "water:d power:a gas: heat:"),
    ("joint_repair", "厨房漏水，一插电就跳闸。", {}, "住户戊", "water: power:"),
)
ANSWERS = {"f": "已办好，从今天起用新户名。", "r": "户内燃气管道没有通过检查，请先整改再办。"}
STEPS = {"a": ("accept",), "d": ("accept", "start"), "f": ("accept", "finish"), "r": ("refuse",), "": ()}


def fill(*, at: datetime) -> None:
    """Enter the companies and take in joint cases where somebody asked for help before. Safe to repeat."""
    clerk = people_queries.person_by_employee_no(CLERK)
    if clerk is None:
        return
    people = _companies(at=at)
    lines = work_queries.found_lines(clerk, at=at, states=tuple(TicketState), limit=100, with_clocks=False)
    places = list(dict.fromkeys(line.building_id for line in lines if line.building_id))[20:]
    for n, (one, building_id) in enumerate(zip(CASES, places, strict=False)):
        _case(n, one, building_id, clerk, people, since=at - timedelta(days=9 if n == 1 else 1), at=at)


def _companies(*, at: datetime) -> dict[str, Person | None]:
    """Each company's person; None for our own."""
    units = {leaf.unit.name: leaf.unit.pk for leaf in unit_queries.unit_tree(on=at.date())}
    people: dict[str, Person | None] = {}
    for place, (code, service, name, number, needs, days) in enumerate(COMPANIES):
        unit_id = next((pk for unit, pk in units.items() if number and unit.endswith(name)), None)
        if number and unit_id is None:
            continue
        given = work_actions.CompanyIn(
            name=name, service=service, unit_id=unit_id, needs=needs, days=days, place=place * 10
        )
        work_actions.make_company(code=code, given=given, by=None, at=at)
        people[code] = people_queries.person_by_employee_no(number) if number else None
    return people


def _case(
    n: int,
    one: tuple[str, str, dict[str, str], str, str],
    building_id: int,
    clerk: Person,
    people: dict[str, Person | None],
    *,
    since: datetime,
    at: datetime,
) -> None:
    kind, words, answers, name, walks = one
    walk = {code: how for code, _colon, how in (part.partition(":") for part in walks.split()) if code in people}
    opened = work_actions.Opened(
        kind=kind, intake_key=f"demo-joint-{n}", building_ids=(building_id,), words=words, answers=answers
    )
    shares = ("name", "phone", "account", "answers")
    intake = work_actions.JointIntake(
        opened=opened,
        companies=dict.fromkeys(walk, ""),
        shares=dict.fromkeys(walk, shares),
        name=f"{name}（演示）",
    )
    case = work_actions.open_joint(intake=intake, by=clerk, at=since)
    if case.state != "opened" or case.legs.exclude(state="sent").exists():
        return
    for code, how in walk.items():
        by = people[code] or case.holder
        said: dict[str, Any] = {"number": case.number, "company": code, "by": by, "at": since + timedelta(hours=3)}
        for move in STEPS[how] if by is not None else ():
            more = {"words": ANSWERS[how]} if move in ("finish", "refuse") else {}
            getattr(work_actions, f"{move}_leg")(**said, **more)
