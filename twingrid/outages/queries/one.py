"""One outage: what is off, whom it reaches, its estimates, steps and history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from twingrid.journal import queries as journal_queries
from twingrid.kit.machine import open_moves
from twingrid.kit.refusals import NotFound
from twingrid.outages.choices import Boundary, Information, Side, Why
from twingrid.outages.models import Affected, Estimate, Outage, Restoration, Scope
from twingrid.outages.permissions import OutagePermission as May
from twingrid.outages.queries.lists import OutageLine, line_of, visible
from twingrid.outages.queries.network import EquipmentRow, equipment_rows
from twingrid.outages.states import EVENTS, OUTAGE_MOVES, UNFINISHED
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.supply.actions import in_order

_MOVE_OF = {event: move for move, event in EVENTS.items()} | {
    "outages.outage.made": "make",
    "outages.outage.changed": "change",
    "outages.part.restored": "restore_part",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateRow:
    """One estimate and why it was made."""

    estimate_at: datetime
    why: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step of restoration: how many got their electricity back, and how many were without it afterwards."""

    at: datetime
    customers: int
    left: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of an outage: the move ("" for others), who did it, the words kept with it, the facts."""

    at: datetime
    move: str
    by: str
    words: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageView:
    """An outage as its page shows it. `off` are customers still without electricity."""

    line: OutageLine
    system: str
    external_no: str
    information_words: str
    side: str
    side_words: str
    boundary: str
    boundary_words: str
    equipment: tuple[EquipmentRow, ...]
    buildings: tuple[tuple[int, str], ...]
    off: int
    estimates: tuple[EstimateRow, ...]
    steps: tuple[StepRow, ...]
    history: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PremisesRow:
    """A building of an outage: its stairwells (none: the whole building), customers, how many have power again."""

    building_id: int
    label: str
    name: str
    lon: float
    lat: float
    units: tuple[str, ...]
    whole: bool
    customers: int
    back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """The buildings of one estate (小区) or road, as residents call them."""

    name: str
    community: str
    buildings: tuple[PremisesRow, ...]
    customers: int
    back: int


def outage_row(user: User, number: str, *, at: datetime) -> Outage:
    """One outage for somebody who may see outages; `NotFound` for a number that does not exist."""
    outage = visible(user, at=at).filter(number=number).first()
    if outage is None:
        raise NotFound(_("There is no such outage. Check the number, or look in the list."))
    return outage


def outage_for(user: User, number: str, *, at: datetime) -> OutageView:
    """Everything about one outage but its premises: eight queries."""
    one = outage_row(user, number, at=at)
    equipment, buildings = scope_of(one.pk)
    back = Affected.objects.filter(outage=one, restored_at__isnull=False).aggregate(n=Sum("customers"))["n"] or 0
    names = [row.name for row in equipment] + [label for _pk, label in buildings]
    return OutageView(
        line=line_of(one, names),
        system=one.system,
        external_no=one.external_no,
        information_words=str(Information(one.information).label),
        side=one.side,
        side_words=str(Side(one.side).label),
        boundary=one.boundary,
        boundary_words=str(Boundary(one.boundary).label),
        equipment=tuple(equipment),
        buildings=tuple(buildings),
        off=one.customers - back if one.state in UNFINISHED else 0,
        estimates=_estimates(one),
        steps=_steps(one),
        history=_history(one),
    )


def scope_of(outage_id: int) -> tuple[list[EquipmentRow], list[tuple[int, str]]]:
    """What is off: equipment from the top down, and (building, label)."""
    rows = (
        Scope.objects.filter(outage_id=outage_id)
        .order_by("id")
        .values_list("equipment_id", "building_id", "building__label")
    )
    every = list(rows)
    equipment = equipment_rows(pk for pk, _building, _label in every if pk)
    return equipment, [(pk, label) for _equipment, pk, label in every if pk]


def _estimates(one: Outage) -> tuple[EstimateRow, ...]:
    rows = Estimate.objects.filter(outage=one).select_related("by").order_by("-at", "-id")
    return tuple(
        EstimateRow(
            estimate_at=row.estimate_at,
            why=str(Why(row.why).label),
            words=row.words,
            by=row.by.name if row.by else "",
            at=row.at,
        )
        for row in rows
    )


def _steps(one: Outage) -> tuple[StepRow, ...]:
    left, found = one.customers, []
    for row in Restoration.objects.filter(outage=one).select_related("by").order_by("at", "id"):
        left -= row.customers
        found.append(StepRow(at=row.at, customers=row.customers, left=left, by=row.by.name if row.by else ""))
    return tuple(found)


def _history(one: Outage) -> tuple[Entry, ...]:
    events = journal_queries.history_of(one)
    words = {remark.event_id: remark.words for remark in one.remarks.order_by("at", "id")}
    names = people_queries.names_of(event.actor_id for event in events if event.actor_id is not None)
    return tuple(
        Entry(
            at=event.at,
            move=_MOVE_OF.get(event.name, ""),
            by=names.get(event.actor_id or 0, ""),
            words=words.get(event.pk, ""),
            facts=event.facts,
        )
        for event in events
    )


def premises_of(outage_id: int) -> tuple[Estate, ...]:
    """Whom an outage reaches, as residents would say it: estate, building, stairwells. One query."""
    return estates_of([outage_id]).get(outage_id, ())


def premises_of_number(number: str) -> tuple[Estate, ...]:
    """The same by our number; nothing for one that there is not."""
    pk = Outage.objects.filter(number=number).values_list("pk", flat=True).first()
    return premises_of(pk) if pk else ()


def estates_of(outage_ids: Iterable[int]) -> dict[int, tuple[Estate, ...]]:
    """Outage → whom it reaches, as residents would say it, for many at once: one query."""
    rows = (
        Affected.objects.filter(outage_id__in=list(outage_ids))
        .order_by(
            "building__compound__name", "building__road", "building__house_no", "building__name", "building_id", "unit"
        )
        .values_list(
            "building_id",
            "building__label",
            "building__name",
            "building__lon",
            "building__lat",
            "building__units",
            "building__compound__name",
            "building__road",
            "building__community__name",
            "unit",
            "customers",
            "restored_at",
            "outage_id",
        )
    )
    estates: dict[tuple[int, str, str], dict[int, list[Any]]] = {}
    for row in rows:
        estate = (row[12], row[6] or row[7] or row[1], row[8])
        estates.setdefault(estate, {}).setdefault(row[0], []).append(row)
    found: dict[int, list[Estate]] = {}
    for (outage_id, name, community), places in estates.items():
        found.setdefault(outage_id, []).append(_estate(name, community, list(places.values())))
    return {outage_id: tuple(some) for outage_id, some in found.items()}


def _estate(name: str, community: str, places: Sequence[Sequence[Any]]) -> Estate:
    buildings = []
    for rows in places:
        first, units = rows[0], {row[9] for row in rows}
        whole = "" in units or set(first[5]) <= units
        buildings.append(
            PremisesRow(
                building_id=first[0],
                label=first[1],
                name=first[2] or first[1],
                lon=first[3],
                lat=first[4],
                units=tuple(in_order(units - {""})),
                whole=whole,
                customers=sum(row[10] for row in rows),
                back=sum(row[10] for row in rows if row[11] is not None),
            )
        )
    order = in_order(one.name for one in buildings)
    buildings.sort(key=lambda one: (order.index(one.name), one.building_id))
    return Estate(
        name=name,
        community=community,
        buildings=tuple(buildings),
        customers=sum(one.customers for one in buildings),
        back=sum(one.back for one in buildings),
    )


def options_for(user: User, number: str, *, at: datetime) -> frozenset[str]:
    """The moves that would be accepted from this person now: what a page offers; `change` while it is not over."""
    one = outage_row(user, number, at=at)
    grants = people_queries.grants_of(user, at=at)
    areas: list[int | None] = list(
        Affected.objects.filter(outage=one).order_by().values_list("power_area_id", flat=True).distinct()
    ) or [None]
    found = {m.name for m in open_moves(OUTAGE_MOVES, one.state) if grants.may(m.permission, areas=areas)}
    if one.state in UNFINISHED and grants.may(May.OUTAGE_MAKE, areas=areas):
        found.add("change")
    return frozenset(found)
