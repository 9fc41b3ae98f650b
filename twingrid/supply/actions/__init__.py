"""Writing the network and its customers: imports, by key and set by set."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, staging
from twingrid.kit.staging import Changes, Columns
from twingrid.supply import statements
from twingrid.supply.models import EquipmentKind
from twingrid.territory import actions as territory_actions

_NUMBER = re.compile(r"\d+")


@transaction.atomic
def import_network(*, rows: Columns, source_crs: str, at: datetime, complete: bool = False) -> dict[str, Changes]:
    """Take over equipment by code.

    Columns: kind, code, name, parent_code, parent_kind (what the parent must be, empty for a substation), lon, lat
    (WGS-84 degrees or None), valid_from, valid_to. `complete`: equipment that the file does not name ends today.
    Raises `Orphans` for a parent that does not exist or is of another kind.
    """
    day = clock.today(at)
    total = staging.stage("staged_equipment", statements.EQUIPMENT_TYPES, rows)
    staging.check_orphans([statements.EQUIPMENT_ORPHANS])
    new = changed = 0
    for kind in EquipmentKind.values:
        found = staging.merge(statements.EQUIPMENT_MERGE, total=0, parameters=[kind])
        new, changed = new + found.new, changed + found.changed
    ended = staging.run(statements.EQUIPMENT_END, [day, day]) if complete else 0
    changes = {"equipment": Changes(new, changed, total - new - changed, ended)}
    territory_actions.bump(territory_actions.GAZETTEER)  # transformers are found by name
    _record("supply.equipment.imported", changes, at=at, facts={"crs": source_crs})
    return changes


@transaction.atomic
def import_customers(
    *,
    customers: Columns,
    compounds: Columns,
    buildings: Columns,
    source_crs: str,
    at: datetime,
    complete: bool = False,
) -> dict[str, Changes]:
    """Take over customers by account number, each at its own service point, with compounds and buildings.

    customers: account_no, name, phone, kind, building (place in `buildings`), community_code, unit, room, lon, lat,
    meter_box_code, meter_no, valid_from. compounds, buildings: see `territory_actions.import_places`. `complete`:
    customers that the file does not name end today. Raises `Orphans` for a community or meter box that does not exist.
    """
    day = clock.today(at)
    total = staging.stage("staged_customer", statements.CUSTOMER_TYPES, customers)
    staging.check_orphans([statements.COMMUNITY_ORPHANS, statements.METER_BOX_ORPHANS])
    ids, changes = territory_actions.import_places(compounds=compounds, buildings=buildings, at=at)
    staging.stage("staged_place", statements.BUILDING_TYPES, {"id": ids})
    staging.derive("known_customer", statements.CUSTOMER_KNOWN)
    left = [pk for (pk,) in staging.fetch(statements.LEFT_BUILDINGS)]
    changed = int(staging.fetch(statements.CUSTOMER_CHANGED)[0][0])
    staging.run(statements.POINT_NEW)
    new = staging.run(statements.CUSTOMER_NEW)
    ended = staging.run(statements.CUSTOMER_END, [day, day]) if complete else 0
    _count_households([*ids, *left], at=at)
    changes["customers"] = Changes(new, changed, total - new - changed, ended)
    _record("supply.customer.imported", changes, at=at, facts={"crs": source_crs})
    return changes


def _count_households(building_ids: list[int], *, at: datetime) -> None:
    rows = staging.fetch(statements.HOUSEHOLDS, [building_ids, clock.today(at)])
    territory_actions.set_households(
        buildings={
            "building_id": [row[0] for row in rows],
            "units": [json.dumps(in_order(row[1]), ensure_ascii=False) for row in rows],
            "households": [row[2] for row in rows],
        }
    )


def in_order(labels: Iterable[str]) -> list[str]:
    """Labels by the numbers in them, then as text: 2单元 before 10单元."""
    return sorted(labels, key=lambda label: ([int(n) for n in _NUMBER.findall(label)], label))


def _record(name: str, changes: Mapping[str, Changes], *, at: datetime, facts: Mapping[str, Any]) -> None:
    counts = {f"{key}.{what}": n for key, change in changes.items() for what, n in change.as_dict().items()}
    journal_actions.record(name, cities_queries.present_city(), by=None, at=at, facts={**counts, **facts})
