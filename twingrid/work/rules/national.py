"""The business of 95598 from `limits_95598.toml`: which of our kinds each type is, and the limit seen for it.

Knows no Django. The limits are second hand and depend on the edition: a printed deadline always goes before.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from twingrid.kit.working_days import WorkCalendar

FILE = Path(__file__).with_name("limits_95598.toml")


@dataclass(frozen=True, slots=True)
class Limit:
    """So many minutes or working days. `sure` as in domain.md; `edition_dependent`: to be set by the city."""

    amount: int
    unit: str
    sure: str
    edition_dependent: bool

    def after(self, moment: datetime, calendar: WorkCalendar) -> datetime:
        """The moment at which it is over."""
        if self.unit == "working_days":
            return calendar.moment_after(moment, self.amount)[0]
        return moment + timedelta(minutes=self.amount)


@cache
def book() -> Mapping[str, Any]:
    """The whole file."""
    return tomllib.loads(FILE.read_text("utf-8"))


def kind_of(business: str, subject: str = "") -> str:
    """Our kind for a type of business, for a service request by its subject; "" for an unknown one."""
    return str(_entry(business, subject).get("kind", ""))


def limit_of(business: str, subject: str = "") -> Limit | None:
    """The limit of a type of business, if one was seen."""
    found = _entry(business, subject)
    if "urban" not in found:
        return None
    return Limit(found["urban"], found["unit"], found["sure"], found["edition_dependent"])


def words_of(part: str, key: str, language: str) -> str:
    """What a type (`types`), level (`levels`) or class (`complaints`) is called; "" for none."""
    entry = book()[part].get(key, {})
    words = entry.get("words", entry)
    return str(words.get("zh" if language.startswith("zh") else "en", ""))


def _entry(business: str, subject: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = book()["types"].get(business, {})
    if business == "service" and subject:
        found = book()["subjects"].get(subject, found)
    return found
