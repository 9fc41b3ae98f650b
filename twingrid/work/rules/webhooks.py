"""Signing what goes out to subscribers, in the shape of Standard Webhooks. Knows no Django, reads no clock.

The signature is HMAC-SHA256 over `id.timestamp.body`. While a secret is being changed both sign, with a space between.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

PREFIX = "whsec_"
TOLERANCE = timedelta(minutes=5)
BOTH_VALID = timedelta(hours=24)
"""How long the former secret still signs after a change."""
EVENTS: tuple[str, ...] = (
    "work.ticket.reported",
    "work.ticket.accepted",
    "work.ticket.taken_over",
    "work.ticket.departed",
    "work.ticket.arrived",
    "work.ticket.answered",
    "work.ticket.resolved",
    "work.ticket.returned",
    "work.ticket.reassigned",
    "work.ticket.reopened",
    "work.ticket.closed",
    "work.ticket.replied",
    "work.ticket.joined",
    "work.ticket.cancelled",
    "work.hazard.found",
    "work.hazard.graded",
    "work.hazard.notified",
    "work.hazard.removed",
    "work.hazard.passed",
    "work.hazard.failed",
    "work.hazard.cancelled",
)


def sign(secrets: Iterable[str], *, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of a message, signed by every secret that holds now, the newest first."""
    stamp = str(int(at.timestamp()))
    signatures = [f"v1,{_signature(secret, message_id, stamp, body)}" for secret in secrets]
    return {"webhook-id": message_id, "webhook-timestamp": stamp, "webhook-signature": " ".join(signatures)}


def is_genuine(headers: Mapping[str, str], body: bytes, *, secret: str, now: datetime) -> bool:
    """What a receiver checks: the moment within five minutes, and one signature by its secret."""
    stamp, message_id = headers.get("webhook-timestamp", ""), headers.get("webhook-id", "")
    if not stamp.isascii() or not stamp.isdigit() or not message_id:
        return False
    if abs(now.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        return False
    wanted = f"v1,{_signature(secret, message_id, stamp, body)}"
    return any(hmac.compare_digest(wanted, one) for one in headers.get("webhook-signature", "").split(" "))


def as_secret(raw: bytes) -> str:
    """A secret as it is handed over."""
    return PREFIX + base64.b64encode(raw).decode()


def _signature(secret: str, message_id: str, stamp: str, body: bytes) -> str:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = secret.encode()
    return base64.b64encode(hmac.new(key, f"{message_id}.{stamp}.".encode() + body, hashlib.sha256).digest()).decode()
