"""Showing the least of a person that the reader needs."""

import re

_DIGITS = re.compile(r"\d")


def mask_phone(number: str) -> str:
    """`13800001234` → `138****1234`; short numbers keep only their last two digits."""
    if len(number) < 7:
        return "*" * max(len(number) - 2, 0) + number[-2:]
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def mask_name(name: str) -> str:
    """`王小明` → `王**`: the surname is enough to address somebody at a door."""
    return name[:1] + "*" * max(len(name) - 1, 0)


def looks_personal(text: str) -> bool:
    """Whether `text` could carry a name or a number of a person: used to keep the journal and the logs clean."""
    return len(_DIGITS.findall(text)) >= 7 or any("\u4e00" <= char <= "\u9fff" for char in text)


def mask_mail(address: str) -> str:
    """`wang.xiaoming@example.cn` → `w***@example.cn`."""
    box, at, domain = address.partition("@")
    return f"{box[:1]}***{at}{domain}"
