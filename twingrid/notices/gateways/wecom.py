"""WeCom group robot. https://developer.work.weixin.qq.com/document/path/99110

Text and markdown of at most 2,048 bytes of UTF-8, 20 messages a minute. The key in the address is the whole secret.
"""

from collections.abc import Mapping
from datetime import time
from urllib.parse import quote

from twingrid.notices.gateways import robots, wire
from twingrid.notices.gateways.shapes import Account, Letter, Limits, Result
from twingrid.notices.rules import lengths
from twingrid.notices.rules.pacing import Budget

BASE = "https://qyapi.weixin.qq.com"
MEANINGS: Mapping[int, robots.Meaning] = {
    -1: robots.BUSY,  # the system is busy
    45009: robots.limited(60),  # 20 a minute
    45033: robots.limited(10),  # too many at the same time
    93000: robots.CHANNEL,  # the key is wrong, or the robot was taken out of the group
    93004: robots.CHANNEL,  # the robot was stopped
    93008: robots.CHANNEL,  # not in the group
    40008: robots.LETTER,  # a kind of message it does not know
    40058: robots.LETTER,  # too long, or another wrong parameter
    44004: robots.LETTER,  # empty
    45002: robots.LETTER,  # too long
}


class WeCom:
    """Speaks to one robot of a group inside the company."""

    limits = Limits(budgets=(Budget(20, 60),), bytes=2048, quiet=(time(22), time(7)))
    fields: tuple[str, ...] = ()
    secrets = ("key",)

    def length_of(self, text: str, config: Mapping[str, str]) -> int:
        """Bytes of UTF-8."""
        return lengths.octets(text)

    def send(self, letter: Letter, account: Account) -> Result:
        """Post one message. `mentions` are user ids (`@all`), `mention_phones` numbers; markdown knows none of them."""
        body: dict[str, object]
        if letter.extras.get("markdown"):
            body = {"msgtype": "markdown", "markdown": {"content": letter.text}}
        else:
            said: dict[str, object] = {"content": letter.text}
            for ours, theirs in (("mentions", "mentioned_list"), ("mention_phones", "mentioned_mobile_list")):
                if named := robots.mentions(letter.extras, ours):
                    said[theirs] = named
            body = {"msgtype": "text", "text": said}
        url = f"{robots.address(account, BASE)}/cgi-bin/webhook/send?key={quote(account.hidden('key'), safe='')}"
        answer = wire.call(url, wire.json_bytes(body), {"Content-Type": "application/json"}, account)
        return answer if isinstance(answer, Result) else robots.read(answer, "wecom", "errcode", MEANINGS)
