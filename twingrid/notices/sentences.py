"""What a code of the other side means for us, in a sentence that says what to do."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twingrid.notices.states import DeliveryState as S

_STATES: Mapping[str, Any] = {
    S.QUEUED: gettext_lazy("waiting"),
    S.SENDING: gettext_lazy("on its way"),
    S.SENT: gettext_lazy("delivered"),
    S.FAILED: gettext_lazy("will be tried again"),
    S.UNCERTAIN: gettext_lazy("uncertain"),
    S.DEAD: gettext_lazy("not delivered"),
    S.ABANDONED: gettext_lazy("let be"),
    S.CANCELLED: gettext_lazy("withdrawn"),
}
_KEY = gettext_lazy("The key or address of the robot is not accepted. Copy it again from the group's settings.")
_GUARD = gettext_lazy("The robot's guard refuses us: compare signature, keyword and allowed addresses.")
_OFF = gettext_lazy("The robot was stopped or taken out of the group. Put it back, then switch the channel on.")
_MANY = gettext_lazy("Too many messages at once. We wait as long as asked and go on.")
_LONG = gettext_lazy("The text is too long for this channel. Shorten it and send a new message.")
_FORM = gettext_lazy("The other side does not understand the message. Tell whoever runs the system.")
_WORDS = gettext_lazy("The other side refuses words or links in the text. Change them and send a new message.")
_NUMBER = gettext_lazy("The number is not one that receives messages. Correct it where it is kept.")
_MONEY = gettext_lazy("The SMS account has no money left or is shut. Fill it up, then switch the channel on.")
_TEMPLATE = gettext_lazy("The SMS template is not approved or lacks a value. Compare it with the account.")
_SIGN = gettext_lazy("The SMS sign is not approved. Compare it with the account.")
_ACCESS = gettext_lazy("The SMS account does not accept our signature. Enter its key again.")
_SILENT = gettext_lazy("No answer came. Ask whether the message arrived, then decide.")
_DOWN = gettext_lazy("The other side cannot be reached. We try again by ourselves.")
_BUSY = gettext_lazy("The other side is busy. We try again by ourselves.")
_SENTENCES: Mapping[str, Any] = {
    "wecom.93000": _KEY,
    "wecom.93004": _OFF,
    "wecom.93008": _OFF,
    "wecom.45009": _MANY,
    "wecom.45033": _MANY,
    "wecom.44004": gettext_lazy("The message was empty."),
    "wecom.40058": _LONG,
    "wecom.45002": _LONG,
    "wecom.40008": _FORM,
    "dingtalk.130101": _MANY,
    "dingtalk.410100": _MANY,
    "dingtalk.310000": _GUARD,
    "dingtalk.300001": _KEY,
    "dingtalk.400013": _OFF,
    "dingtalk.400101": _KEY,
    "dingtalk.400102": _OFF,
    "dingtalk.400106": _KEY,
    "dingtalk.40035": _FORM,
    "dingtalk.400105": _FORM,
    "dingtalk.430101": _WORDS,
    "dingtalk.430102": _WORDS,
    "feishu.11232": _MANY,
    "feishu.9499": _FORM,
    "feishu.19001": _KEY,
    "feishu.19002": _FORM,
    "feishu.19007": _OFF,
    "feishu.19021": _GUARD,
    "feishu.19022": _GUARD,
    "feishu.19024": _GUARD,
    "sms.isv.BUSINESS_LIMIT_CONTROL": gettext_lazy(
        "This number has had as many messages as the account allows in a day. We try again later."
    ),
    "sms.isv.MOBILE_NUMBER_ILLEGAL": _NUMBER,
    "sms.isv.SMS_TEMPLATE_ILLEGAL": _TEMPLATE,
    "sms.isv.TEMPLATE_MISSING_PARAMETERS": _TEMPLATE,
    "sms.isv.SMS_SIGNATURE_ILLEGAL": _SIGN,
    "sms.isv.PARAM_LENGTH_LIMIT": _LONG,
    "sms.isv.BLACK_KEY_CONTROL_LIMIT": _WORDS,
    "sms.isv.AMOUNT_NOT_ENOUGH": _MONEY,
    "sms.isv.OUT_OF_SERVICE": _MONEY,
    "sms.SignatureDoesNotMatch": _ACCESS,
    "sms.InvalidAccessKeyId.NotFound": _ACCESS,
    "sms.InvalidTimeStamp.Expired": gettext_lazy("This machine's clock is wrong. Set it, then switch the channel on."),
    "mail.421": _BUSY,
    "mail.450": _BUSY,
    "mail.451": _BUSY,
    "mail.452": gettext_lazy("The mailbox is full. We try again by ourselves."),
    "mail.535": gettext_lazy("The mail server does not accept our user and password. Enter them again."),
    "mail.550": gettext_lazy("There is no such mailbox. Correct the address where it is kept."),
    "mail.552": _LONG,
    "mail.554": _WORDS,
    "mail.header": gettext_lazy("The mail address or subject holds signs that a mail cannot carry."),
    "net.timeout": _SILENT,
    "net.broken": _SILENT,
    "net.refused": _DOWN,
    "net.slow": _DOWN,
    "net.name": _DOWN,
    "net.certificate": gettext_lazy("The certificate of the other side is not valid. Tell whoever runs it."),
    "net.demo": gettext_lazy("The demo sends to this machine only."),
    "net.address": gettext_lazy("The address has to begin with https://."),
    "http.429": _MANY,
    "http.503": _BUSY,
    "limit.person": gettext_lazy("This person has had enough messages today. It goes tomorrow."),
    "limit.address": gettext_lazy("This number has had its messages of the day. It goes later."),
    "limit.late": gettext_lazy("It could not go in time and makes no sense any more."),
    "worker.died": gettext_lazy(
        "Our worker was interrupted in the middle of the call. Ask whether it arrived, then decide."
    ),
    "key.other": gettext_lazy("It was sealed with another key. Enter the secret again."),
}


def state_words(state: str) -> str:
    """The state in words."""
    return str(_STATES[S(state)])


def sentence_of(code: str) -> str:
    """The sentence for a code; an unknown code is shown itself, "" gives ""."""
    if not code:
        return ""
    if code in _SENTENCES:
        return str(_SENTENCES[code])
    if code.startswith("http.5"):
        return str(_SILENT)
    return _("The other side answers {code}.").format(code=code)
