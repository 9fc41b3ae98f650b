"""Requests that belong to a known outage."""

from django.db import models
from django.db.models import Q

from twingrid.outages.models import Outage
from twingrid.people.models import User
from twingrid.work.models.ticket import Ticket


class Attachment(models.Model):
    """A request attached to an outage: its caller waits for the electricity, and is called back after `restored_at`.

    `batch` is what one move attached, so that it can be taken back in one move.
    """

    ticket = models.OneToOneField(Ticket, primary_key=True, on_delete=models.CASCADE, related_name="attachment")
    outage = models.ForeignKey(Outage, on_delete=models.PROTECT, related_name="+")
    batch = models.CharField(max_length=32)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    restored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=("batch",), name="work_attachment_batch"),
            models.Index(fields=("outage",), name="work_attachment_waits", condition=Q(restored_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} → {self.outage_id}"
