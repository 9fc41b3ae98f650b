"""Channels: ways out of the house, each with its secret, its budget and how it fares."""

from django.db import models

from twingrid.notices.choices import ChannelKind, ChannelState


class Channel(models.Model):
    """One robot, one mail account, one SMS sign and so on.

    `config` is what may be seen (address, sender, sign); what may not lies sealed in `secret` (JSON). `per_minute` and
    `quiet_from`/`quiet_to` (local hours, `quiet_to` excluded) are empty where the kind's own hold. While `closed_until`
    lies ahead the channel rests: it was down `fails` times in a row, or the other side asked for patience.
    """

    kind = models.CharField(max_length=12, choices=ChannelKind)
    name = models.CharField(max_length=60, unique=True)
    config = models.JSONField(default=dict)
    secret = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=ChannelState, default=ChannelState.ON)
    per_minute = models.PositiveIntegerField(null=True, blank=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)
    per_person_a_day = models.PositiveSmallIntegerField(default=5)
    fails = models.PositiveSmallIntegerField(default=0)
    closed_until = models.DateTimeField(null=True, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    last_code = models.CharField(max_length=60, blank=True)
    last_code_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "name")

    def __str__(self) -> str:
        return self.name
