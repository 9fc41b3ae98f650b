"""Questions about the network: which transformer feeds which homes."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import connection

from twingrid.supply.models import Equipment, EquipmentKind, ServicePoint

_BEHIND = """
SELECT p.id, t.code FROM supply_servicepoint p
JOIN supply_equipment b ON b.id = p.meter_box_id JOIN supply_equipment t ON t.id = b.parent_id
WHERE t.kind = 'transformer' AND t.code = ANY(%s) ORDER BY p.id
"""
_OF_BUILDINGS = """
SELECT p.building_id, coalesce(t.code, ''), count(*) FROM supply_servicepoint p
LEFT JOIN supply_equipment b ON b.id = p.meter_box_id
LEFT JOIN supply_equipment t ON t.id = b.parent_id AND t.kind = 'transformer' AND t.code = ANY(%s)
WHERE p.building_id = ANY(%s) GROUP BY 1, 2 ORDER BY 1, 2
"""
_HOMES = """
SELECT DISTINCT t.code, h.lon, h.lat FROM supply_servicepoint p
JOIN supply_equipment b ON b.id = p.meter_box_id JOIN supply_equipment t ON t.id = b.parent_id
JOIN territory_building h ON h.id = p.building_id WHERE t.code = ANY(%s) ORDER BY 1, 2, 3
"""


def transformer_codes(on: date) -> frozenset[str]:
    """The codes of the transformers of a day."""
    return frozenset(Equipment.objects.on(on).filter(kind=EquipmentKind.TRANSFORMER).values_list("code", flat=True))


def points_behind(codes: Collection[str]) -> list[tuple[int, str]]:
    """(service point id, transformer code) of everything that hangs on these transformers, by id."""
    return [(pk, code) for pk, code in _rows(_BEHIND, list(codes))] if codes else []


def transformers_of(building_ids: Iterable[int], codes: Collection[str]) -> list[tuple[int, str, int]]:
    """(building id, transformer code, service points): of these transformers only, "" for all others."""
    return [(pk, code, n) for pk, code, n in _rows(_OF_BUILDINGS, list(codes), list(building_ids))] if codes else []


def homes_behind(codes: Collection[str]) -> dict[str, list[tuple[float, float]]]:
    """Where the buildings stand (WGS-84 degrees) that each of these transformers feeds, by its code."""
    found: dict[str, list[tuple[float, float]]] = {}
    for code, lon, lat in _rows(_HOMES, list(codes)) if codes else []:
        found.setdefault(code, []).append((lon, lat))
    return found


def points_of(building_id: int, *, unit: str = "", room: str = "") -> list[int]:
    """The ids of the service points of a building, of one unit of it, or of one home (501 is also one written 0501)."""
    rows = ServicePoint.objects.filter(building_id=building_id)
    if unit:
        rows = rows.filter(unit=unit)
    if room:
        rows = rows.filter(room__in=(room, room.zfill(4)))
    return list(rows.order_by("id").values_list("pk", flat=True))


def _rows(statement: str, *parameters: list[str] | list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))
        return list(cursor.fetchall())
