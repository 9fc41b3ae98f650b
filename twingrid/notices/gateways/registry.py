"""Which gateway carries which kind of channel, and carrying many letters at once."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from twingrid.notices.gateways.dingtalk import DingTalk
from twingrid.notices.gateways.feishu import Feishu
from twingrid.notices.gateways.mail import Mail
from twingrid.notices.gateways.shapes import Account, Blame, Gateway, Letter, Outcome, Result
from twingrid.notices.gateways.sms import Sms
from twingrid.notices.gateways.webhook import Webhook
from twingrid.notices.gateways.wecom import WeCom

GATEWAYS: Mapping[str, Gateway] = {
    "wecom": WeCom(),
    "dingtalk": DingTalk(),
    "feishu": Feishu(),
    "mail": Mail(),
    "sms": Sms(),
    "webhook": Webhook(),
}
AT_ONCE = 10
"""Letters that are under way at the same time: a killed worker leaves at most so many uncertain."""


def carry(kind: str, letters: Sequence[Letter], account: Account) -> list[Result]:
    """Send all letters at once, each by a call of its own; their results in the same order. Never raises."""
    gateway = GATEWAYS[kind]
    if len(letters) == 1:
        return [_one(gateway, letters[0], account)]
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return list(pool.map(lambda letter: _one(gateway, letter, account), letters))


def _one(gateway: Gateway, letter: Letter, account: Account) -> Result:
    try:
        return gateway.send(letter, account)
    except Exception:  # the edge of the house: what a gateway did not foresee may have gone out
        return Result(Outcome.UNKNOWN, code="net.broken", blame=Blame.CHANNEL)
