"""Playing a history again: every state of a request has to be reachable by its events."""

from collections.abc import Iterable

from twingrid.kit.machine import take
from twingrid.kit.refusals import Refused
from twingrid.work.states import INITIAL, MOVE_OF_EVENT, TICKET_MOVES, TicketState

REPORTED = "work.ticket.reported"


class Unreachable(Exception):
    """A history that the moves do not allow; the words say where it breaks."""


def replay(events: Iterable[str]) -> TicketState:
    """The state in which events (names, oldest first) leave a request. Raises `Unreachable`.

    Events that are no moves (remarks, photos, escalations) change nothing.
    """
    state: TicketState | None = None
    for name in events:
        if name == REPORTED:
            if state is not None:
                raise Unreachable("It is reported twice.")
            state = INITIAL[0]
            continue
        move = MOVE_OF_EVENT.get(name)
        if move is None:
            continue
        if state is None:
            raise Unreachable(f"{move} comes before it is reported.")
        try:
            state = take(TICKET_MOVES, move, state, sentence=f"{move} is not open from {state}.")
        except Refused as refused:
            raise Unreachable(refused.sentence) from refused
    if state is None:
        raise Unreachable("It is never reported.")
    return state


def is_first_contact(events: Iterable[str]) -> bool | None:
    """Whether a closed request was solved at first handling: never returned, handed on or reopened.

    A repeat within the city's days takes it away again later (`actions.note_repeat`). None for a caller whom the end
    of an outage answered: nobody handled the request, so it is neither a success nor a failure of first handling.
    """
    names = list(events)
    if "work.ticket.restored" in names and "work.ticket.reopened" not in names:
        return None
    spoiled = {"work.ticket.returned", "work.ticket.reassigned", "work.ticket.taken_over", "work.ticket.reopened"}
    return not spoiled.intersection(names)
