"""Telling subscribers of our events: each once, signed, tried again with patience, replayed when a person says so."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.journal import queries as journal_queries
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.kit.sealing import CannotOpen, seal, unseal
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.gateways import platform as gateway
from twingrid.work.models import Sending, Webhook, WebhookDelivery
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.webhooks import message_id, message_of
from twingrid.work.rules.platform import LEASE, Attempt, Outcome, judged, next_wait
from twingrid.work.rules.webhooks import BOTH_VALID, EVENTS, as_secret, sign

QUEUE = "work.queue_webhooks"
MOST_AT_ONCE = 10_000


@transaction.atomic
def make_webhook(*, name: str, url: str, events: Collection[str], by: User | None, at: datetime) -> tuple[Webhook, str]:
    """A subscription and its secret, which nobody can read again. `by` None: whoever runs the machine.

    Raises `BadInput` by field, `Refused` for a name that is taken.
    """
    _require(by, at=at)
    title = name.strip()
    if not title:
        raise BadInput(_("Give it a name, so that you know it in the log."), field="name")
    _check(url, events)
    if Webhook.objects.filter(name=title).exists():
        raise Refused(_("There is a subscription of this name already. Choose another name."))
    secret = as_secret(secrets.token_bytes(32))
    webhook = Webhook.objects.create(
        name=title, url=url, events=sorted(events), sealed_secret=seal(secret), made_at=at, made_by=by
    )
    journal_actions.record("work.webhook.made", webhook, by=by, at=at, facts={"events": len(events)})
    return webhook, secret


@transaction.atomic
def change_webhook(
    *, webhook_id: int, url: str, events: Collection[str], active: bool, by: User, at: datetime
) -> Webhook:
    """Another address, other events, on or off. What waits goes to the new address."""
    webhook = _locked(webhook_id, by=by, at=at)
    _check(url, events)
    webhook.url, webhook.events, webhook.active = url, sorted(events), active
    webhook.save(update_fields=("url", "events", "active"))
    journal_actions.record("work.webhook.changed", webhook, by=by, at=at, facts={"active": active})
    return webhook


@transaction.atomic
def rotate_webhook(*, webhook_id: int, by: User, at: datetime) -> str:
    """A new secret, shown once. The former one signs beside it for a day, so that the receiver can change over."""
    webhook = _locked(webhook_id, by=by, at=at)
    secret = as_secret(secrets.token_bytes(32))
    webhook.sealed_former, webhook.former_until = webhook.sealed_secret, at + BOTH_VALID
    webhook.sealed_secret = seal(secret)
    webhook.save(update_fields=("sealed_former", "former_until", "sealed_secret"))
    journal_actions.record("work.webhook.rotated", webhook, by=by, at=at)
    return secret


@transaction.atomic
def queue_webhooks(*, event_id: int, at: datetime) -> int:
    """After an event: a message for everybody who wants to hear of it, once. How many."""
    event = journal_queries.event(event_id)
    wanting = [one for one in Webhook.objects.filter(active=True).order_by("id") if event.name in one.events]
    if not wanting:
        return 0
    body = message_of(event)
    if body is None or not journal_actions.handle_once(event_id=event_id, subscriber=QUEUE, at=at):
        return 0
    fresh = [WebhookDelivery(webhook=one, event_id=event_id, body=body, queued_at=at, next_at=at) for one in wanting]
    WebhookDelivery.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def replay_deliveries(
    *,
    webhook_id: int,
    by: User | None,
    at: datetime,
    delivery_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> int:
    """Send one message again, or those that were queued from `since` up to `until`; how many. Those on their way are
    left alone; the receiver knows each again by its id."""
    webhook = _locked(webhook_id, by=by, at=at)
    rows = WebhookDelivery.objects.filter(webhook=webhook).exclude(state__in=(Sending.WAITING, Sending.SENDING))
    if delivery_id is not None:
        rows = rows.filter(pk=delivery_id)
    elif since is not None and until is not None and since < until:
        rows = rows.filter(queued_at__gte=since, queued_at__lt=until)
    else:
        raise BadInput(_("Say from when until when, the earlier moment first."), field="since")
    ids = list(rows.order_by("event_id").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(ids) > MOST_AT_ONCE:
        raise Refused(_("These are more than {n} messages. Choose a shorter time.").format(n=MOST_AT_ONCE))
    WebhookDelivery.objects.filter(pk__in=ids).update(state=Sending.WAITING, next_at=at, tries=0, last_error="")
    if ids:
        journal_actions.record("work.webhook.replayed", webhook, by=by, at=at, facts={"messages": len(ids)})
    return len(ids)


def send_next_delivery(*, at: datetime) -> bool:
    """Send the message that is due first; False when none is. The call is made between two transactions."""
    delivery = claim_delivery(at=at)
    if delivery is None:
        return False
    settle_delivery(delivery_id=delivery.pk, attempt=attempt_delivery(delivery, at=at), at=at)
    return True


@transaction.atomic
def claim_delivery(*, at: datetime) -> WebhookDelivery | None:
    """Mark the first message that is due as on its way."""
    due = WebhookDelivery.objects.filter(state=Sending.WAITING, next_at__lte=at, webhook__active=True)
    locked = due.select_for_update(of=("self",), skip_locked=True).select_related("webhook")
    delivery = locked.order_by("next_at", "event_id", "id").first()
    if delivery is None:
        return None
    delivery.state, delivery.begun_at = Sending.SENDING, at
    delivery.tries += 1
    delivery.save(update_fields=("state", "begun_at", "tries"))
    return delivery


def attempt_delivery(delivery: WebhookDelivery, *, at: datetime) -> Attempt:
    """One attempt, outside of any transaction of ours."""
    webhook, body = delivery.webhook, delivery.body.encode()
    try:
        keys = [unseal(webhook.sealed_secret).reveal()]
        if webhook.former_until is not None and at < webhook.former_until:
            keys.append(unseal(webhook.sealed_former).reveal())
        headers = sign(keys, message_id=message_id(delivery.event_id), at=at, body=body)
        said = gateway.post(webhook.url, body=body, headers=headers, loopback_only=settings.DEMO)
    except CannotOpen:
        return Attempt(Outcome.REFUSED, why="key")
    except gateway.NotSent as trouble:
        return Attempt(Outcome.AGAIN, why=str(trouble))
    except gateway.InDoubt as trouble:
        return Attempt(Outcome.IN_DOUBT, why=str(trouble))
    return judged(said.status, wait=said.wait)


@transaction.atomic
def settle_delivery(*, delivery_id: int, attempt: Attempt, at: datetime) -> None:
    """Keep what an attempt came to. Whatever may have arrived waits for a person."""
    delivery = WebhookDelivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.state != Sending.SENDING:
        return
    delivery.last_error = "" if attempt.outcome is Outcome.SENT else (attempt.why or str(attempt.code))[:100]
    wait = next_wait(delivery.tries, asked=attempt.wait) if attempt.outcome is Outcome.AGAIN else None
    if attempt.outcome is Outcome.SENT:
        delivery.state, delivery.sent_at = Sending.SENT, at
    elif attempt.outcome is Outcome.IN_DOUBT:
        delivery.state = Sending.UNCERTAIN
    elif wait is not None:
        delivery.state, delivery.next_at = Sending.WAITING, at + wait
    else:
        delivery.state = Sending.FAILED if attempt.outcome is Outcome.AGAIN else Sending.REFUSED
    delivery.save()


def doubt_stale_deliveries(*, at: datetime) -> int:
    """What has been on its way for longer than a call can take belongs to a process that died: a person looks."""
    stale = WebhookDelivery.objects.filter(state=Sending.SENDING, begun_at__lte=at - LEASE)
    return stale.update(state=Sending.UNCERTAIN, last_error="stopped")


def _require(by: User | None, *, at: datetime) -> None:
    if by is not None:
        people_queries.require(by, May.PLATFORM_MANAGE, at=at)


def _locked(webhook_id: int, *, by: User | None, at: datetime) -> Webhook:
    _require(by, at=at)
    webhook = Webhook.objects.select_for_update().filter(pk=webhook_id).first()
    if webhook is None:
        raise NotFound(_("There is no such subscription. Open the list again."))
    return webhook


def _check(url: str, events: Collection[str]) -> None:
    if not gateway.allowed(url, loopback_only=settings.DEMO):
        raise BadInput(
            _("In the demo only an address of this machine can be used, like http://127.0.0.1:9000/api.")
            if settings.DEMO
            else _("Write an address that begins with https://, without questions and names in it."),
            field="url",
        )
    if not events or set(events) - set(EVENTS):
        raise BadInput(_("Choose at least one event of the list."), field="events")
