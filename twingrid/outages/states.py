"""The states of an outage, and the moves between them. No Django here.

A draft is known to staff only. An announced one is known to everybody and has not begun. A fault is usually entered
when it has begun already: it starts from the draft at once. Restored means everywhere; a part is a step, not a state.
"""

from enum import StrEnum

from twingrid.kit.machine import Move
from twingrid.outages.permissions import OutagePermission as May


class OutageState(StrEnum):
    """Where an outage stands."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    STARTED = "started"
    RESTORED = "restored"
    CLOSED = "closed"
    CANCELLED = "cancelled"


S = OutageState
INITIAL = (S.DRAFT,)
KNOWN = (S.ANNOUNCED, S.STARTED)
"""States in which it is offered to whoever asks about a place."""
UNFINISHED = (S.DRAFT, S.ANNOUNCED, S.STARTED)
"""States in which it is still to come or going on."""

OUTAGE_MOVES: tuple[Move[OutageState], ...] = (
    Move("announce", (S.DRAFT,), S.ANNOUNCED, May.OUTAGE_ANNOUNCE, "everybody may know of it now"),
    Move("start", (S.DRAFT, S.ANNOUNCED), S.STARTED, May.OUTAGE_START, "the electricity is off"),
    Move("revise", (S.ANNOUNCED,), S.ANNOUNCED, May.OUTAGE_REVISE, "another estimate, with the reason"),
    Move("revise", (S.STARTED,), S.STARTED, May.OUTAGE_REVISE, "another estimate, with the reason"),
    Move("restore", (S.STARTED,), S.RESTORED, May.OUTAGE_RESTORE, "the electricity is back everywhere"),
    Move("close", (S.RESTORED,), S.CLOSED, May.OUTAGE_CLOSE, "cause and side are known: nothing is open"),
    Move(
        "cancel",
        (S.DRAFT, S.ANNOUNCED, S.STARTED),
        S.CANCELLED,
        May.OUTAGE_CANCEL,
        "it does not take place, or was recorded by mistake",
    ),
)

EVENTS: dict[str, str] = {
    "announce": "outages.outage.announced",
    "start": "outages.outage.started",
    "revise": "outages.outage.revised",
    "restore": "outages.outage.restored",
    "close": "outages.outage.closed",
    "cancel": "outages.outage.cancelled",
}
"""The event that each move records; `outages.outage.made` starts every history, `outages.part.restored` is a step."""
