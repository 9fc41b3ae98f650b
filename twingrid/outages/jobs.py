"""What runs later: each night it is counted who is often without electricity."""

from procrastinate.contrib.django import app

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.kit.jobs import city_task
from twingrid.outages import actions as outage_actions


@city_task(queue="outages", retry=3)
def count_frequent() -> None:
    """Count by the rules that the city has chosen."""
    outage_actions.count_frequent(by=None, at=clock.now())


@app.periodic(cron="50 16 * * *")
@app.task(queue="outages", queueing_lock="outages.every_night", pass_context=False)
def every_night(timestamp: int) -> None:
    """A little after midnight in China (the schedule is in UTC), one job a city."""
    for city in cities_queries.all_cities():
        count_frequent.defer(city=city.schema_name)
