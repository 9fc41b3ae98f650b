"""Everything that is asked of channels and deliveries."""

from twingrid.notices.queries.channels import (
    ChannelLine,
    all_channels,
    budgets_of,
    channel_lines,
    channel_or_none,
    channels_due,
    channels_of_kind,
    channels_with_overdue,
    limits_of,
    quiet_of,
    secret_of,
)
from twingrid.notices.queries.deliveries import (
    CallLine,
    DeliveryLine,
    DeliveryPage,
    Wanted,
    calls_of,
    deliveries,
    delivery_for,
    key_of,
    tally_about,
    unsettled_count,
    words_of,
)
from twingrid.notices.queries.outbox import OutboxLine, outbox, outbox_file
from twingrid.notices.sentences import sentence_of

__all__ = [
    "CallLine",
    "ChannelLine",
    "DeliveryLine",
    "DeliveryPage",
    "OutboxLine",
    "Wanted",
    "all_channels",
    "budgets_of",
    "calls_of",
    "channel_lines",
    "channel_or_none",
    "channels_due",
    "channels_of_kind",
    "channels_with_overdue",
    "deliveries",
    "delivery_for",
    "key_of",
    "limits_of",
    "outbox",
    "outbox_file",
    "quiet_of",
    "secret_of",
    "sentence_of",
    "tally_about",
    "unsettled_count",
    "words_of",
]
