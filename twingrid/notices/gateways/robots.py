"""What the three group robots have in common: JSON in, HTTP 200 out, and a code in the body that says what happened."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from twingrid.notices.gateways import wire
from twingrid.notices.gateways.shapes import Account, Blame, Outcome, Result


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a vendor's code tells us."""

    outcome: Outcome
    blame: Blame = Blame.LETTER
    retry_after: float | None = None


LETTER = Meaning(Outcome.REJECTED)
CHANNEL = Meaning(Outcome.REJECTED, Blame.CHANNEL)
BUSY = Meaning(Outcome.NOT_SENT, Blame.CHANNEL)


def limited(seconds: float) -> Meaning:
    """Too many: the channel rests for so long."""
    return Meaning(Outcome.LIMITED, Blame.CHANNEL, seconds)


def read(answer: wire.Answer, name: str, field: str, meanings: Mapping[int, Meaning], *, vendor_id: str = "") -> Result:
    """The result of a robot's answer: `field` of its body is the code, 0 is success.

    A code that is not in the table refuses the letter: it is shown, and a person decides. An answer without a code
    tells nothing.
    """
    code = answer.body.get(field)
    if not isinstance(code, int):
        return wire.refused(answer) if answer.status >= 300 else Result(Outcome.UNKNOWN, code=f"{name}.unreadable")
    if code == 0:
        return Result(Outcome.SENT, vendor_id=vendor_id)
    meaning = meanings.get(code, LETTER)
    return Result(meaning.outcome, code=f"{name}.{code}", retry_after=meaning.retry_after, blame=meaning.blame)


def signature(key: str, text: str) -> str:
    """Base64 of HMAC-SHA256."""
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def mentions(extras: Mapping[str, object], name: str) -> list[str]:
    """A list of texts among the extras."""
    found = extras.get(name, ())
    return [str(one) for one in found] if isinstance(found, list | tuple) else []


def address(account: Account, standard: str) -> str:
    """Where the vendor listens, without a slash at the end: `base_url` of the channel, or the vendor's own."""
    return (account.config.get("base_url") or standard).rstrip("/")
