"""Which places a distorted text fits equally well: the rule by which the later cities are judged.

A text keeps something of a name: the name itself, its sounds, its stem, all but one character. Every place of the city
whose name (or other name) has the same left, with the same building, and the same road or subdistrict when the text
says one, fits as well as the asked one, and so does a place whose name the text happens to say exactly. Any of them
counts as right; a text with several of them counts neither as answered nor as wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.distort import Address, stem, toneless
from benchmarks.find_city import City
from twingrid.territory.finding.sounds import blurred


@dataclass(frozen=True, slots=True)
class Said:
    """A text, the address that is meant, the name said in it before and after it was distorted."""

    kind: str
    text: str
    address: Address
    name: str = ""
    written: str = ""
    keeps: str = "name"
    road: bool = False
    subdistrict: bool = False
    building: bool = True
    room: bool = True


def ending_off(name: str) -> str:
    """A name without one of the usual endings."""
    for ending in ("生活区", "单身宿舍", "职工宿舍", "安置区", "社区", "景苑", "嘉园", "馨园"):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name[: -len(ending)]
    return stem(name)


def short_form(name: str) -> str:
    """The first of every two characters of the stem, and the ending: 盛世国际花园 is 盛国花园."""
    body = ending_off(name)
    return body[::2] + name[len(body) :] if len(body) > 3 else name


LEFT: dict[str, Callable[[str], str]] = {
    "name": lambda name: name,
    "sound": lambda name: " ".join(map(toneless, name)),
    "near": lambda name: " ".join(blurred(toneless(c)) for c in name),
    "stem": ending_off,
    "stem sound": lambda name: " ".join(map(toneless, ending_off(name))),
    "any order": lambda name: "".join(sorted(name)),
    "first of two": short_form,
}
"""What is left of a name, by what a text keeps; `but 2` is all but the character at 2, `len` counted."""


def number_of(building: str) -> str:
    """What callers say of a building: house 6号 and block 6 of two estates of one name are both number 6."""
    return building.removesuffix("号楼").removesuffix("号").removesuffix("座")


class Fits:
    """The addresses of a city by what texts keep of their names."""

    def __init__(self, city: City) -> None:
        self._addresses = city.addresses
        self._by: dict[str, dict[tuple[str, str], set[int]]] = {}
        self._of = {a.place_id: a for a in city.addresses}
        self._compounds: dict[str, set[int]] = defaultdict(set)
        self._entry: dict[tuple[str, tuple[str, ...]], int] = {
            (e.name, e.parents): e.id for e in city.entries if e.kind.value == "compound"
        }

    def _left(self, name: str, keeps: str) -> str:
        if keeps.startswith("but "):
            at = int(keeps[4:])
            return f"{len(name)} {name[:at]}_{name[at + 1 :]}"
        if keeps.startswith("without "):
            at = int(keeps.split(" ")[1])
            left = name[:at] + name[at + 1 :]
            return " ".join(map(toneless, left)) if keeps.endswith("sound") else left
        return LEFT[keeps](name)

    def _any_building(self, keeps: str, left: str) -> set[int]:
        return {i for (name, _), ids in self._index(keeps).items() if name == left for i in ids}

    def _index(self, keeps: str) -> dict[tuple[str, str], set[int]]:
        found = self._by.get(keeps)
        if found is None:
            found = self._by[keeps] = defaultdict(set)
            for a in self._addresses:
                for name in {a.compound or f"{a.road}{a.house_no}", a.alias} - {""}:
                    found[self._left(name, keeps), number_of(a.building)].add(a.place_id)
        return found

    def allowed(self, said: Said) -> set[int]:
        """Ids of the places (the estate's own when no building is said) that the text fits as well as the asked one."""
        a = said.address
        name = said.name or a.compound or f"{a.road}{a.house_no}"
        left = self._left(name, said.keeps)
        found = (
            self._index(said.keeps)[left, number_of(a.building)]
            if said.building
            else self._any_building(said.keeps, left)
        )
        kept = {i for i in found if self._agrees(self._of[i], said)} | {a.place_id}
        if said.written:
            kept |= self._index("name").get((said.written, number_of(a.building)), set())
        return kept if said.building else {self._estate(self._of[i]) for i in kept}

    def meant(self, said: Said) -> int:
        """Id of the place that the text was made from."""
        return said.address.place_id if said.building else self._estate(said.address)

    def _estate(self, a: Address) -> int:
        return self._entry.get((a.compound, (a.district, a.subdistrict, a.community)), a.place_id)

    def _agrees(self, other: Address, said: Said) -> bool:
        a = said.address
        road = not said.road or (other.road, other.house_no) == (a.road, a.house_no)
        return road and (not said.subdistrict or other.subdistrict == a.subdistrict)
