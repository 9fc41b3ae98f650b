"""Being told of what happens at a place: asked, confirmed by a link, stopped with one click."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import sealing, tokens
from twingrid.kit.refusals import BadInput, NotFound, Refused, TooMany
from twingrid.notices.actions.queueing import Message, Ref, hint, queue_deliveries, queue_delivery
from twingrid.notices.choices import ChannelState
from twingrid.notices.composing import NoticeKind, SubscriptionKind, WayKind
from twingrid.notices.models import Channel, Edition, NoticeHome, Subscription
from twingrid.notices.queries import texts
from twingrid.notices.queries.composing import homes_of
from twingrid.notices.rules.addresses import read_mail, read_mobile
from twingrid.notices.rules.homes import Home
from twingrid.territory.models import Building

ASKED_A_DAY = 5
"""So many times a day one address may be written to for a confirmation: nobody is pestered by another's form."""
URGENT = frozenset({NoticeKind.FAULT_PROGRESS, NoticeKind.SAFETY})


@transaction.atomic
def subscribe(*, building_id: int, unit: str, kind: str, address: str, link: str, at: datetime) -> Subscription:
    """Ask to be told; a message with `link` (`{token}` in it is filled) has to be confirmed first.

    Asked again, the same message goes out again, at most five times a day. Raises `BadInput` (kind, address, unit),
    `NotFound` for a building that is not there, `TooMany`.
    """
    building = Building.objects.filter(pk=building_id).first()
    if building is None:
        raise NotFound(_("There is no such place. Look for it again."))
    if unit and unit not in building.units:
        raise BadInput(_("This building has no such stairwell. Choose one of the list."), field="unit")
    clean = _clean(kind, address)
    channel = _channel(kind)
    key = sealing.fingerprint(clean)
    asked = Subscription.objects.filter(address_key=key, asked_at__gt=at - timedelta(days=1)).count()
    row = Subscription.objects.filter(building=building, unit=unit, address_key=key, stopped_at__isnull=True).first()
    if row is not None and row.confirmed_at is not None:
        return row
    if row is None:
        if asked >= ASKED_A_DAY:
            raise TooMany(_("This address was written to often enough today. Try again tomorrow."))
        row = _make(building, unit, kind, clean, at=at)
    _ask(row, channel, clean, link=link, at=at)
    return row


def _clean(kind: str, address: str) -> str:
    if kind not in SubscriptionKind.values:
        raise BadInput(_("Choose SMS or mail."), field="kind")
    if kind == SubscriptionKind.MAIL:
        if found := read_mail(address):
            return found
        raise BadInput(_("Write a mail address, for example name@example.cn."), field="address")
    if found := read_mobile(address, demo=settings.DEMO):
        return found
    raise BadInput(_("Write the eleven digits of a mobile number."), field="address")


def _channel(kind: str) -> Channel:
    found: Channel | None = Channel.objects.filter(kind=kind, state=ChannelState.ON).order_by("pk").first()
    if found is None:
        raise Refused(_("This way is not open in this city yet. Take the calendar or the feed: they need no address."))
    return found


def _make(building: Building, unit: str, kind: str, clean: str, *, at: datetime) -> Subscription:
    values = {
        "kind": kind,
        "address": sealing.seal(clean),
        "address_hint": hint(clean),
        "token": tokens.token(),
        "asked_at": at,
    }
    key = sealing.fingerprint(clean)
    try:
        with transaction.atomic():
            return Subscription.objects.create(building=building, unit=unit, address_key=key, **values)
    except IntegrityError:  # the same form twice at once
        return Subscription.objects.get(building=building, unit=unit, address_key=key, stopped_at__isnull=True)


def _ask(row: Subscription, channel: Channel, clean: str, *, link: str, at: datetime) -> None:
    place = " ".join(part for part in (row.building.label, row.unit) if part)
    text = f"您要订阅{place}的停电和用电通知吗？确认：{link.replace('{token}', row.token)} 不是您本人请不用理会。"
    message = Message(
        channel_id=channel.pk,
        purpose="subscription",
        text=text,
        subject="确认订阅用电通知",
        dedupe_key=f"subscription:{row.pk}:ask",
        address=clean,
        recipient=Ref("notices.subscription", row.pk),
        about=Ref("notices.subscription", row.pk),
        urgent=True,  # whoever asks sits before the page and waits for it, at night too
    )
    queue_delivery(message=message, at=at)


