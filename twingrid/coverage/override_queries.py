"""The exceptions of a city as a list: which premises, which area, why, from when to when."""

from datetime import date

from django.db.models import Q

from twingrid.coverage.models import Override
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition


def overrides(*, on: date, limit: int = 500) -> list[Override]:
    """What holds on a day or begins later, by place; its building and area are loaded."""
    rows = Override.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).select_related("building", "area")
    return list(rows.order_by("building__label", "unit", "room", "valid_from", "id")[:limit])


def area_choices(*, on: date) -> dict[str, list[tuple[int, str]]]:
    """The areas of a day by partition: (id, name with its code)."""
    return {
        side.value: sorted(
            ((row.id, f"{row.name} [{row.code}]") for row in territory_queries.partition_on(side, on).rows),
            key=lambda one: one[1],
        )
        for side in (Partition.POWER, Partition.COMMUNITY)
    }
