"""Who is told next, and when: deputy, leader, lead, each once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from twingrid.work.rules.limits import Limits


def ladder(*, holder: int | None, deputy: int | None, leader: int | None, lead: int | None) -> tuple[int, ...]:
    """The people to tell one after the other while nobody accepts; the holder is not told again."""
    steps: list[int] = []
    for person in (deputy, leader, lead):
        if person is not None and person != holder and person not in steps:
            steps.append(person)
    return tuple(steps)


def first_call(
    people: Sequence[int], *, holder: int | None, at: datetime, safety: bool, limits: Limits
) -> tuple[int | None, datetime | None]:
    """The first of the ladder and the moment to tell them: at once where nobody holds the request."""
    if not people:
        return None, None
    minutes = 0 if holder is None else limits.to_accept(safety=safety)
    return people[0], at + timedelta(minutes=minutes)


def call_after(people: Sequence[int], told: int, *, at: datetime, limits: Limits) -> tuple[int | None, datetime | None]:
    """Who comes after `told` on the ladder, and when; nobody after the last."""
    rest = people[people.index(told) + 1 :] if told in people else ()
    return (rest[0], at + timedelta(minutes=limits.next_step_minutes)) if rest else (None, None)
