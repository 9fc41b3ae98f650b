"""What a contact plate publishes, and what differs between the print on the wall and today. Plain values only.

Fields: grid name and area, worker's name and contact, supervision telephone, as rules on grid management demand
(Binzhou, 2021, article 6, which also asks to update them when they change).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Change(StrEnum):
    """What of a plate differs from its last print."""

    PLACE = "place"
    POWER_WORKER = "power_worker"
    POWER_NUMBER = "power_number"
    POWER_AREA = "power_area"
    COMMUNITY_WORKER = "community_worker"
    COMMUNITY_NUMBER = "community_number"
    COMMUNITY_AREA = "community_area"
    SUPERVISION = "supervision"
    STATION = "station"
    WORDS = "words"


class Standing(StrEnum):
    """How a plate stands: what hangs on the wall is true only when it is `current`."""

    NEVER = "never"
    """Not printed yet."""
    CHANGED = "changed"
    """What was printed last is not true any more: print it again."""
    PRINTED = "printed"
    """Printed as it is true today, not yet put up."""
    CURRENT = "current"
    """What hangs is true."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person as published: `role` is power_worker, community_worker or power_leader (who answers where nobody is)."""

    name: str
    role: str
    number: str
    demo: bool = False


@dataclass(frozen=True, slots=True)
class PlateSide:
    """One side of a place on paper: its area (by the id of its edition) and who is posted there.

    `outline` is the fingerprint of what an area consists of where it is a list (its sketch shows it); `exception` says
    why this area serves the place although it lies in another one.
    """

    area_id: int
    code: str
    area: str
    synthetic: bool
    person: Named | None
    leader: Named | None = None
    outline: str = ""
    exception: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What a reader sees of it."""
        person = self.person
        shown = (person.name, person.role, person.number) if person else ("", "", "")
        # What a print before there were lists and exceptions did not say leaves its fingerprint as it was.
        return (str(self.area_id), self.area, *shown, *filter(None, (self.outline, self.exception)))


@dataclass(frozen=True, slots=True)
class PlateLine:
    """One community grid of a community with the power side of its buildings, most households first."""

    community: PlateSide
    powers: tuple[PlateSide, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """Everything that one plate says at a moment; `place` runs from the district to the community.

    Building and station plates have one pair; community plates and boards have `lines`, and a community plate shows as
    its pair the two people of most households. `lon`, `lat` WGS-84 degrees, None where it stands for a whole community.
    `words` are the city's own (what a role is called, lines of the foot) by their keys, as far as this plate shows
    them; shipped ones are not among them.
    """

    kind: str
    title: str
    unit: str = ""
    place: tuple[str, ...] = ()
    power: PlateSide | None = None
    community: PlateSide | None = None
    supervision: str = ""
    station: tuple[str, ...] = ()
    lines: tuple[PlateLine, ...] = ()
    lon: float | None = None
    lat: float | None = None
    words: tuple[tuple[str, str], ...] = ()

    @property
    def number(self) -> str:
        """The large number: of the power side."""
        return self.power.person.number if self.power and self.power.person else ""

    @property
    def is_printable(self) -> bool:
        """A plate without anybody to call on the power side is not worth its paper."""
        return bool(self.number)

    @property
    def area_ids(self) -> frozenset[int]:
        """The areas it speaks of."""
        sides = [s for s in (self.power, self.community) if s]
        for line in self.lines:
            sides += [line.community, *line.powers]
        return frozenset(side.area_id for side in sides)

    @property
    def key(self) -> tuple[str, ...]:
        """What a reader sees, in a fixed order: equal keys are equal plates."""
        parts = [self.kind, self.title, self.unit, *self.place, "|", *self.station, "|", self.supervision]
        for side in (self.power, self.community):
            parts += ["|", *(side.key if side else ())]
        for line in self.lines:
            parts += ["|", *line.community.key]
            for side in line.powers:
                parts += [*side.key, side.leader.name if side.leader else ""]
        # Without own words a fingerprint is what it was before cities had any.
        for key, said in self.words:
            parts += ["|", key, said]
        return tuple(parts)

    @property
    def digest(self) -> str:
        """The fingerprint of what a reader sees (SHA-256, 64 digits)."""
        return hashlib.sha256("\x1f".join(self.key).encode()).hexdigest()

    def fields(self) -> dict[str, Any]:
        """As plain values, to be kept with a print."""
        return asdict(self)

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "Face":
        """From what was kept with a print."""
        lines = tuple(
            PlateLine(_required(line["community"]), tuple(_required(side) for side in line["powers"]))
            for line in fields["lines"]
        )
        plain = {name: fields[name] for name in ("kind", "title", "unit", "supervision", "lon", "lat")}
        return cls(
            **plain,
            place=tuple(fields["place"]),
            station=tuple(fields["station"]),
            power=_side(fields["power"]),
            community=_side(fields["community"]),
            lines=lines,
            words=tuple((key, said) for key, said in fields.get("words", ())),
        )

    def said(self, key: str) -> str:
        """The city's own words of this plate under a key; "" where the shipped ones hold."""
        return dict(self.words).get(key, "")