@transaction.atomic
def confirm_subscription(*, token: str, at: datetime) -> Subscription:
    """Whoever has the link says yes. Safe to repeat; a stopped one stays stopped."""
    row = _by_token(token)
    if row.stopped_at is not None:
        raise Refused(_("This subscription was stopped. Ask for it again on the page of your building."))
    if row.confirmed_at is None:
        row.confirmed_at = at
        row.save(update_fields=("confirmed_at",))
        journal_actions.record("notices.subscription.confirmed", row, by=None, at=at, actor_kind="resident")
    return row


@transaction.atomic
def stop_subscription(*, token: str, at: datetime) -> Subscription:
    """One click and nothing comes any more; the address is erased at once."""
    row = _by_token(token)
    if row.stopped_at is None:
        row.stopped_at, row.address = at, ""
        row.save(update_fields=("stopped_at", "address"))
        journal_actions.record("notices.subscription.stopped", row, by=None, at=at, actor_kind="resident")
    return row


def _by_token(token: str) -> Subscription:
    row: Subscription | None = (
        Subscription.objects.select_for_update(of=("self",)).select_related("building").filter(token=token).first()
    )
    if row is None:
        raise NotFound(_("This link leads nowhere. Copy it once more from the message."))
    return row


@transaction.atomic
def tell_subscribers(*, edition_id: int, link: str, at: datetime) -> int:
    """Queue an edition for everybody who asked to be told of one of its homes, each with their own home only.

    `link` is the address to stop (`{token}` in it is filled). How many are new; safe to repeat.
    """
    edition = Edition.objects.select_related("notice").get(pk=edition_id)
    notice = edition.notice
    if not notice.ways.filter(kind=WayKind.SUBSCRIBERS).exists():
        return 0
    homes: dict[int, list[Home]] = {}
    for home in homes_of(notice.pk):
        homes.setdefault(home.building_id, []).append(home)
    places = NoticeHome.objects.filter(notice=notice).order_by().values("building_id")
    rows = Subscription.objects.filter(
        building__in=places, confirmed_at__isnull=False, stopped_at__isnull=True
    ).order_by("pk")
    channels = {kind: Channel.objects.filter(kind=kind, state=ChannelState.ON).order_by("pk").first()
                for kind in SubscriptionKind.values}  # fmt: skip
    messages = []
    for row in rows:
        channel = channels[row.kind]
        mine = [home for home in homes[row.building_id] if not row.unit or home.unit in ("", row.unit)]
        if channel is not None and mine:
            stop = link.replace("{token}", row.token)
            messages.append(_message(edition, row, mine, channel, stop=stop, at=at))
    return queue_deliveries(messages=messages, at=at).new


def _message(
    edition: Edition, row: Subscription, mine: list[Home], channel: Channel, *, stop: str, at: datetime
) -> Message:
    notice = edition.notice
    return Message(
        channel_id=channel.pk,
        purpose="notice" if edition.number == 1 else "correction",
        text=_text(edition, mine, row.kind, channel, stop=stop, at=at),
        subject=f"用电通知 {notice.number}",
        dedupe_key=f"edition:{edition.pk}:subscription:{row.pk}",
        address=sealing.unseal(row.address).reveal(),
        extras={"stop_url": stop} if row.kind == SubscriptionKind.MAIL else {},
        recipient=Ref("notices.subscription", row.pk),
        about=Ref("notices.edition", edition.pk),
        urgent=notice.kind in URGENT,
        not_after=notice.ends_at,
    )


def _text(edition: Edition, mine: list[Home], kind: str, channel: Channel, *, stop: str, at: datetime) -> str:
    # A mail program shows its own button besides (RFC 8058); in an SMS the link is the one click.
    tail = f"\n\n停止订阅：{stop}" if kind == SubscriptionKind.MAIL else f" 退订：{stop}"
    config = dict(channel.config)
    return texts.text_for_homes(edition.notice, edition, mine, at=at, channel_kind=kind, config=config, tail=tail)
