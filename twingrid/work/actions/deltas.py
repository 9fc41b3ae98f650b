"""What became of deliveries of files."""

from datetime import datetime
from typing import Any

from django.db import transaction

from twingrid.journal import actions as journal_actions
from twingrid.work.models import DataDelta, DeltaState


@transaction.atomic
def keep_delta(
    *, digest: str, source: str, state: str, report: dict[str, Any], at: datetime, decided: bool = False
) -> None:
    """Keep the report of a delivery. One that still waited is dropped: the new one was computed on what is there now.

    `decided`: a person said that it may move more than the limit.
    """
    DataDelta.objects.filter(state=DeltaState.WAITING).update(state=DeltaState.DROPPED)
    row = DataDelta.objects.create(
        digest=digest, source=source[:200], state=state, report=report, at=at, decided_at=at if decided else None
    )
    facts: dict[str, Any] = {
        key: report[key] for key in ("moved", "gone", "new", "postings_ended", "percent") if key in report
    }
    journal_actions.record("work.delta.kept", row, by=None, at=at, facts={"state": state, **facts})
