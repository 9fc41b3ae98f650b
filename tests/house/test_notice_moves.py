"""Every state × move × role of a notice, walked through the real actions, against notice_moves.csv.

The dispatcher is its author, who never approves it. A cell is the state afterwards (the same state: a harmless
repeat), or the refusal: 403 this role may not, 409 the move is not open.
"""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.house.test_outage_moves import PEOPLE
from twingrid.kit.refusals import Turned
from twingrid.notices.actions import composing, releasing
from twingrid.notices.states import NOTICE_MOVES, NoticeState
from twingrid.notices.tests.composer import *  # noqa: F403 - fixtures

TABLE = Path(__file__).with_name("notice_moves.csv")
PATH_TO: dict[str, tuple[str, ...]] = {
    "draft": (),
    "submitted": ("submit",),
    "approved": ("submit", "approve"),
    "published": ("submit", "approve", "publish"),
    "cancelled": ("cancel",),
    "over": ("submit", "approve", "publish", "end"),
}
with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def _ways(number: str, at: Any) -> dict[str, Callable[[Any], Any]]:
    given: dict[str, Any] = {"number": number, "at": at}
    return {
        "submit": lambda by: releasing.submit_notice(by=by, **given),
        "send_back": lambda by: releasing.send_back_notice(by=by, **given),
        "approve": lambda by: releasing.approve_notice(by=by, **given),
        "publish": lambda by: releasing.publish_notice(by=by, **given),
        "correct": lambda by: composing.correct_notice(what="改时间", by=by, **given),
        "cancel": lambda by: releasing.cancel_notice(why="改期", by=by, **given),
        "end": lambda by: releasing.end_notice(by=by, **given),
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
        (str(state), move.name) for state in NoticeState for move in NOTICE_MOVES
    ]


@pytest.mark.parametrize("state", [str(state) for state in NoticeState])
def test_every_move_by_every_role(cast: Any, at: Any, write: Any, state: str) -> None:
    notice = write("paper")
    for step in PATH_TO[state]:
        _ways(notice.number, at)[step](cast.zhou if step == "submit" else cast.sun)
    notice.refresh_from_db()
    assert notice.state == state
    wrong = {
        f"{row['move']} {role}": f"{found}, not {row[role]}"
        for row in ROWS
        if row["state"] == state
        for role, who in PEOPLE.items()
        if (found := _answer(lambda row=row, who=who: _ways(notice.number, at)[row["move"]](cast.people[who])))
        != row[role]
    }
    assert not wrong
