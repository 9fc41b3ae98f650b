"""Proving that every history is reachable: each request's events are played again through the moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db import transaction

from twingrid.journal.models import Event
from twingrid.work.models import Ticket
from twingrid.work.rules.replay import Unreachable, replay


@dataclass(frozen=True, slots=True)
class ReplayCount:
    """How many requests and events were played, and what does not fit: (number, why)."""

    tickets: int
    events: int
    unreachable: tuple[tuple[str, str], ...]


@transaction.atomic
def replay_all() -> ReplayCount:
    """Replay the history of every request of the present city and compare the end with the request's state.

    A request without a history, and a history without its request, count as unreachable too.
    """
    tickets = {pk: (number, state) for pk, number, state in Ticket.objects.values_list("pk", "number", "state")}
    wrong: list[tuple[str, str]] = []
    seen, events = set(), 0
    for ticket_id, rows in groupby(_events(), key=itemgetter(0)):
        names = [name for _id, name in rows]
        events += len(names)
        seen.add(ticket_id)
        number, state = tickets.get(ticket_id, (f"#{ticket_id}", "nothing"))
        try:
            end = replay(names)
        except Unreachable as broken:
            wrong.append((number, str(broken)))
            continue
        if end != state:
            wrong.append((number, f"its events end in {end}, the request says {state}."))
    wrong += [(tickets[pk][0], "it has no events.") for pk in sorted(tickets.keys() - seen)]
    return ReplayCount(tickets=len(tickets), events=events, unreachable=tuple(wrong))


def _events() -> Iterator[tuple[int, str]]:
    rows = Event.objects.filter(subject_kind="work.ticket").order_by("subject_id", "at", "id")
    yield from rows.values_list("subject_id", "name").iterator(chunk_size=20_000)
