"""The territory as the finder knows it: sites (a compound, or one door plate), their buildings, roads and parents."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from twingrid.territory.finding.index import Names, Role
from twingrid.territory.finding.model import PlaceEntry, PlaceKind
from twingrid.territory.finding.normalise import normalise
from twingrid.territory.finding.parse import building_key, door_key, unit_key

Key = tuple[str, str]


@dataclass(slots=True)
class Site:
    """A compound (name set) or a door plate (road and door set) with its buildings by number."""

    name: str
    shown: str
    parents: tuple[str, ...]
    entry: int = -1
    plates: set[tuple[str, str]] = field(default_factory=set)
    buildings: dict[Key, list[int]] = field(default_factory=dict)
    weight: int = 0

    @property
    def named(self) -> list[str]:
        """Names of the buildings that have no number (综合楼, 西楼)."""
        return [words for words, number in self.buildings if words and not number]

    def numbered(self, number: str, *, prefix: str = "") -> list[int]:
        """Buildings of a number; one with the same words before it (东3号楼) goes first."""
        if prefix and (prefix, number) in self.buildings:
            return self.buildings[prefix, number]
        if ("", number) in self.buildings:
            return self.buildings["", number]
        return [b for (_, n), found in self.buildings.items() if n == number for b in found]

    def only(self) -> list[int]:
        """The building when there is but one."""
        every = [b for found in self.buildings.values() for b in found]
        return every if len(every) == 1 else []


class Territory:
    """All entries, grouped. Built once, then only read."""

    def __init__(self, entries: Iterable[PlaceEntry]) -> None:
        self.entries = list(entries)
        self.sites: list[Site] = []
        self.site_of: dict[int, int] = {}
        self.units: dict[int, dict[str, str]] = {}
        self.plates: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.parents: dict[str, int] = {}
        self.within: dict[str, list[int]] = defaultdict(list)
        self.roads: dict[str, list[int]] = {}
        self.doors: dict[str, set[str]] = defaultdict(set)
        self.on_road: dict[str, dict[int, None]] = defaultdict(dict)
        self.names = Names()
        self._by_key: dict[tuple[str, ...], int] = {}
        self._plain: dict[str, str] = {}
        self._parents_of: dict[tuple[str, ...], tuple[str, ...]] = {}
        for number, entry in enumerate(self.entries):
            if entry.kind is PlaceKind.COMPOUND:
                self._add_compound(number, entry)
        for number, entry in enumerate(self.entries):
            if entry.kind is PlaceKind.BUILDING:
                self._add_building(number, entry)
        self._register()

    def plain(self, name: str) -> str:
        """Normalised name without spaces, remembered while building."""
        found = self._plain.get(name)
        if found is None:
            found = self._plain[name] = normalise(name).replace(" ", "")
        return found

    def _plain_parents(self, parents: tuple[str, ...]) -> tuple[str, ...]:
        found = self._parents_of.get(parents)
        if found is None:
            found = self._parents_of[parents] = tuple(map(self.plain, parents))
        return found

    def _site(self, entry: PlaceEntry, name: str) -> int:
        """The site of a compound's name and parents, or of a door plate; made when new."""
        plate = (self.plain(entry.road), door_key(entry.house_no)) if entry.road else ("", "")
        parents = self._plain_parents(entry.parents)
        key = ("name", self.plain(name), *parents) if name else ("plate", *plate, *parents)
        found = self._by_key.get(key)
        if found is None:
            found = self._by_key[key] = len(self.sites)
            shown = name or f"{entry.road}{entry.house_no}"
            self.sites.append(Site(self.plain(name), shown, parents))
        return found

    def _add_compound(self, number: int, entry: PlaceEntry) -> None:
        at = self._site(entry, entry.name)
        site = self.sites[at]
        site.entry, site.weight = number, site.weight + entry.weight
        self._add_plate(at, entry)
        for alias in entry.aliases:
            self.names.add(self.plain(alias), role=Role.SITE, ref=at, alias=True)

    def _add_plate(self, at: int, entry: PlaceEntry, building: int | None = None) -> None:
        if not entry.road:
            return
        plate = (self.plain(entry.road), door_key(entry.house_no))
        self.doors[plate[0]].add(plate[1])
        self.on_road[plate[0]][at] = None
        if plate[1]:
            self.sites[at].plates.add(plate)
            known = self.plates[plate][at]
            if building is not None:
                known.append(building)

    def _add_building(self, number: int, entry: PlaceEntry) -> None:
        at = self._site(entry, entry.compound)
        site = self.sites[at]
        self.site_of[number] = at
        key = self._key_in(site, entry)
        site.buildings.setdefault(key, []).append(number)
        site.weight += entry.weight
        self._add_plate(at, entry, number)
        if entry.units:
            self.units[number] = {unit_key(label): label for label in entry.units}

    def _key_in(self, site: Site, entry: PlaceEntry) -> Key:
        """Number of a building inside its site; empty when the door plate is the building."""
        plain = self.plain(entry.name)
        for lead in (site.name, self.plain(entry.road) + self.plain(entry.house_no), self.plain(entry.road)):
            plain = plain.removeprefix(lead) if lead else plain
        if not site.name and door_key(plain) in ("", door_key(entry.house_no)) and "楼" not in plain:
            return ("", "")
        return building_key(plain) if plain else ("", "")

    def _register(self) -> None:
        """Give every name to the index."""
        for at, site in enumerate(self.sites):
            self.names.add(site.name, role=Role.SITE, ref=at)
            for parent in site.parents:
                self._parent(parent)
                self.within[parent].append(at)
        for road in self.doors:
            self.roads.setdefault(road, [])
        self._register_aliases()
        self._register_labels()
        self._register_others()
        for number, road in enumerate(self.roads):
            self.names.add(road, role=Role.ROAD, ref=number)
        self.road_names = list(self.roads)
        self.with_door = Counter(door for doors in self.doors.values() for door in doors)
        self.parent_names = list(self.parents)
        self._plain.clear()
        self._parents_of.clear()
        self._by_key.clear()

    def _register_others(self) -> None:
        for number, entry in enumerate(self.entries):
            if entry.kind in (PlaceKind.COMPOUND, PlaceKind.BUILDING):
                continue
            if entry.kind is PlaceKind.ROAD:
                self.roads.setdefault(self.plain(entry.name), []).append(number)
            for name in (entry.name, *entry.aliases):
                self.names.add(self.plain(name), role=Role.ENTRY, ref=number, alias=name != entry.name)

    def _parent(self, name: str) -> None:
        if name not in self.parents:
            self.parents[name] = len(self.parents)
            self.names.add(name, role=Role.PARENT, ref=self.parents[name])

    def _register_aliases(self) -> None:
        """Other names given with buildings: shared by several they name the site, otherwise the building."""
        shared = Counter((at, alias) for n, at in self.site_of.items() for alias in set(self.entries[n].aliases))
        for number, at in self.site_of.items():
            for alias in self.entries[number].aliases:
                times = shared[at, alias]
                if times > 1 or self.sites[at].only():
                    self.names.add(self.plain(alias), role=Role.SITE, ref=at, alias=True)
                    shared[at, alias] = -1
                elif times == 1:
                    self.names.add(self.plain(alias), role=Role.BUILDING, ref=number, alias=True)

    def _register_labels(self) -> None:
        """Names of buildings that no other building has (舜耕大厦, but not 综合楼) are found by themselves."""
        labels = Counter(label for site in self.sites for label in site.named)
        for site in self.sites:
            for label in site.named:
                if labels[label] == 1 and len(label) > 2:
                    for number in site.buildings[label, ""]:
                        self.names.add(label, role=Role.BUILDING, ref=number)

    def door_bits(self, door: str) -> float:
        """How much a door number says about a road that has it: log2(100) when one road in a hundred has."""
        return math.log2(len(self.doors) / self.with_door[door]) if self.with_door[door] else 0.0

    @property
    def memory_bytes(self) -> int:
        """Estimated bytes of sites, numbers and entries (strings shared with the caller are not counted)."""
        per_entry, per_site = 420, 900
        return len(self.entries) * per_entry + len(self.sites) * per_site
