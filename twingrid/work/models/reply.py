"""What is answered to a hotline, in the fields that its form asks for. Erasable with its request."""

from django.db import models
from django.db.models import Q

from twingrid.people.models import User
from twingrid.work.models.exchange import ExternalRecord
from twingrid.work.models.ticket import Ticket


class HotlineReply(models.Model):
    """The answer to a hotline order for one round; `content` as `rules.reply.Reply` without the caller's words.

    A returned order begins a new round and gets an answer of its own; the former one stays as it was sent. A request
    with several numbers has an answer to each; without `record` it is that to the order it was typed in as.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="replies")
    record = models.ForeignKey(ExternalRecord, null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    round = models.PositiveSmallIntegerField(default=0)
    content = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("ticket", "round"), condition=Q(record__isnull=True), name="work_hotlinereply_once"
            ),
            models.UniqueConstraint(
                fields=("record", "ticket", "round"),
                condition=Q(record__isnull=False),
                name="work_hotlinereply_record_once",
            ),
        ]
        ordering = ("round", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} round {self.round}"
