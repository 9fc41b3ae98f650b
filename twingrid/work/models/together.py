"""Requests that belong together: two that may be one matter, and the parts of a larger one."""

from django.db import models
from django.db.models import F, Q

from twingrid.people.models import User
from twingrid.work.models.ticket import Ticket


class SameMatter(models.Model):
    """That `ticket` may be the matter of `earlier`: the same caller, place and kind within days. Once a pair.

    `agreed` is empty until somebody has looked.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="may_belong_to")
    earlier = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="may_take")
    at = models.DateTimeField()
    agreed = models.BooleanField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("ticket", "earlier"), name="work_samematter_once"),
            models.CheckConstraint(condition=~Q(ticket=F("earlier")), name="work_samematter_two"),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True, decided_at__isnull=True)
                | Q(agreed__isnull=False, decided_at__isnull=False),
                name="work_samematter_decided",
            ),
        ]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} as {self.earlier_id}"


class TicketChild(models.Model):
    """That `child` is a part of `parent`, which cannot be finished before it, unless the part is not needed any more.

    One level only: a part has no parts (held by the actions, which lock both).
    """

    child = models.OneToOneField(Ticket, primary_key=True, on_delete=models.CASCADE, related_name="part_of")
    parent = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="parts")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    spared_at = models.DateTimeField(null=True, blank=True)
    spared_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(child=F("parent")), name="work_ticketchild_two"),
            models.CheckConstraint(
                condition=Q(spared_at__isnull=True, spared_by__isnull=True)
                | Q(spared_at__isnull=False, spared_by__isnull=False),
                name="work_ticketchild_spared",
            ),
        ]
        ordering = ("at", "child_id")

    def __str__(self) -> str:
        return f"{self.child_id} of {self.parent_id}"
