"""The shape of requests as other systems ask for them, send them and move them on. Knows no Django."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from twingrid.kit.moments import Moment
from twingrid.work.rules.shapes import KnownOutage, Place, Reporter, Shape

RequestState = Literal[
    "new", "accepted", "on_the_way", "on_site", "resolved", "closed", "returned", "cancelled", "waiting",
]  # fmt: skip
RequestMove = Literal[
    "accept", "depart", "arrive", "answer", "resolve", "return", "reassign", "call_back", "reopen",
]  # fmt: skip
RequestOutcome = Literal[
    "", "utility_side", "customer_side", "customer_side_courtesy", "nothing_found", "answered", "passed_on",
]  # fmt: skip
RequestFinding = Literal[
    "", "switch", "lamp", "tripped", "inner_wiring", "meter", "meter_box", "service_wire", "transformer", "feeder",
    "tree", "arrears", "planned_outage", "nothing", "other",
]  # fmt: skip
RequestScope = Literal["unknown", "home", "unit", "building", "around"]
KindKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,19}$")]
AreaCode = Annotated[str, StringConstraints(pattern=r"^(power|community):\S{1,40}$", max_length=60)]
Words = Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)]
Cursor = Annotated[str, StringConstraints(max_length=60, pattern=r"^[0-9A-Za-z_.:+\-]*$")]
MOST = 200


class Wanted(Shape):
    """Which rows are asked for: all of the conditions that are given. `area` is `power:CODE` or `community:CODE`."""

    kind: KindKey | None = None
    area: AreaCode | None = None
    since: Moment | None = None
    cursor: Cursor = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = 100


class RequestsWanted(Wanted):
    """Which requests are asked for; `since` is the moment of their report."""

    state: list[RequestState] = []


class RequestIn(Shape):
    """A new request. `answers` are those to the questions of its kind, by their keys; without them none is missed."""

    kind: KindKey
    words: Annotated[str, StringConstraints(max_length=900, strip_whitespace=True)] = ""
    scope: RequestScope = "unknown"
    urgent: bool = False
    place: Place
    reporter: Reporter = Reporter()
    answers: Annotated[dict[KindKey, Words], Field(max_length=40)] | None = None


NEEDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "accept": (frozenset(), frozenset()),
    "depart": (frozenset(), frozenset()),
    "arrive": (frozenset(), frozenset()),
    "answer": (frozenset({"outcome", "words"}), frozenset()),
    "resolve": (frozenset({"outcome", "finding"}), frozenset({"words"})),
    "return": (frozenset({"words"}), frozenset()),
    "reassign": (frozenset({"worker_no"}), frozenset({"words"})),
    "call_back": (frozenset({"result"}), frozenset({"words"})),
    "reopen": (frozenset({"words"}), frozenset()),
}
"""What each move needs, and what more it takes."""


class RequestMoveIn(Shape):
    """A move of a request. `answer` and `resolve` say how it ended (`outcome`; the side of the ownership boundary
    follows from it), `resolve` what was found; `return` and `reopen` why, in `words`; `reassign` to whom, by employee
    number; `call_back` what the resident said (`solved` closes it, `not_solved` opens it again and needs `words`)."""

    move: RequestMove
    words: Words = ""
    outcome: RequestOutcome = ""
    finding: RequestFinding = ""
    worker_no: Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)] = ""
    result: Literal["", "solved", "not_solved", "not_reached"] = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        needed, more = NEEDS[self.move]
        if self.result == "not_solved":
            needed |= {"words"}
        given = {name for name in ("words", "outcome", "finding", "worker_no", "result") if getattr(self, name)}
        if needed - given:
            raise ValueError(f"{self.move} needs {', '.join(sorted(needed - given))}")
        if given - needed - more:
            raise ValueError(f"{self.move} takes no {', '.join(sorted(given - needed - more))}")
        return self


class Numbered(Shape):
    """A number under which a request is known, and whose it is."""

    system: str
    number: str


class RequestRow(Shape):
    """A request of a list. `room`, and the exact point, come only with a key that may read personal data."""

    number: str
    numbers: list[Numbered]
    state: RequestState
    kind: str
    scope: RequestScope
    channel: str
    safety: bool
    place: str
    unit: str
    room: str
    lon: float | None
    lat: float | None
    power_area: str | None
    community_area: str | None
    holder_no: str
    reported_at: datetime
    accepted_at: datetime | None
    arrived_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    deadline: datetime | None
    outcome: str
    side: str
    finding: str
    times_reopened: int


class RequestsOut(Shape):
    """Requests in the order of their report, the oldest first; ask again with `next` as `cursor` while there are
    `more`."""

    requests: list[RequestRow]
    next: str
    more: bool


class StepOut(Shape):
    """Something that happened: the move, the state after it, when, and the words (for keys that may read them)."""

    move: str
    state: str
    at: datetime
    words: str


class AnswerOut(Shape):
    """A question of the kind, and what was answered; hidden where only those who call may read it."""

    key: str
    label: str
    words: str
    hidden: bool


class PersonOut(Shape):
    """Somebody who is no colleague; masked unless the key may read personal data."""

    name: str
    phone: str
    masked: bool


class ClockOut(Shape):
    """A clock: promise, law, order or internal."""

    sort: str
    key: str
    due_at: datetime
    stopped_at: datetime | None
    late: bool
    provisional: bool


class RequestOut(RequestRow):
    """One request, with what happened to it and the moves that are open to this key now."""

    words: str
    reporter: PersonOut
    answers: list[AnswerOut]
    clocks: list[ClockOut]
    steps: list[StepOut]
    moves: list[RequestMove]


class WrittenOut(Shape):
    """What a call changed: the number, and how it stood after it. The same call again gives the same answer."""

    number: str
    state: str
    times_reopened: int
    known_outages: list[KnownOutage] = []
