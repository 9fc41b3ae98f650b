"""What runs later: each night the statement of coverage is kept, and words that nobody repeats are forgotten."""

from datetime import datetime

from procrastinate.contrib.django import app

from twingrid.cities import queries as cities_queries
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage.actions import aliases as alias_actions
from twingrid.kit import clock
from twingrid.kit.jobs import city_task


@city_task(queue="coverage", retry=3)
def record_coverage() -> None:
    """Keep what is covered today."""
    coverage_actions.record_coverage(at=clock.now())


@city_task(queue="coverage", retry=3)
def record_coverage_of(moment: str) -> None:
    """Keep what was covered on the day of a moment (ISO 8601)."""
    coverage_actions.record_coverage(at=datetime.fromisoformat(moment))


@city_task(queue="coverage", retry=3)
def forget_aliases() -> None:
    """Forget words that were said once and never again."""
    alias_actions.forget_aliases(at=clock.now())


@app.periodic(cron="20 23 * * *")
@app.task(queue="coverage", queueing_lock="coverage.every_night", pass_context=False)
def every_night(timestamp: int) -> None:
    """Each night, its jobs for each city."""
    for city in cities_queries.all_cities():
        record_coverage.defer(city=city.schema_name)
        forget_aliases.defer(city=city.schema_name)
