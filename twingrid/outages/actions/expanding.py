"""From what is off to whom it reaches: kept as it was when the outage was entered."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection

from twingrid.kit import staging
from twingrid.outages import statements
from twingrid.outages.models import Affected
from twingrid.territory import actions as territory_actions

GENERATION = "outages"


def expand(*, outages: Iterable[int]) -> None:
    """Find the stairwells and customers of these outages anew, in three statements however many they are."""
    found: dict[str, Any] = {"outages": list(outages), "zone": settings.TIME_ZONE}
    Affected.objects.filter(outage_id__in=found["outages"]).delete()
    statement = statements.KEEP.format(expand=statements.EXPAND.format(roots=statements.KEPT_ROOTS))
    _run(statement, found)
    _run(statements.COUNT, found)


def tell_memory() -> None:
    """Let every process build its map of known outages anew."""
    territory_actions.bump(GENERATION)


def next_numbers(*, count: int) -> list[int]:
    """Ids for this many new outages; their numbers are made of them."""
    return [pk for (pk,) in staging.fetch(statements.NUMBERS, [count])]


def _run(statement: str, parameters: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
