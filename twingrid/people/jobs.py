"""What runs later: shifts are rolled out from patterns each night, so that the weeks ahead always have theirs."""

from procrastinate.contrib.django import app

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.kit.jobs import city_task
from twingrid.people.actions import rota as rota_actions


@city_task(queue="people", retry=3)
def extend_shifts() -> None:
    """Roll the patterns out some weeks ahead."""
    rota_actions.extend_shifts(at=clock.now())


@app.periodic(cron="40 16 * * *")
@app.task(queue="people", queueing_lock="people.every_night", pass_context=False)
def every_night(timestamp: int) -> None:
    """Forty minutes after midnight in China (the schedule is in UTC), one job a city."""
    for city in cities_queries.all_cities():
        extend_shifts.defer(city=city.schema_name)
