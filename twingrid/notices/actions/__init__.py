"""Everything that changes a channel or a delivery."""

from twingrid.notices.actions.channels import change_channel, make_channel, send_test, set_channel_state
from twingrid.notices.actions.claiming import Batch, claim_batch, doubt_overdue
from twingrid.notices.actions.erasing import erase_old_deliveries, erase_recipient
from twingrid.notices.actions.outcomes import settle_batch
from twingrid.notices.actions.queueing import Message, Queued, Ref, cancel_about, queue_deliveries, queue_delivery
from twingrid.notices.actions.settling import abandon_delivery, confirm_delivery, resend_delivery

__all__ = [
    "Batch",
    "Message",
    "Queued",
    "Ref",
    "abandon_delivery",
    "cancel_about",
    "change_channel",
    "claim_batch",
    "confirm_delivery",
    "doubt_overdue",
    "erase_old_deliveries",
    "erase_recipient",
    "make_channel",
    "queue_deliveries",
    "queue_delivery",
    "resend_delivery",
    "send_test",
    "set_channel_state",
    "settle_batch",
]
