"""Queueing: a delivery is written in the transaction of what it tells of, or not at all."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit import jobs, sealing, staging
from twingrid.kit.masking import mask_mail, mask_phone
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.notices.gateways.registry import GATEWAYS
from twingrid.notices.models import Channel, Delivery
from twingrid.notices.states import WAITING, DeliveryState

SEND_JOB = "twingrid.notices.jobs.send_due"


@dataclass(frozen=True, slots=True)
class Ref:
    """A row of any floor by its label (`people.user`) and number."""

    kind: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What one recipient is told by one channel.

    `dedupe_key` (at most 100 characters, no personal data) is what makes it the same message: queued twice, it goes
    once. `address` is a telephone number or a mail address; empty where the channel is the address (robots). `extras`
    are `markdown`, `mentions`, `mention_phones`, `template`, `values`, `stop_url` (see the gateways).
    """

    channel_id: int
    purpose: str
    text: str
    dedupe_key: str
    address: str = field(default="", repr=False)
    subject: str = ""
    extras: Mapping[str, Any] = field(default_factory=dict)
    recipient: Ref = Ref()
    about: Ref = Ref()
    urgent: bool = False
    not_before: datetime | None = None
    not_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """How many messages are new, and how many were queued before under the same key."""

    new: int
    known: int


@transaction.atomic
def queue_delivery(*, message: Message, at: datetime) -> Delivery:
    """Queue one message; the same key again gives the row that is there. Raises `BadInput` for a text that the channel
    cannot carry, `NotFound` for a channel that is not there."""
    channel = _channels([message])[message.channel_id]
    values = _row(message, channel, at)
    row, made = Delivery.objects.get_or_create(
        channel_id=channel.pk, dedupe_key=message.dedupe_key, defaults=values | {"extras": dict(message.extras)}
    )
    if made:
        jobs.defer_named(SEND_JOB, queue="notices", channel_id=channel.pk)
    return row


@transaction.atomic
def queue_deliveries(*, messages: Iterable[Message], at: datetime) -> Queued:
    """Queue many messages by COPY, all or none; keys that are known are left as they are.

    20,000 take about two seconds. Raises as `queue_delivery` does.
    """
    wanted = list(messages)
    if not wanted:
        return Queued(new=0, known=0)
    channels = _channels(wanted)
    rows = [
        _row(one, channels[one.channel_id], at)
        | {
            "channel_id": one.channel_id,
            "dedupe_key": one.dedupe_key,
            "extras": json.dumps(dict(one.extras), ensure_ascii=False),
        }
        for one in wanted
    ]
    staging.stage("notices_queueing", _TYPES, {name: [row[name] for row in rows] for name in _TYPES})
    names = ", ".join(_TYPES)
    new = staging.run(
        f"INSERT INTO notices_delivery ({names}, attempts, vendor_id, code)"  # noqa: S608 - our own names
        f" SELECT {names}, 0, '', '' FROM notices_queueing ORDER BY row"
        " ON CONFLICT (channel_id, dedupe_key) DO NOTHING"
    )
    for channel_id in channels:
        jobs.defer_named(SEND_JOB, queue="notices", channel_id=channel_id)
    return Queued(new=new, known=len(wanted) - new)


@transaction.atomic
def cancel_about(*, about: Ref, at: datetime) -> int:
    """Withdraw whatever still waits about a thing; how many. What is out already needs a correction."""
    return (
        Delivery.objects.filter(about_kind=about.kind, about_id=about.id, state__in=WAITING)
        .order_by()
        .update(state=DeliveryState.CANCELLED, done_at=at)
    )


_TYPES = {
    "channel_id": "bigint",
    "purpose": "text",
    "dedupe_key": "text",
    "state": "text",
    "urgent": "boolean",
    "subject": "text",
    "text": "text",
    "extras": "jsonb",
    "address": "text",
    "address_key": "text",
    "address_hint": "text",
    "recipient_kind": "text",
    "recipient_id": "bigint",
    "about_kind": "text",
    "about_id": "bigint",
    "queued_at": "timestamptz",
    "next_at": "timestamptz",
    "not_after": "timestamptz",
}


def _channels(messages: Sequence[Message]) -> dict[int, Channel]:
    wanted = {one.channel_id for one in messages}
    found = Channel.objects.in_bulk(wanted)
    if len(found) < len(wanted):
        raise NotFound(_("There is no such channel. Open the list of channels and choose one."))
    return found


def _row(message: Message, channel: Channel, at: datetime) -> dict[str, Any]:
    _check(message, channel)
    return {
        "purpose": str(message.purpose),
        "state": str(DeliveryState.QUEUED),
        "urgent": message.urgent,
        "subject": message.subject,
        "text": message.text,
        "address": sealing.seal(message.address),
        "address_key": sealing.fingerprint(message.address),
        "address_hint": hint(message.address),
        "recipient_kind": message.recipient.kind,
        "recipient_id": message.recipient.id,
        "about_kind": message.about.kind,
        "about_id": message.about.id,
        "queued_at": at,
        "next_at": max(message.not_before or at, at),
        "not_after": message.not_after,
    }


def _check(message: Message, channel: Channel) -> None:
    gateway = GATEWAYS[channel.kind]
    if not message.text.strip():
        raise BadInput(_("There is nothing to send. Write the text."), field="text")
    if not 0 < len(message.dedupe_key) <= 100:
        raise ValueError("A message needs a key of at most 100 characters.")
    if gateway.limits.needs_address and not message.address:
        raise BadInput(_("This channel needs a number or an address to send to."), field="address")
    most = gateway.limits.bytes or gateway.limits.characters
    length = gateway.length_of(message.text, channel.config)
    if most is not None and length > most:
        words = (
            _("The text takes {n} bytes, this channel carries {most}. Shorten it, or send it in parts.")
            if gateway.limits.bytes
            else _("The text has {n} characters with its signature, this channel carries {most}. Shorten it.")
        )
        raise BadInput(words.format(n=length, most=most), field="text")


def hint(address: str) -> str:
    """As much of an address as everybody may see."""
    return (mask_mail(address) if "@" in address else mask_phone(address))[:40]
