"""Outages of other systems, by their own numbers. Sending the same again changes nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit.refusals import NotFound
from twingrid.outages.actions.make import Plan, change_outage, known_outage, make_outage
from twingrid.outages.actions.moves import (
    announce_outage,
    cancel_outage,
    close_outage,
    revise_outage,
    start_outage,
)
from twingrid.outages.actions.places import Places, asked_by, resolve
from twingrid.outages.actions.restore import restore_outage, restore_part
from twingrid.outages.choices import Why
from twingrid.outages.models import Outage
from twingrid.outages.rules.shapes import CancelledIn, EstimateIn, OutageIn, OutageOut, RestoredIn
from twingrid.outages.states import UNFINISHED, OutageState
from twingrid.people.models import User


@transaction.atomic
def receive_outage(*, given: OutageIn, system: str, by: User | None, at: datetime) -> OutageOut:
    """Take an outage over by its number and bring it as far as it is told. What is over here stays as it is."""
    places = resolve(asked_by(given))
    plan = plan_of(given, system, places)
    known = known_outage(plan)
    if known is None:
        outage = make_outage(plan=plan, by=by, at=at)
        if given.synthetic:
            Outage.objects.filter(pk=outage.pk).update(synthetic=True)
    else:
        outage = _again(known, plan, by=by, at=at)
    return _told(_walk(outage, given, places, by=by, at=at), fresh=known is None)


@transaction.atomic
def receive_estimate(*, number: str, given: EstimateIn, system: str, by: User | None, at: datetime) -> OutageOut:
    """Another estimate for an outage of this system."""
    own = _own(number, system)
    return _told(
        revise_outage(number=own.number, estimate_at=given.estimate_at, why=given.why, words=given.words, by=by, at=at)
    )


@transaction.atomic
def receive_restored(*, number: str, given: RestoredIn, system: str, by: User | None, at: datetime) -> OutageOut:
    """Electricity is back, in a part or everywhere, for an outage of this system."""
    own = _own(number, system)
    places = resolve([(given.equipment, given.buildings)])
    if not given.equipment and not given.buildings:
        return _told(restore_outage(number=own.number, restored_at=given.restored_at, by=by, at=at))
    return _told(
        restore_part(
            number=own.number,
            equipment=places.equipment(given.equipment, given.buildings),
            buildings=places.buildings(given.buildings),
            restored_at=given.restored_at,
            by=by,
            at=at,
        )
    )


@transaction.atomic
def receive_cancelled(*, number: str, given: CancelledIn, system: str, by: User | None, at: datetime) -> OutageOut:
    """It does not take place: an outage of this system."""
    return _told(cancel_outage(number=_own(number, system).number, words=given.reason, by=by, at=at))


def _again(known: Outage, plan: Plan, *, by: User | None, at: datetime) -> Outage:
    """The plan once more: a change if it differs, a revision if only the estimate does."""
    if known.state not in UNFINISHED:
        return known
    same = ("kind", "starts_at", "title", "important", "cause", "side", "boundary")
    scope: set[tuple[int | None, int | None]] = set(
        known.scope.order_by("id").values_list("equipment_id", "building_id")
    )
    wanted: set[tuple[int | None, int | None]] = {(pk, None) for pk in plan.equipment} | {
        (None, pk) for pk in plan.buildings
    }
    if scope != wanted or any(getattr(known, name) != getattr(plan, name) for name in same):
        known = change_outage(number=known.number, plan=plan, by=by, at=at)
    moved = plan.estimate_at is not None and plan.estimate_at != known.estimate_at
    if moved and plan.estimate_at is not None and known.state != OutageState.DRAFT:
        said = _said_by(plan.system)
        return revise_outage(number=known.number, estimate_at=plan.estimate_at, why=Why.OTHER, words=said, by=by, at=at)
    return known


def _walk(outage: Outage, given: OutageIn, places: Places, *, by: User | None, at: datetime) -> Outage:
    """Take the moves that lead to the state that is told; those that are behind already are not taken again."""
    number, told = outage.number, OutageState(given.state)
    over = given.restored_at is not None or told in {OutageState.RESTORED, OutageState.CLOSED}
    begun = over or told == OutageState.STARTED or given.started_at is not None
    if told == OutageState.CANCELLED and outage.state in UNFINISHED:
        return cancel_outage(number=number, words=_said_by(outage.system), by=by, at=at)
    if outage.state == OutageState.DRAFT and told == OutageState.ANNOUNCED and not begun:
        return announce_outage(number=number, by=by, at=at)
    if begun and outage.state in {OutageState.DRAFT, OutageState.ANNOUNCED}:
        outage = start_outage(number=number, started_at=given.started_at or given.starts_at, by=by, at=at)
    if outage.state == OutageState.STARTED:
        outage = _step_by_step(outage, given, places, by=by, at=at)
    if over and outage.state == OutageState.STARTED:
        outage = restore_outage(number=number, restored_at=given.restored_at, by=by, at=at)
    if told == OutageState.CLOSED and outage.state == OutageState.RESTORED and given.cause and given.side:
        said = {"cause": given.cause, "side": given.side, "boundary": given.boundary}
        outage = close_outage(number=number, by=by, at=at, **said)
    return outage


def _step_by_step(outage: Outage, given: OutageIn, places: Places, *, by: User | None, at: datetime) -> Outage:
    for step in sorted(given.steps, key=lambda one: one.restored_at):
        if outage.state == OutageState.STARTED:
            outage = restore_part(
                number=outage.number,
                equipment=places.equipment(step.equipment, step.buildings),
                buildings=places.buildings(step.buildings),
                restored_at=step.restored_at,
                by=by,
                at=at,
            )
    return outage


def _said_by(system: str) -> str:
    return _("Told by {system}").format(system=system)


def plan_of(given: OutageIn, system: str, places: Places) -> Plan:
    """What another system says, as a plan; `BadInput` for equipment and places that are not known."""
    return Plan(
        kind=given.kind,
        information=given.information,
        starts_at=given.starts_at,
        estimate_at=given.estimate_at or given.restored_at,
        equipment=places.equipment(given.equipment, given.buildings),
        buildings=places.buildings(given.buildings),
        title=given.title,
        important=given.important,
        cause=given.cause,
        side=given.side,
        boundary=given.boundary,
        system=system,
        external_no=given.number,
    )


def _own(number: str, system: str) -> Outage:
    outage = Outage.objects.filter(system=system, external_no=number).first()
    if outage is None:
        raise NotFound(_("There is no outage of yours with this number. Send it first."))
    return outage


def _told(outage: Outage, *, fresh: bool = False) -> OutageOut:
    return OutageOut(
        number=outage.external_no,
        outage=outage.number,
        state=outage.state,  # type: ignore[arg-type]  # one of the states
        customers=outage.customers,
        premises=outage.buildings,
        starts_at=outage.starts_at,
        started_at=outage.started_at,
        estimate_at=outage.estimate_at,
        restored_at=outage.restored_at,
        fresh=fresh,
    )
