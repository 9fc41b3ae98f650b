"""Events of a file, one after another: what can be taken over is, what cannot is told with its line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from twingrid.kit.refusals import Turned
from twingrid.people.models import User
from twingrid.people.shapes import checked
from twingrid.work.actions.exchange import receive_event
from twingrid.work.rules.shapes import EventIn


@dataclass(slots=True)
class Taken:
    """What became of a file: new requests, events known already, and the refused ones as (line, sentence)."""

    fresh: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def receive_events(*, rows: Sequence[tuple[int, Any]], system: str, by: User, at: datetime) -> Taken:
    """Take the events of a file over (line, row), each in a transaction of its own. `by` is the user of the key.

    Safe to repeat: a number that came before is counted as known.
    """
    taken = Taken()
    for line, row in rows:
        try:
            with transaction.atomic():
                found = receive_event(event=checked(EventIn, row), system=system, by=by, at=at)
        except Turned as turned:
            taken.refused.append((line, turned.sentence))
        else:
            taken.fresh += found.fresh
            taken.known += not found.fresh
    return taken
