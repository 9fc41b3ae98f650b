"""The SQL of supply's imports. Each statement reads a staged table (see actions.py)."""

EQUIPMENT_TYPES = {
    "kind": "text",
    "code": "text",
    "name": "text",
    "parent_code": "text",
    "parent_kind": "text",
    "lon": "float8",
    "lat": "float8",
    "valid_from": "date",
    "valid_to": "date",
}
EQUIPMENT_ORPHANS = """
SELECT s.row, 'parent_code', s.parent_code FROM staged_equipment s
WHERE s.parent_kind <> ''
  AND NOT EXISTS (SELECT FROM staged_equipment p WHERE p.code = s.parent_code AND p.kind = s.parent_kind)
  AND NOT EXISTS (SELECT FROM supply_equipment p WHERE p.code = s.parent_code AND p.kind = s.parent_kind)
"""
EQUIPMENT_MERGE = """
INSERT INTO supply_equipment AS old (kind, code, name, parent_id, lon, lat, valid_from, valid_to)
SELECT s.kind, s.code, s.name, p.id, s.lon, s.lat, s.valid_from, s.valid_to
FROM staged_equipment s LEFT JOIN supply_equipment p ON p.code = s.parent_code
WHERE s.kind = %s
ON CONFLICT (code) DO UPDATE
SET kind = excluded.kind, name = excluded.name, parent_id = excluded.parent_id, lon = excluded.lon, lat = excluded.lat,
    valid_from = excluded.valid_from, valid_to = excluded.valid_to
WHERE (old.kind, old.name, old.parent_id, old.lon, old.lat, old.valid_from, old.valid_to)
    IS DISTINCT FROM (excluded.kind, excluded.name, excluded.parent_id, excluded.lon, excluded.lat,
                      excluded.valid_from, excluded.valid_to)
"""
EQUIPMENT_END = """
UPDATE supply_equipment e SET valid_to = greatest(%s::date, e.valid_from + 1)
WHERE (e.valid_to IS NULL OR e.valid_to > %s::date) AND e.code NOT IN (SELECT code FROM staged_equipment)
"""

CUSTOMER_TYPES = {
    "account_no": "text",
    "name": "text",
    "phone": "text",
    "kind": "text",
    "building": "integer",
    "community_code": "text",
    "unit": "text",
    "room": "text",
    "lon": "float8",
    "lat": "float8",
    "meter_box_code": "text",
    "meter_no": "text",
    "valid_from": "date",
}
COMMUNITY_ORPHANS = """
SELECT s.row, 'community_code', s.community_code FROM staged_customer s
WHERE NOT EXISTS (SELECT FROM territory_division d WHERE d.code = s.community_code AND d.level = 'community')
"""
METER_BOX_ORPHANS = """
SELECT s.row, 'meter_box_code', s.meter_box_code FROM staged_customer s
LEFT JOIN supply_equipment e ON e.code = s.meter_box_code AND e.kind = 'meter_box'
WHERE s.meter_box_code <> '' AND e.id IS NULL
"""
BUILDING_TYPES = {"id": "bigint"}
# `fresh` rows get the number of their service point here, so that account and point can be written by one look each.
CUSTOMER_KNOWN = """
SELECT s.*, c.id IS NULL AS fresh, e.id AS meter_box_id, b.id AS building_id,
       coalesce(c.service_point_id, nextval(pg_get_serial_sequence('supply_servicepoint', 'id'))) AS point_id
FROM staged_customer s JOIN staged_place b ON b.row = s.building
LEFT JOIN supply_customer c ON c.account_no = s.account_no
LEFT JOIN supply_equipment e ON e.code = s.meter_box_code AND e.kind = 'meter_box'
"""
POINT_NEW = """
INSERT INTO supply_servicepoint (id, building_id, unit, room, meter_box_id, meter_no, lon, lat)
SELECT point_id, building_id, unit, room, meter_box_id, meter_no, lon, lat FROM known_customer WHERE fresh
"""
# In the order of the index by account: a third faster than at random.
CUSTOMER_NEW = """
INSERT INTO supply_customer (account_no, service_point_id, kind, name, phone, valid_from, valid_to)
SELECT account_no, point_id, kind, name, phone, valid_from, NULL FROM known_customer WHERE fresh ORDER BY account_no
"""
# Buildings that lose a household to another one are counted again too.
LEFT_BUILDINGS = """
SELECT DISTINCT p.building_id FROM known_customer k JOIN supply_servicepoint p ON p.id = k.point_id
WHERE NOT k.fresh AND p.building_id <> k.building_id
"""
CUSTOMER_CHANGED = """
WITH points AS (
    UPDATE supply_servicepoint p SET building_id = k.building_id, unit = k.unit, room = k.room,
        meter_box_id = k.meter_box_id, meter_no = k.meter_no, lon = k.lon, lat = k.lat
    FROM known_customer k
    WHERE p.id = k.point_id AND NOT k.fresh
      AND (p.building_id, p.unit, p.room, p.meter_box_id, p.meter_no, p.lon, p.lat)
          IS DISTINCT FROM (k.building_id, k.unit, k.room, k.meter_box_id, k.meter_no, k.lon, k.lat)
    RETURNING p.id
), accounts AS (
    UPDATE supply_customer c SET kind = k.kind, name = k.name, phone = k.phone,
        valid_from = k.valid_from, valid_to = NULL
    FROM known_customer k
    WHERE c.service_point_id = k.point_id AND NOT k.fresh
      AND (c.kind, c.name, c.phone, c.valid_from, c.valid_to)
          IS DISTINCT FROM (k.kind, k.name, k.phone, k.valid_from, NULL::date)
    RETURNING c.service_point_id AS id
)
SELECT count(*) FROM (SELECT id FROM points UNION SELECT id FROM accounts) AS changed
"""
CUSTOMER_END = """
UPDATE supply_customer c SET valid_to = greatest(%s::date, c.valid_from + 1)
WHERE (c.valid_to IS NULL OR c.valid_to > %s::date)
  AND NOT EXISTS (SELECT FROM staged_customer s WHERE s.account_no = c.account_no)
"""
HOUSEHOLDS = """
SELECT p.building_id, coalesce(array_agg(DISTINCT p.unit) FILTER (WHERE p.unit <> ''), '{}'), count(*)
FROM supply_servicepoint p JOIN supply_customer c ON c.service_point_id = p.id
WHERE p.building_id = ANY(%s) AND (c.valid_to IS NULL OR c.valid_to > %s)
GROUP BY p.building_id
"""
"""Which buildings have which units, and how many households; a public meter (公用) counts as one account."""
