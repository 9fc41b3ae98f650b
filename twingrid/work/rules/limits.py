"""How long, how often, how many: defaults that a city's profile may change. Nothing here is law.

45 minutes is the urban *average* of SGCC's third promise; five working days are Jinan's hotline ordinance, article
24, and a printed deadline wins over it. The others are ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The numbers of one city."""

    promise_minutes: int = 45
    accept_minutes: int = 15
    accept_minutes_safety: int = 5
    next_step_minutes: int = 10
    order_working_days: int = 5
    soon_minutes: int = 30
    repeat_days: int = 7
    reopen_days: int = 7
    call_attempts: int = 3
    reports_per_phone: int = 5
    reports_per_address: int = 20
    photos_per_form: int = 4
    hazard_days_plain: int = 30
    hazard_days_serious: int = 7
    hazard_days_critical: int = 1
    matter_days: int = 30
    project_days: int = 120
    step_days: int = 7
    step_tell_hours: int = 24

    def to_accept(self, *, safety: bool) -> int:
        """Minutes in which somebody has to accept before the next person is told."""
        return self.accept_minutes_safety if safety else self.accept_minutes

    def to_remove(self, grade: str) -> int:
        """Days in which a hazard of this grade has to be gone."""
        days = {"critical": self.hazard_days_critical, "serious": self.hazard_days_serious}
        return days.get(grade, self.hazard_days_plain)


def limits_from(profile: Mapping[str, Any]) -> Limits:
    """The limits that the `work` part of a city's profile names, defaults for the rest; unknown names are ignored."""
    named = profile.get("work", {})
    known = {field.name for field in fields(Limits)}
    return Limits(**{name: int(value) for name, value in named.items() if name in known})
