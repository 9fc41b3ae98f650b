"""Entering an outage, and changing one that is not over: by hand, by a file, by another system."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput, Refused
from twingrid.outages.actions.expanding import expand, next_numbers, tell_memory
from twingrid.outages.actions.steps import areas_of, choice, facts_of, lock, say
from twingrid.outages.choices import Boundary, Cause, Information, OutageKind, Side, Why
from twingrid.outages.models import Estimate, Outage, Scope
from twingrid.outages.permissions import OutagePermission as May
from twingrid.outages.states import UNFINISHED
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.supply.models import Equipment
from twingrid.territory.models import Building

MOST = 2000
LONGEST = timedelta(days=30)
INFORMATION_OF = {
    OutageKind.PLANNED: Information.PLAN,
    OutageKind.TEMPORARY: Information.TEMPORARY,
    OutageKind.FAULT: Information.FAULT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is known of an outage. `equipment` and `buildings` are ids; at least one of them is needed.

    `intake_key` is made once a form, `system` and `external_no` by another system: the same again is the same outage.
    """

    kind: str
    starts_at: datetime
    estimate_at: datetime | None = None
    equipment: Sequence[int] = ()
    buildings: Sequence[int] = ()
    information: str = ""
    title: str = ""
    important: bool = False
    cause: str = ""
    side: str = ""
    boundary: str = Boundary.INTERNAL.value
    words: str = ""
    intake_key: str = ""
    system: str = ""
    external_no: str = ""


@transaction.atomic
def make_outage(*, plan: Plan, by: User | None, at: datetime) -> Outage:
    """Enter an outage as a draft and find whom it reaches. The same key or number gives the one that is there.

    Raises `BadInput` (kind, scope, estimate_at …), `NotAllowed` when it reaches none of the person's areas.
    """
    known = known_outage(plan)
    if known is not None:
        return known
    if by is not None:
        people_queries.require(by, May.OUTAGE_MAKE, at=at)
    check(plan)
    (pk,) = next_numbers(count=1)
    outage = Outage(
        pk=pk, number=number_of(pk, at=at), made_by=by, made_at=at, intake_key=plan.intake_key or tokens.token()
    )
    fill(outage, plan)
    outage.system, outage.external_no = plan.system, plan.external_no
    outage.save(force_insert=True)
    keep_scope(outage, plan)
    _first_estimate(outage, by=by, at=at)
    if by is not None:
        people_queries.require(by, May.OUTAGE_MAKE, at=at, areas=areas_of(outage))
    event = journal_actions.record("outages.outage.made", outage, by=by, at=at, facts=facts_of(outage))
    say(outage, words=plan.words, by=by, at=at, event=event)
    tell_memory()
    return outage


@transaction.atomic
def change_outage(*, number: str, plan: Plan, by: User | None, at: datetime) -> Outage:
    """Correct what is off, when, or why, while it is not over. The estimate of an announced one changes by
    `revise_outage`, with its reason."""
    outage = lock(number, May.OUTAGE_MAKE, by=by, at=at)
    if outage.state not in UNFINISHED:
        raise Refused(_("This outage is over. What it reached stays as it was."))
    check(plan)
    kept = outage.estimate_at
    fill(outage, plan)
    if outage.announced_at or outage.started_at:
        outage.estimate_at = kept
    outage.save()
    keep_scope(outage, plan)
    if outage.estimate_at != kept:
        _first_estimate(outage, by=by, at=at)
    event = journal_actions.record("outages.outage.changed", outage, by=by, at=at, facts=facts_of(outage))
    say(outage, words=plan.words, by=by, at=at, event=event)
    tell_memory()
    return outage


def known_outage(plan: Plan) -> Outage | None:
    """The outage that this plan made already."""
    if plan.intake_key and (outage := Outage.objects.filter(intake_key=plan.intake_key).first()):
        return outage
    if plan.external_no:
        return Outage.objects.filter(system=plan.system, external_no=plan.external_no).first()
    return None


def number_of(pk: int, *, at: datetime) -> str:
    """Our number: TD (停电), the day it was entered, its id."""
    return f"TD{clock.today(at):%y%m%d}-{pk:03d}"


def check(plan: Plan) -> None:
    """Refuse what cannot be used."""
    choice(plan.kind, OutageKind, field="kind")
    choice(plan.cause, Cause, field="cause")
    choice(plan.side, Side, field="side")
    choice(plan.boundary, Boundary, field="boundary")
    if plan.information:
        choice(plan.information, Information, field="information")
    if not plan.equipment and not plan.buildings:
        raise BadInput(_("Say what is off: equipment by its code or name, or buildings."), field="scope")
    if len(plan.equipment) + len(plan.buildings) > MOST:
        raise BadInput(_("Say it by fewer pieces: at most {n}.").format(n=MOST), field="scope")
    check_estimate(plan.estimate_at, after=plan.starts_at)
    if plan.kind != OutageKind.FAULT and plan.estimate_at is None:
        raise BadInput(_("Say until when it lasts."), field="estimate_at")


def check_estimate(estimate_at: datetime | None, *, after: datetime) -> None:
    """Refuse an estimate that cannot be meant."""
    if estimate_at is None:
        return
    if estimate_at <= after:
        raise BadInput(
            _("The electricity would be back before it is off. Correct one of the two."), field="estimate_at"
        )
    if estimate_at - after > LONGEST:
        raise BadInput(_("This is more than {n} days. Check the date.").format(n=LONGEST.days), field="estimate_at")


def fill(outage: Outage, plan: Plan) -> None:
    """What the plan says about the outage itself."""
    outage.kind = plan.kind
    outage.information = plan.information or INFORMATION_OF[OutageKind(plan.kind)]
    outage.starts_at, outage.estimate_at = plan.starts_at, plan.estimate_at
    outage.title = plan.title.strip()[:80]
    outage.important = plan.important
    outage.cause, outage.side, outage.boundary = plan.cause, plan.side, plan.boundary


def keep_scope(outage: Outage, plan: Plan) -> None:
    """What is off, and from it whom it reaches. Ids that do not exist are refused."""
    equipment, buildings = list(dict.fromkeys(plan.equipment)), list(dict.fromkeys(plan.buildings))
    known = Equipment.objects.filter(pk__in=equipment).count() + Building.objects.filter(pk__in=buildings).count()
    if known != len(equipment) + len(buildings):
        raise BadInput(_("Some of this equipment or of these buildings is not known. Choose it anew."), field="scope")
    before: set[tuple[int | None, int | None]] = set(
        Scope.objects.filter(outage=outage).values_list("equipment_id", "building_id")
    )
    wanted: list[tuple[int | None, int | None]] = [(pk, None) for pk in equipment] + [(None, pk) for pk in buildings]
    if before == set(wanted):
        return
    Scope.objects.filter(outage=outage).delete()
    Scope.objects.bulk_create(Scope(outage=outage, equipment_id=one, building_id=two) for one, two in wanted)
    expand(outages=[outage.pk])
    outage.refresh_from_db(fields=("customers", "buildings"))


def _first_estimate(outage: Outage, *, by: User | None, at: datetime) -> None:
    if outage.estimate_at is not None:
        Estimate.objects.create(outage=outage, estimate_at=outage.estimate_at, why=Why.FIRST, by=by, at=at)
