"""Rules of taking a request in: numbers, phones, safety, the digest that counts without remembering."""

import hashlib
import hmac
import re
from datetime import date

_PHONE = re.compile(r"^\+?\d{5,15}$")
_LEAVE_OUT = re.compile(r"[\s\-()（）—–.]+")


def ticket_number(day: date, count: int) -> str:
    """`20230222-0042`: the day, and the count of that day with at least four digits."""
    return f"{day:%Y%m%d}-{count:04d}"


def clean_phone(typed: str) -> str:
    """The digits of a telephone number as they are dialled, full-width digits included; "" for nothing typed.

    Raises ValueError when it cannot be a number.
    """
    number = _LEAVE_OUT.sub("", "".join(_narrow(char) for char in typed))
    if number and not _PHONE.match(number):
        raise ValueError("not a telephone number")
    return number


def digest(value: str, *, day: date, city: str, secret: str) -> str:
    """What is kept of a phone or an address to count it: salted by day and city, so that no two days can be joined."""
    key = f"{secret}:{city}:{day:%Y-%m-%d}".encode()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def side_of(outcome: str) -> str:
    """The side of the ownership boundary that an outcome speaks of; "" where it says nothing of it."""
    return {"utility_side": "utility", "customer_side": "customer", "customer_side_courtesy": "customer"}.get(
        outcome, ""
    )


def _narrow(char: str) -> str:
    code = ord(char)
    return chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else char
