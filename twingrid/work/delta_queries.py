"""Questions about deliveries of files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from twingrid.work.models import DataDelta


@dataclass(frozen=True, slots=True)
class DeltaLine:
    """A delivery: where from, what became of it (`DeltaState`), and its report without personal data."""

    digest: str
    source: str
    state: str
    at: datetime
    report: dict[str, Any]


def latest() -> DeltaLine | None:
    """The last delivery, or nothing."""
    return next(iter(deltas(limit=1)), None)


def deltas(*, limit: int = 50) -> list[DeltaLine]:
    """The last deliveries, newest first."""
    return [
        DeltaLine(digest=row.digest, source=row.source, state=row.state, at=row.at, report=row.report)
        for row in DataDelta.objects.order_by("-at", "-id")[:limit]
    ]
