"""What a stand-in has received, and how often somebody may call it."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Received:
    """One call: `code` is what was answered ("0" or OK: taken)."""

    vendor: str
    account: str
    code: str
    taken: bool
    text: str = ""
    address: str = ""
    key: str = ""
    at: float = 0.0


@dataclass
class Ledger:
    """Everything that was received, in order; shared by all stand-ins of a process. `speed` hastens their clock: with
    60, a minute of theirs is a second. `tell` hears of every call; `most` rows are kept (None: all)."""

    speed: float = 1.0
    rows: list[Received] = field(default_factory=list)
    tell: Callable[[Received], None] = lambda row: None
    most: int | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)

    def now(self) -> float:
        """Seconds of the stand-ins' clock."""
        return time.monotonic() * self.speed

    def note(self, row: Received) -> Received:
        """Write a call down."""
        with self.lock:
            self.rows.append(row)
            if self.most is not None:
                del self.rows[: -self.most]
            self.tell(row)
        return row

    def taken(self, vendor: str = "") -> list[Received]:
        """What was taken, oldest first."""
        with self.lock:
            return [row for row in self.rows if row.taken and vendor in ("", row.vendor)]

    def codes(self) -> list[str]:
        """What was answered, oldest first."""
        with self.lock:
            return [row.code for row in self.rows]


class Window:
    """At most `limit` in any `seconds` for each name; a call over the limit is not counted."""

    def __init__(self, limit: int, seconds: float) -> None:
        self.limit, self.seconds = limit, seconds
        self.calls: dict[str, deque[float]] = defaultdict(deque)

    def allows(self, name: str, now: float) -> bool:
        """Count a call, unless it is one too many."""
        calls = self.calls[name]
        while calls and calls[0] <= now - self.seconds:
            calls.popleft()
        if len(calls) >= self.limit:
            return False
        calls.append(now)
        return True
