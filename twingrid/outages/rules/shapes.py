"""The shape of outages as they are exchanged with OMS, SCADA and 95598. Knows no Django."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from twingrid.kit.moments import Moment

OutageNumber = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z._\-]+$")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^\S+$")]
Place = int | Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Cause = Literal["", "works", "equipment", "weather", "tree", "digging", "overload", "customer", "other"]
State = Literal["draft", "announced", "started", "restored", "closed", "cancelled"]


class Shape(BaseModel):
    """Exactly the documented fields."""

    model_config = ConfigDict(extra="forbid", str_max_length=2000)


class StepIn(Shape):
    """A part has electricity again: `equipment` are codes (of meter boxes or above), `buildings` as in `OutageIn`."""

    restored_at: Moment
    equipment: Annotated[list[Code], Field(max_length=2000)] = []
    buildings: Annotated[list[Place], Field(max_length=2000)] = []


class OutageIn(Shape):
    """An outage by the other system's own number. `equipment` are codes.

    `buildings` are our ids, or words: our address (乐山小区3号楼), another name, or the code of a meter box.
    `state` says how far it is; `started_at` and `restored_at` say when, if it began or ended; `steps` are the parts
    that were restored before the end.
    """

    number: OutageNumber
    kind: Literal["planned", "temporary", "fault"]
    information: Literal["", "plan", "temporary", "fault", "overload", "theft", "breach", "arrears", "orderly"] = ""
    state: State = "announced"
    starts_at: Moment
    started_at: Moment | None = None
    restored_at: Moment | None = None
    estimate_at: Moment | None = None
    equipment: Annotated[list[Code], Field(max_length=2000)] = []
    buildings: Annotated[list[Place], Field(max_length=2000)] = []
    steps: Annotated[list[StepIn], Field(max_length=200)] = []
    title: Annotated[str, StringConstraints(max_length=80, strip_whitespace=True)] = ""
    important: bool = False
    cause: Cause = ""
    side: Literal["", "utility", "customer"] = ""
    boundary: Literal["internal", "external"] = "internal"
    synthetic: bool = False


class EstimateIn(Shape):
    """Another estimate, with the reason."""

    estimate_at: Moment
    why: Literal["found", "harder", "parts", "weather", "faster", "other"]
    words: Words = ""


class RestoredIn(Shape):
    """Electricity is back: everywhere, or (with codes, ids or words for buildings) for a part."""

    restored_at: Moment
    equipment: Annotated[list[Code], Field(max_length=2000)] = []
    buildings: Annotated[list[Place], Field(max_length=2000)] = []


class CancelledIn(Shape):
    """Why it does not take place."""

    reason: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class OutageOut(Shape):
    """How an outage stands: `number` is theirs, `outage` ours; `fresh` when it was not known before."""

    number: str
    outage: str
    state: State
    customers: int
    premises: int
    starts_at: Moment
    started_at: Moment | None
    estimate_at: Moment | None
    restored_at: Moment | None
    fresh: bool = False


class OutageTold(OutageIn):
    """An outage as it stands now, in the shape in which it can be sent again: `system` and `number` are whose number.

    `outage` is our number; `customers` and `premises` are what it reaches.
    """

    system: str
    outage: str
    customers: int
    premises: int


class OutagesOut(Shape):
    """Outages in the order in which something happened to them; ask again with `next` as `since`."""

    outages: list[OutageTold]
    next: str
    more: bool
