"""How patiently we speak with another system, and what becomes of each of its answers. Knows no Django."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

# Minutes before the second, third … attempt; after the last one a person is asked.
WAITS = (1, 2, 5, 15, 60, 240, 720)
# A send under way for longer belongs to a process that died: a call takes 30 seconds at most.
LEASE = timedelta(minutes=3)
LONGEST_WAIT = timedelta(hours=12)
# Of what the community side may say either they or we are master; the power side is always ours.
FIELDS = ("community_grids", "community_workers", "duty_numbers")


class Outcome(StrEnum):
    """What one attempt came to."""

    SENT = "sent"
    AGAIN = "again"
    REFUSED = "refused"
    IN_DOUBT = "in_doubt"


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt: its outcome, the number of the answer (0: none), and how long they ask us to wait."""

    outcome: Outcome
    code: int = 0
    wait: timedelta | None = None
    why: str = ""


def judged(status: int, *, wait: timedelta | None) -> Attempt:
    """What a complete answer means: 2xx taken; 408, 429 and 5xx nothing kept, so again; everything else refused."""
    if 200 <= status < 300:
        return Attempt(Outcome.SENT, status)
    if status in {408, 429} or status >= 500:
        return Attempt(Outcome.AGAIN, status, wait)
    return Attempt(Outcome.REFUSED, status)


def next_wait(tries: int, *, asked: timedelta | None = None) -> timedelta | None:
    """How long to wait after the attempt number `tries` (from 1), at least as long as they ask; None: no more."""
    if tries > len(WAITS):
        return None
    own = timedelta(minutes=WAITS[tries - 1])
    return min(max(own, asked or own), max(LONGEST_WAIT, own))
