"""What the power service areas of a day are made of, and what is wrong with it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from twingrid.coverage.whereabouts import whereabouts
from twingrid.supply import feeding_queries
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Partition, PartKind
from twingrid.territory.fusion.mapping import Trouble


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
    """What is wrong with the definitions of a day: overlaps, gaps, names of things that do not exist.

    A community grid that no area names is none of them when every customer in it has an area by transformer.
    """
    found = territory_queries.mapping_troubles(on, transformers=feeding_queries.transformer_codes(on))
    if not any(trouble is Trouble.GRID_FREE for trouble, _code, _areas in found):
        return [TroubleRow(trouble.value, code, areas) for trouble, code, areas in found]
    lacking = _lacking_power(on)
    return [
        TroubleRow(trouble.value, code, areas)
        for trouble, code, areas in found
        if trouble is not Trouble.GRID_FREE or code in lacking
    ]


def _lacking_power(on: date) -> set[str]:
    """The community grids with a customer whom no power service area has on a day."""
    codes = {row.id: row.code for row in territory_queries.partition_on(Partition.COMMUNITY, on).rows}
    groups = whereabouts(on).groups()
    return {codes[group.community] for group in groups if group.power is None and group.community in codes}


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
