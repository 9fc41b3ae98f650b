"""An exception that a leader asks for, and what the administrator makes of it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.coverage import placing
from twingrid.coverage.actions.overrides import check_override, grant_override
from twingrid.coverage.choices import ProposalState
from twingrid.coverage.models import Override, OverrideProposal
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory import queries as territory_queries


@transaction.atomic
def propose_override(
    *,
    building_id: int,
    unit: str,
    room: str,
    partition: str,
    area_id: int,
    reason: str,
    since: date,
    until: date | None,
    by: User,
    at: datetime,
) -> OverrideProposal:
    """Ask that premises be served by another area; a leader of either area may. Safe to repeat.

    Nothing changes until somebody grants it. Raises `BadInput` for what cannot be.
    """
    people_queries.require(by, May.OVERRIDE_PROPOSE, at=at)
    said: dict[str, Any] = {
        "building_id": building_id,
        "unit": unit,
        "room": room,
        "partition": partition,
        "area_id": area_id,
    }
    asked = {"reason": reason.strip(), "until": until}
    check_override(**said, reason=reason, since=since, until=until, at=at)
    places = territory_queries.places_of([building_id])
    lies_in = placing.of_buildings(places, on=clock.today(at)).get(building_id, ())
    people_queries.require(by, May.OVERRIDE_PROPOSE, at=at, areas=[area_id, *lies_in])
    made: OverrideProposal
    made, fresh = OverrideProposal.objects.get_or_create(
        **said,
        since=since,
        state=ProposalState.PROPOSED,
        defaults={**asked, "proposed_by": by, "proposed_at": at},
    )
    if fresh:
        _record("coverage.override.proposed", made, by=by, at=at)
    return made


@transaction.atomic
def grant_proposed_override(*, proposal_id: int, by: User, at: datetime) -> Override:
    """Let it be as proposed, from the day that was asked for or from today if that has passed. Safe to repeat."""
    people_queries.require(by, May.OVERRIDE_GRANT, at=at)
    known = _locked(proposal_id)
    if known.state == ProposalState.REFUSED:
        raise Refused(_("This proposal was refused already. Grant the exception by the form instead."))
    since = max(known.since, clock.today(at)) if known.state == ProposalState.PROPOSED else known.since
    if known.state == ProposalState.GRANTED:
        made: Override | None = Override.objects.filter(
            building_id=known.building_id, unit=known.unit, room=known.room, partition=known.partition, valid_from=since
        ).first()
        if made is not None:
            return made
        raise Refused(_("This was granted and has ended since. Grant the exception by the form instead."))
    if known.until is not None and known.until <= since:
        raise BadInput(_("The days of this proposal are over. Refuse it."))
    granted = grant_override(
        building_id=known.building_id,
        unit=known.unit,
        room=known.room,
        partition=known.partition,
        area_id=known.area_id,
        reason=known.reason,
        since=since,
        until=known.until,
        by=by,
        at=at,
    )
    known.since = since
    _decide(known, ProposalState.GRANTED, by=by, at=at)
    return granted


@transaction.atomic
def refuse_override(*, proposal_id: int, answer: str, by: User, at: datetime) -> OverrideProposal:
    """Refuse a proposal and say why: the leader who asked reads it. Safe to repeat."""
    people_queries.require(by, May.OVERRIDE_REFUSE, at=at)
    known = _locked(proposal_id)
    if known.state == ProposalState.GRANTED:
        raise Refused(_("This exception was granted already. End it in the list above."))
    if known.state == ProposalState.REFUSED:
        return known
    if not answer.strip():
        raise BadInput(_("Write why, so that the leader understands it."), field="answer")
    known.answer = answer.strip()[:120]
    _decide(known, ProposalState.REFUSED, by=by, at=at)
    _record("coverage.override.refused", known, by=by, at=at)
    return known


def _locked(proposal_id: int) -> OverrideProposal:
    row: OverrideProposal | None = (
        OverrideProposal.objects.select_for_update(of=("self",)).filter(pk=proposal_id).first()
    )
    if row is None:
        raise NotFound(_("There is no such proposal. Open the list again."))
    return row


def _decide(known: OverrideProposal, state: ProposalState, *, by: User, at: datetime) -> None:
    known.state, known.decided_by, known.decided_at = state, by, at
    known.save(update_fields=("state", "since", "decided_by", "decided_at", "answer"))


def _record(name: str, row: OverrideProposal, *, by: User, at: datetime) -> None:
    facts = {"building": row.building_id, "partition": row.partition, "area": row.area_id, "since": str(row.since)}
    journal_actions.record(name, row, by=by, at=at, facts=facts)
