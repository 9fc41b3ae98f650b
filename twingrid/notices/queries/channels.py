"""Questions about channels."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from twingrid.kit import sealing
from twingrid.kit.sealing import Sealed
from twingrid.notices.choices import ChannelKind, ChannelState, Result
from twingrid.notices.gateways.registry import GATEWAYS
from twingrid.notices.gateways.shapes import Limits
from twingrid.notices.models import Attempt, Channel, Delivery
from twingrid.notices.rules import pacing
from twingrid.notices.rules.pacing import Budget
from twingrid.notices.states import WAITING, DeliveryState


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel as it is listed: how it fares, never its secret."""

    id: int
    kind: str
    kind_words: str
    name: str
    state: str
    state_words: str
    resting_until: datetime | None
    per_minute: int | None
    last_minute: int
    waiting: int
    unsettled: int
    sent_today: int
    last_sent_at: datetime | None
    last_code: str
    last_code_at: datetime | None
    quiet_until: datetime | None
    """When the quiet hours end that what waits has to wait for."""


def channel_lines(*, at: datetime) -> list[ChannelLine]:
    """Every channel with how much waits, how much of its budget is used, and its last trouble (three queries)."""
    waits = {
        row["channel_id"]: row
        for row in Delivery.objects.filter(state__in=(*WAITING, DeliveryState.UNCERTAIN, DeliveryState.DEAD))
        .order_by()
        .values("channel_id")
        .annotate(
            waiting=Count("id", filter=Q(state__in=WAITING)),
            unsettled=Count("id", filter=Q(state__in=(DeliveryState.UNCERTAIN, DeliveryState.DEAD))),
        )
    }
    calls = {
        row["channel_id"]: row
        for row in Attempt.objects.filter(finished_at__gt=at - timedelta(days=1))
        .order_by()
        .values("channel_id")
        .annotate(
            minute=Count("id", filter=Q(finished_at__gt=at - timedelta(minutes=1))),
            day=Count("id", filter=Q(result=Result.SENT)),
        )
    }
    return [
        _line(channel, waits.get(channel.pk, {}), calls.get(channel.pk, {}), at=at) for channel in Channel.objects.all()
    ]


def _line(channel: Channel, waits: Mapping[str, Any], calls: Mapping[str, Any], *, at: datetime) -> ChannelLine:
    resting = channel.closed_until if channel.closed_until and channel.closed_until > at else None
    return ChannelLine(
        id=channel.pk,
        kind=channel.kind,
        kind_words=str(ChannelKind(channel.kind).label),
        name=channel.name,
        state=channel.state,
        state_words=str(ChannelState(channel.state).label),
        resting_until=resting,
        per_minute=_per_minute(channel),
        last_minute=calls.get("minute", 0),
        waiting=waits.get("waiting", 0),
        unsettled=waits.get("unsettled", 0),
        sent_today=calls.get("day", 0),
        last_sent_at=channel.last_sent_at,
        last_code=channel.last_code,
        last_code_at=channel.last_code_at,
        quiet_until=_quiet_until(channel, at=at) if waits.get("waiting") else None,
    )


def _per_minute(channel: Channel) -> int | None:
    minutes = [one.limit for one in budgets_of(channel) if one.seconds == 60 and not one.per_address]
    return min(minutes) if minutes else None


def channel_or_none(channel_id: int) -> Channel | None:
    """One channel by its number."""
    return Channel.objects.filter(pk=channel_id).first()


def all_channels() -> list[Channel]:
    """Every channel, those that are off included."""
    return list(Channel.objects.order_by("id"))


def channels_of_kind(*kinds: str) -> list[Channel]:
    """The channels of these kinds that are not off, by name."""
    return list(Channel.objects.filter(kind__in=kinds).exclude(state=ChannelState.OFF).order_by("name"))


def limits_of(kind: str) -> Limits:
    """What the gateway of this kind declares."""
    return GATEWAYS[kind].limits


def budgets_of(channel: Channel) -> tuple[Budget, ...]:
    """The budgets that hold for a channel: the kind's, and the city's own for a minute, if it is set, on top."""
    own = (Budget(channel.per_minute, 60),) if channel.per_minute else ()
    kinds = GATEWAYS[channel.kind].limits.budgets
    if channel.per_minute and channel.kind in (ChannelKind.MAIL, ChannelKind.WEBHOOK, ChannelKind.SMS):
        kinds = tuple(one for one in kinds if one.per_address)  # here the minute is an agreement, not the vendor's rule
    return (*kinds, *own)


def quiet_of(channel: Channel) -> tuple[time, time] | None:
    """The quiet hours of a channel: its own, else its kind's."""
    if channel.quiet_from is not None and channel.quiet_to is not None:
        return channel.quiet_from, channel.quiet_to
    return GATEWAYS[channel.kind].limits.quiet


def _quiet_until(channel: Channel, *, at: datetime) -> datetime | None:
    return pacing.quiet_until(timezone.localtime(at), quiet_of(channel))


def quiet_end(delivery: Delivery | None, *, at: datetime) -> datetime | None:
    """When the quiet hours end that a waiting delivery has to wait for; None if it need not, or does not wait.

    Its channel has to be loaded with it.
    """
    if delivery is None or delivery.urgent or delivery.state not in WAITING:
        return None
    return _quiet_until(delivery.channel, at=max(delivery.next_at, at))


def secret_of(channel: Channel) -> Mapping[str, Sealed]:
    """What the gateway needs and nobody sees. Raises `CannotOpen` when it was sealed with another key."""
    text = sealing.unseal(channel.secret).reveal()
    return {name: Sealed(value) for name, value in json.loads(text).items()} if text else {}


def channels_due(at: datetime) -> list[int]:
    """Channels that are on, do not rest, and have something due."""
    due = Delivery.objects.filter(state__in=WAITING, next_at__lte=at).order_by().values("channel_id").distinct()
    return list(
        Channel.objects.filter(
            Q(closed_until__isnull=True) | Q(closed_until__lte=at), pk__in=due, state=ChannelState.ON
        )
        .order_by("id")
        .values_list("id", flat=True)
    )


def channels_with_overdue(before: datetime) -> list[int]:
    """Channels on which a call began before this moment and has not been settled."""
    rows = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_at__lt=before)
    return sorted(rows.order_by().values_list("channel_id", flat=True).distinct())
