"""What was written in a group and brought in by somebody, and the answers that go back."""

from django.db import models
from django.db.models import Q

from twingrid.notices.composing import AnswerUse
from twingrid.notices.models.group import ServiceGroup
from twingrid.outages.models import Outage
from twingrid.people.models import User
from twingrid.territory.models import Building
from twingrid.work.models import Ticket


class GroupMessage(models.Model):
    """A message of a group that somebody brought in. `kind` is what a person took it for: a kind of request,
    `when_back` or `thanks`; `suggested` what the rules had said.

    `words` are erasable; where a request was made they stand there instead. `intake_key`: the same form sent twice is
    one message.
    """

    group = models.ForeignKey(ServiceGroup, on_delete=models.PROTECT, related_name="messages")
    intake_key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20)
    suggested = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    building = models.ForeignKey(Building, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="group_messages")
    outage = models.ForeignKey(Outage, null=True, blank=True, on_delete=models.PROTECT, related_name="group_messages")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=("group", "-at"), name="notices_message_group"),
            models.Index(fields=("at",), name="notices_message_old", condition=Q(erased_at__isnull=True)),
        ]
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.group_id} {self.kind}"


class GroupAnswer(models.Model):
    """A text that goes back to the group: that it is taken, known, solved, or thanks. Written once; posted by a
    person's hand."""

    message = models.ForeignKey(GroupMessage, on_delete=models.CASCADE, related_name="answers")
    use = models.CharField(max_length=8, choices=AnswerUse)
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    posted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("message", "use"), name="notices_answer_once"),
            models.CheckConstraint(
                condition=Q(posted_by__isnull=True, posted_at__isnull=True)
                | Q(posted_by__isnull=False, posted_at__isnull=False),
                name="notices_answer_posted_pair",
            ),
        ]
        indexes = [models.Index(fields=("at",), name="notices_answer_waiting", condition=Q(posted_at__isnull=True))]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.message_id} {self.use}"
