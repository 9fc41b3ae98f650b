"""What subscribers are told: the message of an event, the subscriptions, the log of what was sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from twingrid.cities import queries as cities_queries
from twingrid.journal.models import Event
from twingrid.work.choices import Sending
from twingrid.work.models import Hazard, Ticket, Webhook, WebhookDelivery

NEEDS_A_PERSON = (Sending.UNCERTAIN, Sending.REFUSED, Sending.FAILED)


@dataclass(frozen=True, slots=True)
class WebhookView:
    """A subscription; never its secret. `waiting` and `stuck`: how many messages wait, and wait for a person."""

    id: int
    name: str
    url: str
    events: tuple[str, ...]
    active: bool
    former_until: datetime | None
    waiting: int
    stuck: int


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A message of the log."""

    id: int
    webhook_id: int
    webhook: str
    event_id: int
    type: str
    subject: str
    state: str
    state_words: str
    tries: int
    queued_at: datetime
    sent_at: datetime | None
    next_at: datetime
    last_error: str

    @property
    def may_replay(self) -> bool:
        """Whether it is not on its way by itself."""
        return self.state not in (Sending.WAITING, Sending.SENDING)


def message_of(event: Event) -> str | None:
    """The message of an event: type, moment, our number, state, the numbers that others know it by; None without a
    subject that is told of. No words, no names, no place more exact than the power service area."""
    data = _ticket(event) if event.subject_kind == "work.ticket" else _hazard(event)
    if data is None:
        return None
    whole = {"type": event.name, "timestamp": event.at.isoformat(), "data": data}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def message_id(event_id: int) -> str:
    """The same for every attempt and every replay, so that a receiver knows a message again."""
    return f"{cities_queries.present_city().schema_name}-{event_id}"


def _ticket(event: Event) -> Mapping[str, Any] | None:
    ticket = Ticket.objects.select_related("power_area").filter(pk=event.subject_id).first()
    if ticket is None:
        return None
    records = ticket.records.exclude(system="direct").order_by("id")
    return {
        "number": ticket.number,
        "state": str(event.facts.get("to") or ticket.state),
        "kind": ticket.kind,
        "channel": ticket.channel,
        "power_area": ticket.power_area.code if ticket.power_area else "",
        "numbers": [{"system": one.system, "number": one.number} for one in records],
    }


def _hazard(event: Event) -> Mapping[str, Any] | None:
    hazard = Hazard.objects.select_related("power_area").filter(pk=event.subject_id).first()
    if event.subject_kind != "work.hazard" or hazard is None:
        return None
    return {
        "number": hazard.number,
        "state": str(event.facts.get("to") or hazard.state),
        "kind": hazard.kind,
        "power_area": hazard.power_area.code if hazard.power_area else "",
    }


def webhooks() -> list[WebhookView]:
    """Every subscription, with how much waits."""
    counts: dict[tuple[int, str], int] = {
        (row["webhook_id"], row["state"]): row["n"]
        for row in WebhookDelivery.objects.order_by().values("webhook_id", "state").annotate(n=Count("pk"))
    }
    return [
        WebhookView(
            id=one.pk,
            name=one.name,
            url=one.url,
            events=tuple(one.events),
            active=one.active,
            former_until=one.former_until,
            waiting=counts.get((one.pk, Sending.WAITING), 0),
            stuck=sum(counts.get((one.pk, state), 0) for state in NEEDS_A_PERSON),
        )
        for one in Webhook.objects.order_by("name")
    ]


def deliveries(*, state: str = "", limit: int = 50) -> list[DeliveryView]:
    """The last messages, newest first; of one state, or `person`: those that wait for somebody."""
    rows = WebhookDelivery.objects.select_related("webhook").order_by("-event_id", "-id")
    if state == "person":
        rows = rows.filter(state__in=NEEDS_A_PERSON)
    elif state:
        rows = rows.filter(state=state)
    return [_line(row) for row in rows[:limit]]


def _line(row: WebhookDelivery) -> DeliveryView:
    message = json.loads(row.body)
    return DeliveryView(
        id=row.pk,
        webhook_id=row.webhook_id,
        webhook=row.webhook.name,
        event_id=row.event_id,
        type=message["type"],
        subject=message["data"]["number"],
        state=row.state,
        state_words=str(row.get_state_display()),
        tries=row.tries,
        queued_at=row.queued_at,
        sent_at=row.sent_at,
        next_at=row.next_at,
        last_error=row.last_error,
    )
