"""What `test_killed_worker.py` runs in processes of their own: a worker, and a job that waits to be killed.

`MODE FOLDER`: MODE says where the worker stops, `inside` the transaction of the change or `after` its commit (it
has enqueued the job before), or `nowhere`.
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

MODE, FOLDER = sys.argv[1], Path(sys.argv[2])


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


if MODE != "nowhere":
    with cities_queries.inside("jinan"), transaction.atomic():
        jobs.defer(count, event_id=7)
worker.run()
