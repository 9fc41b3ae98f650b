"""The SQL of territory's imports. Each statement reads a staged table (see actions.py) and says what it does.

Editions: rows of one code follow each other in time. `until` is when an edition really ends: at its own valid_to or
where the next edition of the file or the table begins, whichever comes first.
"""

BUMP = """
INSERT INTO territory_generation AS old (name, number) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET number = old.number + 1 RETURNING number
"""

# --- divisions -------------------------------------------------------------------------------------
DIVISION_TYPES = {
    "code": "text",
    "name": "text",
    "level": "text",
    "parent_code": "text",
    "valid_from": "date",
    "valid_to": "date",
    "same": "boolean",
}
DIVISION_ORPHANS = """
SELECT s.row, 'parent_code', s.parent_code FROM staged_division s
WHERE s.parent_code <> ''
  AND NOT EXISTS (SELECT FROM staged_division p WHERE p.code = s.parent_code)
  AND NOT EXISTS (SELECT FROM territory_division p WHERE p.code = s.parent_code)
"""
DIVISION_DATES = """
UPDATE staged_division s SET valid_to = least(s.valid_to, next.valid_from)
FROM (
    SELECT code, valid_from AS since, lead(valid_from) OVER (PARTITION BY code ORDER BY valid_from) AS valid_from
    FROM (SELECT code, valid_from FROM staged_division
          UNION SELECT code, valid_from FROM territory_division) every
) next
WHERE next.code = s.code AND next.since = s.valid_from
"""
# A later edition that says the same as the one in force is no edition.
DIVISION_SAME = """
UPDATE staged_division s SET same = true
FROM territory_division d LEFT JOIN territory_division p ON p.id = d.parent_id
WHERE d.code = s.code AND d.valid_from < s.valid_from AND (d.valid_to IS NULL OR d.valid_to > s.valid_from)
  AND (d.name, d.level, coalesce(p.code, ''), d.valid_to)
      IS NOT DISTINCT FROM (s.name, s.level, s.parent_code, s.valid_to)
  AND NOT EXISTS (SELECT FROM territory_division x WHERE x.code = s.code AND x.valid_from = s.valid_from)
"""
DIVISION_MERGE = """
INSERT INTO territory_division AS old (code, name, level, parent_id, valid_from, valid_to)
SELECT s.code, s.name, s.level, parent.id, s.valid_from, s.valid_to
FROM staged_division s LEFT JOIN LATERAL (
    SELECT p.id FROM territory_division p WHERE p.code = s.parent_code
    ORDER BY (p.valid_from <= s.valid_from AND (p.valid_to IS NULL OR p.valid_to > s.valid_from)) DESC,
             p.valid_from DESC
    LIMIT 1
) parent ON true
WHERE s.level = %s AND NOT s.same
ON CONFLICT (code, valid_from) DO UPDATE
SET name = excluded.name, level = excluded.level, parent_id = excluded.parent_id, valid_to = excluded.valid_to
WHERE (old.name, old.level, old.parent_id, old.valid_to)
    IS DISTINCT FROM (excluded.name, excluded.level, excluded.parent_id, excluded.valid_to)
"""
DIVISION_CLOSE = """
UPDATE territory_division d SET valid_to = next.valid_from
FROM (SELECT id, lead(valid_from) OVER (PARTITION BY code ORDER BY valid_from) AS valid_from
      FROM territory_division) next
WHERE next.id = d.id AND next.valid_from IS NOT NULL AND (d.valid_to IS NULL OR d.valid_to > next.valid_from)
"""
DIVISION_END = """
UPDATE territory_division d SET valid_to = greatest(%s::date, d.valid_from + 1)
WHERE (d.valid_to IS NULL OR d.valid_to > %s::date)
  AND d.code NOT IN (SELECT code FROM staged_division)
"""
DIVISION_ALIASES = """
INSERT INTO territory_alias (name, division_id)
SELECT DISTINCT a.name, d.id FROM staged_alias a JOIN staged_division s ON s.row = a.place
JOIN LATERAL (SELECT id FROM territory_division x WHERE x.code = s.code AND x.valid_from <= s.valid_from
              ORDER BY x.valid_from DESC LIMIT 1) d ON true
WHERE a.name <> s.name
ON CONFLICT DO NOTHING
"""

