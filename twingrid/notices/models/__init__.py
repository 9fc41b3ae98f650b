"""Tables of this app."""

from twingrid.notices.models.channel import Channel
from twingrid.notices.models.delivery import Attempt, Delivery, SettlingWord
from twingrid.notices.models.group import GroupBuilding, ServiceGroup
from twingrid.notices.models.message import GroupAnswer, GroupMessage
from twingrid.notices.models.notice import (
    Accepted,
    Edition,
    Notice,
    NoticeCounter,
    NoticeHome,
    PersonCall,
    Post,
    Way,
)
from twingrid.notices.models.subscription import Subscription

__all__ = [
    "Accepted",
    "Attempt",
    "Channel",
    "Delivery",
    "Edition",
    "GroupAnswer",
    "GroupBuilding",
    "GroupMessage",
    "Notice",
    "NoticeCounter",
    "NoticeHome",
    "PersonCall",
    "Post",
    "ServiceGroup",
    "SettlingWord",
    "Subscription",
    "Way",
]
