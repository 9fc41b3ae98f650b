"""Questions about deliveries of files."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from twingrid.work.models import DataDelta, DeltaState


@dataclass(frozen=True, slots=True)
class DeltaLine:
    """A delivery: where from, what became of it (`DeltaState`), and its report without personal data."""

    digest: str
    source: str
    state: str
    at: datetime
    report: dict[str, Any]
    id: int = 0
    decided_at: datetime | None = None
    decided_by: str = ""

    @property
    def state_words(self) -> str:
        """The state as people read it."""
        return str(DeltaState(self.state).label)

    @property
    def moves(self) -> bool:
        """Whether it was computed what would move."""
        return "percent" in self.report

    @property
    def summary(self) -> str:
        """The names of its files."""
        return ", ".join(self.report.get("files", {}))

    @property
    def files(self) -> list[tuple[str, int, int, str]]:
        """Each file with its rows, bad rows and what they change."""
        return [
            (
                name,
                file["rows"],
                file["bad_rows"],
                ", ".join(
                    f"{what} +{c['new']} ~{c['changed']} -{c['ended']}"
                    for what, c in file["changes"].items()
                    if any(c[key] for key in ("new", "changed", "ended"))
                ),
            )
            for name, file in self.report.get("files", {}).items()
        ]


DIGEST = 64  # hexadecimal digits of SHA-256
OPEN = (DeltaState.WAITING.value, DeltaState.APPROVED.value)


@dataclass(frozen=True, slots=True)
class Pushed:
    """A delivery that another system has pushed: its digest, "received" or its state, the report once there is one."""

    digest: str
    state: str
    report: dict[str, Any]
    fresh: bool = False


def room() -> Path:
    """Where pushed files of the present city lie until they are taken over: a folder for each, named by its digest."""
    return Path(settings.MEDIA_ROOT) / "deliveries" / str(getattr(connection, "schema_name", "public"))


def with_digest(digest: str) -> DeltaLine | None:
    """The last delivery with these contents."""
    row = DataDelta.objects.select_related("decided_by").filter(digest=digest).order_by("-at", "-id").first()
    return _line(row) if row is not None else None


def pushed(digest: str) -> Pushed | None:
    """How a pushed delivery stands; None for one that never came."""
    line = with_digest(digest)
    waits = digest.isalnum() and (room() / digest).is_dir()
    if waits and (line is None or line.state not in OPEN):
        return Pushed(digest, "received", {})
    return Pushed(digest, line.state, line.report) if line is not None else None


def rooms_to_take() -> list[Path]:
    """The folders of pushed deliveries that nobody has taken over yet, the oldest first."""
    here = room()
    folders = [one for one in here.iterdir() if len(one.name) == DIGEST] if here.is_dir() else []
    waiting = [one for one in folders if (found := pushed(one.name)) and found.state == "received"]
    return sorted(waiting, key=lambda one: one.stat().st_mtime)


def latest() -> DeltaLine | None:
    """The last delivery, or nothing."""
    return next(iter(deltas(limit=1)), None)


def deltas(*, limit: int = 50) -> list[DeltaLine]:
    """The last deliveries, newest first."""
    return [_line(row) for row in DataDelta.objects.select_related("decided_by").order_by("-at", "-id")[:limit]]


def delta(delta_id: int) -> DeltaLine | None:
    """One delivery by its number."""
    row = DataDelta.objects.select_related("decided_by").filter(pk=delta_id).first()
    return _line(row) if row is not None else None


def _line(row: DataDelta) -> DeltaLine:
    return DeltaLine(
        digest=row.digest,
        source=row.source,
        state=row.state,
        at=row.at,
        report=row.report,
        id=row.pk,
        decided_at=row.decided_at,
        decided_by=row.decided_by.name if row.decided_by else "",
    )
