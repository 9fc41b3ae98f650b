"""Announcing, starting, revising, closing, cancelling. Each is safe to repeat."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput
from twingrid.outages.actions.make import check_estimate
from twingrid.outages.actions.steps import choice, lock, move, not_ahead, save
from twingrid.outages.choices import Boundary, Cause, Side, Why
from twingrid.outages.models import Estimate, Outage
from twingrid.outages.permissions import OutagePermission as May
from twingrid.outages.states import OutageState
from twingrid.people.models import User


@transaction.atomic
def announce_outage(*, number: str, by: User | None, at: datetime) -> Outage:
    """Let everybody know of an outage that is to come."""
    outage = lock(number, May.OUTAGE_ANNOUNCE, by=by, at=at)
    if outage.state == OutageState.ANNOUNCED:
        return outage
    move(outage, "announce")
    outage.announced_at = at
    save(outage, "announce", by=by, at=at)
    return outage


@transaction.atomic
def start_outage(*, number: str, by: User | None, at: datetime, started_at: datetime | None = None) -> Outage:
    """The electricity is off since `started_at` (now, if it is not said)."""
    outage = lock(number, May.OUTAGE_START, by=by, at=at)
    if outage.state == OutageState.STARTED:
        return outage
    move(outage, "start")
    outage.started_at = not_ahead(started_at or at, at=at, field="started_at")
    save(outage, "start", by=by, at=at)
    return outage


@transaction.atomic
def revise_outage(
    *, number: str, estimate_at: datetime, why: str, by: User | None, at: datetime, words: str = ""
) -> Outage:
    """Another estimate of when the electricity is back, with the reason; the former ones stay in the history."""
    outage = lock(number, May.OUTAGE_REVISE, by=by, at=at)
    choice(why, Why, field="why")
    if outage.estimate_at == estimate_at and outage.state != OutageState.DRAFT:
        return outage
    if why == Why.OTHER and not words.strip():
        raise BadInput(
            _("Please write the reason in a few words, so that it can be told to those who ask."), field="words"
        )
    check_estimate(estimate_at, after=outage.started_at or outage.starts_at)
    move(outage, "revise")
    before, outage.estimate_at = outage.estimate_at, estimate_at
    Estimate.objects.create(outage=outage, estimate_at=estimate_at, why=why, words=words.strip()[:200], by=by, at=at)
    facts = {"why": why, "before": before.isoformat() if before else None}
    save(outage, "revise", by=by, at=at, facts=facts, words=words)
    return outage


@transaction.atomic
def close_outage(
    *,
    number: str,
    cause: str,
    side: str,
    by: User | None,
    at: datetime,
    boundary: str = Boundary.INTERNAL.value,
    words: str = "",
) -> Outage:
    """Cause, side of the ownership boundary, and whether it counts as ours are known: nothing is open."""
    outage = lock(number, May.OUTAGE_CLOSE, by=by, at=at)
    if outage.state == OutageState.CLOSED:
        return outage
    choice(cause, Cause, field="cause")
    choice(side, Side, field="side")
    choice(boundary, Boundary, field="boundary")
    if not cause or not side:
        raise BadInput(_("Say what the cause was and on which side it lay."), field="side" if cause else "cause")
    move(outage, "close")
    outage.cause, outage.side, outage.boundary, outage.closed_at = cause, side, boundary, at
    facts = {"cause": cause, "side": side, "boundary": boundary}
    save(outage, "close", by=by, at=at, facts=facts, words=words)
    return outage


@transaction.atomic
def cancel_outage(*, number: str, words: str, by: User | None, at: datetime) -> Outage:
    """It does not take place, or was recorded by mistake: with the reason."""
    outage = lock(number, May.OUTAGE_CANCEL, by=by, at=at)
    if outage.state == OutageState.CANCELLED:
        return outage
    if not words.strip():
        raise BadInput(
            _("Please write the reason in a few words, so that it can be told to those who ask."), field="words"
        )
    was = outage.state
    move(outage, "cancel")
    outage.cancelled_at = at
    save(outage, "cancel", by=by, at=at, facts={"was": was}, words=words)
    return outage
