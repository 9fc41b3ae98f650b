"""A substation with 50,000 customers down to its premises, and what is known at a place: seconds and milliseconds.

    python -m benchmarks.expand [--customers 50000]

Needs the tests' database server (it starts by itself). Beside it the loop one would write: ask each level of the
network for what hangs on it, then each meter box for its customers.
"""

import argparse
import os
import sys
import time
from datetime import UTC, datetime, timedelta

from tests import server

LIMIT_S = 2.0
KNOWN_LIMIT_MS = 10.0
PER_BOX, BOXES_PER_TRANSFORMER, TRANSFORMERS_PER_FEEDER = 12, 22, 20


def main() -> int:
    """Print what it takes; 1 when the substation takes longer than two seconds or a place longer than ten ms."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, default=50_000)
    wanted = parser.parse_args().customers
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twingrid.project.settings")
    import django

    django.setup()
    from django.db import transaction

    from tests import cast as cast_module
    from twingrid.cities import queries as cities_queries
    from twingrid.kit import clock, memo
    from twingrid.outages import actions, queries

    at = datetime(2023, 2, 22, 11, 0, tzinfo=UTC)
    with cities_queries.inside("jinan"), clock.fixed(at), transaction.atomic():
        people = cast_module.build("jinan", at=at)
        top = _city(people, wanted)
        begun = time.perf_counter()
        plan = actions.Plan(kind="fault", starts_at=at, estimate_at=at + timedelta(hours=2), equipment=[top])
        outage = actions.make_outage(plan=plan, by=people.zhou, at=at)
        made = time.perf_counter() - begun
        begun = time.perf_counter()
        estates = queries.premises_of(outage.pk)
        grouped = time.perf_counter() - begun
        actions.start_outage(number=outage.number, by=people.zhou, at=at)
        memo.forget_all()
        begun = time.perf_counter()
        some = estates[-1].buildings[-1].building_id
        assert queries.known_at(some, at=at)
        built = 1000 * (time.perf_counter() - begun)
        begun = time.perf_counter()
        for _ in range(1000):
            queries.known_at(some, at=at)
        asked = time.perf_counter() - begun
        loop = _loop()
        premises = sum(len(estate.buildings) for estate in estates)
        print(f"substation → {outage.customers:,} customers in {premises:,} buildings, kept: {made:.2f} s")
        print(f"grouped for residents ({len(estates):,} estates): {grouped:.2f} s; in all {made + grouped:.2f} s")
        print(f"a loop over its meter boxes would take about {loop:.1f} s ({loop / made:.1f}×)")
        print(f"known at a place: {asked:.3f} ms from memory; {built:.0f} ms once after a change")
        transaction.set_rollback(True)
    server.pytest_unconfigure(None)
    return 0 if made + grouped <= LIMIT_S and asked <= KNOWN_LIMIT_MS and outage.customers >= wanted else 1


def _loop() -> float:
    """Seconds that asking each meter box for its customers would take, from a hundred of them."""
    from twingrid.supply.models import Equipment, ServicePoint

    boxes = Equipment.objects.filter(kind="meter_box")
    sample = list(boxes.order_by("id").values_list("id", flat=True)[9:109])
    begun = time.perf_counter()
    for box in sample:
        ServicePoint.objects.filter(meter_box_id=box, customer__valid_to=None).order_by("building_id", "unit").count()
    return (time.perf_counter() - begun) / len(sample) * boxes.count()


def _city(people: object, customers: int) -> int:
    """One substation with this many customers; its id. Rows go in by SQL: what is measured comes afterwards."""
    from django.db import connection

    said = {
        "box": PER_BOX,
        "boxes": BOXES_PER_TRANSFORMER,
        "transformers": TRANSFORMERS_PER_FEEDER,
        "n": customers,
    }
    with connection.cursor() as cursor:
        cursor.execute(_GROW, said)
        cursor.execute("SELECT id FROM supply_equipment WHERE code = 'bench-S'")
        (top,) = cursor.fetchone()
        for table in ("supply_equipment", "supply_servicepoint", "supply_customer", "coverage_placement"):
            cursor.execute(f"ANALYZE {table}")
    return int(top)


_GROW = """
CREATE TEMP TABLE home ON COMMIT DROP AS
    SELECT n, n / %(box)s AS box, n / (%(box)s * %(boxes)s) AS transformer,
           n / (%(box)s * %(boxes)s * %(transformers)s) AS feeder, n / 36 AS building, (n %% 36) / 12 + 1 AS unit
    FROM generate_series(0, %(n)s - 1) n;
INSERT INTO supply_equipment (kind, code, name, valid_from) VALUES ('substation', 'bench-S', 'S', '2020-01-01');
INSERT INTO supply_equipment (kind, code, name, valid_from, parent_id)
    SELECT DISTINCT 'feeder', 'bench-F' || feeder, 'F' || feeder, date '2020-01-01', s.id
    FROM home, supply_equipment s WHERE s.code = 'bench-S';
INSERT INTO supply_equipment (kind, code, name, valid_from, parent_id)
    SELECT DISTINCT 'transformer', 'bench-T' || transformer, 'T' || transformer, date '2020-01-01', e.id
    FROM home JOIN supply_equipment e ON e.code = 'bench-F' || feeder;
INSERT INTO supply_equipment (kind, code, name, valid_from, parent_id)
    SELECT DISTINCT 'meter_box', 'bench-B' || box, 'B' || box, date '2020-01-01', e.id
    FROM home JOIN supply_equipment e ON e.code = 'bench-T' || transformer;
INSERT INTO territory_compound (name, community_id, road, house_no, lon, lat)
    SELECT DISTINCT '小区' || building / 20, d.id, '', '', 116.99, 36.65
    FROM home, (SELECT min(id) AS id FROM territory_division WHERE level = 'community') d;
INSERT INTO territory_building
    (name, compound_id, community_id, road, house_no, label, lon, lat, units, households)
    SELECT DISTINCT building %% 20 + 1 || '号楼', c.id, c.community_id, '', '',
           c.name || ' ' || building %% 20 + 1 || '号楼', 116.99, 36.65, '["1单元", "2单元", "3单元"]'::jsonb, 36
    FROM home JOIN territory_compound c ON c.name = '小区' || building / 20;
INSERT INTO supply_servicepoint (building_id, unit, room, meter_box_id, meter_no, lon, lat)
    SELECT b.id, unit || '单元', n::text, e.id, 'bench' || n, 116.99, 36.65
    FROM home JOIN supply_equipment e ON e.code = 'bench-B' || box
    JOIN territory_building b ON b.label = '小区' || building / 20 || ' ' || building %% 20 + 1 || '号楼';
INSERT INTO supply_customer (account_no, service_point_id, kind, name, phone, valid_from)
    SELECT meter_no, id, 'resident', '-', '', '2020-01-01' FROM supply_servicepoint WHERE meter_no LIKE 'bench%%';
INSERT INTO coverage_placement (service_point_id, power_id, overlap, near_border)
    SELECT p.id, a.id, false, false FROM supply_servicepoint p,
        (SELECT min(id) AS id FROM territory_area WHERE partition = 'power') a WHERE p.meter_no LIKE 'bench%%';
"""

if __name__ == "__main__":
    sys.exit(main())
