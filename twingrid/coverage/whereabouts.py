"""Where every customer of a day lies: buildings by the two areas that serve them, as arrays that fit in memory.

The statement counts these rows and the list of places shows them, so that neither can say what the other does not.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from twingrid.coverage import placing
from twingrid.coverage.rules.statement import Group
from twingrid.kit.memo import Remembered
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition

SIDES = (Partition.COMMUNITY.value, Partition.POWER.value)
MEMORY = ("areas", "gazetteer", "overrides")
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One row (n,) for each building and pair of areas, ordered by community grid, power service area, building.

    `community` and `power` are area ids, `placing.GAP` or `placing.OVERLAP`; `customers` counts that row.
    """

    building: Ints
    community: Ints
    power: Ints
    customers: Ints

    def groups(self) -> list[Group]:
        """The customers by pair of areas, as the statement's rule takes them."""
        if not len(self.building):
            return []
        turns = (np.diff(self.community) != 0) | (np.diff(self.power) != 0)
        starts = np.concatenate([[0], np.flatnonzero(turns) + 1])
        counts = np.add.reduceat(self.customers, starts)
        rows = zip(self.community[starts].tolist(), self.power[starts].tolist(), counts.tolist(), strict=True)
        return [group_of(left, right, n) for left, right, n in rows]


def group_of(community: int, power: int, customers: int) -> Group:
    """The group of a pair of area ids, either of them perhaps `GAP` or `OVERLAP`."""
    return Group(
        community=community if community > 0 else None,
        power=power if power > 0 else None,
        customers=customers,
        overlaps=frozenset(side for side, pk in zip(SIDES, (community, power), strict=True) if pk == placing.OVERLAP),
    )


def whereabouts(on: date) -> Whereabouts:
    """Where every customer of the present city lies on a day, from this process's memory while nothing changes."""
    return _whereabouts.get(on)


def _build(on: date) -> Whereabouts:
    ids, buildings, points = customers(on)
    if not len(ids):
        empty = np.empty(0, dtype=np.int64)
        return Whereabouts(empty, empty, empty, empty)
    community, power = (placing.place(side, ids, buildings, points, on=on) for side in SIDES)
    order = np.lexsort((buildings, power, community))
    columns = community[order], power[order], buildings[order]
    turns = np.logical_or.reduce([np.diff(column) != 0 for column in columns])
    starts = np.concatenate([[0], np.flatnonzero(turns) + 1])
    counts = np.diff(np.concatenate([starts, [len(ids)]]))
    return Whereabouts(columns[2][starts], columns[0][starts], columns[1][starts], counts)


_whereabouts = Remembered(_build, lambda: territory_queries.generation(*MEMORY), keep=4)


def customers(on: date) -> tuple[Ints, Ints, Floats]:
    """Service point ids (n,), building ids (n,) and WGS-84 points (n, 2) of the customers of a day, by id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(array_agg(p.id ORDER BY p.id), '{}'),"
            " coalesce(array_agg(p.building_id ORDER BY p.id), '{}'),"
            " coalesce(array_agg(p.lon ORDER BY p.id), '{}'), coalesce(array_agg(p.lat ORDER BY p.id), '{}')"
            " FROM supply_servicepoint p"
            " JOIN supply_customer c ON c.service_point_id = p.id"
            " WHERE c.valid_from <= %s AND (c.valid_to IS NULL OR c.valid_to > %s)",
            [on, on],
        )
        ids, buildings, lon, lat = cursor.fetchone()
    points = np.column_stack([np.array(lon, dtype=np.float64), np.array(lat, dtype=np.float64)])
    return np.array(ids, dtype=np.int64), np.array(buildings, dtype=np.int64), points
