"""What the power service areas of a day are made of, and what is wrong with it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from twingrid.supply import feeding_queries
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition, PartKind


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """One thing that is wrong: `what` (see `fusion.mapping.Trouble`), the code concerned, the areas (codes)."""

    what: str
    code: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """What one power service area is made of on a day; without a list it is its polygon."""

    code: str
    name: str
    grids: int
    transformers: int
    polygon: bool


def troubles(*, on: date) -> list[TroubleRow]:
    """What is wrong with the definitions of a day: overlaps, gaps, names of things that do not exist."""
    found = territory_queries.mapping_troubles(on, transformers=feeding_queries.transformer_codes(on))
    return [TroubleRow(trouble.value, code, areas) for trouble, code, areas in found]


def definitions(*, on: date) -> list[Definition]:
    """What every power service area of a day is made of, by code."""
    parts = territory_queries.parts_by_code(on)
    found = []
    for row in sorted(territory_queries.partition_on(Partition.POWER, on).rows, key=lambda area: area.code):
        kinds = Counter(kind for kind, _code in parts.get(row.code, [(PartKind.POLYGON.value, "")]))
        found.append(
            Definition(
                row.code, row.name, kinds[PartKind.GRID], kinds[PartKind.TRANSFORMER], kinds[PartKind.POLYGON] > 0
            )
        )
    return found
