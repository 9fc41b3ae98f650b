"""Texts that lie sealed in the database: whoever has a copy of it cannot read them without the key of the home."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class CannotOpen(Exception):
    """The text was sealed with another key, or changed since."""


class Sealed:
    """A secret in memory: it shows itself to nobody who prints it, logs it or writes it into a report."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one call that needs it."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __repr__(self) -> str:
        return "Sealed(***)"

    __str__ = __repr__


@lru_cache(maxsize=2)
def _box(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(hashlib.sha256(f"seal:{key}".encode()).digest()))


def seal(text: str) -> str:
    """`text` sealed with the key of this installation; "" stays ""."""
    return _box(settings.SEALING_KEY).encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> Sealed:
    """What `seal` hid. Raises `CannotOpen` for another installation's text."""
    if not sealed:
        return Sealed("")
    try:
        return Sealed(_box(settings.SEALING_KEY).decrypt(sealed.encode()).decode())
    except InvalidToken:
        raise CannotOpen("sealed with another key") from None


def fingerprint(text: str) -> str:
    """32 hexadecimal digits that tell two texts apart without telling what they are; "" stays ""."""
    if not text:
        return ""
    return hmac.new(settings.SEALING_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
