"""Finding equipment, and whom it would reach: before anything is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from twingrid.kit import clock
from twingrid.outages import statements
from twingrid.supply.models import Equipment, EquipmentKind


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """A piece of the network and what feeds it. For staff: no name of it stands on a public page."""

    id: int
    kind: str
    code: str
    name: str
    above: str


_ORDER = {kind: n for n, kind in enumerate(EquipmentKind.values)}


def _row(one: Equipment) -> EquipmentRow:
    return EquipmentRow(one.pk, one.kind, one.code, one.name, one.parent.name if one.parent else "")


def equipment_like(text: str, *, at: datetime, limit: int = 30) -> list[EquipmentRow]:
    """Equipment whose code or name is like `text`, from the top of the network down."""
    words = text.strip()
    if not words:
        return []
    rows = Equipment.objects.on(clock.today(at)).filter(Q(code__istartswith=words) | Q(name__icontains=words))
    found = rows.select_related("parent").order_by("kind", "code")[: limit * 4]
    return sorted((_row(one) for one in found), key=lambda one: (_ORDER[one.kind], one.code))[:limit]


def equipment_rows(ids: Iterable[int]) -> list[EquipmentRow]:
    """These pieces, from the top of the network down."""
    rows = [_row(one) for one in Equipment.objects.filter(pk__in=list(ids)).select_related("parent").order_by("code")]
    return sorted(rows, key=lambda one: (_ORDER[one.kind], one.code))


def equipment_by_code(codes: Iterable[str]) -> dict[str, int]:
    """Code → id of the equipment that exists."""
    return dict(Equipment.objects.filter(code__in=list(codes)).order_by("code").values_list("code", "id"))


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom a scope would reach: (building, unit, customers) for each stairwell and meter box."""

    rows: tuple[tuple[int, str, int], ...]

    @property
    def customers(self) -> int:
        """How many customers."""
        return sum(n for _building, _unit, n in self.rows)

    @property
    def buildings(self) -> int:
        """How many buildings."""
        return len({building for building, _unit, _n in self.rows})


def preview(*, equipment: Sequence[int], buildings: Sequence[int], at: datetime) -> Preview:
    """Whom an outage of this equipment and these buildings would reach on that day: one query."""
    said: dict[str, Any] = {"equipment": list(equipment), "buildings": list(buildings), "day": clock.today(at)}
    with connection.cursor() as cursor:
        cursor.execute(statements.EXPAND.format(roots=statements.THOUGHT_ROOTS), said)
        return Preview(tuple((row[1], row[2], row[6]) for row in cursor.fetchall()))
