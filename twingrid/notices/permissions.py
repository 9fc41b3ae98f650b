"""Rights over channels, deliveries, notices and groups."""

from enum import StrEnum


class NoticesPermission(StrEnum):
    """Rights that this app declares; roles get them in project/roles.py."""

    CHANNEL_MANAGE = "notices.channel.manage"
    DELIVERY_SEE = "notices.delivery.see"
    DELIVERY_SETTLE = "notices.delivery.settle"
    ADDRESS_SEE = "notices.address.see"
    NOTICE_SEE = "notices.notice.see"
    NOTICE_WRITE = "notices.notice.write"
    NOTICE_APPROVE = "notices.notice.approve"
    NOTICE_ACCEPT = "notices.notice.accept"
    CALL_ANSWER = "notices.call.answer"
    GROUP_SEE = "notices.group.see"
    GROUP_MANAGE = "notices.group.manage"
    GROUP_POST = "notices.group.post"
