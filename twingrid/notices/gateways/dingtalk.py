"""DingTalk group robot. https://open.dingtalk.com/document/robots/custom-robot-access

20 messages a minute, or the robot is shut for ten. A robot guards itself by a signature (`sign_key`), by words that
every message has to hold, or by the sender's address; all three answer 310000.
"""

import time as clocks
from collections.abc import Mapping
from datetime import time
from urllib.parse import urlencode

from twingrid.notices.gateways import robots, wire
from twingrid.notices.gateways.shapes import Account, Letter, Limits, Result
from twingrid.notices.rules import lengths
from twingrid.notices.rules.pacing import Budget

BASE = "https://oapi.dingtalk.com"
MEANINGS: Mapping[int, robots.Meaning] = {
    -1: robots.BUSY,
    130101: robots.limited(600),  # sent too fast: shut for ten minutes
    410100: robots.limited(600),
    310000: robots.CHANNEL,  # signature, keyword or address do not fit
    300001: robots.CHANNEL,  # no such token
    400013: robots.CHANNEL,  # the group is gone
    400101: robots.CHANNEL,  # no such token
    400102: robots.CHANNEL,  # the robot was stopped
    400106: robots.CHANNEL,  # no such robot
    400105: robots.LETTER,  # a kind of message it does not know
    40035: robots.LETTER,  # a parameter is missing
    430101: robots.LETTER,  # a link that it does not like
    430102: robots.LETTER,  # words that it does not like
    460101: robots.LETTER,  # longer than 20,000 bytes
}


class DingTalk:
    """Speaks to one robot of a group."""

    limits = Limits(budgets=(Budget(20, 60),), bytes=20_000, quiet=(time(22), time(7)))
    fields: tuple[str, ...] = ()
    secrets = ("token",)

    def length_of(self, text: str, config: Mapping[str, str]) -> int:
        """Bytes of UTF-8, the robot's own word included."""
        return lengths.octets(with_keyword(text, config))

    def send(self, letter: Letter, account: Account) -> Result:
        """Post one message; the robot's `keyword` is put before a text that lacks it."""
        text = with_keyword(letter.text, account.config)
        at = {"atMobiles": robots.mentions(letter.extras, "mention_phones"), "isAtAll": False}
        if "@all" in robots.mentions(letter.extras, "mentions"):
            at["isAtAll"] = True
        body: dict[str, object] = {"msgtype": "text", "text": {"content": text}, "at": at}
        if letter.extras.get("markdown"):
            title = letter.subject or text[:20]
            body = {"msgtype": "markdown", "markdown": {"title": title, "text": text}, "at": at}
        query = {"access_token": account.hidden("token")}
        if key := account.hidden("sign_key"):
            moment = str(round(clocks.time() * 1000))  # the vendor compares it with its own wall clock
            query |= {"timestamp": moment, "sign": robots.signature(key, f"{moment}\n{key}")}
        url = f"{robots.address(account, BASE)}/robot/send?{urlencode(query)}"
        answer = wire.call(url, wire.json_bytes(body), {"Content-Type": "application/json; charset=utf-8"}, account)
        return answer if isinstance(answer, Result) else robots.read(answer, "dingtalk", "errcode", MEANINGS)


def with_keyword(text: str, config: Mapping[str, str]) -> str:
    """The text with the word that the robot insists on."""
    word = config.get("keyword", "")
    return text if not word or word in text else f"{word}\n{text}"
