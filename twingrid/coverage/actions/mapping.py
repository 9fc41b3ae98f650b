"""Power service areas as lists: of community grids, of transformers, of both, with their own polygon or without."""

from datetime import date, datetime

import shapely
from django.db import transaction

from twingrid.kit.staging import Changes, Columns
from twingrid.supply import feeding_queries
from twingrid.territory import actions as territory_actions
from twingrid.territory import queries as territory_queries

# A home is drawn as a disc of about 30 m: together they show where a transformer's homes stand, and claim nothing.
_DISC_DEGREES = 30 / 100_000
_TRANSFORMERS = """
SELECT s.row, 'part_code', s.code FROM staged_part s
WHERE s.kind = 'transformer'
  AND NOT EXISTS (SELECT FROM supply_equipment e WHERE e.kind = 'transformer' AND e.code = s.code)
"""


@transaction.atomic
def import_mapping(*, rows: Columns, at: datetime, on: date, complete: bool = False) -> dict[str, Changes]:
    """Take over what power service areas are made of (see `territory_actions.import_parts`) and draw it anew.

    Raises `Orphans` for an area, a grid or a transformer that does not exist.
    """
    changes = territory_actions.import_parts(rows=rows, at=at, complete=complete, orphans=[_TRANSFORMERS])
    draw_mapping(on=on)
    return changes


@transaction.atomic
def draw_mapping(*, on: date) -> int:
    """Draw where the homes of the transformers stand that areas name, from `on`; how many drawings changed."""
    wanted = territory_queries.transformer_parts(on)
    homes = feeding_queries.homes_behind(sorted(set(wanted.values())))
    drawn = {code: _drawing(points) for code, points in homes.items()}
    return (
        territory_actions.draw_parts(shapes={part: drawn.get(code) for part, code in wanted.items()}) if wanted else 0
    )


def _drawing(points: list[tuple[float, float]]) -> bytes:
    discs = shapely.buffer(shapely.points(points), _DISC_DEGREES, quad_segs=4)
    together = shapely.buffer(shapely.buffer(shapely.union_all(discs), _DISC_DEGREES, quad_segs=4), -_DISC_DEGREES)
    return bytes(shapely.to_wkb(shapely.set_precision(shapely.simplify(together, 1e-5), 1e-6)))
