"""Writing to the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from twingrid.journal import rules, subscriptions
from twingrid.journal.models import Event, Handled
from twingrid.kit import jobs


def record(
    name: str,
    subject: models.Model,
    *,
    by: models.Model | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    actor_kind: str = "",
) -> Event:
    """Record that `name` happened to `subject`, and enqueue its subscribers' jobs in the same transaction.

    `by` is the person (None: the system or a resident, told apart by `actor_kind`). `facts` are plain values
    without personal data (ValueError otherwise). Must run inside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of what it tells.")
    rules.check_name(name)
    rules.check_facts(facts or {})
    event = Event.objects.create(
        at=at,
        name=name,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        actor_kind=actor_kind or ("person" if by is not None else "system"),
        actor_id=by.pk if by is not None else None,
        facts=dict(facts or {}),
    )
    for task in subscriptions.subscribers(name):
        jobs.defer(task, event_id=event.pk)
    return event


@transaction.atomic
def handle_once(*, event_id: int, subscriber: str, at: datetime) -> bool:
    """Claim an event for a subscriber: True the first time, False ever after.

    Call it first in the transaction of the subscriber's change: a job that is run twice changes nothing twice.
    """
    _, made = Handled.objects.get_or_create(event_id=event_id, subscriber=subscriber, defaults={"at": at})
    return made
