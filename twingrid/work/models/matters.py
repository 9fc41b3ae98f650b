"""Two requests that may be one matter. A machine proposes, a person decides."""

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
