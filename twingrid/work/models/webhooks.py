"""Subscriptions of other systems to our events, and what was sent to them: numbers and states, nobody's name."""

from django.db import models
from django.db.models import Q

from twingrid.people.models import User
from twingrid.work.choices import Sending


class Webhook(models.Model):
    """Who wants to hear of which events. Its secret is sealed; while it is changed, the former one signs too."""

    name = models.CharField(max_length=40, unique=True)
    url = models.CharField(max_length=300)
    events = models.JSONField()
    sealed_secret = models.TextField()
    sealed_former = models.TextField(blank=True)
    former_until = models.DateTimeField(null=True, blank=True)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(models.Model):
    """One event on its way to one subscriber. `body` stays as it was, so that a replay sends the same."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.BigIntegerField()
    body = models.TextField()
    state = models.CharField(max_length=10, choices=Sending, default=Sending.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    next_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("webhook", "event_id"), name="work_webhookdelivery_once"),
        ]
        indexes = [
            models.Index(
                fields=("next_at",), name="work_webhook_waiting", condition=Q(state__in=("waiting", "sending"))
            ),
            models.Index(fields=("webhook", "-event_id"), name="work_webhook_log"),
        ]
        ordering = ("event_id", "id")

    def __str__(self) -> str:
        return f"{self.webhook_id} {self.event_id} {self.state}"
