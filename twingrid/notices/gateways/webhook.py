"""A signed webhook of our own: for whoever wants our messages in a system of theirs.

POST of JSON with `X-Twingrid-Timestamp` (seconds), `X-Twingrid-Signature` (`sha256=` and the hexadecimal HMAC-SHA256 of
`timestamp.body`) and `Idempotency-Key`. The receiver answers 2xx when it has taken the message, and takes one key once:
that is the contract, so a call without an answer is repeated by itself.
"""

import hashlib
import hmac
import time as clocks
from collections.abc import Mapping

from twingrid.notices.gateways import wire
from twingrid.notices.gateways.shapes import Account, Letter, Limits, Outcome, Result
from twingrid.notices.rules import lengths
from twingrid.notices.rules.pacing import Budget


def signature(key: str, moment: str, body: bytes) -> str:
    """`sha256=…` of moment and body."""
    return "sha256=" + hmac.new(key.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


class Webhook:
    """Speaks to one address of another system."""

    limits = Limits(budgets=(Budget(600, 60),), bytes=60_000, honours_key=True)
    fields = ("url",)
    secrets = ("sign_key",)

    def length_of(self, text: str, config: Mapping[str, str]) -> int:
        """Bytes of UTF-8."""
        return lengths.octets(text)

    def send(self, letter: Letter, account: Account) -> Result:
        """Post one message under its key."""
        body = wire.json_bytes(
            {
                "key": letter.key,
                "subject": letter.subject,
                "text": letter.text,
                "address": letter.address.reveal(),
                "extras": dict(letter.extras),
            }
        )
        moment = str(int(clocks.time()))  # the receiver compares it with its own wall clock
        headers = {
            "Content-Type": "application/json",
            "X-Twingrid-Timestamp": moment,
            "X-Twingrid-Signature": signature(account.hidden("sign_key"), moment, body),
            "Idempotency-Key": letter.key,
        }
        answer = wire.call(account.config.get("url", ""), body, headers, account)
        if isinstance(answer, Result):
            return answer
        if 200 <= answer.status < 300:
            return Result(Outcome.SENT, vendor_id=str(answer.body.get("id", ""))[:80])
        if answer.status == 409:  # the same key is being taken at this moment
            return Result(Outcome.NOT_SENT, code="http.409", retry_after=answer.retry_after)
        return wire.refused(answer)
