"""The shape of hazards as other systems ask for them, report them and move them on. Knows no Django."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from twingrid.work.rules.request_shapes import AnswerOut, KindKey, PersonOut, StepOut, Wanted, Words
from twingrid.work.rules.shapes import Place, Shape, Short

HazardStateWord = Literal["found", "notified", "removed", "inspected", "cancelled"]
HazardMove = Literal["grade", "notify", "remove", "inspect"]
GradeWord = Literal["plain", "serious", "critical"]
SideWord = Literal["", "utility", "customer", "property"]


class HazardsWanted(Wanted):
    """Which hazards are asked for; `since` is the moment when they were found."""

    state: list[HazardStateWord] = []
    grade: GradeWord | None = None


class HazardIn(Shape):
    """A hazard that was found. `request` is the number of the request at which it was found."""

    kind: KindKey
    how: Literal["patrol", "visit", "resident", "committee", "request"] = "patrol"
    grade: GradeWord = "plain"
    side: SideWord = ""
    words: Words = ""
    place: Place
    request: Annotated[str, StringConstraints(max_length=20)] = ""
    answers: Annotated[dict[KindKey, Words], Field(max_length=40)] | None = None


NEEDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "grade": (frozenset({"grade"}), frozenset({"side", "words"})),
    "notify": (frozenset({"how"}), frozenset({"name", "phone", "words"})),
    "remove": (frozenset({"words"}), frozenset()),
    "inspect": (frozenset({"passed"}), frozenset({"words"})),
}
"""What each move needs, and what more it takes."""


class HazardMoveIn(Shape):
    """A move of a hazard. `notify` says how its owner was told, and who that is; `remove` what was done; `inspect`
    whether it is gone (`passed`), and if not, why. Who removed it cannot inspect it."""

    move: HazardMove
    words: Words = ""
    grade: GradeWord | None = None
    side: SideWord = ""
    how: Literal["", "paper", "in_person", "phone"] = ""
    name: Short = ""
    phone: Annotated[str, StringConstraints(max_length=30)] = ""
    passed: bool | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        needed, more = NEEDS[self.move]
        if self.passed is False:
            needed |= {"words"}
        names = ("words", "grade", "side", "how", "name", "phone")
        given = {name for name in names if getattr(self, name)} | ({"passed"} if self.passed is not None else set())
        if needed - given:
            raise ValueError(f"{self.move} needs {', '.join(sorted(needed - given))}")
        if given - needed - more:
            raise ValueError(f"{self.move} takes no {', '.join(sorted(given - needed - more))}")
        return self


class HazardRow(Shape):
    """A hazard of a list. `room` comes only with a key that may read personal data."""

    number: str
    state: HazardStateWord
    kind: str
    grade: GradeWord
    side: SideWord
    how: str
    place: str
    unit: str
    room: str
    power_area: str | None
    community_area: str | None
    holder_no: str
    request: str | None
    found_at: datetime
    notified_at: datetime | None
    removed_at: datetime | None
    inspected_at: datetime | None
    due_at: datetime
    times_reopened: int


class HazardsOut(Shape):
    """Hazards in the order in which they were found; ask again with `next` as `cursor` while there are `more`."""

    hazards: list[HazardRow]
    next: str
    more: bool


class HazardOut(HazardRow):
    """One hazard, with what happened to it, its owner, and the moves that are open to this key now."""

    owner: PersonOut
    answers: list[AnswerOut]
    steps: list[StepOut]
    moves: list[HazardMove]
