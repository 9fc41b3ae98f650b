"""What the place finder reads and answers: plain values without a database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """Kinds of places a person may name. Rooms are not places of their own: they are read from the text."""

    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"
    COMPOUND = "compound"
    ROAD = "road"
    BUILDING = "building"
    STATION = "station"
    TRANSFORMER = "transformer"
    LANDMARK = "landmark"


class Reason(StrEnum):
    """Why a candidate is offered."""

    EXACT = "exact"
    """Named as it is written."""
    ALIAS = "alias"
    """Named by another name that people use."""
    SAME_SOUND = "same_sound"
    """Other characters, the same sound."""
    PARTIAL = "partial"
    """A part of the name was left out."""
    LITERAL = "literal"
    """Nearly the same letters."""
    NUMBERS = "numbers"
    """Found by road and door number."""
    NEAR_NUMBER = "near_number"
    """The place has no such number; this one is close."""
    WHOLE_BUILDING = "whole_building"
    """The building is certain, the unit that was said does not exist there."""
    SAME_NAME = "same_name"
    """Several places bear this name: tell them apart by subdistrict and community."""
    WITHIN = "within"
    """The named community contains it."""


class Outcome(StrEnum):
    """How the search ended."""

    FOUND = "found"
    """One place, clearly ahead of every other."""
    AMBIGUOUS = "ambiguous"
    """Candidates, none of them certain: ask the person."""
    UNKNOWN = "unknown"
    """Nothing in the text resembles a place of this city."""
    EMPTY = "empty"
    """There was no text."""


class Ask(StrEnum):
    """What to ask for next."""

    COMPOUND = "compound"
    BUILDING = "building"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One findable place; `id` is its key within its kind.

    For buildings `compound` is the name of the estate (empty when only a door plate is known, then `road` and
    `house_no` are set) and `units` are the labels of its units. `parents` go from large to small
    (subdistrict, community). `weight` (households) orders what is otherwise equal.
    """

    kind: PlaceKind
    id: int
    name: str
    compound: str = ""
    road: str = ""
    house_no: str = ""
    aliases: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant; `unit` and `room` are what the text says, in canonical form (2单元, 502)."""

    kind: PlaceKind
    id: int
    label: str
    unit: str
    room: str
    score: float
    reason: Reason
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer: candidates best first; `asked` is the text as understood, `ask` what is missing."""

    outcome: Outcome
    candidates: tuple[Candidate, ...]
    asked: str
    ask: Ask | None = None

    @property
    def best(self) -> Candidate | None:
        """The one place that was found, or nothing while it is not certain."""
        return self.candidates[0] if self.outcome is Outcome.FOUND else None
