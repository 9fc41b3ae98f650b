"""Claiming: a worker takes what is due, within every budget, and writes that down before it calls anybody."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from twingrid.kit import sealing
from twingrid.notices import queries as notices_queries
from twingrid.notices.choices import ChannelState, Purpose, Result
from twingrid.notices.gateways.registry import AT_ONCE, GATEWAYS
from twingrid.notices.gateways.shapes import Account, Letter
from twingrid.notices.models import Attempt, Channel, Delivery
from twingrid.notices.rules import pacing
from twingrid.notices.states import WAITING, DeliveryState

_COUNTED = ("", Result.SENT, Result.UNKNOWN)
"""Attempts that count against a person's day: taken, perhaps taken, under way."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one worker has in hand: letters under way by one channel; when to come again if there are none.

    `moved` says that some deliveries were put off instead of taken, so another look is worth it.
    """

    channel_id: int
    kind: str = ""
    claim: uuid.UUID | None = None
    ids: tuple[int, ...] = ()
    letters: tuple[Letter, ...] = ()
    account: Account | None = None
    again_at: datetime | None = None
    moved: bool = False


@transaction.atomic
def claim_batch(*, channel_id: int, at: datetime, most: int = AT_ONCE) -> Batch:
    """Take up to `most` due deliveries of a channel: urgent first, then the oldest. Commit before calling anybody.

    The channel's row is locked meanwhile, so that all processes together keep its budgets.
    """
    channel = Channel.objects.select_for_update(no_key=True).filter(pk=channel_id).first()
    if channel is None or channel.state != ChannelState.ON:
        return Batch(channel_id)
    _doubt(channel, at=at)
    if channel.closed_until is not None and channel.closed_until > at:
        return Batch(channel_id, again_at=channel.closed_until)
    account = _account(channel)
    if account is None:
        return Batch(channel_id)
    due, quiet_end = _due(channel, at)
    probing = channel.fails >= pacing.BREAKER_AFTER
    room = _room(channel, at=at, want=most)
    if room.now <= 0:
        waits = due.exists()
        return Batch(channel_id, again_at=room.again_at if waits else _next_due(channel, at, quiet_end))
    found = list(due.select_for_update(skip_locked=True)[: 1 if probing else min(most, room.now)])
    chosen = _sort_out(found, channel, at=at)
    if not chosen:
        return Batch(channel_id, again_at=_next_due(channel, at, quiet_end), moved=bool(found))
    return _taken(channel, chosen, account, at=at)


def doubt_overdue(*, at: datetime) -> int:
    """Find deliveries whose worker died in the middle of a call, on every channel; how many there were."""
    found = 0
    for channel_id in notices_queries.channels_with_overdue(at - lease()):
        with transaction.atomic():
            channel = Channel.objects.select_for_update(no_key=True).get(pk=channel_id)
            found += _doubt(channel, at=at)
    return found


def lease() -> timedelta:
    """How long a call may be under way before its worker counts as dead."""
    return timedelta(seconds=settings.SEND_LEASE)


def _doubt(channel: Channel, *, at: datetime) -> int:
    """What was claimed too long ago becomes uncertain; where the receiver honours our key, it is sent again."""
    overdue = Delivery.objects.filter(channel=channel, state=DeliveryState.SENDING, claimed_at__lt=at - lease())
    ids = list(overdue.order_by("id").select_for_update(skip_locked=True).values_list("id", flat=True))
    if not ids:
        return 0
    rows = Delivery.objects.filter(pk__in=ids).order_by()
    if GATEWAYS[channel.kind].limits.honours_key:
        rows.update(state=DeliveryState.FAILED, next_at=at, code="worker.died")
    else:
        rows.update(state=DeliveryState.UNCERTAIN, done_at=at, code="worker.died")
    Attempt.objects.filter(delivery_id__in=ids, finished_at__isnull=True).order_by().update(
        finished_at=at, result=Result.UNKNOWN, code="worker.died"
    )
    return len(ids)


def _account(channel: Channel) -> Account | None:
    """How the gateway is reached; None, and the channel is faulty, if its secret was sealed with another key."""
    try:
        secret = notices_queries.secret_of(channel)
    except sealing.CannotOpen:
        Channel.objects.filter(pk=channel.pk).update(state=ChannelState.FAULTY, last_code="key.other")
        return None
    return Account(
        config=channel.config, secret=secret, timeout=settings.SEND_TIMEOUT, loopback_only=bool(settings.DEMO)
    )


def _due(channel: Channel, at: datetime) -> tuple[QuerySet[Delivery], datetime | None]:
    """What may go now, in order, and when the quiet hours end (None: they are not)."""
    rows = Delivery.objects.filter(channel=channel, state__in=WAITING, next_at__lte=at)
    quiet_end = pacing.quiet_until(timezone.localtime(at), notices_queries.quiet_of(channel))
    if quiet_end is not None:
        rows = rows.filter(urgent=True)
    return rows.order_by("-urgent", "next_at", "id"), quiet_end


def _next_due(channel: Channel, at: datetime, quiet_end: datetime | None) -> datetime | None:
    """When the channel has something to do again."""
    waiting = Delivery.objects.filter(channel=channel, state__in=WAITING)
    times = []
    for urgent in (True, False):
        first = waiting.filter(urgent=urgent).order_by("next_at").values_list("next_at", flat=True).first()
        if first is not None:
            times.append(first if urgent or quiet_end is None else max(first, quiet_end))
    return max(min(times), at) if times else None


def _room(channel: Channel, *, at: datetime, want: int) -> pacing.Room:
    rooms = []
    for budget in notices_queries.budgets_of(channel):
        if budget.per_address:
            continue
        calls = Attempt.objects.filter(channel=channel)
        ends: list[datetime | None] = list(
            calls.filter(finished_at__gt=at - budget.window)
            .order_by("-finished_at")
            .values_list("finished_at", flat=True)[: budget.limit]
        )
        ends += [None] * calls.filter(finished_at__isnull=True).count()
        rooms.append(pacing.room(budget, ends, at=at, want=want))
    return pacing.narrowest(rooms)


def _sort_out(found: Sequence[Delivery], channel: Channel, *, at: datetime) -> list[Delivery]:
    """Those that may go; those too late are buried, those whose address has had enough today are put off."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    keys = {row.address_key for row in found} - {""}
    today = _calls_by_address(keys, since=midnight)
    by_budget = [
        (budget, _calls_by_address(keys, since=at - budget.window, channel=channel))
        for budget in notices_queries.budgets_of(channel)
        if budget.per_address
    ]
    chosen = []
    for row in found:
        if row.not_after is not None and row.not_after < at:
            _put_off(row, state=DeliveryState.DEAD, code="limit.late", done_at=at)
            continue
        over_person = (
            not row.urgent and row.purpose != Purpose.TEST and today[row.address_key] >= channel.per_person_a_day
        )
        over_vendor = any(counts[row.address_key] >= budget.limit for budget, counts in by_budget)
        if row.address_key and (over_person or over_vendor):
            code = "limit.person" if over_person else "limit.address"
            _put_off(row, code=code, next_at=midnight + timedelta(days=1) if over_person else at + timedelta(hours=1))
            continue
        for counts in (today, *(counts for _budget, counts in by_budget)):
            counts[row.address_key] += 1
        chosen.append(row)
    return chosen


