"""What runs later: telling the next person of what nobody accepted, and noticing repeats."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.kit.jobs import city_task
from twingrid.work import actions as work_actions


@city_task(queue="work")
def tell_leader_of_unanswered() -> None:
    """Tell the next person of each request that nobody has accepted in time."""
    work_actions.tell_of_unanswered(at=clock.now())


@city_task(queue="work", retry=3)
def note_repeat(event_id: int) -> None:
    """After `work.ticket.reported`: is it the same matter again?"""
    work_actions.note_repeat(event_id=event_id, at=clock.now())


@city_task(queue="work")
def forget_counts() -> None:
    """Drop what was counted against floods on former days."""
    work_actions.forget_counts(at=clock.now())


@app.periodic(cron="10 16 * * *")
@app.task(queue="work", queueing_lock="work.every_night", pass_context=False)
def every_night(timestamp: int) -> None:
    """A little after midnight in China (the schedule is in UTC), one job a city."""
    for city in cities_queries.all_cities():
        forget_counts.defer(city=city.schema_name)


@app.periodic(cron="* * * * *")
@app.task(queue="work", queueing_lock="work.every_minute", pass_context=False)
def every_minute(timestamp: int) -> None:
    """Each minute, one job a city, unless its last one still waits."""
    for city in cities_queries.all_cities():
        task = tell_leader_of_unanswered.configure(queueing_lock=f"work.tell.{city.schema_name}")
        try:
            with transaction.atomic():
                task.defer(city=city.schema_name)
        except AlreadyEnqueued:
            continue
