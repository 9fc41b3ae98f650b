"""The places behind the statement of coverage: each building with its customers and every reason. Never a customer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twingrid.coverage import placing, statement_queries
from twingrid.coverage.rules import statement as rules
from twingrid.coverage.whereabouts import SIDES, Whereabouts, group_of, whereabouts
from twingrid.territory import queries as territory_queries

Mask = NDArray[np.bool_]
Held = frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: of one reason ("" for every reason), of one community grid or power service area (codes), of some
    areas (`held`, ids; None: of all)."""

    reason: str = ""
    community: str = ""
    power: str = ""
    held: Held = None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A building that is not covered, or the part of it that lies in these two areas. Empty names: no area."""

    building_id: int
    label: str
    community: str
    community_code: str
    power: str
    power_code: str
    customers: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """A page of rows; `total` rows and `customers` there are in all."""

    rows: tuple[PlaceRow, ...]
    total: int
    customers: int


def places(on: date, *, wanted: Wanted, start: int = 0, limit: int | None = None) -> Places:
    """The places of a day that are not covered, by area and then by building; `limit` None gives all from `start`.

    The same rows that the statement counted: their customers of one reason add up to the statement's number.
    """
    found = whereabouts(on)
    reasons = _reasons(found, on)
    chosen = np.flatnonzero(_mask(found, reasons, on, wanted))
    shown = chosen[start:] if limit is None else chosen[start : start + limit]
    return Places(
        rows=tuple(_rows(found, reasons, shown, on)),
        total=len(chosen),
        customers=int(found.customers[chosen].sum()),
    )


def _pairs(found: Whereabouts) -> list[tuple[int, int]]:
    return list(zip(found.community.tolist(), found.power.tolist(), strict=True))


def _reasons(found: Whereabouts, on: date) -> Mapping[tuple[int, int], tuple[str, ...]]:
    """What is missing for each pair of area ids that occurs."""
    areas, paired = statement_queries.facts_and_pairs(on)
    return {
        pair: tuple(one.value for one in rules.reasons_of(group_of(*pair, 0), areas=areas, paired=paired))
        for pair in dict.fromkeys(_pairs(found))
    }


def _mask(found: Whereabouts, reasons: Mapping[tuple[int, int], tuple[str, ...]], on: date, wanted: Wanted) -> Mask:
    lacking = {pair for pair, said in reasons.items() if (wanted.reason in said if wanted.reason else said)}
    mask = np.array([pair in lacking for pair in _pairs(found)], dtype=np.bool_)
    columns = dict(zip(SIDES, (found.community, found.power), strict=True))
    for side, code in zip(SIDES, (wanted.community, wanted.power), strict=True):
        if code:
            mask &= np.isin(columns[side], [row.id for row in _areas(side, on) if row.code == code])
    if wanted.held is not None:
        own = list(wanted.held)
        mask &= np.isin(found.community, own) | np.isin(found.power, own)
    return mask


def _areas(side: str, on: date) -> Iterable[Any]:
    return territory_queries.partition_on(side, on).rows


def _rows(
    found: Whereabouts, reasons: Mapping[tuple[int, int], tuple[str, ...]], shown: NDArray[np.int64], on: date
) -> Iterable[PlaceRow]:
    labels = territory_queries.labels_of(found.building[shown].tolist())
    names = {row.id: row for side in SIDES for row in _areas(side, on)}
    nobody = {placing.GAP: ("", ""), placing.OVERLAP: ("", "")}

    def words(pk: int) -> tuple[str, str]:
        return (names[pk].name, names[pk].code) if pk in names else nobody[pk]

    for n in shown.tolist():
        pair = int(found.community[n]), int(found.power[n])
        building_id = int(found.building[n])
        yield PlaceRow(
            building_id,
            labels.get(building_id, ""),
            *words(pair[0]),
            *words(pair[1]),
            customers=int(found.customers[n]),
            reasons=reasons[pair],
        )
