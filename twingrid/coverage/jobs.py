"""What runs later: the statement of coverage is kept each night."""

from procrastinate.contrib.django import app

from twingrid.cities import queries as cities_queries
from twingrid.coverage import actions as coverage_actions
from twingrid.kit import clock
from twingrid.kit.jobs import city_task


@city_task(queue="coverage", retry=3)
def record_coverage() -> None:
    """Keep what is covered today."""
    coverage_actions.record_coverage(at=clock.now())


@app.periodic(cron="20 23 * * *")
@app.task(queue="coverage", queueing_lock="coverage.every_night", pass_context=False)
def every_night(timestamp: int) -> None:
    """Each night, one job a city."""
    for city in cities_queries.all_cities():
        record_coverage.defer(city=city.schema_name)
