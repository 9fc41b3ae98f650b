"""Reading the journal."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from twingrid.journal.models import Event


def history_of(subject: models.Model, *, limit: int = 200) -> list[Event]:
    """What happened to a row, oldest first."""
    return list(
        Event.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk).order_by("at", "id")[:limit]
    )


def event(event_id: int) -> Event:
    """One event by its number."""
    return Event.objects.get(pk=event_id)


def last_of(subject: models.Model, *, names: Iterable[str]) -> Event | None:
    """The latest of these things that happened to a row; None if none did."""
    rows = Event.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk, name__in=list(names))
    return rows.order_by("at", "id").last()


def done_by(name: str, *, actor_id: int, at: datetime) -> list[Event]:
    """The events with this name that one person made at exactly this moment: what one press of a button did."""
    return list(Event.objects.filter(name=name, at=at, actor_id=actor_id).order_by("id"))


def facts_of(name: str) -> list[dict[str, Any]]:
    """The facts of every event with this name, oldest first."""
    return list(Event.objects.filter(name=name).order_by("at", "id").values_list("facts", flat=True))
