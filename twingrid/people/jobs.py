"""What runs later: each night shifts are rolled out from patterns, so that the weeks ahead always have theirs, and old
calls of other systems are forgotten."""

from procrastinate.contrib.django import app

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.kit.jobs import city_task
from twingrid.people.actions import calls as call_actions
from twingrid.people.actions import rota as rota_actions


@city_task(queue="people", retry=3)
def extend_shifts() -> None:
    """Roll the patterns out some weeks ahead."""
    rota_actions.extend_shifts(at=clock.now())


@city_task(queue="people", retry=3)
def forget_calls() -> None:
    """Drop the answers to old calls of other systems."""
    call_actions.forget_calls(at=clock.now())


@app.periodic(cron="40 16 * * *")
@app.task(queue="people", queueing_lock="people.every_night", pass_context=False)
def every_night(timestamp: int) -> None:
    """Forty minutes after midnight in China (the schedule is in UTC), two jobs a city."""
    for city in cities_queries.all_cities():
        extend_shifts.defer(city=city.schema_name)
        forget_calls.defer(city=city.schema_name)
