"""Writing landmarks and other names."""

from datetime import datetime

from django.db import transaction

from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, staging
from twingrid.kit.staging import Changes, Columns
from twingrid.territory import actions as territory_actions
from twingrid.territory.models import Alias, Building, Compound

_TYPES = {
    "name": "text",
    "community_code": "text",
    "aliases": "jsonb",
    "lon": "float8",
    "lat": "float8",
    "valid_from": "date",
    "valid_to": "date",
}
_ORPHANS = """
SELECT s.row, 'community_code', s.community_code FROM staged_landmark s
WHERE s.community_code <> ''
    AND NOT EXISTS (SELECT FROM territory_division d WHERE d.code = s.community_code AND d.level = 'community')
"""
_MERGE = """
INSERT INTO territory_landmark AS old (name, community_id, aliases, lon, lat, valid_from, valid_to)
SELECT s.name, d.id, s.aliases, s.lon, s.lat, s.valid_from, s.valid_to
FROM staged_landmark s LEFT JOIN LATERAL (
    SELECT x.id FROM territory_division x WHERE x.code = s.community_code AND x.level = 'community'
    ORDER BY (x.valid_from <= %s AND (x.valid_to IS NULL OR x.valid_to > %s)) DESC, x.valid_from DESC LIMIT 1
) d ON true
ON CONFLICT (name, community_id) DO UPDATE
SET aliases = excluded.aliases, lon = excluded.lon, lat = excluded.lat, valid_from = excluded.valid_from,
    valid_to = excluded.valid_to
WHERE (old.aliases, old.lon, old.lat, old.valid_from, old.valid_to)
    IS DISTINCT FROM (excluded.aliases, excluded.lon, excluded.lat, excluded.valid_from, excluded.valid_to)
"""
_END = """
UPDATE territory_landmark e SET valid_to = greatest(%s::date, e.valid_from + 1)
WHERE (e.valid_to IS NULL OR e.valid_to > %s::date)
    AND NOT EXISTS (
        SELECT FROM staged_landmark s LEFT JOIN territory_division d ON d.id = e.community_id
        WHERE s.name = e.name AND s.community_code = coalesce(d.code, '')
    )
"""


@transaction.atomic
def import_landmarks(*, rows: Columns, source_crs: str, at: datetime, complete: bool = False) -> dict[str, Changes]:
    """Take over landmarks by name and community.

    Columns: name, community_code (empty: of the whole city), aliases (JSON texts: lists of names), lon, lat (WGS-84
    degrees), valid_from, valid_to. `complete`: landmarks that the file does not name end today. Raises `Orphans` for an
    unknown community.
    """
    day = clock.today(at)
    total = staging.stage("staged_landmark", _TYPES, rows)
    staging.check_orphans([_ORPHANS])
    done = staging.merge(_MERGE, total=total, parameters=[day, day])
    ended = staging.run(_END, [day, day]) if complete else 0
    changes = {"landmarks": Changes(done.new, done.changed, done.unchanged, ended)}
    territory_actions.bump(territory_actions.GAZETTEER)
    counts = changes["landmarks"].as_dict()
    city = cities_queries.present_city()
    journal_actions.record("territory.landmark.imported", city, by=None, at=at, facts={**counts, "crs": source_crs})
    return changes


@transaction.atomic
def add_alias(*, name: str, compound: Compound | None = None, building: Building | None = None) -> Alias:
    """Let a compound or a building be found by another name, in every process; a name that it has already stays."""
    alias, made = Alias.objects.get_or_create(name=name, division=None, compound=compound, building=building)
    if made:
        territory_actions.bump(territory_actions.GAZETTEER)
    return alias
