"""Channels: made, changed, switched on and off, tried. A secret goes in and never comes out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import jobs, sealing, tokens
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.notices.actions.queueing import SEND_JOB, Message, Ref, queue_delivery
from twingrid.notices.choices import ChannelKind, ChannelState, Purpose
from twingrid.notices.gateways import wire
from twingrid.notices.gateways.registry import GATEWAYS
from twingrid.notices.models import Channel, Delivery
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.people import queries as people_queries
from twingrid.people.models import User


@dataclass(frozen=True, slots=True)
class ChannelIn:
    """What somebody says of a channel. An empty secret leaves the one that is there."""

    name: str
    config: Mapping[str, str] = field(default_factory=dict)
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)
    per_minute: int | None = None
    quiet_from: time | None = None
    quiet_to: time | None = None
    per_person_a_day: int = 5


@transaction.atomic
def make_channel(*, kind: str, said: ChannelIn, by: User | None, at: datetime) -> Channel:
    """Make a channel; `by` is an administrator (None: whoever runs the machine). Raises `BadInput` naming the field,
    `Refused` for a name that is taken."""
    _require(by, at=at)
    if kind not in ChannelKind.values:
        raise BadInput(_("Choose the kind of channel."), field="kind")
    if Channel.objects.filter(name=said.name.strip()).exists():
        raise Refused(_("There is a channel of this name already. Choose another name."))
    channel = Channel(kind=kind, made_at=at)
    _fill(channel, said)
    channel.save()
    journal_actions.record("notices.channel.made", channel, by=by, at=at, facts={"kind": kind})
    return channel


@transaction.atomic
def change_channel(*, channel_id: int, said: ChannelIn, by: User | None, at: datetime) -> Channel:
    """Change a channel; it rests no longer, for what was wrong may be mended. Raises as `make_channel` does."""
    _require(by, at=at)
    channel = _held(channel_id)
    if Channel.objects.filter(name=said.name.strip()).exclude(pk=channel_id).exists():
        raise Refused(_("There is a channel of this name already. Choose another name."))
    _fill(channel, said)
    channel.fails, channel.closed_until = 0, None
    channel.save()
    journal_actions.record("notices.channel.changed", channel, by=by, at=at)
    jobs.defer_named(SEND_JOB, queue="notices", channel_id=channel.pk)
    return channel


@transaction.atomic
def set_channel_state(*, channel_id: int, on: bool, by: User, at: datetime) -> Channel:
    """Switch a channel on or off. What waits stays and goes when it is on again. Safe to repeat."""
    _require(by, at=at)
    channel = _held(channel_id)
    wanted = ChannelState.ON if on else ChannelState.OFF
    if channel.state == wanted:
        return channel
    channel.state, channel.fails, channel.closed_until = wanted, 0, None
    channel.save(update_fields=("state", "fails", "closed_until"))
    journal_actions.record("notices.channel.set", channel, by=by, at=at, facts={"on": on})
    if on:
        jobs.defer_named(SEND_JOB, queue="notices", channel_id=channel.pk)
    return channel


@transaction.atomic
def send_test(*, channel_id: int, address: str, by: User, at: datetime) -> Delivery:
    """Queue a test message, urgent, to the address (none for a robot). One every second at most."""
    _require(by, at=at)
    channel = _held(channel_id)
    if channel.state == ChannelState.OFF:
        raise Refused(_("The channel is off. Switch it on, then send the test message."))
    message = Message(
        channel_id=channel.pk,
        purpose=Purpose.TEST,
        text=_("This is a test message of the channel {name}.").format(name=channel.name),
        subject=_("Test message"),
        dedupe_key=f"test:{channel.pk}:{at:%Y%m%d%H%M%S}",
        address=address.strip(),
        recipient=Ref("people.user", by.pk),
        urgent=True,
    )
    delivery = queue_delivery(message=message, at=at)
    journal_actions.record("notices.test.sent", channel, by=by, at=at)
    return delivery


def _require(by: User | None, *, at: datetime) -> None:
    if by is not None:
        people_queries.require(by, May.CHANNEL_MANAGE, at=at)


def _held(channel_id: int) -> Channel:
    channel = Channel.objects.select_for_update(no_key=True).filter(pk=channel_id).first()
    if channel is None:
        raise NotFound(_("There is no such channel. Open the list of channels and choose one."))
    return channel


def _fill(channel: Channel, said: ChannelIn) -> None:
    gateway = GATEWAYS[channel.kind]
    name = said.name.strip()
    if not 0 < len(name) <= 60:
        raise BadInput(_("Give the channel a name of at most 60 characters."), field="name")
    config = {key: value.strip() for key, value in said.config.items() if value.strip()}
    for wanted in gateway.fields:
        if not config.get(wanted):
            raise BadInput(_("This has to be filled in before the channel can send."), field=wanted)
    secret = _secrets(channel) | {key: value.strip() for key, value in said.secret.items() if value.strip()}
    if channel.kind == ChannelKind.WEBHOOK:
        secret.setdefault("sign_key", tokens.token(40))
    for wanted in gateway.secrets:
        if not secret.get(wanted):
            raise BadInput(_("This has to be filled in before the channel can send."), field=wanted)
    _check_address(config)
    if said.per_minute is not None and said.per_minute < 1:
        raise BadInput(_("A channel sends at least one message a minute."), field="per_minute")
    channel.name, channel.config = name, config
    channel.secret = sealing.seal(json.dumps(secret)) if secret else ""
    channel.per_minute, channel.per_person_a_day = said.per_minute, said.per_person_a_day
    channel.quiet_from, channel.quiet_to = said.quiet_from, said.quiet_to


def _secrets(channel: Channel) -> dict[str, str]:
    try:
        text = sealing.unseal(channel.secret).reveal()
    except sealing.CannotOpen:
        return {}
    found: dict[str, str] = json.loads(text) if text else {}
    return found


def _check_address(config: Mapping[str, str]) -> None:
    """An address is https; in the demo it is this machine, where the fakes are."""
    for name in ("base_url", "url"):
        text = config.get(name, "")
        if not text:
            continue
        where = urlsplit(text)
        here = wire.is_loopback(where.hostname or "")
        if settings.DEMO and not here:
            raise BadInput(
                _("The demo sends to this machine only. Use an address that begins with http://127.0.0.1."), field=name
            )
        if where.scheme != "https" and not (here and where.scheme == "http"):
            raise BadInput(_("The address has to begin with https://."), field=name)
