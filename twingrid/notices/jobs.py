"""What runs later: carrying what is due, looking for what was left behind, forgetting what is old."""

import random
import time
from contextlib import suppress
from datetime import datetime, timedelta

from procrastinate.contrib.django import app

from twingrid.cities import queries as cities_queries
from twingrid.cities.addresses import public_base
from twingrid.journal import queries as journal_queries
from twingrid.kit import clock, jobs
from twingrid.kit.jobs import city_task
from twingrid.kit.refusals import Turned
from twingrid.notices import actions as notices_actions
from twingrid.notices import queries as notices_queries
from twingrid.notices.actions import messages, posting, releasing, subscribing
from twingrid.notices.gateways import registry
from twingrid.notices.queries import notices as notice_queries

ROUNDS = 10
"""Batches of one channel that a job carries before others have their turn."""
_BUCKET, _SHORT = 1.0, 0.3  # seconds of the wall clock


@city_task(queue="notices")
def send_due(channel_id: int) -> None:
    """Carry what is due on one channel, batch by batch; then come back when there is something to do again."""
    for _round in range(ROUNDS):
        batch = notices_actions.claim_batch(channel_id=channel_id, at=clock.now())
        if batch.account is not None and batch.letters:
            results = registry.carry(batch.kind, batch.letters, batch.account)
            notices_actions.settle_batch(batch=batch, results=results, luck=random.random(), at=clock.now())  # noqa: S311 - no secret
        elif not batch.moved and not _soon(batch.again_at):
            _come_back(channel_id, batch.again_at)
            return
    _come_back(channel_id, clock.now())


def _soon(again_at: datetime | None) -> bool:
    """Whether it is not worth letting go: then wait here. Budgets of a second leave room again after a moment."""
    wait = clock.wait_until(again_at) if again_at is not None else _SHORT
    if wait < _SHORT:
        time.sleep(wait)
    return wait < _SHORT


def _come_back(channel_id: int, again_at: datetime | None) -> None:
    if again_at is None:
        return
    wait = max(again_at - clock.now(), timedelta())
    # One job waits for each moment (to the second) of a channel: an earlier one is not kept back by a later one.
    name = f"notices.send.{channel_id}.{int(clock.from_now(wait).timestamp() / _BUCKET)}"
    jobs.defer_once(send_due, name=name, wait=wait, channel_id=channel_id)


@city_task(queue="notices")
def look_for_due() -> None:
    """Find calls whose worker died, and channels that have something due and nobody who carries it."""
    at = clock.now()
    notices_actions.doubt_overdue(at=at)
    for channel_id in notices_queries.channels_due(at):
        jobs.defer_once(send_due, name=f"notices.wake.{channel_id}", channel_id=channel_id)


@city_task(queue="notices")
def publish_due() -> None:
    """Let out the approved notices whose time has come; one with a gap that nobody accepted stays where it is."""
    at = clock.now()
    for number in notice_queries.due_to_publish(at):
        with suppress(Turned):
            releasing.publish_notice(number=number, by=None, at=at)


@city_task(queue="notices")
def escalate_calls() -> None:
    """Calls of important users that nobody made in time go up to the leader."""
    posting.escalate_overdue(at=clock.now())


@city_task(queue="notices", retry=3)
def end_with_outage(event_id: int) -> None:
    """After `outages.outage.restored`: whoever was told that it is off is told that it is back."""
    at = clock.now()
    for number in notice_queries.out_about(journal_queries.event(event_id).subject_id):
        with suppress(Turned):
            releasing.end_notice(number=number, by=None, at=at)


@city_task(queue="notices", retry=3)
def tell_subscribers(event_id: int) -> None:
    """After an edition went out: whoever asked to be told of one of its homes is told."""
    edition = journal_queries.event(event_id).facts["edition"]
    link = f"{public_base()}/told/{{token}}/"
    subscribing.tell_subscribers(edition_id=edition, link=link, at=clock.now())


@city_task(queue="notices", retry=3)
def answer_groups(event_id: int) -> None:
    """After a request is dealt with: the groups it came from get their second text."""
    messages.answer_solved(ticket_id=journal_queries.event(event_id).subject_id, at=clock.now())


@city_task(queue="notices")
def forget_old() -> None:
    """Erase texts and addresses that are older than they may be."""
    notices_actions.erase_old_deliveries(at=clock.now())
    messages.erase_old_messages(at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queue="notices", queueing_lock="notices.every_minute", pass_context=False)
def every_minute(timestamp: int) -> None:
    """Each minute, one look a city."""
    for city in cities_queries.all_cities():
        with cities_queries.inside(city.schema_name):
            jobs.defer_once(look_for_due, name="notices.look")
            if notice_queries.due_to_publish(clock.now()):
                jobs.defer_once(publish_due, name="notices.publish")
            if notice_queries.calls_overdue(clock.now()):
                jobs.defer_once(escalate_calls, name="notices.calls")


@app.periodic(cron="40 18 * * *")
@app.task(queue="notices", queueing_lock="notices.every_night", pass_context=False)
def every_night(timestamp: int) -> None:
    """In the small hours in China (the schedule is in UTC), one job a city."""
    for city in cities_queries.all_cities():
        forget_old.defer(city=city.schema_name)