# --- areas -----------------------------------------------------------------------------------------
AREA_TYPES = {
    "partition": "text",
    "code": "text",
    "name": "text",
    "division_code": "text",
    "geometry": "bytea",
    "min_lon": "float8",
    "min_lat": "float8",
    "max_lon": "float8",
    "max_lat": "float8",
    "area_m2": "float8",
    "synthetic": "boolean",
    "source": "text",
    "valid_from": "date",
    "valid_to": "date",
    "same": "boolean",
}
AREA_ORPHANS = """
SELECT s.row, 'division_code', s.division_code FROM staged_area s
WHERE s.division_code <> '' AND NOT EXISTS (SELECT FROM territory_division d WHERE d.code = s.division_code)
"""
AREA_DATES = """
UPDATE staged_area s SET valid_to = least(s.valid_to, next.valid_from)
FROM (
    SELECT partition, code, valid_from AS since,
           lead(valid_from) OVER (PARTITION BY partition, code ORDER BY valid_from) AS valid_from
    FROM (SELECT partition, code, valid_from FROM staged_area
          UNION SELECT partition, code, valid_from FROM territory_area) every
) next
WHERE (next.partition, next.code, next.since) = (s.partition, s.code, s.valid_from)
"""
AREA_SAME = """
UPDATE staged_area s SET same = true
FROM territory_area a LEFT JOIN territory_division d ON d.id = a.division_id
WHERE (a.partition, a.code) = (s.partition, s.code)
  AND a.valid_from < s.valid_from AND (a.valid_to IS NULL OR a.valid_to > s.valid_from)
  AND (a.name, coalesce(d.code, ''), a.geometry, a.synthetic, a.source, a.valid_to)
      IS NOT DISTINCT FROM (s.name, s.division_code, s.geometry, s.synthetic, s.source, s.valid_to)
  AND NOT EXISTS (SELECT FROM territory_area x
                  WHERE (x.partition, x.code, x.valid_from) = (s.partition, s.code, s.valid_from))
"""
AREA_MERGE = """
INSERT INTO territory_area AS old (partition, code, name, division_id, geometry, min_lon, min_lat, max_lon, max_lat,
    area_m2, synthetic, source, source_crs, valid_from, valid_to)
SELECT s.partition, s.code, s.name, d.id, s.geometry, s.min_lon, s.min_lat, s.max_lon, s.max_lat,
    s.area_m2, s.synthetic, s.source, %s, s.valid_from, s.valid_to
FROM staged_area s LEFT JOIN LATERAL (
    SELECT x.id FROM territory_division x WHERE x.code = s.division_code
    ORDER BY (x.valid_from <= s.valid_from AND (x.valid_to IS NULL OR x.valid_to > s.valid_from)) DESC,
             x.valid_from DESC
    LIMIT 1
) d ON true
WHERE NOT s.same
ON CONFLICT (partition, code, valid_from) DO UPDATE
SET name = excluded.name, division_id = excluded.division_id, geometry = excluded.geometry,
    min_lon = excluded.min_lon, min_lat = excluded.min_lat, max_lon = excluded.max_lon, max_lat = excluded.max_lat,
    area_m2 = excluded.area_m2, synthetic = excluded.synthetic, source = excluded.source,
    source_crs = excluded.source_crs, valid_to = excluded.valid_to
WHERE (old.name, old.division_id, old.geometry, old.synthetic, old.source, old.source_crs, old.valid_to)
    IS DISTINCT FROM (excluded.name, excluded.division_id, excluded.geometry, excluded.synthetic, excluded.source,
                      excluded.source_crs, excluded.valid_to)
"""
AREA_CLOSE = """
UPDATE territory_area a SET valid_to = next.valid_from
FROM (SELECT id, lead(valid_from) OVER (PARTITION BY partition, code ORDER BY valid_from) AS valid_from
      FROM territory_area) next
WHERE next.id = a.id AND next.valid_from IS NOT NULL AND (a.valid_to IS NULL OR a.valid_to > next.valid_from)
"""
AREA_END = """
UPDATE territory_area a SET valid_to = greatest(%s::date, a.valid_from + 1)
WHERE (a.valid_to IS NULL OR a.valid_to > %s::date)
  AND a.partition IN (SELECT partition FROM staged_area)
  AND (a.partition, a.code) NOT IN (SELECT partition, code FROM staged_area)
"""

