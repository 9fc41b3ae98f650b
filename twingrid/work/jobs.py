"""What runs later: telling the next person of what nobody accepted, and noticing repeats."""

from contextlib import suppress
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.kit.jobs import city_task
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries

SENT_AT_ONCE = 200


@city_task(queue="work")
def tell_leader_of_unanswered() -> None:
    """Tell whoever's turn it is of what nobody accepted, what is soon late and what is late."""
    work_actions.tell_of_unanswered(at=clock.now())


@city_task(queue="work")
def tell_of_steps() -> None:
    """Tell the next above of each step of a matter or project that is stuck or late."""
    work_actions.tell_of_steps(at=clock.now())


@city_task(queue="work")
def resume_paused() -> None:
    """Go on with what waited for a moment that has come."""
    work_actions.resume_due(at=clock.now())


@city_task(queue="work", retry=3)
def begin_recount(event_id: int) -> None:
    """After a change of a calendar or of the clock rules: what follows from it is derived anew."""
    if work_actions.recount_after(event_id=event_id, at=clock.now()):
        _defer_once(recount_clocks, "work.recount", cities_queries.present_city().schema_name)


@city_task(queue="work")
def recount_clocks() -> None:
    """One batch of a run that derives clocks anew, and on to the next."""
    if work_actions.recount_some(at=clock.now()):
        _defer_once(recount_clocks, "work.recount", cities_queries.present_city().schema_name)


@city_task(queue="work", retry=3)
def note_repeat(event_id: int) -> None:
    """After `work.ticket.reported`: is it the same matter again?"""
    work_actions.note_repeat(event_id=event_id, at=clock.now())


@city_task(queue="work", retry=3)
def queue_change(event_id: int) -> None:
    """After a move of a request: its platform is to hear of it."""
    if work_actions.queue_change(event_id=event_id, at=clock.now()):
        _send_soon(cities_queries.present_city().schema_name)


@city_task(queue="work", retry=3)
def queue_registry(event_id: int) -> None:
    """After a change of areas or of who holds them: the platforms are to hear of it."""
    if work_actions.queue_registry(event_id=event_id, at=clock.now()):
        _send_soon(cities_queries.present_city().schema_name)


@city_task(queue="work", retry=3)
def queue_webhooks(event_id: int) -> None:
    """After an event that subscribers may hear of."""
    if work_actions.queue_webhooks(event_id=event_id, at=clock.now()):
        _defer_once(send_webhooks, "work.webhooks", cities_queries.present_city().schema_name)


@city_task(queue="exchange")
def send_webhooks() -> None:
    """Tell subscribers what is due, one after the other."""
    work_actions.doubt_stale_deliveries(at=clock.now())
    for _n in range(SENT_AT_ONCE):
        if not work_actions.send_next_delivery(at=clock.now()):
            break


@city_task(queue="exchange")
def send_changes() -> None:
    """Send what is due, one after the other."""
    work_actions.doubt_stale_changes(at=clock.now())
    for _n in range(SENT_AT_ONCE):
        if not work_actions.send_next_change(at=clock.now()):
            break


@city_task(queue="exchange")
def pull_events() -> None:
    """Fetch what is new at the platforms that are connected."""
    for system in work_queries.connected_systems():
        work_actions.pull_events(system=system, at=clock.now())


@city_task(queue="work", retry=3)
def restore_tickets(event_id: int) -> None:
    """After `outages.outage.restored` and `outages.part.restored`: who is to be called back?"""
    work_actions.restore_tickets(event_id=event_id, at=clock.now())


@city_task(queue="work", retry=3)
def detach_cancelled(event_id: int) -> None:
    """After `outages.outage.cancelled`: nobody waits for it any more."""
    work_actions.detach_cancelled(event_id=event_id, at=clock.now())


@city_task(queue="work")
def forget_counts() -> None:
    """Drop what was counted against floods on former days."""
    work_actions.forget_counts(at=clock.now())


@city_task(queue="work")
def run_retention() -> None:
    """Take personal data out of finished work whose time is over."""
    work_actions.run_retention(at=clock.now())


@app.periodic(cron="10 16 * * *")
@app.task(queue="work", queueing_lock="work.every_night", pass_context=False)
def every_night(timestamp: int) -> None:
    """A little after midnight in China (the schedule is in UTC), one job a city."""
    for city in cities_queries.all_cities():
        forget_counts.defer(city=city.schema_name)
        _defer_once(run_retention, "work.retention", city.schema_name)


@app.periodic(cron="* * * * *")
@app.task(queue="work", queueing_lock="work.every_minute", pass_context=False)
def every_minute(timestamp: int) -> None:
    """Each minute, one job of a kind and a city, unless its last one still waits."""
    for city in cities_queries.all_cities():
        _defer_once(tell_leader_of_unanswered, "work.tell", city.schema_name)
        _defer_once(tell_of_steps, "work.tell_steps", city.schema_name)
        _defer_once(resume_paused, "work.resume", city.schema_name)
        _defer_once(recount_clocks, "work.recount", city.schema_name)
        _send_soon(city.schema_name)
        _defer_once(send_webhooks, "work.webhooks", city.schema_name)
        _defer_once(pull_events, "work.pull", city.schema_name)


def _send_soon(schema: str) -> None:
    _defer_once(send_changes, "work.send", schema)


def _defer_once(task: Any, name: str, schema: str) -> None:
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.configure(queueing_lock=f"{name}.{schema}").defer(city=schema)
