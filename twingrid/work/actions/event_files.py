"""Events of a file, one after another: what can be taken over is, what cannot is told with its line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from twingrid.kit.refusals import Turned
from twingrid.people.models import User
from twingrid.people.shapes import checked
from twingrid.work.actions.exchange import receive_event, return_event
from twingrid.work.actions.orders import take_move
from twingrid.work.rules.shapes import EventIn, MoveIn, PlatformMove, PlatformReturn, ReturnIn


@dataclass(slots=True)
class Taken:
    """What became of a file: new requests, events known already, returns, moves, refused ones as (line, sentence)."""

    fresh: int = 0
    known: int = 0
    returned: int = 0
    moved: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def receive_events(*, rows: Sequence[tuple[int, Any]], system: str, by: User, at: datetime) -> Taken:
    """Take the events of a file over (line, row), each in a transaction of its own. `by` is the user of the key.

    A row with a `return_no` returns our answer and opens the request again. Safe to repeat: a number that came before
    is counted as known, a return that came before changes nothing.
    """
    taken = Taken()
    for line, row in rows:
        try:
            with transaction.atomic():
                _take(row, taken, system=system, by=by, at=at)
        except Turned as turned:
            taken.refused.append((line, turned.sentence))
    return taken


def _take(row: Any, taken: Taken, *, system: str, by: User, at: datetime) -> None:
    if isinstance(row, dict) and "return_no" in row:
        back = checked(PlatformReturn, row)
        given = ReturnIn(return_no=back.return_no, reason=back.reason)
        return_event(system=system, number=back.number, given=given, by=by, at=at)
        taken.returned += 1
        return
    if isinstance(row, dict) and "move" in row:
        move = checked(PlatformMove, row)
        take_move(system=system, number=move.number, given=MoveIn(**move.model_dump(exclude={"number"})), by=by, at=at)
        taken.moved += 1
        return
    found = receive_event(event=checked(EventIn, row), system=system, by=by, at=at)
    taken.fresh += found.fresh
    taken.known += not found.fresh