# --- what power service areas are made of ------------------------------------------------------------
PART_TYPES = {
    "area_code": "text",
    "area_name": "text",
    "kind": "text",
    "code": "text",
    "valid_from": "date",
    "valid_to": "date",
    "same": "boolean",
}
PART_AREA_ORPHANS = """
SELECT s.row, 'power_area_code', s.area_code FROM staged_part s
WHERE NOT EXISTS (SELECT FROM territory_area a WHERE a.partition = 'power' AND a.code = s.area_code)
  AND NOT EXISTS (SELECT FROM staged_part n WHERE n.area_code = s.area_code AND n.area_name <> '')
"""
PART_GRID_ORPHANS = """
SELECT s.row, 'part_code', s.code FROM staged_part s
WHERE s.kind = 'grid'
  AND NOT EXISTS (SELECT FROM territory_area a WHERE a.partition = 'community' AND a.code = s.code)
"""
# A row that is in force already, since an earlier day, is no second one.
PART_SAME = """
UPDATE staged_part s SET same = true FROM territory_areapart p
WHERE (p.area_code, p.kind, p.code) = (s.area_code, s.kind, s.code)
  AND p.valid_from < s.valid_from AND (p.valid_to IS NULL OR p.valid_to > s.valid_from)
  AND p.valid_to IS NOT DISTINCT FROM s.valid_to
"""
PART_MERGE = """
INSERT INTO territory_areapart AS old (area_code, kind, code, valid_from, valid_to)
SELECT area_code, kind, code, valid_from, valid_to FROM staged_part WHERE NOT same
ON CONFLICT (area_code, kind, code, valid_from) DO UPDATE SET valid_to = excluded.valid_to
WHERE old.valid_to IS DISTINCT FROM excluded.valid_to
"""
PART_CLOSE = """
UPDATE territory_areapart p SET valid_to = next.valid_from
FROM (SELECT id, lead(valid_from) OVER (PARTITION BY area_code, kind, code ORDER BY valid_from) AS valid_from
      FROM territory_areapart) next
WHERE next.id = p.id AND next.valid_from IS NOT NULL AND (p.valid_to IS NULL OR p.valid_to > next.valid_from)
"""
PART_END = """
UPDATE territory_areapart p SET valid_to = greatest(%s::date, p.valid_from + 1)
WHERE (p.valid_to IS NULL OR p.valid_to > %s::date)
  AND (p.area_code, p.kind, p.code) NOT IN (SELECT area_code, kind, code FROM staged_part)
"""

