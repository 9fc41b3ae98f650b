"""The shape in which partner companies read and answer their legs of joint cases. Knows no Django."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from twingrid.work.rules.shapes import Shape

LegStates = Literal["sent", "accepted", "doing", "done", "refused", "cancelled"]


class LegAnswer(Shape):
    """A question that was asked at the counter, and its answer."""

    question: str
    answer: str


class LegOut(Shape):
    """Your leg of a joint case as it stands. Of the resident only what they agreed to: the rest is empty.

    `sent` counts how often it was sent to you (again after a refusal); `words` is what was said last: your
    answer, your reason, or why it was sent to you again.
    """

    number: str
    company: str
    kind: str
    title: str
    state: LegStates
    sent: int
    sent_at: datetime
    due_at: datetime
    provisional: bool
    place: str
    name: str
    phone: str
    account: str
    said: str
    answers: list[LegAnswer]
    words: str


class LegsOut(Shape):
    """Legs to which something happened, in that order; ask again with `next` as `since`."""

    legs: list[LegOut]
    next: str
    more: bool


class LegMoveIn(Shape):
    """Your move: which sending it answers (`sent` of the leg); `words` are needed to finish and to refuse."""

    move: Literal["accept", "start", "finish", "refuse"]
    sent: Annotated[int, Field(ge=1, le=1000)]
    words: Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)] = ""
