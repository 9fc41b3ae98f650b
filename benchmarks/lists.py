"""The worker's list at 10, 100 and 1,000 requests: queries and milliseconds, beside the loop one would write.

    python -m benchmarks.lists

Needs the tests' database server (it starts by itself). What a user would otherwise write is a loop over the requests
that reads the place, the holder and the clocks of each one; its queries grow with the list.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests import server

if TYPE_CHECKING:
    from tests.cast import Cast

ROUNDS = 10
LIMIT = 8


def main() -> int:
    """Print a row a size; 1 when the list takes more than eight queries or not the same number at every size."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twingrid.project.settings")
    import django

    django.setup()
    from django.db import transaction

    from tests import cast as cast_module
    from twingrid.cities import queries as cities_queries
    from twingrid.kit import clock
    from twingrid.work import queries as work_queries

    counts = []
    at = datetime(2023, 2, 22, 11, 0, tzinfo=UTC)
    with cities_queries.inside("jinan"), clock.fixed(at), transaction.atomic():
        people = cast_module.build("jinan", at=at)
        made = 0
        print(f"{'requests':>9} {'queries':>8} {'worst ms':>9}   {'loop: queries':>14} {'worst ms':>9} {'ratio':>7}")
        for size in (10, 100, 1000):
            while made < size:
                _report(people, f"bench-{made}")
                made += 1
            queries, own = _measure(lambda: work_queries.worker_list(people.han, at=at))
            asked, other = _measure(lambda: _loop(people), rounds=1)
            counts.append(queries)
            print(f"{size:>9,} {queries:>8} {own:>9.1f}   {asked:>14,} {other:>9.1f} {other / own:>6.1f}×")
        transaction.set_rollback(True)
    server.pytest_unconfigure(None)
    return 0 if max(counts) <= LIMIT and len(set(counts)) == 1 else 1


def _report(people: "Cast", key: str) -> None:
    """One more request for Han."""
    from twingrid.work import actions as work_actions

    said = work_actions.Report(
        channel="direct_call", kind="no_power", building_id=people.home.pk, words="-", intake_key=key
    )
    work_actions.report_ticket(report=said, by=people.zhou, at=people.at)


def _loop(people: "Cast") -> int:
    """What one would write otherwise."""
    from twingrid.work import queries as work_queries

    found = 0
    for ticket in work_queries.tickets_for(people.han, at=people.at).filter(holder=people.han):
        found += bool(ticket.building and ticket.holder) + len(ticket.clocks.all())
    return found


def _measure(act: Callable[[], object], *, rounds: int = ROUNDS) -> tuple[int, float]:
    """Queries of one round and the worst milliseconds."""
    from django.db import connection

    times = []
    connection.force_debug_cursor = True
    for _ in range(rounds):
        connection.queries_log.clear()
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    connection.force_debug_cursor = False
    return len(connection.queries), 1000 * max(times)


if __name__ == "__main__":
    sys.exit(main())
