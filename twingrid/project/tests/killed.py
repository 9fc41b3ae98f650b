"""What `test_killed_worker.py` runs in processes of their own: a job that waits to be killed, and a worker.

`defer NAME` enqueues the job; `work MODE FOLDER` works. MODE says where the first worker stops: `inside` the
transaction of the change, `after` its commit, or nowhere.
"""

import sys
import time
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402 - Django comes first

from twingrid.cities import actions as cities_actions  # noqa: E402
from twingrid.cities import queries as cities_queries  # noqa: E402
from twingrid.journal import actions as journal_actions  # noqa: E402
from twingrid.kit import clock, jobs  # noqa: E402
from twingrid.project import worker  # noqa: E402

MODE = sys.argv[2] if sys.argv[1] == "work" else ""
FOLDER = Path(sys.argv[3]) if sys.argv[1] == "work" else Path()


def _stop_here(place: str) -> None:
    if place == MODE:
        (FOLDER / place).touch()
        time.sleep(60)


@jobs.city_task(name="twingrid.trial.count", queue="trial")
def count(event_id: int) -> None:
    """Raise a number by one, once for each event."""
    with transaction.atomic():
        if journal_actions.handle_once(event_id=event_id, subscriber="trial", at=clock.now()):
            city = cities_queries.present_city()
            seen = int(city.profile.get("count", 0))
            cities_actions.change_profile(schema_name=city.schema_name, changes={"count": seen + 1})
            _stop_here("inside")
    _stop_here("after")
    with (FOLDER / "runs").open("a") as runs:
        runs.write("x")


if sys.argv[1] == "defer":
    with cities_queries.inside("jinan"), transaction.atomic():
        jobs.defer(count, event_id=7)
else:
    worker.run()
