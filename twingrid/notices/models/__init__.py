"""Tables of this app."""

from twingrid.notices.models.channel import Channel
from twingrid.notices.models.delivery import Attempt, Delivery, SettlingWord

__all__ = ["Attempt", "Channel", "Delivery", "SettlingWord"]
