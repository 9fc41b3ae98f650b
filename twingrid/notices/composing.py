"""The words of every choice about notices and groups, as people read them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class NoticeKind(models.TextChoices):
    """What residents are told of."""

    PLANNED_OUTAGE = "planned_outage", pgettext_lazy("notice", "Planned outage")
    TEMPORARY_OUTAGE = "temporary_outage", pgettext_lazy("notice", "Temporary outage")
    FAULT_PROGRESS = "fault_progress", pgettext_lazy("notice", "Progress of a fault")
    PRICES = "prices", pgettext_lazy("notice", "Prices and payment")
    SAFETY = "safety", pgettext_lazy("notice", "Safety")
    WEATHER = "weather", pgettext_lazy("notice", "Weather")
    EVENT = "event", pgettext_lazy("notice", "Event")
    WORKS = "works", pgettext_lazy("notice", "Works")


OF_OUTAGES = frozenset({NoticeKind.PLANNED_OUTAGE, NoticeKind.TEMPORARY_OUTAGE, NoticeKind.FAULT_PROGRESS})
"""Kinds that may start from an outage, and take their homes from it."""


class WayKind(models.TextChoices):
    """By which way a notice goes out."""

    GROUP = "group", pgettext_lazy("way", "Group")
    SUBSCRIBERS = "subscribers", pgettext_lazy("way", "Subscribers by SMS and mail")
    PAPER = "paper", pgettext_lazy("way", "Paper at the door")


class AcceptedWhat(models.TextChoices):
    """What somebody takes upon himself."""

    GAP = "gap", pgettext_lazy("accepted", "Homes that nobody reaches")
    LEAD = "lead", pgettext_lazy("accepted", "Too short a time before")


class CallState(models.TextChoices):
    """How far the call of an important user is."""

    OPEN = "open", pgettext_lazy("call", "To call")
    DONE = "done", pgettext_lazy("call", "Told")
    ESCALATED = "escalated", pgettext_lazy("call", "Handed up")


class GroupKind(models.TextChoices):
    """Inner groups are of staff, outer ones of residents and government."""

    OUTER = "outer", pgettext_lazy("group", "Residents")
    INNER = "inner", pgettext_lazy("group", "Staff")


class Platform(models.TextChoices):
    """Where the group lives."""

    WECHAT = "wechat", pgettext_lazy("platform", "WeChat")
    WECOM = "wecom", pgettext_lazy("platform", "WeCom")
    DINGTALK = "dingtalk", pgettext_lazy("platform", "DingTalk")
    FEISHU = "feishu", pgettext_lazy("platform", "Feishu")
    QQ = "qq", pgettext_lazy("platform", "QQ")


class GroupState(models.TextChoices):
    """Whether the group is in use."""

    ACTIVE = "active", pgettext_lazy("group", "In use")
    CLOSED = "closed", pgettext_lazy("group", "Closed")


class SubscriptionKind(models.TextChoices):
    """By which way a subscriber is told; the calendar and the feed need no subscription."""

    SMS = "sms", pgettext_lazy("subscription", "SMS")
    MAIL = "mail", pgettext_lazy("subscription", "Mail")


class AnswerUse(models.TextChoices):
    """What an answer to a group says."""

    TAKEN = "taken", pgettext_lazy("answer", "Taken")
    KNOWN = "known", pgettext_lazy("answer", "Known already")
    SOLVED = "solved", pgettext_lazy("answer", "Solved")
    THANKS = "thanks", pgettext_lazy("answer", "Thanks")