# --- compounds and buildings -----------------------------------------------------------------------
# Every code with its present edition (or the newest); `code` finds a place again when its community was renamed.
COMMUNITIES = """
SELECT DISTINCT ON (code) code, id FROM territory_division WHERE level = 'community'
ORDER BY code, (valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)) DESC, valid_from DESC
"""
COMPOUND_TYPES = {"community_code": "text", "name": "text", "road": "text", "house_no": "text"}
COMPOUND_KNOWN = """
SELECT s.row, coalesce(c.id, nextval(pg_get_serial_sequence('territory_compound', 'id'))) AS id, m.id AS community_id
FROM staged_compound s JOIN staged_community m ON m.code = s.community_code
LEFT JOIN (territory_compound c JOIN territory_division d ON d.id = c.community_id)
    ON c.name = s.name AND d.code = s.community_code
"""
# After the buildings (foreign keys wait for the commit): a compound lies in the middle of all of its buildings, not
# only of those in the file. An empty road leaves the known one.
COMPOUND_MERGE = """
INSERT INTO territory_compound AS old (id, name, community_id, road, house_no, lon, lat)
SELECT k.id, s.name, k.community_id, coalesce(nullif(s.road, ''), c.road, ''),
       coalesce(nullif(s.house_no, ''), c.house_no, ''), middle.lon, middle.lat
FROM staged_compound s JOIN known_compound k USING (row)
JOIN (SELECT compound_id, round(avg(lon::numeric), 7)::float8 AS lon,
             round(avg(lat::numeric), 7)::float8 AS lat
      FROM territory_building WHERE compound_id IN (SELECT id FROM known_compound) GROUP BY compound_id) middle
    ON middle.compound_id = k.id
LEFT JOIN territory_compound c ON c.id = k.id
ON CONFLICT (id) DO UPDATE
SET community_id = excluded.community_id, road = excluded.road, house_no = excluded.house_no,
    lon = excluded.lon, lat = excluded.lat
WHERE (old.community_id, old.road, old.house_no, old.lon, old.lat)
    IS DISTINCT FROM (excluded.community_id, excluded.road, excluded.house_no, excluded.lon, excluded.lat)
"""
COMPOUND_ALIASES = """
INSERT INTO territory_alias (name, compound_id)
SELECT DISTINCT a.name, k.id FROM staged_alias a JOIN known_compound k ON k.row = a.place
ON CONFLICT DO NOTHING
"""
BUILDING_TYPES = {
    "compound": "integer",
    "community_code": "text",
    "name": "text",
    "road": "text",
    "house_no": "text",
    "label": "text",
    "lon": "float8",
    "lat": "float8",
    "located": "boolean",
}
BUILDING_KNOWN = """
SELECT s.row, coalesce(inside.id, plate.id, nextval(pg_get_serial_sequence('territory_building', 'id'))) AS id,
       m.id AS community_id, k.id AS compound_id
FROM staged_building s JOIN staged_community m ON m.code = s.community_code
LEFT JOIN known_compound k ON k.row = s.compound
LEFT JOIN territory_building inside ON inside.compound_id = k.id AND inside.name = s.name
LEFT JOIN (territory_building plate JOIN territory_division d ON d.id = plate.community_id)
    ON s.compound IS NULL AND plate.compound_id IS NULL AND d.code = s.community_code
    AND (plate.road, plate.house_no, plate.name) = (s.road, s.house_no, s.name)
"""
# Where the file only knows its customers (not `located`), a known building stays where it is.
BUILDING_MERGE = """
INSERT INTO territory_building AS old
    (id, compound_id, community_id, name, road, house_no, label, lon, lat, units, households)
SELECT k.id, k.compound_id, k.community_id, s.name, coalesce(nullif(s.road, ''), b.road, ''),
       coalesce(nullif(s.house_no, ''), b.house_no, ''), s.label,
       CASE WHEN s.located THEN s.lon ELSE coalesce(b.lon, s.lon) END,
       CASE WHEN s.located THEN s.lat ELSE coalesce(b.lat, s.lat) END, '[]', 0
FROM staged_building s JOIN known_building k USING (row) LEFT JOIN territory_building b ON b.id = k.id
ON CONFLICT (id) DO UPDATE
SET community_id = excluded.community_id, road = excluded.road, house_no = excluded.house_no,
    label = excluded.label, lon = excluded.lon, lat = excluded.lat
WHERE (old.community_id, old.road, old.house_no, old.label, old.lon, old.lat)
    IS DISTINCT FROM (excluded.community_id, excluded.road, excluded.house_no, excluded.label,
                      excluded.lon, excluded.lat)
"""
BUILDING_IDS = "SELECT id FROM known_building ORDER BY row"
HOUSEHOLD_TYPES = {"building_id": "bigint", "units": "jsonb", "households": "integer"}
HOUSEHOLD_UPDATE = """
UPDATE territory_building b SET units = s.units, households = s.households FROM staged_households s
WHERE b.id = s.building_id AND (b.units, b.households) IS DISTINCT FROM (s.units, s.households)
"""
