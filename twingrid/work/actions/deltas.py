"""What became of deliveries of files."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.models import DataDelta, DeltaState
from twingrid.work.permissions import WorkPermission as May


@transaction.atomic
def keep_delta(
    *, digest: str, source: str, state: str, report: dict[str, Any], at: datetime, decided: bool = False
) -> None:
    """Keep the report of a delivery. One that still waited is dropped: the new one was computed on what is there now.

    `decided`: a person said that it may move more than the limit.
    """
    open_ones = DataDelta.objects.filter(state__in=(DeltaState.WAITING, DeltaState.APPROVED))
    approved = open_ones.filter(digest=digest, state=DeltaState.APPROVED).first() if decided else None
    open_ones.update(state=DeltaState.DROPPED)
    row = DataDelta.objects.create(
        digest=digest,
        source=source[:200],
        state=state,
        report=report,
        at=at,
        decided_at=at if decided else None,
        decided_by=approved.decided_by if approved else None,
    )
    facts: dict[str, Any] = {
        key: report[key] for key in ("moved", "gone", "new", "postings_ended", "percent") if key in report
    }
    journal_actions.record("work.delta.kept", row, by=None, at=at, facts={"state": state, **facts})


@transaction.atomic
def approve_delta(*, delta_id: int, by: User, at: datetime) -> DataDelta:
    """A person's word that a waiting delivery may move more than the limit; a job takes it over. Safe to repeat."""
    row = _locked(delta_id, by=by, at=at)
    if row.state == DeltaState.APPROVED:
        return row
    _decide(row, DeltaState.APPROVED, by=by, at=at)
    journal_actions.record("work.delta.approved", row, by=by, at=at)
    return row


@transaction.atomic
def refuse_delta(*, delta_id: int, by: User, at: datetime) -> DataDelta:
    """A person's word that a waiting delivery is not taken over. Safe to repeat."""
    row = _locked(delta_id, by=by, at=at)
    if row.state == DeltaState.REFUSED:
        return row
    _decide(row, DeltaState.REFUSED, by=by, at=at)
    journal_actions.record("work.delta.refused", row, by=by, at=at)
    return row


def _locked(delta_id: int, *, by: User, at: datetime) -> DataDelta:
    people_queries.require(by, May.DELTA_DECIDE, at=at)
    row = DataDelta.objects.select_for_update(of=("self",)).filter(pk=delta_id).first()
    if row is None:
        raise NotFound(_("There is no such delivery. Open the list again."))
    return row


def _decide(row: DataDelta, state: DeltaState, *, by: User, at: datetime) -> None:
    if row.state != DeltaState.WAITING:
        raise Refused(_("This delivery waits for nobody any more. Open the list again."))
    row.state, row.decided_by, row.decided_at = state, by, at
    row.save(update_fields=("state", "decided_by", "decided_at"))
