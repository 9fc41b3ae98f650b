"""From a site and the numbers of the text to its building, or to the site itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from twingrid.territory.finding.model import Reason
from twingrid.territory.finding.parse import Parts
from twingrid.territory.finding.propose import Proposal
from twingrid.territory.finding.sites import Site, Territory


@dataclass(frozen=True, slots=True)
class Scored:
    """A place that may be meant; `entry` is its number in the territory, `site` groups what lies in one compound;
    `led_by` is the proposal that it comes from."""

    entry: int
    site: int
    score: float
    reason: Reason
    unit: str = ""
    room: str = ""
    led_by: Proposal | None = None


def inside(territory: Territory, proposal: Proposal) -> Iterator[Scored]:
    """The building that the numbers say, or the site itself when they say none or one it does not have."""
    site = territory.sites[proposal.site]
    parts = _fitting(site, proposal.parts)
    if proposal.named:
        found = site.buildings[proposal.named, ""]
        yield from (building(territory, proposal, parts, b, proposal.score) for b in found)
        return
    if not parts.building:
        alone = site.buildings.get(("", "")) or (site.only() if parts.inside else [])
        yield from (building(territory, proposal, parts, b, proposal.score) for b in alone)
        if site.entry >= 0 and not alone:
            less = 0.06 if parts.inside and site.buildings else 0.0
            yield Scored(site.entry, proposal.site, proposal.score - less, proposal.reason, *_words(parts), proposal)
        elif not alone:
            every = [b for found in site.buildings.values() for b in found]
            yield from (building(territory, proposal, parts, b, proposal.score - 0.1) for b in every[:30])
        return
    prefix = f"{parts.row}排" if parts.row else proposal.prefix
    found = site.numbered(parts.building, prefix=prefix)
    yield from (building(territory, proposal, parts, b, proposal.score) for b in found)
    for number in parts.also:
        others = site.numbered(number)
        yield from (building(territory, proposal, replace(parts, building=number), b, proposal.score) for b in others)
    if not found:
        yield from _near_numbers(territory, proposal, site, parts)


def _fitting(site: Site, parts: Parts) -> Parts:
    """Read the numbers anew when the site has no such building: 2-501 may be unit and room, 78-3号楼 door and
    building."""
    if parts.row and not parts.building:
        return _row(site, parts)
    if not parts.building:
        return _run_together(site, parts)
    if site.numbered(parts.building):
        return parts
    if "-" in parts.building and site.numbered(parts.building.split("-")[-1]):
        return replace(parts, building=parts.building.split("-")[-1])
    one = ("", "") in site.buildings or bool(site.only())
    return _standing_alone(parts) if one else parts


def _standing_alone(parts: Parts) -> Parts:
    """Where there is but one building, 5楼 of 78号2单元5楼501 is the floor, and 2-501 is unit and room."""
    if parts.storey and (parts.unit or parts.room.startswith(parts.building)):
        return replace(parts, building="")
    if parts.loose or not parts.unit:
        return replace(parts, building="", unit=parts.unit or parts.building)
    return parts


def _row(site: Site, parts: Parts) -> Parts:
    """9排8号 is building 8 of row 9, or home 8 of a building called 9排."""
    if (f"{parts.row}排", parts.room) in site.buildings:
        return replace(parts, building=parts.room, room="")
    if ("", "") in site.buildings and site.entry < 0:
        return replace(parts, room="")
    return replace(parts, building=f"{parts.row}排")


def _run_together(site: Site, parts: Parts) -> Parts:
    """乐山小区32单元 may be building 3, unit 2, when the words between were lost."""
    if len(parts.unit) == 2 and parts.unit.isdigit() and not site.only() and site.numbered(parts.unit[0]):
        return replace(parts, building=parts.unit[0], unit=parts.unit[1])
    return parts


def _words(parts: Parts) -> tuple[str, str]:
    return (f"{parts.unit}单元" if parts.unit else "", parts.room)


def building(territory: Territory, proposal: Proposal, parts: Parts, number: int, score: float) -> Scored:
    units = territory.units.get(number)
    unit, room = _words(parts)
    reason = proposal.reason
    if parts.unit and units:
        if parts.unit in units:
            unit = units[parts.unit]
        else:
            unit, score, reason = "", score - 0.12, Reason.WHOLE_BUILDING
    return Scored(number, proposal.site, score, reason, unit, room, proposal)


def _near_numbers(territory: Territory, proposal: Proposal, site: Site, parts: Parts) -> Iterator[Scored]:
    numbered = ((number, found) for (_, number), found in site.buildings.items() if number)
    near = ((OSA.distance(number, parts.building), number, found) for number, found in numbered)
    for distance, _, found in sorted(near)[:4]:
        if distance <= 1:
            for number in found:
                scored = building(territory, proposal, parts, number, proposal.score - 0.3)
                yield replace(scored, reason=Reason.NEAR_NUMBER)
    if site.entry >= 0:
        less = 0.25 if site.buildings else 0.1
        yield Scored(site.entry, proposal.site, proposal.score - less, proposal.reason, *_words(parts), proposal)
