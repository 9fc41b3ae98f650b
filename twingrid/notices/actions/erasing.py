"""Erasing: what was sent to whom is kept as long as it may be needed, then the row only says that something was."""

from datetime import datetime, timedelta

from django.db import transaction

from twingrid.notices.actions.queueing import Ref
from twingrid.notices.models import Delivery, SettlingWord
from twingrid.notices.states import WAITING, DeliveryState

KEPT = timedelta(days=180)
"""How long text and address of a finished delivery are kept: half a year, in which somebody may ask."""
_GONE = {"address": "", "address_hint": "", "text": "", "subject": "", "extras": {}}
_UNDER_WAY = (*WAITING, DeliveryState.SENDING)


@transaction.atomic
def erase_old_deliveries(*, at: datetime, kept: timedelta = KEPT) -> int:
    """Erase text and address of whatever was finished longer than `kept` ago; how many. Safe to repeat."""
    old = Delivery.objects.filter(erased_at__isnull=True, done_at__lt=at - kept).exclude(state__in=_UNDER_WAY)
    ids = list(old.order_by("id").values_list("id", flat=True)[:50_000])
    return _erase(ids, at=at)


@transaction.atomic
def erase_recipient(*, recipient: Ref, at: datetime) -> int:
    """Erase a person from every delivery: somebody who asks for it, or stops a subscription. What waits is cancelled;
    what is under way this moment is left for the next call. How many rows."""
    rows = Delivery.objects.filter(recipient_kind=recipient.kind, recipient_id=recipient.id, erased_at__isnull=True)
    rows.filter(state__in=WAITING).order_by().update(state=DeliveryState.CANCELLED, done_at=at)
    ids = list(rows.exclude(state=DeliveryState.SENDING).order_by("id").values_list("id", flat=True))
    return _erase(ids, at=at, keys=True)


def _erase(ids: list[int], *, at: datetime, keys: bool = False) -> int:
    SettlingWord.objects.filter(delivery_id__in=ids).order_by().update(reason="")
    gone = _GONE | ({"address_key": "", "recipient_id": None} if keys else {})
    return Delivery.objects.filter(pk__in=ids).order_by().update(**gone, erased_at=at)
