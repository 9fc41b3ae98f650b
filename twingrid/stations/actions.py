"""Writing stations."""

from datetime import datetime

from django.db import transaction

from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, staging
from twingrid.kit.staging import Changes, Columns
from twingrid.territory import actions as territory_actions

_TYPES = {
    "code": "text",
    "name": "text",
    "community_code": "text",
    "address": "text",
    "hours": "text",
    "phone": "text",
    "lon": "float8",
    "lat": "float8",
    "valid_from": "date",
    "valid_to": "date",
}
_ORPHANS = """
SELECT s.row, 'community_code', s.community_code FROM staged_station s
WHERE NOT EXISTS (SELECT FROM territory_division d WHERE d.code = s.community_code AND d.level = 'community')
"""
_MERGE = """
INSERT INTO stations_station AS old (code, name, community_id, address, hours, phone, lon, lat, valid_from, valid_to)
SELECT s.code, s.name, d.id, s.address, s.hours, s.phone, s.lon, s.lat, s.valid_from, s.valid_to
FROM staged_station s JOIN LATERAL (
    SELECT x.id FROM territory_division x WHERE x.code = s.community_code
    ORDER BY (x.valid_from <= %s AND (x.valid_to IS NULL OR x.valid_to > %s)) DESC, x.valid_from DESC LIMIT 1
) d ON true
ON CONFLICT (code) DO UPDATE
SET name = excluded.name, community_id = excluded.community_id, address = excluded.address, hours = excluded.hours,
    phone = excluded.phone, lon = excluded.lon, lat = excluded.lat, valid_from = excluded.valid_from,
    valid_to = excluded.valid_to
WHERE (old.name, old.community_id, old.address, old.hours, old.phone, old.lon, old.lat, old.valid_from, old.valid_to)
    IS DISTINCT FROM (excluded.name, excluded.community_id, excluded.address, excluded.hours, excluded.phone,
                      excluded.lon, excluded.lat, excluded.valid_from, excluded.valid_to)
"""
_END = """
UPDATE stations_station e SET valid_to = greatest(%s::date, e.valid_from + 1)
WHERE (e.valid_to IS NULL OR e.valid_to > %s::date) AND e.code NOT IN (SELECT code FROM staged_station)
"""


@transaction.atomic
def import_stations(*, rows: Columns, source_crs: str, at: datetime, complete: bool = False) -> dict[str, Changes]:
    """Take over stations by code.

    Columns: code, name, community_code, address, hours, phone, lon, lat (WGS-84 degrees), valid_from, valid_to.
    `complete`: stations that the file does not name end today. Raises `Orphans` for an unknown community.
    """
    day = clock.today(at)
    total = staging.stage("staged_station", _TYPES, rows)
    staging.check_orphans([_ORPHANS])
    done = staging.merge(_MERGE, total=total, parameters=[day, day])
    ended = staging.run(_END, [day, day]) if complete else 0
    changes = {"stations": Changes(done.new, done.changed, done.unchanged, ended)}
    territory_actions.bump(territory_actions.GAZETTEER)
    counts = changes["stations"].as_dict()
    journal_actions.record(
        "stations.station.imported",
        cities_queries.present_city(),
        by=None,
        at=at,
        facts={**counts, "crs": source_crs},
    )
    return changes