def _required(fields: Mapping[str, Any]) -> PlateSide:
    people = {name: Named(**fields[name]) if fields[name] else None for name in ("person", "leader")}
    return PlateSide(**{**fields, **people})


def _side(fields: Mapping[str, Any] | None) -> PlateSide | None:
    return _required(fields) if fields else None


@dataclass(frozen=True, slots=True)
class Print:
    """One print of a plate, as far as its standing needs it. `up`: it hangs on the wall."""

    version: int
    digest: str
    up: bool


@dataclass(slots=True)
class History:
    """The prints of a plate that count: the last one, and the one that hangs."""

    last: Print | None = None
    hanging: Print | None = None

    @property
    def waits(self) -> bool:
        """Whether the last print is not put up yet."""
        return self.last is not None and not self.last.up


def standing(history: History, digest: str) -> Standing:
    """How a plate stands whose content is `digest` today."""
    if history.last is None:
        return Standing.NEVER
    if history.hanging is not None and history.hanging.digest == digest:
        return Standing.CURRENT
    return Standing.PRINTED if history.last.digest == digest and not history.last.up else Standing.CHANGED


def changes(before: Face, now: Face) -> tuple[Change, ...]:
    """What a reader of `before` would get wrong today, in a fixed order."""
    found = set()
    if (before.title, before.unit, before.place) != (now.title, now.unit, now.place):
        found.add(Change.PLACE)
    if before.supervision != now.supervision:
        found.add(Change.SUPERVISION)
    if before.station != now.station:
        found.add(Change.STATION)
    if before.words != now.words:
        found.add(Change.WORDS)
    found |= _of_side("power", _powers(before), _powers(now))
    found |= _of_side("community", _communities(before), _communities(now))
    return tuple(change for change in Change if change in found)


def _powers(face: Face) -> list[PlateSide]:
    return [s for s in [face.power] if s] + [side for line in face.lines for side in line.powers]


def _communities(face: Face) -> list[PlateSide]:
    return [s for s in [face.community] if s] + [line.community for line in face.lines]


def _of_side(name: str, before: Iterable[PlateSide], now: Iterable[PlateSide]) -> set[Change]:
    old, new = list(before), list(now)
    found = set()
    if _names(old) != _names(new):
        found.add(Change(f"{name}_worker"))
    if _numbers(old) != _numbers(new):
        found.add(Change(f"{name}_number"))
    if _grounds(old) != _grounds(new):
        found.add(Change(f"{name}_area"))
    return found


def _names(sides: Iterable[PlateSide]) -> list[tuple[str, ...]]:
    return [
        (s.person.name if s.person else "", s.person.role if s.person else "", s.leader.name if s.leader else "")
        for s in sides
    ]


def _grounds(sides: Iterable[PlateSide]) -> list[tuple[int, str, str, str]]:
    return [(s.area_id, s.area, s.outline, s.exception) for s in sides]


def _numbers(sides: Iterable[PlateSide]) -> list[str]:
    return [s.person.number if s.person else "" for s in sides]
