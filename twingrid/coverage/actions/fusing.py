"""Writing what fusion means: the placements of service points."""

from datetime import datetime

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from twingrid.cities import queries as cities_queries
from twingrid.coverage import placing
from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.actions.mapping import draw_mapping
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition

_UPSERT = """
INSERT INTO coverage_placement AS old (service_point_id, community_id, power_id, overlap, near_border)
SELECT service_point_id, community_id, power_id, overlap, near_border FROM fresh_placement
ON CONFLICT (service_point_id) DO UPDATE SET community_id = excluded.community_id, power_id = excluded.power_id,
    overlap = excluded.overlap, near_border = excluded.near_border
WHERE (old.community_id, old.power_id, old.overlap, old.near_border)
    IS DISTINCT FROM (excluded.community_id, excluded.power_id, excluded.overlap, excluded.near_border)
"""


@transaction.atomic
def fuse_city(*, at: datetime) -> coverage_queries.PlacementCount:
    """Place every service point in one community grid and one power service area as they stand on the day of `at`.

    Overrides of that day win, then transformers that an area names, then the ground (`placing`). A point in no area
    keeps an empty side, one in several areas is marked as overlap: both are told, never settled. Safe to repeat:
    only rows that differ are written.
    """
    day = clock.today(at)
    draw_mapping(on=day)
    ids, buildings, points = _service_points()
    sides: dict[str, NDArray[np.int64]] = {}
    overlap = np.zeros(len(ids), dtype=bool)
    near = np.zeros(len(ids), dtype=bool)
    for partition in (Partition.COMMUNITY, Partition.POWER):
        parts = territory_queries.partition_on(partition, day)
        placed = placing.place(partition, ids, buildings, points, on=day)
        sides[partition] = np.maximum(placed, 0)
        overlap |= placed == placing.OVERLAP
        if parts.index is not None and len(points):
            near |= parts.index.near_border(points)
    changed = _write(ids, sides[Partition.COMMUNITY], sides[Partition.POWER], overlap, near)
    count = coverage_queries.placement_count()
    journal_actions.record(
        "coverage.placement.fused",
        cities_queries.present_city(),
        by=None,
        at=at,
        facts={"total": count.total, "covered": count.covered, "changed": changed},
    )
    return count


def _service_points() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Ids (n,), building ids (n,) and WGS-84 points (n, 2) of every service point, by id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(array_agg(id ORDER BY id), '{}'), coalesce(array_agg(building_id ORDER BY id), '{}'), "
            "coalesce(array_agg(lon ORDER BY id), '{}'), coalesce(array_agg(lat ORDER BY id), '{}') "
            "FROM supply_servicepoint"
        )
        ids, buildings, lon, lat = cursor.fetchone()
    points = np.column_stack([np.array(lon, dtype=np.float64), np.array(lat, dtype=np.float64)])
    return np.array(ids, dtype=np.int64), np.array(buildings, dtype=np.int64), points


def _write(
    ids: NDArray[np.int64],
    community: NDArray[np.int64],
    power: NDArray[np.int64],
    overlap: NDArray[np.bool_],
    near: NDArray[np.bool_],
) -> int:
    """Copy the placements beside the table and take over what differs; how many rows changed."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS fresh_placement")
        cursor.execute(
            "CREATE TEMP TABLE fresh_placement (service_point_id bigint, community_id bigint, power_id bigint, "
            "overlap boolean, near_border boolean) ON COMMIT DROP"
        )
        rows = zip(ids.tolist(), community.tolist(), power.tolist(), overlap.tolist(), near.tolist(), strict=True)
        with cursor.copy("COPY fresh_placement FROM STDIN") as copy:
            block: list[str] = []
            for point, left, right, doubled, close in rows:
                block.append(f"{point}\t{left or chr(92) + 'N'}\t{right or chr(92) + 'N'}\t{doubled}\t{close}\n")
                if len(block) == 20_000:
                    copy.write("".join(block))
                    block.clear()
            copy.write("".join(block))
        cursor.execute(_UPSERT)
        return int(cursor.rowcount)
