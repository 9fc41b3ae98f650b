"""Subscriptions: somebody wants to be told of what happens at a place, until they say stop."""

from django.db import models
from django.db.models import Q

from twingrid.notices.composing import SubscriptionKind
from twingrid.territory.models import Building


class Subscription(models.Model):
    """A number or mail address for one stairwell (or a whole building), sealed. Told only after it was confirmed.

    `token` is the private link to confirm and to stop. After a stop the address is erased; the row stays so that the
    same link goes on answering.
    """

    building = models.ForeignKey(Building, on_delete=models.CASCADE, related_name="subscriptions")
    unit = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=5, choices=SubscriptionKind)
    address = models.TextField(blank=True)
    address_key = models.CharField(max_length=32)
    address_hint = models.CharField(max_length=40)
    token = models.CharField(max_length=24, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("building", "unit", "address_key"),
                condition=Q(stopped_at__isnull=True),
                name="notices_subscription_once",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(address=""), name="notices_subscription_erased"
            ),
        ]
        indexes = [
            models.Index(
                fields=("building",),
                condition=Q(confirmed_at__isnull=False, stopped_at__isnull=True),
                name="notices_subscription_live",
            ),
            models.Index(fields=("address_key", "asked_at"), name="notices_subscription_asked"),
        ]
        ordering = ("id",)

    def __str__(self) -> str:
        return f"subscription {self.pk}"
