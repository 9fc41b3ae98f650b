"""Deliveries: one text to one address by one channel, every attempt, and what people said of it."""

from django.db import models
from django.db.models import Q

from twingrid.notices.choices import Purpose, Result
from twingrid.notices.models.channel import Channel
from twingrid.notices.states import WAITING, DeliveryState
from twingrid.people.models import User


class Delivery(models.Model):
    """A rendered text on its way.

    `dedupe_key` makes queueing safe to repeat: one row per channel and key. The address (telephone number, mail; empty
    where the channel itself is the address) lies sealed; `address_key` is its fingerprint, by which the day's limits
    are counted after it is erased, `address_hint` what everybody may see. `recipient_kind`/`recipient_id` say who is
    told, `about_kind`/`about_id` of what (labels and ids, no foreign keys: other floors queue too). `urgent` goes
    first and knows no quiet hours. `not_after` is when it makes no sense any more.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="deliveries")
    purpose = models.CharField(max_length=16, choices=Purpose)
    dedupe_key = models.CharField(max_length=100)
    state = models.CharField(max_length=10, default=DeliveryState.QUEUED)
    urgent = models.BooleanField(default=False)
    subject = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    extras = models.JSONField(default=dict)
    address = models.TextField(blank=True)
    address_key = models.CharField(max_length=32, blank=True)
    address_hint = models.CharField(max_length=40, blank=True)
    recipient_kind = models.CharField(max_length=40, blank=True)
    recipient_id = models.BigIntegerField(null=True, blank=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    queued_at = models.DateTimeField()
    next_at = models.DateTimeField()
    not_after = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    vendor_id = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=60, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("channel", "dedupe_key"), name="notices_delivery_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in DeliveryState]), name="notices_delivery_state"
            ),
        ]
        indexes = [
            models.Index(
                fields=("channel", "-urgent", "next_at", "id"),
                condition=Q(state__in=[str(state) for state in WAITING]),
                name="notices_delivery_due",
            ),
            models.Index(fields=("channel", "claimed_at"), condition=Q(state="sending"), name="notices_delivery_out"),
            models.Index(
                fields=("done_at",), condition=Q(state__in=["uncertain", "dead"]), name="notices_delivery_unsettled"
            ),
            models.Index(fields=("about_kind", "about_id"), name="notices_delivery_about"),
            models.Index(fields=("address_key", "done_at"), name="notices_delivery_person"),
            models.Index(fields=("-queued_at", "-id"), name="notices_delivery_log"),
        ]
        ordering = ("-queued_at", "-id")

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Attempt(models.Model):
    """One call of the other side: when it began and ended, and how. Budgets are counted here."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="calls")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="calls")
    address_key = models.CharField(max_length=32, blank=True)
    claim = models.UUIDField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=8, choices=Result, blank=True)
    code = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=("channel", "finished_at"), name="notices_attempt_budget"),
            models.Index(
                fields=("address_key", "finished_at"), condition=~Q(address_key=""), name="notices_attempt_address"
            ),
        ]
        ordering = ("started_at", "id")

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class SettlingWord(models.Model):
    """Why a person sent a delivery again, held it for arrived or let it be: words, kept out of the journal."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="words")
    move = models.CharField(max_length=10)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.move
