"""Many outages of a file at once: what is over already is written in a few statements, the rest one by one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from twingrid.journal import actions as journal_actions
from twingrid.kit import tokens
from twingrid.kit.refusals import BadInput
from twingrid.kit.staging import Changes, Orphan, Orphans
from twingrid.outages.actions.exchange import plan_of, receive_outage
from twingrid.outages.actions.expanding import expand, next_numbers, tell_memory
from twingrid.outages.actions.make import Plan, check, fill, number_of
from twingrid.outages.actions.places import Places, asked_by, resolve
from twingrid.outages.actions.steps import facts_of
from twingrid.outages.choices import Why
from twingrid.outages.models import Affected, Estimate, Outage, Restoration, Scope
from twingrid.outages.rules.shapes import OutageIn
from twingrid.outages.states import UNFINISHED, OutageState

OURS = "twingrid"
"""The system of our own export: its numbers are ours."""
_WATCHED = ("state", "estimate_at", "customers", "kind", "starts_at", "title", "important", "cause", "side", "boundary")


@transaction.atomic
def import_outages(*, rows: Sequence[tuple[str, OutageIn]], at: datetime) -> Changes:
    """Take over the outages of a file: (system, outage). The same system and number is the same outage.

    New ones that are over already change nobody's day, so their history starts with one event; the others take their
    moves one by one. Raises `Orphans` with the rows whose equipment or buildings are not known, or that cannot be.
    """
    places = resolve(asked for _system, given in rows for asked in asked_by(given))
    plans = _plans(rows, places)
    known = _known(rows)
    past = [n for n, (system, given) in enumerate(rows) if (system, given.number) not in known and _is_over(given)]
    _write([(rows[n][1], plans[n]) for n in past], places, at=at)
    new = changed = 0
    for n in sorted(set(range(len(rows))) - set(past)):
        system, given = rows[n]
        before = known.get((system, given.number))
        if before is not None and before.state not in UNFINISHED:
            continue
        _take(n, system, given, before, at=at)
        new += before is None
        changed += before is not None and _differs(before)
    return Changes(new=new + len(past), changed=changed, unchanged=len(rows) - new - len(past) - changed)


def _take(n: int, system: str, given: OutageIn, before: Outage | None, *, at: datetime) -> None:
    own = system == OURS and before is not None and not before.external_no
    try:
        if not own:
            receive_outage(given=given, system=system, by=None, at=at)
    except BadInput as trouble:
        raise Orphans([Orphan(n, "number", trouble.sentence)]) from trouble


def _plans(rows: Sequence[tuple[str, OutageIn]], places: Places) -> list[Plan]:
    plans, orphans = [], []
    for n, (system, given) in enumerate(rows):
        try:
            plan = plan_of(given, system, places)
            check(plan)
            plans.append(plan)
        except BadInput as trouble:
            orphans.append(Orphan(n, trouble.field or "number", trouble.sentence))
    if orphans:
        raise Orphans(orphans)
    return plans


def _known(rows: Sequence[tuple[str, OutageIn]]) -> dict[tuple[str, str], Outage]:
    numbers = [given.number for _system, given in rows]
    found: dict[tuple[str, str], Outage] = {}
    for one in Outage.objects.filter(Q(external_no__in=numbers) | Q(number__in=numbers)).order_by("id"):
        found[OURS, one.number] = one
        if one.external_no:
            found[one.system, one.external_no] = one
    return found


def _differs(before: Outage) -> bool:
    after = Outage.objects.get(pk=before.pk)
    return any(getattr(before, name) != getattr(after, name) for name in _WATCHED)


def _is_over(given: OutageIn) -> bool:
    return given.restored_at is not None or given.state in {"restored", "closed", "cancelled"}


def _write(rows: Sequence[tuple[OutageIn, Plan]], places: Places, *, at: datetime) -> None:
    if not rows:
        return
    ids = next_numbers(count=len(rows))
    outages = [_outage(pk, given, plan, at=at) for pk, (given, plan) in zip(ids, rows, strict=True)]
    Outage.objects.bulk_create(outages, batch_size=1000)
    Scope.objects.bulk_create(
        (
            Scope(outage_id=pk, equipment_id=one, building_id=two)
            for pk, (_given, plan) in zip(ids, rows, strict=True)
            for one, two in [*((e, None) for e in plan.equipment), *((None, b) for b in plan.buildings)]
        ),
        batch_size=5000,
    )
    Estimate.objects.bulk_create(
        Estimate(outage=one, estimate_at=one.estimate_at, why=Why.FIRST, at=one.starts_at)
        for one in outages
        if one.estimate_at is not None
    )
    expand(outages=ids)
    counts = dict(Outage.objects.filter(pk__in=ids).order_by("id").values_list("id", "customers"))
    for one, (given, _plan) in zip(outages, rows, strict=True):
        one.customers = counts[one.pk]
        _back(one, given, places)
        facts = {**facts_of(one), "past": True}
        journal_actions.record("outages.outage.made", one, by=None, at=at, facts=facts)
    tell_memory()


def _outage(pk: int, given: OutageIn, plan: Plan, *, at: datetime) -> Outage:
    """The outage as its moves would have left it."""
    one = Outage(pk=pk, number=number_of(pk, at=given.starts_at), made_at=at, intake_key=tokens.token())
    fill(one, plan)
    one.system, one.external_no, one.synthetic = plan.system, plan.external_no, given.synthetic
    one.state = OutageState(given.state)
    if one.state == OutageState.CANCELLED:
        one.cancelled_at = given.starts_at
        return one
    one.started_at = given.started_at or given.starts_at
    one.restored_at = max([given.restored_at or plan.estimate_at or at, *(step.restored_at for step in given.steps)])
    one.announced_at = one.made_at if given.kind == "planned" else None
    closed = one.state == OutageState.CLOSED and bool(plan.cause and plan.side)
    one.state, one.closed_at = (OutageState.CLOSED, one.restored_at) if closed else (OutageState.RESTORED, None)
    return one


def _back(one: Outage, given: OutageIn, places: Places) -> None:
    """The steps of restoration, each with the customers it gave electricity back to; the last one takes the rest."""
    if one.restored_at is None:
        return
    for step in sorted(given.steps, key=lambda step: step.restored_at):
        rows = Affected.objects.filter(outage=one, restoration__isnull=True)
        named = Q(building_id__in=places.buildings(step.buildings))
        boxes = places.equipment(step.equipment, step.buildings)
        above = ("meter_box", "meter_box__parent", "meter_box__parent__parent", "meter_box__parent__parent__parent")
        for path in above:
            named |= Q(**{f"{path}__in": boxes})
        _step(one, rows.filter(named), step.restored_at)
    _step(one, Affected.objects.filter(outage=one, restoration__isnull=True), one.restored_at)


def _step(one: Outage, rows: QuerySet[Affected], moment: datetime) -> None:
    ids = list(rows.order_by().values_list("pk", "customers"))
    if ids:
        made = Restoration.objects.create(outage=one, at=moment, customers=sum(n for _pk, n in ids), noted_at=moment)
        Affected.objects.filter(pk__in=[pk for pk, _n in ids]).update(restoration=made, restored_at=moment)
