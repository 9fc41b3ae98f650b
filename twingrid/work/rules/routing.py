"""Who is told first if nobody accepts: deputy, leader, lead. The whole of both ladders: `ladders`."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def ladder(*, holder: int | None, deputy: int | None, leader: int | None, lead: int | None) -> tuple[int, ...]:
    """The people to tell one after the other while nobody accepts; the holder is not told again."""
    steps: list[int] = []
    for person in (deputy, leader, lead):
        if person is not None and person != holder and person not in steps:
            steps.append(person)
    return tuple(steps)


def first_call(
    people: Sequence[int], *, holder: int | None, at: datetime, wait: timedelta
) -> tuple[int | None, datetime | None]:
    """The first of the ladder and when to tell them: at once where nobody holds the request, else after `wait`."""
    if not people:
        return None, None
    return people[0], at if holder is None else at + wait
