"""Reading the journal."""

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


def facts_of(name: str) -> list[dict[str, Any]]:
    """The facts of every event with this name, oldest first."""
    return list(Event.objects.filter(name=name).order_by("at", "id").values_list("facts", flat=True))
