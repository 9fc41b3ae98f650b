"""Telephone numbers and mail addresses that people type: read, or refused with what to do. No Django here."""

import re

_MOBILE = re.compile(r"^(?:\+?86)?(1\d{10})$")
_DEMO = re.compile(r"^0\d{2,3}000\d{4,5}$")  # unassignable numbers of the demo
_MAIL = re.compile(r"^[^@\s<>\"',;]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+$")


def read_mobile(text: str, *, demo: bool = False) -> str:
    """The eleven digits of a mobile number (in the demo also its unassignable ones); "" when it is none."""
    bare = re.sub(r"[\s()\-—]", "", text)
    found = _MOBILE.match(bare)
    if found:
        return found.group(1)
    return bare if demo and _DEMO.match(bare) else ""


def read_mail(text: str) -> str:
    """A mail address in lower case; "" when it is none."""
    bare = text.strip().lower()
    return bare if len(bare) <= 120 and _MAIL.match(bare) else ""
