"""Who answers for each customer on a day: what two moments are compared by, to see whom a change would move."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from twingrid.coverage.models import Override
from twingrid.people import queries as people_queries
from twingrid.people.choices import Role
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition

_WORKER = {Partition.COMMUNITY: Role.COMMUNITY_WORKER, Partition.POWER: Role.POWER_WORKER}


@dataclass(frozen=True, slots=True)
class Standing:
    """Every customer of a day: account number → (community grid, power service area), by code; who holds each area.

    "" stands for no area. `holders` are user ids by (partition, code); `postings` are (user id, role, area code).
    """

    areas: dict[str, tuple[str, str]]
    holders: dict[tuple[str, str], frozenset[int]]
    postings: frozenset[tuple[int, str, str]]


def standing(on: date) -> Standing:
    """How things stand on a day, computed from the tables as this transaction sees them."""
    accounts, buildings, points = _customers(on)
    columns: list[list[str]] = []
    holders: dict[tuple[str, str], frozenset[int]] = {}
    postings: set[tuple[int, str, str]] = set()
    for partition, role in _WORKER.items():
        parts = territory_queries.partition_on(partition, on)
        labels = parts.index.locate(points) if parts.index and len(points) else np.full(len(points), -1)
        codes = np.array([*(row.code for row in parts.rows), ""], dtype=object)
        found = codes[np.where(labels >= 0, labels, len(codes) - 1)]
        for override in Override.objects.on(on).filter(partition=partition).select_related("area"):
            found[buildings == override.building_id] = override.area.code
        columns.append(found.tolist())
        held: dict[str, set[int]] = {}
        for posting in people_queries.area_postings(parts.by_id, on=on):
            code = parts.by_id[posting.area_id or 0].code
            postings.add((posting.user_id, posting.role, code))
            if posting.role == role:
                held.setdefault(code, set()).add(posting.user_id)
        holders |= {(str(partition), code): frozenset(people) for code, people in held.items()}
    pairs = zip(*columns, strict=True)
    return Standing(dict(zip(accounts, pairs, strict=True)), holders, frozenset(postings))


def _customers(on: date) -> tuple[list[str], NDArray[np.int64], NDArray[np.float64]]:
    """Account numbers, building ids (n,) and WGS-84 points (n, 2) of the customers of a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(array_agg(c.account_no ORDER BY c.id), '{}'),"
            " coalesce(array_agg(p.building_id ORDER BY c.id), '{}'),"
            " coalesce(array_agg(p.lon ORDER BY c.id), '{}'), coalesce(array_agg(p.lat ORDER BY c.id), '{}')"
            " FROM supply_servicepoint p JOIN supply_customer c ON c.service_point_id = p.id"
            " WHERE c.valid_from <= %s AND (c.valid_to IS NULL OR c.valid_to > %s)",
            [on, on],
        )
        accounts, buildings, lon, lat = cursor.fetchone()
    points = np.column_stack([np.array(lon, dtype=np.float64), np.array(lat, dtype=np.float64)])
    return accounts, np.array(buildings, dtype=np.int64), points
