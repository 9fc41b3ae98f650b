"""What is known for a place and a moment: asked before every new request, so it is answered from memory."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from twingrid.kit.memo import Remembered
from twingrid.outages.choices import PERSONAL
from twingrid.outages.models import Affected, Outage
from twingrid.outages.states import KNOWN, OutageState
from twingrid.territory import queries as territory_queries

SOON = timedelta(days=8)
"""How far ahead an announced outage is offered to whoever asks about a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A known outage at a place. `units` are the stairwells that are off (empty: the whole building).

    `estimate_at` is when the electricity is expected back, if anybody has said so. `personal`: about one customer's
    conduct, told to staff only.
    """

    id: int
    number: str
    kind: str
    state: str
    starts_at: datetime
    started_at: datetime | None
    estimate_at: datetime | None
    customers: int
    important: bool
    personal: bool
    units: tuple[str, ...] = ()

    @property
    def is_on(self) -> bool:
        """Whether the electricity is off now."""
        return self.state == OutageState.STARTED

    def is_overdue(self, *, at: datetime) -> bool:
        """Whether the estimate has passed."""
        return self.is_on and self.estimate_at is not None and self.estimate_at < at


@dataclass(frozen=True, slots=True)
class _Map:
    outages: Mapping[int, Known]
    places: Mapping[int, tuple[Known, ...]]


def _generation() -> Hashable:
    return territory_queries.generation("outages")


def _build() -> _Map:
    every = {
        row.pk: Known(
            id=row.pk,
            number=row.number,
            kind=row.kind,
            state=row.state,
            starts_at=row.starts_at,
            started_at=row.started_at,
            estimate_at=row.estimate_at,
            customers=row.customers,
            important=row.important,
            personal=row.information in PERSONAL,
        )
        for row in Outage.objects.filter(state__in=KNOWN).order_by("starts_at", "id")
    }
    off: dict[tuple[int, int], set[str]] = defaultdict(set)
    rows = Affected.objects.filter(outage__state__in=KNOWN, restored_at__isnull=True).order_by()
    units_of: dict[int, list[str]] = {}
    for outage_id, building_id, unit, units in rows.values_list("outage_id", "building_id", "unit", "building__units"):
        off[outage_id, building_id].add(unit)
        units_of[building_id] = units
    places: dict[int, list[Known]] = defaultdict(list)
    for outage_id, building_id in sorted(off):
        found, known = off[outage_id, building_id], every.get(outage_id)
        if known is not None:
            whole = "" in found or set(units_of[building_id]) <= found
            part = () if whole else tuple(unit for unit in units_of[building_id] if unit in found)
            places[building_id].append(known if whole else _with(known, part))
    return _Map(every, {pk: tuple(sorted(here, key=_order)) for pk, here in places.items()})


def _with(known: Known, units: tuple[str, ...]) -> Known:
    return replace(known, units=units)


def _order(known: Known) -> tuple[bool, datetime]:
    return (not known.is_on, known.starts_at)


_memory: Remembered[_Map] = Remembered(_build, _generation)


def known_at(building_id: int | None, *, at: datetime, unit: str = "", public: bool = False) -> tuple[Known, ...]:
    """The outages that reach a building (and stairwell, if it is said) now or within eight days, present ones first.

    `public`: without those that are about one customer's conduct. From memory: no query while nothing has changed.
    """
    if building_id is None:
        return ()
    return tuple(
        known
        for known in _memory.get().places.get(building_id, ())
        if (known.is_on or known.starts_at <= at + SOON)
        and (not unit or not known.units or unit in known.units)
        and not (public and known.personal)
    )


def known_among(building_ids: Iterable[int], *, at: datetime, public: bool = False) -> tuple[Known, ...]:
    """The outages that reach any of these buildings (an estate's) now or within eight days, present ones first."""
    found = {known.id: replace(known, units=()) for pk in building_ids for known in known_at(pk, at=at, public=public)}
    return tuple(sorted(found.values(), key=_order))


def present_outages(*, public: bool = False) -> tuple[Known, ...]:
    """Every outage that is on now, soonest back first (those without an estimate last)."""
    on = [one for one in _memory.get().outages.values() if one.is_on and not (public and one.personal)]
    return tuple(sorted(on, key=lambda one: (one.estimate_at is None, one.estimate_at or one.starts_at, one.id)))


def expected(*, at: datetime, public: bool = False) -> tuple[Known, ...]:
    """Every announced outage that has not begun, soonest first."""
    return tuple(
        one
        for one in _memory.get().outages.values()
        if not one.is_on and not (public and one.personal) and (one.estimate_at is None or one.estimate_at > at)
    )


def known_buildings() -> Mapping[int, tuple[Known, ...]]:
    """Building → what is known there."""
    return _memory.get().places
