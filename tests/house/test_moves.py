"""Every state × move × role, walked through the real actions, against a table written by hand (moves.csv).

A cell is the state afterwards (the same state: a harmless repeat), or the refusal: 403 this role may not, 404 this
person does not see it, 409 the move is not open. `-` means that the role has no way to take the move at all.
Flip a right in project/roles.py or a move in work/states.py, and this turns red.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from twingrid.kit.refusals import Turned
from twingrid.outages import actions as outage_actions
from twingrid.work import actions
from twingrid.work.models import Ticket
from twingrid.work.states import TICKET_MOVES, TicketState

TABLE = Path(__file__).with_name("moves.csv")
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
OUTCOME = {"outcome": "customer_side_courtesy", "finding": "switch"}
PATH_TO: dict[str, tuple[str, ...]] = {
    "new": (),
    "accepted": ("accept",),
    "on_the_way": ("accept", "depart"),
    "on_site": ("accept", "depart", "arrive"),
    "resolved": ("accept", "depart", "arrive", "resolve"),
    "closed": ("accept", "depart", "arrive", "resolve", "close"),
    "returned": ("accept", "return"),
    "cancelled": ("cancel",),
    "waiting": ("attach",),
}
BY_DESK = {"close", "cancel", "attach"}

with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def _outage(cast: Any, at: Any) -> str:
    """A fault at the building of the request."""
    plan = outage_actions.Plan(kind="fault", starts_at=at, buildings=[cast.home.pk], intake_key="of-the-table")
    outage = outage_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    return str(outage_actions.start_outage(number=outage.number, by=cast.zhou, at=at).number)


def _attach(cast: Any, number: str, by: Any, at: Any) -> Ticket:
    actions.attach_tickets(numbers=[number], outage=_outage(cast, at), by=by, at=at)
    return Ticket.objects.get(number=number)


def _staff(cast: Any, number: str, at: Any) -> dict[str, Callable[[Any], Any]]:
    return {
        "locate": lambda by: actions.locate_ticket(number=number, building_id=cast.buildings["4"].pk, by=by, at=at),
        "accept": lambda by: actions.accept_ticket(number=number, by=by, at=at),
        "depart": lambda by: actions.depart_for_ticket(number=number, by=by, at=at),
        "arrive": lambda by: actions.arrive_at_ticket(number=number, by=by, at=at),
        "answer": lambda by: actions.answer_ticket(number=number, outcome="answered", words="已解释", by=by, at=at),
        "resolve": lambda by: actions.resolve_ticket(number=number, by=by, at=at, **OUTCOME),
        "return": lambda by: actions.return_ticket(number=number, reason="不归我管", by=by, at=at),
        "reassign": lambda by: actions.reassign_ticket(number=number, to=cast.zhao.pk, by=by, at=at),
        "take_over": lambda by: actions.take_over_ticket(number=number, by=by, at=at),
        "pause": lambda by: actions.pause_ticket(number=number, reason="access", by=by, at=at),
        "resume": lambda by: actions.resume_ticket(number=number, by=by, at=at),
        "close": lambda by: actions.call_back_ticket(number=number, result="solved", by=by, at=at),
        "unclose": lambda by: actions.unclose_ticket(number=number, by=by, at=at),
        "reopen": lambda by: actions.reopen_ticket(number=number, reason="又坏了", by=by, at=at),
        "attach": lambda by: _attach(cast, number, by, at),
        "detach": lambda by: actions.detach_tickets(numbers=[number], by=by, at=at)[0],
        "cancel": lambda by: actions.cancel_ticket(number=number, reason="duplicate", words="重复", by=by, at=at),
        "separate": lambda by: actions.separate_ticket(number=number, by=by, at=at),
    }


def _resident(token: str, at: Any) -> dict[str, Callable[[], Any]]:
    return {
        "close": lambda: actions.rate_ticket(token=token, solved=True, at=at),
        "reopen": lambda: actions.rate_ticket(token=token, solved=False, at=at),
        "rate": lambda: actions.rate_ticket(token=token, stars=5, at=at),
    }


def _answer(act: Callable[[], Any]) -> str:
    """What taking the move leads to; nothing of it is kept."""
    try:
        with transaction.atomic():
            state = str(act().state)
            transaction.set_rollback(True)
    except Turned as refusal:
        return str(refusal.status) if len(refusal.sentence) > 10 else "a refusal that does not tell what to do"
    return state


def _tries(cast: Any, ticket: Ticket, at: Any) -> Iterator[tuple[str, str, str]]:
    """(move, role, answer) for every way to take a move from here."""
    for move, act in _staff(cast, ticket.number, at).items():
        for role, who in PEOPLE.items():
            yield move, role, _answer(lambda act=act, who=who: act(cast.people[who]))
    for move, act in _resident(ticket.token, at).items():
        yield move, "resident", _answer(act)


def test_the_table_has_every_state_and_move() -> None:
    assert {(row["state"], row["move"]) for row in ROWS} == {
        (str(state), move.name) for state in TicketState for move in TICKET_MOVES
    }
    assert len(ROWS) == len(TicketState) * len({move.name for move in TICKET_MOVES})


@pytest.mark.parametrize("state", [str(state) for state in TicketState])
def test_every_move_by_every_role(cast: Any, at: Any, state: str) -> None:
    report = actions.Report(channel="plate", kind="stairwell_light", building_id=cast.home.pk, phone="053100001234")
    ticket = actions.report_ticket(report=report, by=None, at=at)
    for step in PATH_TO[state]:
        _staff(cast, ticket.number, at)[step](cast.zhou if step in BY_DESK else cast.han)
    ticket.refresh_from_db()
    assert ticket.state == state
    expected = {
        (row["move"], role): row[role]
        for row in ROWS
        if row["state"] == state
        for role in (*PEOPLE, "resident")
        if row[role] != "-"
    }
    found = {(move, role): answer for move, role, answer in _tries(cast, ticket, at + timedelta(minutes=5))}
    assert set(found) == set(expected)
    wrong = {cell: f"{found[cell]}, not {expected[cell]}" for cell in expected if found[cell] != expected[cell]}
    assert not wrong
