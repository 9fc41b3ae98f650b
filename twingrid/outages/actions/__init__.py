"""Everything that changes an outage."""

from twingrid.outages.actions.exchange import (
    receive_cancelled,
    receive_estimate,
    receive_outage,
    receive_restored,
)
from twingrid.outages.actions.frequent import choose_frequent, count_frequent
from twingrid.outages.actions.loading import import_outages
from twingrid.outages.actions.make import Plan, change_outage, make_outage
from twingrid.outages.actions.moves import (
    announce_outage,
    cancel_outage,
    close_outage,
    revise_outage,
    start_outage,
)
from twingrid.outages.actions.restore import restore_outage, restore_part

__all__ = [
    "Plan",
    "announce_outage",
    "cancel_outage",
    "change_outage",
    "choose_frequent",
    "close_outage",
    "count_frequent",
    "import_outages",
    "make_outage",
    "receive_cancelled",
    "receive_estimate",
    "receive_outage",
    "receive_restored",
    "restore_outage",
    "restore_part",
    "revise_outage",
    "start_outage",
]
