"""What became of the letters of a batch: each delivery moves on, and the channel learns how it fares."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from twingrid.kit.machine import take
from twingrid.notices.actions.claiming import Batch
from twingrid.notices.choices import ChannelState
from twingrid.notices.gateways.registry import GATEWAYS
from twingrid.notices.gateways.shapes import Blame, Outcome, Result
from twingrid.notices.models import Attempt, Channel, Delivery
from twingrid.notices.rules import pacing
from twingrid.notices.states import DELIVERY_MOVES, DeliveryState

_FIELDS = ("state", "attempts", "next_at", "done_at", "vendor_id", "code")
_SETTLED_LATE = (DeliveryState.SENDING, DeliveryState.UNCERTAIN)


@dataclass
class _Way:
    """How the channel fared in this batch."""

    sent: bool = False
    works: bool = False
    down: bool = False
    faulty: str = ""
    asked: float = 0.0
    codes: list[str] = field(default_factory=list)


@transaction.atomic
def settle_batch(*, batch: Batch, results: Sequence[Result], luck: float, at: datetime) -> None:
    """Write down what the other side made of each letter. Safe to repeat: a delivery that somebody settled meanwhile,
    or that another worker has taken, is left alone. `luck` (0 to 1) spreads the waiting of those that failed."""
    if batch.claim is None:
        return
    channel = Channel.objects.select_for_update(no_key=True).get(pk=batch.channel_id)
    rows = {
        row.pk: row
        for row in Delivery.objects.select_for_update(of=("self",))
        .filter(pk__in=batch.ids, claim=batch.claim, state__in=_SETTLED_LATE)
        .order_by("id")
    }
    way = _Way()
    honours = GATEWAYS[batch.kind].limits.honours_key
    for pk, result in zip(batch.ids, results, strict=True):
        _learn(way, result)
        if pk in rows:
            _move(rows[pk], result, honours=honours, luck=luck, at=at)
    Delivery.objects.bulk_update(rows.values(), _FIELDS)
    _note_calls(batch, batch.claim, results, at=at)
    _fare(channel, way, luck=luck, at=at)


def _move(row: Delivery, result: Result, *, honours: bool, luck: float, at: datetime) -> None:
    move = _move_for(row, result, honours=honours)
    if not move:
        return
    row.state = take(DELIVERY_MOVES, move, row.state, sentence="")
    row.code = result.code
    if move == "send":
        row.vendor_id, row.done_at = result.vendor_id, at
    elif move == "fail":
        counted = result.blame is not Blame.CHANNEL or result.outcome is Outcome.UNKNOWN
        row.attempts -= 0 if counted else 1
        patient = result.outcome is Outcome.LIMITED or not counted
        row.next_at = at + (
            timedelta(seconds=result.retry_after or 0)
            if patient and result.retry_after
            else pacing.wait_after(max(row.attempts, 1), luck=luck, asked=result.retry_after)
        )
    else:
        row.done_at = at


def _move_for(row: Delivery, result: Result, *, honours: bool) -> str:
    if result.outcome is Outcome.SENT:
        return "send"
    if result.outcome is Outcome.UNKNOWN and not honours:
        return "doubt" if row.state == DeliveryState.SENDING else ""
    if result.outcome is Outcome.REJECTED and result.blame is not Blame.CHANNEL:
        return "bury"
    guilty = result.blame is not Blame.CHANNEL or result.outcome is Outcome.UNKNOWN
    return "bury" if guilty and row.attempts >= pacing.MOST_ATTEMPTS else "fail"


def _learn(way: _Way, result: Result) -> None:
    way.sent = way.sent or result.outcome is Outcome.SENT
    way.works = way.works or way.sent or result.blame is not Blame.CHANNEL
    if result.code:
        way.codes.append(result.code)
    if result.blame is not Blame.CHANNEL:
        return
    way.asked = max(way.asked, result.retry_after or 0.0)
    if result.outcome is Outcome.REJECTED:
        way.faulty = result.code
    way.down = way.down or result.outcome in (Outcome.NOT_SENT, Outcome.UNKNOWN)


def _note_calls(batch: Batch, claim: UUID, results: Sequence[Result], *, at: datetime) -> None:
    by_delivery = dict(zip(batch.ids, results, strict=True))
    calls = list(Attempt.objects.filter(claim=claim, delivery_id__in=batch.ids).order_by("id"))
    for call in calls:
        result = by_delivery[call.delivery_id]
        call.finished_at, call.result, call.code = at, str(result.outcome), result.code
    Attempt.objects.bulk_update(calls, ("finished_at", "result", "code"))


def _fare(channel: Channel, way: _Way, *, luck: float, at: datetime) -> None:
    """The circuit breaker: three failures of the way in a row and the channel rests, longer each time."""
    changed = []
    if way.codes:
        channel.last_code, channel.last_code_at = way.codes[-1], at
        changed += ["last_code", "last_code_at"]
    if way.sent:
        channel.last_sent_at = at
        changed.append("last_sent_at")
    fails = 0 if way.works else channel.fails + int(way.down)
    rest = pacing.rest_after(fails if way.down else 0, luck=luck, asked=way.asked)
    closed_until = at + rest if rest else (None if way.works else channel.closed_until)
    if (fails, closed_until) != (channel.fails, channel.closed_until):
        channel.fails, channel.closed_until = fails, closed_until
        changed += ["fails", "closed_until"]
    if way.faulty:
        channel.state, channel.last_code, channel.last_code_at = ChannelState.FAULTY, way.faulty, at
        changed += ["state", "last_code", "last_code_at"]
    if changed:
        channel.save(update_fields=tuple(dict.fromkeys(changed)))
