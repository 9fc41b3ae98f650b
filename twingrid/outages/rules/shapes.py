"""The shape of outages as they are exchanged with OMS, SCADA and 95598. Knows no Django."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

OutageNumber = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z._\-]+$")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^\S+$")]
Words = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Cause = Literal["", "works", "equipment", "weather", "tree", "digging", "overload", "customer", "other"]
State = Literal["draft", "announced", "started", "restored", "closed", "cancelled"]


class Shape(BaseModel):
    """Exactly the documented fields."""

    model_config = ConfigDict(extra="forbid", str_max_length=2000)


class OutageIn(Shape):
    """An outage by the other system's own number. `equipment` are codes, `buildings` are our building ids.

    `state` says how far it is; `started_at` and `restored_at` say when, if it began or ended.
    """

    number: OutageNumber
    kind: Literal["planned", "temporary", "fault"]
    information: Literal["", "plan", "temporary", "fault", "overload", "theft", "breach", "arrears", "orderly"] = ""
    state: Literal["draft", "announced", "started"] = "announced"
    starts_at: AwareDatetime
    started_at: AwareDatetime | None = None
    restored_at: AwareDatetime | None = None
    estimate_at: AwareDatetime | None = None
    equipment: Annotated[list[Code], Field(max_length=2000)] = []
    buildings: Annotated[list[int], Field(max_length=2000)] = []
    title: Annotated[str, StringConstraints(max_length=80, strip_whitespace=True)] = ""
    important: bool = False
    cause: Cause = ""
    side: Literal["", "utility", "customer"] = ""
    boundary: Literal["internal", "external"] = "internal"
    synthetic: bool = False


class EstimateIn(Shape):
    """Another estimate, with the reason."""

    estimate_at: AwareDatetime
    why: Literal["found", "harder", "parts", "weather", "faster", "other"]
    words: Words = ""


class RestoredIn(Shape):
    """Electricity is back: everywhere, or (with codes or ids) for a part."""

    restored_at: AwareDatetime
    equipment: Annotated[list[Code], Field(max_length=2000)] = []
    buildings: Annotated[list[int], Field(max_length=2000)] = []


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
    starts_at: AwareDatetime
    started_at: AwareDatetime | None
    estimate_at: AwareDatetime | None
    restored_at: AwareDatetime | None
    fresh: bool = False
