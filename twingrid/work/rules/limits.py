"""How often, how many, how far apart: defaults of ours that a city's profile may change. Nothing here is law.

How long something may take is said by the clock rules (`clock_sets`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The numbers of one city."""

    next_step_minutes: int = 10
    late_step_minutes: int = 60
    repeat_days: int = 7
    reopen_days: int = 7
    call_attempts: int = 3
    reports_per_phone: int = 5
    reports_per_address: int = 20
    photos_per_form: int = 4
    matter_days: int = 30
    project_days: int = 120
    step_days: int = 7
    step_tell_hours: int = 24


def limits_from(profile: Mapping[str, Any]) -> Limits:
    """The limits that the `work` part of a city's profile names, defaults for the rest; unknown names are ignored."""
    named = profile.get("work", {})
    known = {field.name for field in fields(Limits)}
    return Limits(**{name: int(value) for name, value in named.items() if name in known})
