"""What the commands do by night."""

import logging

from procrastinate.contrib.django import app

from twingrid.cities import queries as cities_queries
from twingrid.cli.delta.command import deliver
from twingrid.cli.delta.run import settings_of
from twingrid.journal import queries as journal_queries
from twingrid.kit.jobs import city_task
from twingrid.kit.refusals import Refused, Turned
from twingrid.work import delta_queries
from twingrid.work.actions.pushed import clear_room

_log = logging.getLogger("twingrid.delta")


@city_task(queue="imports")
def take_delta() -> None:
    """Take over the delivery of the night; what a person has to decide or to mend waits in its report."""
    settings = settings_of(cities_queries.present_city().profile)
    try:
        deliver(folder="" if settings.url else settings.folder, url=settings.url, settings=settings)
    except Turned as turned:
        _log.warning("The delivery of the night was not taken over: %s", turned.sentence)


@city_task(queue="imports")
def take_approved(event_id: int) -> None:
    """After a person's word: take the delivery over that waited; files that are others by now are looked at anew."""
    line = delta_queries.delta(journal_queries.event(event_id).subject_id)
    if line is None or line.state != "approved":
        return
    settings = settings_of(cities_queries.present_city().profile)
    is_url = line.source.startswith(("http://", "https://"))
    folder, url = ("", line.source) if is_url else (line.source, "")
    try:
        try:
            deliver(folder=folder, url=url, settings=settings, apply=True)
        except Refused:
            deliver(folder=folder, url=url, settings=settings)
    except Turned as turned:
        _log.warning("The approved delivery was not taken over: %s", turned.sentence)
    clear_room()


@city_task(queue="imports")
def take_received(event_id: int) -> None:
    """Take over what other systems have pushed, once; what a person has to decide waits in its report."""
    settings = settings_of(cities_queries.present_city().profile)
    for folder in delta_queries.rooms_to_take():
        try:
            deliver(folder=str(folder), url="", settings=settings)
        except Turned as turned:
            _log.warning("The pushed delivery was not taken over: %s", turned.sentence)
    clear_room()


@city_task(queue="imports")
def drop_refused(event_id: int) -> None:
    """After a person's word against it: pushed files are not kept."""
    clear_room()


@app.periodic(cron="30 18 * * *")
@app.task(queue="imports", queueing_lock="imports.every_night", pass_context=False)
def every_night(timestamp: int) -> None:
    """At half past two in China (the schedule is in UTC), one job for each city that says where files come from."""
    for city in cities_queries.all_cities():
        settings = settings_of(city.profile)
        if settings.folder or settings.url:
            take_delta.defer(city=city.schema_name)
