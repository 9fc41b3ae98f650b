"""What every gateway takes and gives: a letter in, a result out, its limits declared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import Protocol

from twingrid.kit.sealing import Sealed
from twingrid.notices.rules.pacing import Budget


class Outcome(StrEnum):
    """How a call ended: taken; refused; too many; surely not taken; or nobody knows."""

    SENT = "sent"
    REJECTED = "rejected"
    LIMITED = "limited"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"


class Blame(StrEnum):
    """Whose a refusal or a limit is: this text or address, or the whole channel."""

    LETTER = "letter"
    ADDRESS = "address"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be carried. `key` is ours and stays the same in every attempt; `address` is hidden from every print.

    `extras` holds what only some gateways know: `markdown` (flag), `mentions`, `mention_phones` (lists), `template`
    and `values` (SMS).
    """

    key: str
    text: str
    address: Sealed = field(default_factory=lambda: Sealed(""))
    subject: str = ""
    extras: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What the other side made of a letter. `code` is its own error code, `retry_after` seconds it asked to wait."""

    outcome: Outcome
    code: str = ""
    vendor_id: str = ""
    retry_after: float | None = None
    blame: Blame = Blame.LETTER


@dataclass(frozen=True, slots=True)
class Limits:
    """What the other side documents: budgets, the length of a text, quiet hours that suit it, idempotency.

    `bytes` counts UTF-8, `characters` Python characters; None: no such limit. `honours_key` says that a letter of the
    same key is taken once, so that a call without an answer may be repeated.
    """

    budgets: tuple[Budget, ...] = ()
    bytes: int | None = None
    characters: int | None = None
    quiet: tuple[time, time] | None = None
    honours_key: bool = False
    needs_address: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """How a gateway is reached: what may be seen, and what may not. `loopback_only` locks it to this machine (demo)."""

    config: Mapping[str, str]
    secret: Mapping[str, Sealed]
    timeout: float = 10.0
    loopback_only: bool = False

    def hidden(self, name: str) -> str:
        """The secret called `name`, or ""."""
        found = self.secret.get(name)
        return found.reveal() if found is not None else ""


class Gateway(Protocol):
    """One kind of channel."""

    @property
    def limits(self) -> Limits:
        """What the other side documents."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Names in `config` that have to be filled."""

    @property
    def secrets(self) -> tuple[str, ...]:
        """Names in `secret` that have to be filled."""

    def length_of(self, text: str, config: Mapping[str, str]) -> int:
        """How long the text is in the unit of the limits, with whatever the channel adds to it."""

    def send(self, letter: Letter, account: Account) -> Result:
        """Call the other side once. Never raises: whatever happens is a result."""
