"""The shape of events as they are exchanged with the government's grid platform. Knows no Django."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from twingrid.kit.moments import Moment

EventNumber = Annotated[str, StringConstraints(min_length=1, max_length=30, pattern=r"^[0-9A-Za-z._\-]+$")]
Short = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]
State = Literal[
    "received", "accepted", "on_the_way", "on_site", "resolved", "returned", "reassigned", "reopened", "closed",
    "replied", "cancelled",
    "appealed",
]  # fmt: skip


class Shape(BaseModel):
    """Exactly the documented fields."""

    model_config = ConfigDict(extra="forbid", str_max_length=2000)


class Place(Shape):
    """Where it is: a point, words, a grid's code; the more, the better. At least one of the three."""

    grid_code: Annotated[str, StringConstraints(max_length=40)] = ""
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    crs: Literal["wgs84", "cgcs2000", "gcj02", "bd09"] = "cgcs2000"
    address: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] = ""
    unit: Annotated[str, StringConstraints(max_length=20)] = ""
    room: Annotated[str, StringConstraints(max_length=20)] = ""

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.lon is None) != (self.lat is None):
            raise ValueError("lon and lat belong together")
        if self.lon is None and not self.address and not self.grid_code:
            raise ValueError("a place is needed")
        return self


class Reporter(Shape):
    """Who told the grid worker of it, if anybody is to be called back."""

    name: Short = ""
    phone: Annotated[str, StringConstraints(max_length=30)] = ""


Business = Literal[
    "", "consultation", "repair", "complaint", "report", "opinion", "suggestion", "praise", "service",
]  # fmt: skip


class EventIn(Shape):
    """An event of another system under its own number. `business` and the three after it are those of 95598."""

    number: EventNumber
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,19}$")] = "other"
    category: Short = ""
    words: Annotated[str, StringConstraints(min_length=1, max_length=900, strip_whitespace=True)]
    urgent: bool = False
    reported_at: Moment | None = None
    deadline: Moment | None = None
    place: Place
    reporter: Reporter = Reporter()
    business: Business = ""
    level: Literal["", "special", "grave", "serious", "plain"] = ""
    complaint_class: Literal["", "service", "business", "outage", "quality", "works"] = ""
    subject: Literal["", "reconnect", "damage", "meter", "reading", "charging"] = ""


class ReturnIn(Shape):
    """The platform returns our answer: its own number of the return, and why."""

    return_no: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=1000, strip_whitespace=True)]


class MoveIn(Shape):
    """The hotline's own move with its order, by the hotline's number of the move: the same one is taken once.

    `supervise` needs a deadline, `co_assign` the unit and for how many days (`expires`), `exclusion` whether it was
    `approved`, `remind` and `close` nothing more.
    """

    move: Literal["supervise", "remind", "co_assign", "close", "exclusion"]
    move_no: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    words: Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)] = ""
    deadline: Moment | None = None
    unit: Annotated[str, StringConstraints(max_length=60, strip_whitespace=True)] = ""
    expires: Annotated[int, Field(ge=1, le=60)] | None = None
    approved: bool | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.move == "supervise" and self.deadline is None:
            raise ValueError("supervise needs a deadline")
        if self.move == "co_assign" and not (self.unit and self.expires):
            raise ValueError("co_assign needs unit and expires")
        if self.move == "exclusion" and self.approved is None:
            raise ValueError("exclusion needs approved")
        return self


class DeliveryOut(Shape):
    """What became of pushed files: `delivery` is the digest of their contents, `report` what they changed."""

    delivery: str
    state: str
    report: dict[str, Any]


class KnownOutage(Shape):
    """An outage that is known at the place of an event: tell the caller that, and when the electricity is back."""

    outage: str
    kind: Literal["planned", "temporary", "fault"]
    is_on: bool
    starts_at: datetime
    estimate_at: datetime | None


class EventOut(Shape):
    """What the event became here. The same event sent twice gives the same answer.

    `known_outages` are those that reach its building now or within eight days.
    """

    number: str
    ticket: str
    state: State
    known_outages: list[KnownOutage] = []


class Attachments(Shape):
    """Names of pictures in the hotline's three groups: papers, proof of contact, handling."""

    documents: list[str] = []
    contact: list[str] = []
    handling: list[str] = []


class Answer(Shape):
    """The answer in the fields that the hotlines of Shandong ask for; null where nothing is known."""

    true_request: bool | None
    beyond_duty: bool | None
    application_type: str = ""
    contacted: bool | None
    contact_number: str = ""
    contacted_at: datetime | None
    solved: bool | None
    unsolved_reason: str
    handling: str
    public_reply: str
    attachments: Attachments = Attachments()


class Exclusion(Shape):
    """That an order is asked not to be counted: conclusion, basis, evidence, and what the hotline decided."""

    state: Literal["asked", "approved", "refused"]
    conclusion: str
    basis: str
    evidence: str


class NationalAnswer(Shape):
    """The answer as 95598 reads it: the order's own type and level, what came of it, by whom and when."""

    business: str
    level: str
    complaint_class: str
    result: Literal["solved", "not_solved", "explained", "not_known"]
    contacted: bool | None
    contacted_at: datetime | None
    cause: str
    measures: str
    handling: str
    opinion: str
    finished_at: datetime | None


class ChangeOut(Shape):
    """One change of state of one event. `change` grows and is never used twice."""

    change: int
    number: str
    ticket: str
    state: State
    at: datetime
    reason: str
    answer: Answer | None
    exclusion: Exclusion | None = None
    national: NationalAnswer | None = None


class ChangesOut(Shape):
    """Changes in the order in which they happened; ask again with `next` as `since`."""

    changes: list[ChangeOut]
    next: str
    more: bool


class PlatformReturn(ReturnIn):
    """A return of the platform, as we fetch it: of which event."""

    number: EventNumber


class PlatformMove(MoveIn):
    """A move of the hotline, as we fetch it: with which order."""

    number: EventNumber


class PlatformPage(Shape):
    """What we fetch from a platform: its new events and returns, of a hotline its moves too. Ask again with `next` as
    `since`."""

    events: Annotated[list[EventIn], Field(max_length=200)] = []
    returns: Annotated[list[PlatformReturn], Field(max_length=200)] = []
    moves: Annotated[list[PlatformMove], Field(max_length=200)] = []
    next: Annotated[str, StringConstraints(max_length=200)]
    more: bool = False


class PlatformGreeting(Shape):
    """What a platform says when it is tried: whether it takes the same `Idempotency-Key` once."""

    format: Literal["twingrid.platform/1"]
    idempotency: bool
