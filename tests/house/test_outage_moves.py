"""Every state × move × role of an outage, walked through the real actions, against outage_moves.csv.

A cell is the state afterwards (the same state: a harmless repeat), or the refusal: 403 this role may not, 409 the move
is not open.
"""

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.house.test_stories import actions_of, bases
from twingrid.kit.refusals import Turned
from twingrid.outages import actions
from twingrid.outages.states import EVENTS, OUTAGE_MOVES, OutageState
from twingrid.supply.models import Equipment

TABLE = Path(__file__).with_name("outage_moves.csv")
PEOPLE = {
    "worker": "han",
    "leader": "sun",
    "lead": "lead",
    "dispatcher": "zhou",
    "clerk": "clerk",
    "community": "qiao",
    "manager": "manager",
    "admin": "admin",
}
PATH_TO: dict[str, tuple[str, ...]] = {
    "draft": (),
    "announced": ("announce",),
    "started": ("announce", "start"),
    "restored": ("start", "restore"),
    "closed": ("start", "restore", "close"),
    "cancelled": ("cancel",),
}
with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def _ways(number: str, at: Any) -> dict[str, Callable[[Any], Any]]:
    closed = {"cause": "equipment", "side": "utility"}
    back = at + timedelta(hours=5)
    return {
        "announce": lambda by: actions.announce_outage(number=number, by=by, at=at),
        "start": lambda by: actions.start_outage(number=number, by=by, at=at),
        "revise": lambda by: actions.revise_outage(number=number, estimate_at=back, why="found", by=by, at=at),
        "restore": lambda by: actions.restore_outage(number=number, by=by, at=at),
        "close": lambda by: actions.close_outage(number=number, by=by, at=at, **closed),
        "cancel": lambda by: actions.cancel_outage(number=number, words="误录", by=by, at=at),
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
        (str(state), name) for state in OutageState for name in dict.fromkeys(move.name for move in OUTAGE_MOVES)
    ]


def test_every_move_has_its_event_and_action() -> None:
    functions = actions_of("outages")
    assert set(EVENTS) == {move.name for move in OUTAGE_MOVES}
    for name, event in EVENTS.items():
        assert name in bases(event.split(".")[2])
        assert f"{name}_outage" in functions


@pytest.mark.parametrize("state", [str(state) for state in OutageState])
def test_every_move_by_every_role(cast: Any, at: Any, state: str) -> None:
    top = Equipment.objects.get(kind="transformer").pk
    plan = actions.Plan(kind="fault", starts_at=at, estimate_at=at + timedelta(hours=2), equipment=[top])
    outage = actions.make_outage(plan=plan, by=cast.zhou, at=at)
    for step in PATH_TO[state]:
        _ways(outage.number, at)[step](cast.zhou)
    outage.refresh_from_db()
    assert outage.state == state
    later = at + timedelta(minutes=5)
    wrong = {
        f"{row['move']} {role}": f"{found}, not {row[role]}"
        for row in ROWS
        if row["state"] == state
        for role, who in PEOPLE.items()
        if (found := _answer(lambda row=row, who=who: _ways(outage.number, later)[row["move"]](cast.people[who])))
        != row[role]
    }
    assert not wrong
