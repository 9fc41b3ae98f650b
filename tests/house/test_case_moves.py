"""Every state × move × role of a matter, a project, a joint case and its leg, walked, against their tables.

A cell is the state afterwards (the same state: a harmless repeat), or the refusal: 403 this role may not, 404 this
person does not see it, 409 the move is not open. The matter is a tree outside the zone and in danger, so that acting
first is lawful.
"""

import csv
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.house.scene import companies, joint
from tests.house.test_hazard_moves import PEOPLE, _answer
from tests.house.test_stories import actions_of, bases
from twingrid.work import actions, states

PARTNERS = {"partner": "water", "other_partner": "gas"}
Path_to = dict[str, tuple[tuple[str, str], ...]]
MATTER: Path_to = {
    "opened": (),
    "in_talks": (("talk", "han"),),
    "agreed": (("agree", "han"),),
    "doing": (("agree", "han"), ("start", "han")),
    "done": (("agree", "han"), ("start", "han"), ("finish", "han")),
    "closed": (("agree", "han"), ("start", "han"), ("finish", "han"), ("close", "sun")),
    "stuck": (("block", "han"),),
    "cancelled": (("cancel", "sun"),),
}
PROJECT: Path_to = {
    "planned": (),
    "announced": (("announce", "sun"),),
    "running": (("start", "sun"),),
    "paused": (("start", "sun"), ("pause", "sun")),
    "done": (("start", "sun"), ("finish", "sun")),
    "closed": (("start", "sun"), ("finish", "sun"), ("close", "lead")),
    "cancelled": (("cancel", "sun"),),
}
# The water company has its leg; the gas company's comes beside it, so that refusing one leaves the other.
LEG: Path_to = {
    "sent": (),
    "accepted": (("accept", "water"),),
    "doing": (("accept", "water"), ("start", "water")),
    "done": (("accept", "water"), ("finish", "water")),
    "refused": (("refuse", "water"),),
    "cancelled": (("cancel", "clerk"),),
}
JOINT: Path_to = {
    "opened": (),
    "partly": (("water_done", "water"), ("gas_refused", "gas")),
    "done": (("water_done", "water"), ("gas_done", "gas")),
    "closed": (("water_done", "water"), ("gas_done", "gas"), ("close", "clerk")),
    "cancelled": (("cancel", "clerk"),),
}
TABLES: dict[str, tuple[Path_to, Any, Any, Any]] = {
    "matter": (MATTER, states.MatterState, states.MATTER_MOVES, states.MATTER_EVENTS),
    "project": (PROJECT, states.ProjectState, states.PROJECT_MOVES, states.PROJECT_EVENTS),
    "leg": (LEG, states.LegState, states.LEG_MOVES, states.LEG_EVENTS),
    "joint": (JOINT, states.JointState, states.JOINT_MOVES, states.JOINT_EVENTS),
}


def rows_of(family: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(f"{family}_moves.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("family", TABLES)
def test_the_table_has_every_state_and_move(family: str) -> None:
    _paths, every, moves, events = TABLES[family]
    names = list(dict.fromkeys(move.name for move in moves))
    assert [(row["state"], row["move"]) for row in rows_of(family)] == [(str(s), n) for s in every for n in names]
    functions = actions_of("work")
    assert set(events) == set(names)
    for name, event in events.items():
        assert name in bases(event.split(".")[2])
        assert f"{name}_{family}" in functions


def _matter(cast: Any, at: Any) -> dict[str, Callable[[Any], Any]]:
    opened = actions.Opened(kind="tree_matter", building_ids=(cast.home.pk,), intake_key="table")
    number = actions.open_matter(opened=opened, by=cast.han, at=at).number
    far = {"kilovolts": Decimal(10), "metres": Decimal(8), "danger": True}
    actions.assess_tree(number=number, **far, by=cast.han, at=at)
    agreed = {"one_side": "utility", "other_side": "owner", "words": "周末修剪", "starts_on": at.date()}
    given: dict[str, dict[str, Any]] = {"agree": agreed}
    return _ways("matter", number, states.MATTER_EVENTS, given, at)


def _project(cast: Any, at: Any) -> dict[str, Callable[[Any], Any]]:
    day = at.date()
    plan = actions.BuildingPlan(building_id=cast.home.pk, starts_on=day, ends_on=day)
    opened = actions.Opened(kind="network_project", title="换线", intake_key="table")
    project = actions.make_project(opened=opened, buildings=(plan,), by=cast.sun, at=at)
    project.buildings.get().stages.update(done_at=at)
    return _ways("project", project.number, states.PROJECT_EVENTS, {}, at)


def _ways(
    family: str, number: str, names: Sequence[str] | Any, given: dict[str, dict[str, Any]], at: Any
) -> dict[str, Callable[[Any], Any]]:
    def way(name: str) -> Callable[[Any], Any]:
        act = getattr(actions, f"{name}_{family}")
        return lambda by: act(number=number, by=by, at=at, **given.get(name, {"words": "原因"}))

    return {name: way(name) for name in names}


def _leg(cast: Any, at: Any) -> dict[str, Callable[[Any], Any]]:
    companies(cast, at)
    given: dict[str, Any] = {"number": joint(cast, at).number, "company": "water", "at": at}

    def way(name: str) -> Callable[[Any], Any]:
        more = {} if name == "accept" else {"words": "原因"}
        return lambda by: getattr(actions, f"{name}_leg")(by=by, **given, **more)

    return {name: way(name) for name in states.LEG_EVENTS}


def _joint(cast: Any, at: Any) -> dict[str, Callable[[Any], Any]]:
    companies(cast, at)
    number = joint(cast, at).number

    def answered(company: str, name: str) -> Callable[[Any], Any]:
        leg: dict[str, Any] = {"number": number, "company": company, "at": at}
        act = getattr(actions, f"{name}_leg")
        return lambda by: (name == "finish" and actions.accept_leg(by=by, **leg), act(by=by, words="好了", **leg))

    ways = _ways("joint", number, states.JOINT_EVENTS, {}, at)
    ways |= {"water_done": answered("water", "finish"), "gas_done": answered("gas", "finish")}
    return ways | {"gas_refused": answered("gas", "refuse")}


MAKE: dict[str, Callable[[Any, Any], dict[str, Callable[[Any], Any]]]] = {
    "matter": _matter,
    "project": _project,
    "leg": _leg,
    "joint": _joint,
}


@pytest.mark.django_db
@pytest.mark.parametrize("family", TABLES)
def test_every_move_answers_every_role_as_the_table_says(cast: Any, at: Any, family: str) -> None:
    wrong, table = [], rows_of(family)
    for state, path in TABLES[family][0].items():
        with transaction.atomic():
            ways = MAKE[family](cast, at)
            for move, who in path:
                ways[move](cast.people[who])
            for row in (row for row in table if row["state"] == state):
                for role, who in {**PEOPLE, **(PARTNERS if "partner" in row else {})}.items():
                    said = _answer(lambda ways=ways, move=row["move"], who=who: ways[move](cast.people[who]))
                    if said != row[role]:
                        wrong.append(f"{state} {row['move']} {role}: {said}, the table says {row[role]}")
            transaction.set_rollback(True)
    assert wrong == []
