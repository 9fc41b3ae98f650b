"""Words that columns of this app may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChannelKind(models.TextChoices):
    """By which kind of gateway a channel speaks."""

    WECOM = "wecom", _("WeCom group robot")
    DINGTALK = "dingtalk", _("DingTalk group robot")
    FEISHU = "feishu", _("Feishu group robot")
    MAIL = "mail", _("Mail")
    SMS = "sms", _("SMS")
    WEBHOOK = "webhook", _("Signed webhook")


class ChannelState(models.TextChoices):
    """Whether a channel carries: faulty means that the other side no longer takes us, and a person has to look."""

    ON = "on", _("on")
    OFF = "off", _("off")
    FAULTY = "faulty", _("faulty")


class Purpose(models.TextChoices):
    """Why somebody is told."""

    NOTICE = "notice", _("Notice")
    CORRECTION = "correction", _("Correction")
    CALLBACK = "callback", _("It is over")
    ANSWER = "answer", _("Answer")
    SUBSCRIPTION = "subscription", _("Subscription")
    TASK = "task", _("Task")
    TEST = "test", _("Test")


class Result(models.TextChoices):
    """How one attempt ended; empty while it is under way."""

    SENT = "sent", _("taken")
    REJECTED = "rejected", _("refused")
    LIMITED = "limited", _("too many at once")
    NOT_SENT = "not_sent", _("not reached")
    UNKNOWN = "unknown", _("no answer")
