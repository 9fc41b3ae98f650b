"""Numbers by which a customer is known."""

import re
import unicodedata

LEAST = 8
"""Digits from which a number is looked up: shorter ones are parts of an address."""
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])"
    r"(?:0\d{2,3}[- ]?\d{3,4}[- ]?\d{4,5}|1\d{2}[- ]\d{4}[- ]\d{4}|[A-Za-z]{0,6}\d{8,24})"
    r"(?![0-9A-Za-z])"
)


def known_numbers(text: str) -> tuple[str, ...]:
    """Account, meter and telephone numbers in a text, without blanks and dashes, each once; at most three."""
    found = (re.sub(r"[- ]", "", one) for one in _NUMBER.findall(unicodedata.normalize("NFKC", text[:400])))
    return tuple(dict.fromkeys(found))[:3]


def ending(number: str) -> str:
    """The least that lets the caller recognise a number: …0042."""
    return f"…{number[-4:]}"
