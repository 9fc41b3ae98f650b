"""Writing to the journal."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, models, transaction

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
    jobs.defer_all(subscriptions.subscribers(name), event_id=event.pk)
    return event


@transaction.atomic
def handle_once(*, event_id: int, subscriber: str, at: datetime) -> bool:
    """Claim an event for a subscriber: True the first time, False ever after.

    Call it first in the transaction of the subscriber's change: a job that is run twice changes nothing twice.
    """
    _, made = Handled.objects.get_or_create(event_id=event_id, subscriber=subscriber, defaults={"at": at})
    return made


def make_partitions(*, at: datetime, months: int = 12) -> int:
    """Make the journal's partitions of this month and the next `months` in the present city; how many are there then.

    A month whose events already lie in the rest keeps them there: nothing is moved.
    """
    month = at.astimezone(UTC).date().replace(day=1)
    made = 0
    for _ in range(months + 1):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT journal_make_partition(%s)", (month,))
            made += 1
        except IntegrityError:
            pass
        month = (month + timedelta(days=32)).replace(day=1)
    return made


def drop_before(*, month: date) -> int:
    """Drop the partitions of the present city that end before `month`; how many. Needs the *janitor* role.

    The database refuses whatever is younger than three years.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT journal_drop_before(%s)", (month,))
        (dropped,) = cursor.fetchone()
    return int(dropped)
