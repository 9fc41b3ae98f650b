"""Feishu group robot. https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot

100 messages a minute and 5 a second, bodies of at most 20 KB. The signature is keyed by moment and key, over nothing.
"""

import base64
import hashlib
import hmac
import time as clocks
from collections.abc import Mapping
from datetime import time
from urllib.parse import quote

from twingrid.notices.gateways import robots, wire
from twingrid.notices.gateways.shapes import Account, Letter, Limits, Result
from twingrid.notices.rules import lengths
from twingrid.notices.rules.pacing import Budget

BASE = "https://open.feishu.cn"
MEANINGS: Mapping[int, robots.Meaning] = {
    11232: robots.limited(60),  # the system's own limit of frequency
    9499: robots.LETTER,  # bad request: too long, or not as documented
    19001: robots.CHANNEL,  # no such robot
    19002: robots.LETTER,  # a parameter is wrong
    19007: robots.CHANNEL,  # the robot is not switched on
    19021: robots.CHANNEL,  # the signature does not fit, or is more than an hour old
    19022: robots.CHANNEL,  # this machine's address is not allowed
    19024: robots.CHANNEL,  # the robot's word is missing
}


class Feishu:
    """Speaks to one robot of a group."""

    limits = Limits(budgets=(Budget(100, 60), Budget(5, 1)), bytes=18_000, quiet=(time(22), time(7)))
    fields: tuple[str, ...] = ()
    secrets = ("hook",)

    def length_of(self, text: str, config: Mapping[str, str]) -> int:
        """Bytes of UTF-8 (room is left for the frame around the text)."""
        return lengths.octets(with_keyword(text, config))

    def send(self, letter: Letter, account: Account) -> Result:
        """Post one message; `mentions` are user ids, `all` for everybody."""
        text = with_keyword(letter.text, account.config)
        named = "".join(
            f'<at user_id="{one.removeprefix("@")}"></at> ' for one in robots.mentions(letter.extras, "mentions")
        )
        body: dict[str, object] = {"msg_type": "text", "content": {"text": named + text}}
        if letter.subject:
            lines = [[{"tag": "text", "text": line}] for line in text.splitlines()]
            body = {"msg_type": "post", "content": {"post": {"zh_cn": {"title": letter.subject, "content": lines}}}}
        if key := account.hidden("sign_key"):
            moment = str(int(clocks.time()))  # the vendor compares it with its own wall clock
            keyed = hmac.new(f"{moment}\n{key}".encode(), b"", hashlib.sha256).digest()
            body |= {"timestamp": moment, "sign": base64.b64encode(keyed).decode()}
        url = f"{robots.address(account, BASE)}/open-apis/bot/v2/hook/{quote(account.hidden('hook'), safe='')}"
        answer = wire.call(url, wire.json_bytes(body), {"Content-Type": "application/json"}, account)
        return answer if isinstance(answer, Result) else robots.read(answer, "feishu", "code", MEANINGS)


def with_keyword(text: str, config: Mapping[str, str]) -> str:
    """The text with the word that the robot insists on."""
    word = config.get("keyword", "")
    return text if not word or word in text else f"{word}\n{text}"