def _calls_by_address(keys: set[str], *, since: datetime, channel: Channel | None = None) -> Counter[str]:
    if not keys:
        return Counter()
    calls = Attempt.objects.filter(address_key__in=keys, result__in=_COUNTED).order_by()
    if channel is not None:
        calls = calls.filter(channel=channel)
    ended, open_ones = calls.filter(finished_at__gt=since), calls.filter(finished_at__isnull=True)
    return Counter([*ended.values_list("address_key", flat=True), *open_ones.values_list("address_key", flat=True)])


def _put_off(row: Delivery, **changes: Any) -> None:
    Delivery.objects.filter(pk=row.pk).update(**changes)


def _taken(channel: Channel, rows: Sequence[Delivery], account: Account, *, at: datetime) -> Batch:
    claim = uuid.uuid4()
    letters, ids = [], []
    for row in rows:
        try:
            address = sealing.unseal(row.address)
        except sealing.CannotOpen:
            _put_off(row, state=DeliveryState.DEAD, code="key.other", done_at=at)
            continue
        ids.append(row.pk)
        letters.append(
            Letter(
                key=notices_queries.key_of(row), text=row.text, address=address, subject=row.subject, extras=row.extras
            )
        )
    Delivery.objects.filter(pk__in=ids).order_by().update(
        state=DeliveryState.SENDING, attempts=F("attempts") + 1, claim=claim, claimed_at=at
    )
    taken = set(ids)
    Attempt.objects.bulk_create(
        Attempt(delivery=row, channel=channel, address_key=row.address_key, claim=claim, started_at=at)
        for row in rows
        if row.pk in taken
    )
    return Batch(
        channel.pk,
        kind=channel.kind,
        claim=claim,
        ids=tuple(ids),
        letters=tuple(letters),
        account=account,
        moved=not ids,
    )
