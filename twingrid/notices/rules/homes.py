"""Naming homes as residents name them: estates, buildings, stairwells, in as many words as there is room for.

Zhenjiang 2016: a notice named the transformer, the residents knew their street, 260 customers missed it. So a text is
made from the list of premises, never the other way round.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

_NUMBERED = re.compile(r"^(\d+)(\D*)$")
_LONG_RUN = 3  # from three in a row on, a run is told by its ends


@dataclass(frozen=True, slots=True)
class Home:
    """One stairwell (or a whole building where `unit` is empty), and how many customers it holds.

    `compound` is the estate's name, empty for a building known by its door plate, whose `name` is then road and
    number. `units` are all stairwells of the building: when every one of them is meant, none is named.
    """

    building_id: int
    compound: str
    name: str
    unit: str = ""
    customers: int = 0
    units: tuple[str, ...] = ()


class Detail(IntEnum):
    """How exactly homes are named, the most exact first."""

    UNITS = 1
    BUILDINGS = 2
    ESTATES = 3
    COUNT = 4


def name_homes(homes: Sequence[Home], *, detail: Detail = Detail.UNITS) -> str:
    """The homes in residents' words: 乐山小区1至3号楼、5号楼（2单元）；建设路78号. Empty for no homes."""
    if not homes:
        return ""
    estates = _by_estate(homes)
    if detail is Detail.COUNT:
        return _counted(estates)
    return "；".join(_estate(name, of, detail) for name, of in estates)


def fit(homes: Sequence[Home], *, room: int, measure: Callable[[str], int] = len) -> tuple[str, Detail]:
    """The most exact naming that takes at most `room` by `measure` (characters, bytes …), and how exact it is.

    The count alone is given even where it does not fit: whoever sends checks the whole text.
    """
    for detail in Detail:
        words = name_homes(homes, detail=detail)
        if measure(words) <= room:
            return words, detail
    return name_homes(homes, detail=Detail.COUNT), Detail.COUNT


def _by_estate(homes: Iterable[Home]) -> list[tuple[str, list[Home]]]:
    estates: dict[str, list[Home]] = defaultdict(list)
    for home in homes:
        estates[home.compound].append(home)
    # Named estates first, each by name; then what is known by its door plate.
    return sorted(estates.items(), key=lambda item: (not item[0], item[0]))


def _estate(name: str, homes: Sequence[Home], detail: Detail) -> str:
    buildings: dict[int, list[Home]] = defaultdict(list)
    for home in homes:
        buildings[home.building_id].append(home)
    if detail is Detail.ESTATES and name:
        return f"{name}{len(buildings)}栋楼"
    whole: list[str] = []
    parts: list[str] = []
    for of in sorted(buildings.values(), key=lambda of: _order(of[0].name)):
        units = _named_units(of) if detail is Detail.UNITS else ""
        if units:
            parts.append(f"{of[0].name}（{units}）")
        else:
            whole.append(of[0].name)
    return name + "、".join(runs(whole) + parts)


def _named_units(of: Sequence[Home]) -> str:
    """The stairwells that are meant; empty when it is the whole building."""
    meant = {home.unit for home in of}
    if "" in meant or (of[0].units and meant >= set(of[0].units)):
        return ""
    return "、".join(runs(sorted(meant, key=_order)))


def runs(names: Sequence[str]) -> list[str]:
    """Numbers in a row by their ends: 1号楼 2号楼 3号楼 5号楼 → 1至3号楼, 5号楼. Other names stay as they are."""
    told: list[str] = []
    read = [(match, name) for name in names for match in [_NUMBERED.match(name)]]
    for _key, group in groupby(enumerate(read), key=_run_key):
        row = [name for _n, (_match, name) in group]
        if len(row) < _LONG_RUN:
            told += row
        else:
            first = _NUMBERED.match(row[0])
            told.append(f"{first.group(1) if first else row[0]}至{row[-1]}")
    return told


def _run_key(item: tuple[int, tuple[re.Match[str] | None, str]]) -> tuple[str, int]:
    n, (match, name) = item
    return (match.group(2), int(match.group(1)) - n) if match else (name, -n - 1_000_000)


def _order(name: str) -> tuple[int, str]:
    match = _NUMBERED.match(name)
    return (int(match.group(1)), match.group(2)) if match else (1_000_000, name)


def _counted(estates: Sequence[tuple[str, list[Home]]]) -> str:
    """乐山小区、睦和苑等5个小区，共200栋楼."""
    named = [name for name, _homes in estates if name]
    buildings = len({home.building_id for _name, homes in estates for home in homes})
    if not named:
        return f"{buildings}栋楼"
    lead = "、".join(named[:2]) + (f"等{len(named)}个小区" if len(named) > 2 else "")
    return f"{lead}，共{buildings}栋楼"
