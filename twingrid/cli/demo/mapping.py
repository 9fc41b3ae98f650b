"""What the power service areas of 云汀市 are made of: lists, for its law knows one division of the ground only.

A community grid whose buildings all lie in one zone is named whole; where a border of the zones cuts a grid, the
transformers are named one by one. Every second zone is a list of transformers alone.
"""

from __future__ import annotations

from collections import defaultdict

from twingrid.cli.demo.network import Network
from twingrid.cli.demo.power import Town

HEADER = ("area_code", "area_name", "kind", "code")


def rows(town: Town, net: Network, fed: set[str]) -> list[tuple[str, str, str, str]]:
    """(area code, area name, grid or transformer, its code), by area; `fed` are the transformers of network.csv."""
    zones_of_grid: dict[int, set[int]] = defaultdict(set)
    pairs: set[tuple[int, int, str]] = set()
    for b, building in enumerate(town.buildings):
        zone, transformer = int(town.zone_of[b]), net.boxes[int(net.box_start[b])].parent
        zones_of_grid[building.grid].add(zone)
        if transformer in fed:
            pairs.add((zone, building.grid, transformer))
    found: set[tuple[int, str, str]] = set()
    for zone, grid, transformer in pairs:
        whole = town.zones[zone].number % 2 == 1 and len(zones_of_grid[grid]) == 1
        found.add((zone, "grid", town.ground.grids[grid].code) if whole else (zone, "transformer", transformer))
    return [(town.zones[zone].code, town.zones[zone].name, kind, code) for zone, kind, code in sorted(found)]
