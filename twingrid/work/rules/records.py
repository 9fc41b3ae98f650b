"""The numbers of one matter: how far each is, and which deadline leads. Knows no Django."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

HOTLINE = "12345"
NATIONAL = "95598"
DIRECT = "direct"
ANSWERED = (HOTLINE, NATIONAL)
"""Systems that are answered in words of their own, and that close their orders themselves."""


class Stand(StrEnum):
    """How far one number is. Handled is not closed: only its own system closes it."""

    OPEN = "open"
    HANDLED = "handled"
    REPLIED = "replied"
    CLOSED = "closed"


def stand_of(state: str, *, closed: bool, replied: bool) -> Stand:
    """How far a number is whose request is in `state`."""
    if closed:
        return Stand.CLOSED
    if replied:
        return Stand.REPLIED
    return Stand.HANDLED if state in ("resolved", "closed") else Stand.OPEN


def leading(deadlines: Iterable[datetime | None]) -> datetime | None:
    """The earliest of the deadlines of one matter; None when none is printed."""
    return min((one for one in deadlines if one is not None), default=None)
