"""Rights over channels and deliveries."""

from enum import StrEnum


class NoticesPermission(StrEnum):
    """Rights that this app declares; roles get them in project/roles.py."""

    CHANNEL_MANAGE = "notices.channel.manage"
    DELIVERY_SEE = "notices.delivery.see"
    DELIVERY_SETTLE = "notices.delivery.settle"
    ADDRESS_SEE = "notices.address.see"
