"""The SQL of outages: from equipment and buildings down the network to stairwells, customers and areas."""

# What is off, as (outage_id, equipment_id, building_id, on_day): of outages that are kept, or of one thought about.
KEPT_ROOTS = """
SELECT s.outage_id, s.equipment_id, s.building_id,
       (coalesce(o.started_at, o.starts_at) AT TIME ZONE %(zone)s)::date AS on_day
FROM outages_scope s JOIN outages_outage o ON o.id = s.outage_id WHERE s.outage_id = ANY(%(outages)s)
"""
THOUGHT_ROOTS = """
SELECT 0::bigint AS outage_id, e AS equipment_id, NULL::bigint AS building_id, %(day)s::date AS on_day
FROM unnest(%(equipment)s::bigint[]) e
UNION ALL SELECT 0, NULL, b, %(day)s::date FROM unnest(%(buildings)s::bigint[]) b
"""
# A customer fed twice (a feeder and a building of it) is counted once.
EXPAND = """
WITH RECURSIVE roots AS MATERIALIZED ({roots}),
fed AS (
    SELECT outage_id, on_day, equipment_id AS id FROM roots WHERE equipment_id IS NOT NULL
    UNION
    SELECT f.outage_id, f.on_day, e.id FROM fed f JOIN supply_equipment e ON e.parent_id = f.id
    WHERE e.valid_to IS NULL OR e.valid_to > f.on_day
), points AS (
    SELECT f.outage_id, f.on_day, p.id, p.building_id, p.unit, p.meter_box_id
    FROM fed f JOIN supply_servicepoint p ON p.meter_box_id = f.id
    UNION
    SELECT r.outage_id, r.on_day, p.id, p.building_id, p.unit, p.meter_box_id
    FROM roots r JOIN supply_servicepoint p ON p.building_id = r.building_id
)
SELECT t.outage_id, t.building_id, t.unit, t.meter_box_id, transformer.parent_id AS feeder_id,
       min(placement.power_id) AS power_area_id, count(*) AS customers
FROM points t
JOIN supply_customer c ON c.service_point_id = t.id
    AND c.valid_from <= t.on_day AND (c.valid_to IS NULL OR c.valid_to > t.on_day)
LEFT JOIN coverage_placement placement ON placement.service_point_id = t.id
LEFT JOIN supply_equipment box ON box.id = t.meter_box_id
LEFT JOIN supply_equipment transformer ON transformer.id = box.parent_id
GROUP BY 1, 2, 3, 4, 5
"""
KEEP = """
INSERT INTO outages_affected
    (outage_id, building_id, unit, meter_box_id, feeder_id, power_area_id, customers, restored_at)
SELECT found.outage_id, building_id, unit, meter_box_id, feeder_id, power_area_id, found.customers,
       o.restored_at
FROM ({expand}) found JOIN outages_outage o ON o.id = found.outage_id
"""
COUNT = """
UPDATE outages_outage o SET customers = n.customers, buildings = n.buildings
FROM (
    SELECT k.id, coalesce(sum(a.customers), 0) AS customers, count(DISTINCT a.building_id) AS buildings
    FROM unnest(%(outages)s::bigint[]) k(id) LEFT JOIN outages_affected a ON a.outage_id = k.id GROUP BY k.id
) n WHERE o.id = n.id
"""
# A part: what hangs on the equipment, and the buildings. Rows that have electricity again stay as they are.
RESTORE = """
WITH RECURSIVE fed AS (
    SELECT e AS id FROM unnest(%(equipment)s::bigint[]) e
    UNION
    SELECT e.id FROM fed f JOIN supply_equipment e ON e.parent_id = f.id
)
UPDATE outages_affected a SET restored_at = %(at)s, restoration_id = %(step)s
WHERE a.outage_id = %(outage)s AND a.restored_at IS NULL
  AND (%(everything)s OR a.building_id = ANY(%(buildings)s) OR a.meter_box_id IN (SELECT id FROM fed))
RETURNING a.customers
"""
NUMBERS = "SELECT nextval(pg_get_serial_sequence('outages_outage', 'id')) FROM generate_series(1, %s)"
