"""What a person decides of a delivery that nobody can decide alone: again, arrived, or let be; always with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import jobs
from twingrid.kit.machine import take
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.notices.actions.queueing import SEND_JOB
from twingrid.notices.models import Delivery, SettlingWord
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.states import DELIVERY_MOVES, DeliveryState
from twingrid.people import queries as people_queries
from twingrid.people.models import User

# Pressed twice, a button does the same once: the state that each move leads to.
_DONE = {"confirm": {DeliveryState.SENT}, "abandon": {DeliveryState.ABANDONED}}


@transaction.atomic
def resend_delivery(*, delivery_id: int, reason: str, by: User, at: datetime) -> Delivery:
    """Send a dead or uncertain delivery again, with all its attempts before it."""
    row = _held(delivery_id, by=by, at=at)
    if row.erased_at is not None:
        raise Refused(_("The text and address of this message are erased. Write a new message instead."))
    _settle(row, "resend", reason=reason, by=by, at=at)
    row.attempts, row.next_at, row.done_at, row.not_after, row.code = 0, at, None, None, ""
    row.save(update_fields=("state", "attempts", "next_at", "done_at", "not_after", "code"))
    journal_actions.record("notices.delivery.resent", row, by=by, at=at)
    jobs.defer_named(SEND_JOB, queue="notices", channel_id=row.channel_id)
    return row


@transaction.atomic
def confirm_delivery(*, delivery_id: int, reason: str, by: User, at: datetime) -> Delivery:
    """An uncertain delivery did arrive: somebody looked, or asked. Safe to repeat."""
    row = _held(delivery_id, by=by, at=at)
    if row.state in _DONE["confirm"]:
        return row
    _settle(row, "confirm", reason=reason, by=by, at=at)
    row.done_at = at
    row.save(update_fields=("state", "done_at"))
    journal_actions.record("notices.delivery.confirmed", row, by=by, at=at)
    return row


@transaction.atomic
def abandon_delivery(*, delivery_id: int, reason: str, by: User, at: datetime) -> Delivery:
    """Let a dead or uncertain delivery be. Safe to repeat."""
    row = _held(delivery_id, by=by, at=at)
    if row.state in _DONE["abandon"]:
        return row
    _settle(row, "abandon", reason=reason, by=by, at=at)
    row.done_at = at
    row.save(update_fields=("state", "done_at"))
    journal_actions.record("notices.delivery.abandoned", row, by=by, at=at)
    return row


def _held(delivery_id: int, *, by: User, at: datetime) -> Delivery:
    people_queries.require(by, May.DELIVERY_SETTLE, at=at)
    row = Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery_id).first()
    if row is None:
        raise NotFound(_("There is no such message. Open the list of messages again."))
    return row


def _settle(row: Delivery, move: str, *, reason: str, by: User, at: datetime) -> None:
    words = reason.strip()
    if not 0 < len(words) <= 200:
        raise BadInput(_("Write in a few words why, at most 200 characters."), field="reason")
    row.state = take(
        DELIVERY_MOVES,
        move,
        row.state,
        sentence=_("This message is not waiting for a decision any more. Look at its state and go on."),
    )
    SettlingWord.objects.create(delivery=row, move=move, reason=words, by=by, at=at)
