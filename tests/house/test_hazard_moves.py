"""Every state × move × role of a hazard, walked through the real actions, against hazard_moves.csv.

A cell is the state afterwards (the same state: a harmless repeat), or the refusal: 403 this role may not, 404 this
person does not see it, 409 the move is not open. The holder has removed it, so another person has to look again.
"""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.house.test_stories import actions_of, bases
from twingrid.kit.refusals import Turned
from twingrid.work import actions
from twingrid.work.states import HAZARD_EVENTS, HAZARD_MOVES, HazardState

TABLE = Path(__file__).with_name("hazard_moves.csv")
PEOPLE = {
    "holder": "han",
    "stranger": "ding",
    "leader": "sun",
    "lead": "lead",
    "dispatcher": "zhou",
    "clerk": "clerk",
    "community": "qiao",
    "manager": "manager",
    "admin": "admin",
}
PATH_TO: dict[str, tuple[tuple[str, str], ...]] = {
    "found": (),
    "notified": (("notify", "han"),),
    "removed": (("notify", "han"), ("remove", "han")),
    "inspected": (("remove", "han"), ("pass", "sun")),
    "cancelled": (("cancel", "sun"),),
}
with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def _ways(number: str, at: Any) -> dict[str, Callable[[Any], Any]]:
    return {
        "grade": lambda by: actions.grade_hazard(number=number, grade="critical", side="property", by=by, at=at),
        "notify": lambda by: actions.notify_hazard(number=number, how="paper", by=by, at=at),
        "remove": lambda by: actions.remove_hazard(number=number, words="换了新线", by=by, at=at),
        "pass": lambda by: actions.pass_hazard(number=number, by=by, at=at),
        "fail": lambda by: actions.fail_hazard(number=number, words="还露着", by=by, at=at),
        "cancel": lambda by: actions.cancel_hazard(number=number, words="不是隐患", by=by, at=at),
    }


def _answer(act: Callable[[], Any]) -> str:
    try:
        with transaction.atomic():
            state = str(act().state)
            transaction.set_rollback(True)
    except Turned as refusal:
        return str(refusal.status) if len(refusal.sentence) > 10 else "a refusal that does not tell what to do"
    return state


def test_the_table_has_every_state_and_move() -> None:
    assert [(row["state"], row["move"]) for row in ROWS] == [
        (str(state), name) for state in HazardState for name in dict.fromkeys(move.name for move in HAZARD_MOVES)
    ]


def test_every_move_has_its_event_and_action() -> None:
    functions = actions_of("work")
    assert set(HAZARD_EVENTS) == {move.name for move in HAZARD_MOVES}
    for name, event in HAZARD_EVENTS.items():
        assert name in bases(event.split(".")[2])
        assert f"{name}_hazard" in functions


@pytest.mark.django_db
@pytest.mark.parametrize("state", PATH_TO)
def test_every_move_answers_every_role_as_the_table_says(cast: Any, at: Any, state: str) -> None:
    found = actions.Found(kind="hazard_wiring", side="customer", building_id=cast.home.pk, intake_key="table")
    number = actions.find_hazard(found=found, by=cast.han, at=at).number
    ways = _ways(number, at)
    for move, who in PATH_TO[state]:
        ways[move](cast.people[who])
    wrong = []
    for row in (row for row in ROWS if row["state"] == state):
        for role, who in PEOPLE.items():
            said = _answer(lambda move=row["move"], who=who: ways[move](cast.people[who]))
            if said != row[role]:
                wrong.append(f"{state} {row['move']} {role}: {said}, the table says {row[role]}")
    assert wrong == []
