"""Outages of other systems, by their own numbers. Sending the same again changes nothing."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput, NotFound
from twingrid.outages.actions.make import Plan, change_outage, known_outage, make_outage
from twingrid.outages.actions.moves import announce_outage, cancel_outage, revise_outage, start_outage
from twingrid.outages.actions.restore import restore_outage, restore_part
from twingrid.outages.choices import Why
from twingrid.outages.models import Outage
from twingrid.outages.queries.network import equipment_by_code
from twingrid.outages.rules.shapes import CancelledIn, EstimateIn, OutageIn, OutageOut, RestoredIn
from twingrid.outages.states import UNFINISHED, OutageState
from twingrid.people.models import User


@transaction.atomic
def receive_outage(*, given: OutageIn, system: str, by: User | None, at: datetime) -> OutageOut:
    """Take an outage over by its number and bring it as far as it is told. What is over here stays as it is."""
    plan = _plan(given, system)
    known = known_outage(plan)
    if known is None:
        outage = make_outage(plan=plan, by=by, at=at)
        if given.synthetic:
            Outage.objects.filter(pk=outage.pk).update(synthetic=True)
    else:
        outage = _again(known, plan, by=by, at=at)
    return _told(_walk(outage, given, by=by, at=at), fresh=known is None)


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
    if not given.equipment and not given.buildings:
        return _told(restore_outage(number=own.number, restored_at=given.restored_at, by=by, at=at))
    return _told(
        restore_part(
            number=own.number,
            equipment=_ids(given.equipment),
            buildings=given.buildings,
            restored_at=given.restored_at,
            by=by,
            at=at,
        )
    )


@transaction.atomic
def receive_cancelled(*, number: str, given: CancelledIn, system: str, by: User | None, at: datetime) -> OutageOut:
    """It does not take place: an outage of this system."""
    return _told(cancel_outage(number=_own(number, system).number, words=given.reason, by=by, at=at))


def import_outages(*, rows: Iterable[OutageIn], system: str, at: datetime) -> tuple[int, int]:
    """Take over many outages by their numbers: how many were new, how many known."""
    told = [receive_outage(given=row, system=system, by=None, at=at) for row in rows]
    fresh = sum(one.fresh for one in told)
    return fresh, len(told) - fresh


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
        words = _("Told by {system}").format(system=plan.system)
        return revise_outage(
            number=known.number, estimate_at=plan.estimate_at, why=Why.OTHER, words=words, by=by, at=at
        )
    return known


def _walk(outage: Outage, given: OutageIn, *, by: User | None, at: datetime) -> Outage:
    number = outage.number
    begun = given.state == "started" or given.started_at is not None or given.restored_at is not None
    if outage.state == OutageState.DRAFT and given.state == "announced" and not begun:
        return announce_outage(number=number, by=by, at=at)
    if begun and outage.state in {OutageState.DRAFT, OutageState.ANNOUNCED}:
        outage = start_outage(number=number, started_at=given.started_at or given.starts_at, by=by, at=at)
    if given.restored_at is not None and outage.state == OutageState.STARTED:
        outage = restore_outage(number=number, restored_at=given.restored_at, by=by, at=at)
    return outage


def _plan(given: OutageIn, system: str) -> Plan:
    return Plan(
        kind=given.kind,
        information=given.information,
        starts_at=given.starts_at,
        estimate_at=given.estimate_at or given.restored_at,
        equipment=_ids(given.equipment),
        buildings=given.buildings,
        title=given.title,
        important=given.important,
        cause=given.cause,
        side=given.side,
        boundary=given.boundary,
        system=system,
        external_no=given.number,
    )


def _ids(codes: Sequence[str]) -> list[int]:
    known = equipment_by_code(codes)
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise BadInput(
            _("There is no equipment {code}. Import the network first.").format(code=unknown[0]), field="equipment"
        )
    return [known[code] for code in codes]


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
