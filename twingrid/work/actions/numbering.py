"""The numbers that things of work get: a letter, the day and the count of that day."""

from datetime import datetime
from typing import Literal

from django.db import connection

from twingrid.kit import clock
from twingrid.work.rules import intake

Column = Literal["hazards", "matters", "projects", "joints"]
_NEXT = (
    "INSERT INTO work_counter (day, last, {column}) VALUES (%s, 0, 1)"
    " ON CONFLICT (day) DO UPDATE SET {column} = work_counter.{column} + 1 RETURNING {column}"
)


def next_number(letter: str, column: Column, *, at: datetime) -> str:
    """The next number of the day, for example H20230222-0001. Its row stays locked until the transaction ends."""
    day = clock.today(at)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT.format(column=column), [day])
        (count,) = cursor.fetchone()
    return f"{letter}{intake.ticket_number(day, count)}"
