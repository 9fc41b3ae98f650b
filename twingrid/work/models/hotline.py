"""What a hotline does with its order while we work on it: presses, supervises, adds a unit, judges, closes."""

from django.db import models
from django.db.models import Q

from twingrid.people.models import User
from twingrid.work.choices import AppealState, OrderMoveKind
from twingrid.work.models.exchange import ExternalRecord
from twingrid.work.models.ticket import Ticket


class OrderMove(models.Model):
    """One move of the hotline, by its own number of it: the same one is taken once. Words are erasable with it."""

    record = models.ForeignKey(ExternalRecord, on_delete=models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=9, choices=OrderMoveKind)
    move_no = models.CharField(max_length=40)
    content = models.JSONField()
    due_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("record", "kind", "move_no"), name="work_ordermove_once"),
        ]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.record_id} {self.kind} {self.move_no}"


class Support(models.Model):
    """A supporting unit or person of a request (加派): its own part, by its own day. The holder stays accountable.

    `key` is the number of the hotline's move, or that of the form: the same one adds nobody twice.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="supports")
    record = models.ForeignKey(ExternalRecord, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=64)
    unit = models.CharField(max_length=60, blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="supporting")
    words = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_words = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("ticket", "key"), name="work_support_once"),
            models.CheckConstraint(condition=~Q(unit="") | Q(user__isnull=False), name="work_support_somebody"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="work_support_done",
            ),
        ]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.unit or self.user_id}"


class Appeal(models.Model):
    """That an order is asked not to be counted (不计入考核), with basis and evidence; the hotline decides.

    Nothing of the order changes: the original stays and is reported, the appeal stands beside it.
    """

    record = models.ForeignKey(ExternalRecord, on_delete=models.CASCADE, related_name="appeals")
    state = models.CharField(max_length=8, choices=AppealState, default=AppealState.ASKED)
    conclusion = models.CharField(max_length=200)
    basis = models.CharField(max_length=200)
    evidence = models.CharField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decision_no = models.CharField(max_length=40, blank=True)
    decision_words = models.CharField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("record",), condition=Q(state__in=("asked", "approved")), name="work_appeal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True) | ~Q(state="asked") & Q(decided_at__isnull=False),
                name="work_appeal_decided",
            ),
        ]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.record_id} {self.state}"
