"""One append-only, monthly partitioned table. No foreign keys and no personal data.

The table itself is made by SQL in the migrations: Django has no partitions.
"""

from django.db import models


class Event(models.Model):
    """Something that happened: `work.ticket.closed`, to which row, by whom, when, with plain facts."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    name = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    actor_kind = models.CharField(max_length=12)
    actor_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = "journal_event"

    def __str__(self) -> str:
        return f"{self.name} {self.subject_kind}:{self.subject_id}"


class Handled(models.Model):
    """That a subscriber has handled an event: written in the same transaction as what the subscriber changed."""

    event_id = models.BigIntegerField()
    subscriber = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("event_id", "subscriber"), name="journal_handled_once")]

    def __str__(self) -> str:
        return f"{self.subscriber} handled {self.event_id}"
