"""From evidence to scored places. Scores are between 0 and 1; what they mean is decided in `decide`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from twingrid.territory.finding import sounds
from twingrid.territory.finding.evidence import CLEAR, Evidence, Heard, overlap
from twingrid.territory.finding.index import Form, Role
from twingrid.territory.finding.model import PlaceKind, Reason
from twingrid.territory.finding.parse import Mark, Parts
from twingrid.territory.finding.sites import Site, Territory

LEAST = 0.42
"""Score below which a place is not offered."""
_SMALL_FIRST = (
    PlaceKind.BUILDING, PlaceKind.COMPOUND, PlaceKind.TRANSFORMER, PlaceKind.STATION, PlaceKind.LANDMARK,
    PlaceKind.ROAD, PlaceKind.COMMUNITY, PlaceKind.SUBDISTRICT,
)  # fmt: skip
"""Of equal scores the smaller place comes first."""
_NAMES, _PLATES, _SAME_NAMED = 14, 12, 60


@dataclass(frozen=True, slots=True)
class Scored:
    """A place that may be meant; `entry` is its number in the territory, `site` groups what lies in one compound."""

    entry: int
    site: int
    score: float
    reason: Reason
    unit: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A site that the text may mean, before its numbers are looked at."""

    site: int
    score: float
    reason: Reason
    parts: Parts
    prefix: str = ""
    named: str = ""


def score_places(evidence: Evidence) -> list[Scored]:
    """All places a text may mean, best first, each once."""
    best: dict[int, Scored] = {}
    for scored in _all(evidence):
        known = best.get(scored.entry)
        if scored.score >= LEAST and (known is None or scored.score > known.score):
            best[scored.entry] = scored
    entries = evidence.territory.entries
    order = {kind: place for place, kind in enumerate(_SMALL_FIRST)}
    return sorted(
        best.values(), key=lambda s: (-s.score, order[entries[s.entry].kind], -entries[s.entry].weight, s.entry)
    )


def _all(evidence: Evidence) -> Iterator[Scored]:
    proposals: dict[int, Proposal] = {}
    for proposal in _proposals(evidence):
        known = proposals.get(proposal.site)
        if known is None or proposal.score > known.score:
            proposals[proposal.site] = proposal
    for proposal in proposals.values():
        yield from _inside(evidence.territory, proposal)
    yield from _other_kinds(evidence)


def _proposals(evidence: Evidence) -> Iterator[Proposal]:
    names = [h for h in evidence.heard if h.role is Role.SITE][:_NAMES]
    for heard in names:
        yield from _by_name(evidence, heard)
    for road in evidence.roads:
        yield from _by_plate(evidence, road)
    for parent in [p for p in evidence.parents if p.form is not Form.STEM][:3]:
        beside = (h for h in names if not overlap(h.span, parent.span))
        if not any(name_score(evidence, h) >= CLEAR for h in beside):
            yield from _by_parent(evidence, parent)


# ---------------------------------------------------------------- names


def name_reason(text: str, heard: Heard) -> Reason:
    """In what way a name was said."""
    said = text[slice(*heard.span)].replace(" ", "")
    name = heard.mention.name
    if said == name:
        return {Form.OFFICIAL: Reason.EXACT, Form.ALIAS: Reason.ALIAS, Form.STEM: Reason.PARTIAL}[heard.form]
    if len(said) == len(name) and all(map(sounds.same_sound, map(sounds.letter, said), map(sounds.letter, name))):
        return Reason.SAME_SOUND
    return Reason.PARTIAL if len(said) < len(name) else Reason.LITERAL


def name_score(evidence: Evidence, heard: Heard) -> float:
    """Likeness less what the words beside the name take away."""
    score = heard.likeness - evidence.beside(heard) - evidence.covered(heard) - evidence.as_road(heard)
    said = evidence.text[slice(*heard.span)].replace(" ", "")
    chance = heard.form is Form.STEM and said != heard.mention.name and not evidence.points_somewhere
    covers = heard.mention.end - heard.mention.start >= len(evidence.text) - len(evidence.quiet | evidence.talk)
    return score - 0.3 if chance and not covers else score


def _by_name(evidence: Evidence, heard: Heard) -> Iterator[Proposal]:
    road = evidence.road_beside(heard.span)
    parts = evidence.parts(heard.span, road)
    score = name_score(evidence, heard)
    reason = name_reason(evidence.text, heard)
    prefix, zone = _prefix(evidence, heard, parts)
    for at in heard.refs[:_SAME_NAMED]:
        site = evidence.territory.sites[at]
        value = score + _plate_evidence(site, road, parts, evidence) + _parent_evidence(evidence, site, heard)
        if zone and any(words == prefix for words, _ in site.buildings):
            value += 0.12
        named = _named_building(site, evidence, after=heard.mention.end)
        value += evidence.after(heard) if named else 0.0
        inside = evidence.parts(heard.span, road, named=True) if named else parts
        yield Proposal(at, value, reason, inside, prefix, named)


def _named_building(site: Site, evidence: Evidence, *, after: int) -> str:
    """A building that has a name instead of a number (综合楼)."""
    if not site.named or any(t.mark is Mark.BUILDING for t in evidence.tokens):
        return ""
    text, rest = evidence.text, evidence.text[after:]
    said = (label for label in site.named if label in text or (len(label) > 2 and label.removesuffix("楼") in rest))
    return max(said, key=len, default="")


def _prefix(evidence: Evidence, heard: Heard, parts: Parts) -> tuple[str, bool]:
    """Words between the name and the building's number (南区, 东), and whether they are a zone."""
    if parts.at < heard.mention.end:
        return "", False
    words = evidence.text[heard.mention.end : parts.at].replace(" ", "")
    zone = any(t.mark is Mark.ZONE and t.start == heard.mention.end for t in evidence.tokens)
    return (words if len(words) <= 4 else ""), zone


def _plate_evidence(site: Site, road: Heard | None, parts: Parts, evidence: Evidence) -> float:
    """A road and door beside a name speak for it, or a little against it."""
    if road is None:
        return 0.0
    name = evidence.territory.road_names[road.refs[0]]
    if parts.door and (name, parts.door) not in site.plates and (name, parts.door) in evidence.territory.plates:
        return -0.12 * road.likeness
    if not site.plates:
        return 0.0
    doors = [door for known, door in site.plates if known == name]
    if not doors:
        return -0.06 * road.likeness
    if not parts.door:
        return 0.03
    near = min(OSA.distance(parts.door, door) for door in doors)
    return (0.12, 0.02)[near] if near <= 1 else -0.03


def _parent_evidence(evidence: Evidence, site: Site, heard: Heard) -> float:
    """A subdistrict or community said beside the name."""
    value = 0.0
    for parent in evidence.parents:
        if overlap(parent.span, heard.span):
            continue
        names = {evidence.territory.parent_names[ref] for ref in parent.refs}
        value += 0.08 if names & set(site.parents) else -0.1
    return max(-0.2, min(0.16, value))


# ---------------------------------------------------------------- road and door


def _by_plate(evidence: Evidence, road: Heard) -> Iterator[Proposal]:
    parts = evidence.parts(road.span, road)
    if not parts.door:
        return
    name = evidence.territory.road_names[road.refs[0]]
    score = road.likeness - evidence.before(road)
    over = [p.span for p in evidence.parents if p.form is not Form.STEM]
    named = [
        h
        for h in evidence.heard
        if h.role is Role.SITE and not overlap(h.span, road.span) and not any(overlap(h.span, span) for span in over)
    ]
    found = evidence.territory.plates.get((name, parts.door), {})
    reason = Reason.NUMBERS if road.likeness > 0.99 else name_reason(evidence.text, road)
    sure = 0.06 if road.likeness < 0.9 else 0.0  # such a number does exist on that road
    for at in list(found)[:_PLATES]:
        site = evidence.territory.sites[at]
        value = score + sure - _other_name(at, named) + _parent_evidence(evidence, site, road)
        label = _named_building(site, evidence, after=road.mention.end)
        yield Proposal(at, value, reason, parts, named=label)
    if not found:
        less = 0.25 if any(h.likeness >= 0.8 for h in named) else 0.0
        yield from _near_doors(evidence, road, name, parts, score - less)


def _other_name(site: int, named: list[Heard]) -> float:
    """What the compound said beside a door plate takes away: little when it resembles the one that is there."""
    own = max((h.likeness for h in named if site in h.refs), default=0.0)
    if own >= 0.45:
        return 0.12 * (1 - own)
    return 0.25 if any(h.likeness >= 0.8 for h in named) else 0.0


def _near_doors(evidence: Evidence, road: Heard, name: str, parts: Parts, score: float) -> Iterator[Proposal]:
    doors = sorted(evidence.territory.doors[name], key=lambda door: (OSA.distance(door, parts.door), door))
    for door in doors[:4]:
        if door and OSA.distance(door, parts.door) <= 1:
            for at in list(evidence.territory.plates[name, door])[:3]:
                yield Proposal(at, score - 0.3, Reason.NEAR_NUMBER, replace(parts, door=door))


def _by_parent(evidence: Evidence, parent: Heard) -> Iterator[Proposal]:
    """Buildings of a number inside a community that was said."""
    parts = evidence.parts(parent.span, None)
    if not parts.building:
        return
    for ref in parent.refs:
        for at in evidence.territory.within[evidence.territory.parent_names[ref]][:_SAME_NAMED]:
            site = evidence.territory.sites[at]
            if site.name and site.numbered(parts.building):
                yield Proposal(at, 0.7 * parent.likeness, Reason.WITHIN, parts)


# ---------------------------------------------------------------- inside a site


def _inside(territory: Territory, proposal: Proposal) -> Iterator[Scored]:
    """The building that the numbers say, or the site itself when they say none or one it does not have."""
    site = territory.sites[proposal.site]
    parts = _fitting(site, proposal.parts)
    if proposal.named:
        found = site.buildings[proposal.named, ""]
        yield from (_building(territory, proposal, parts, b, proposal.score) for b in found)
        return
    if not parts.building:
        alone = site.buildings.get(("", "")) or (site.only() if parts.inside else [])
        yield from (_building(territory, proposal, parts, b, proposal.score) for b in alone)
        if site.entry >= 0 and not alone:
            less = 0.06 if parts.inside and site.buildings else 0.0
            yield Scored(site.entry, proposal.site, proposal.score - less, proposal.reason, *_words(parts))
        elif not alone:
            every = [b for found in site.buildings.values() for b in found]
            yield from (_building(territory, proposal, parts, b, proposal.score - 0.1) for b in every[:30])
        return
    prefix = f"{parts.row}排" if parts.row else proposal.prefix
    found = site.numbered(parts.building, prefix=prefix)
    yield from (_building(territory, proposal, parts, b, proposal.score) for b in found)
    if not found:
        yield from _near_numbers(territory, proposal, site, parts)


def _fitting(site: Site, parts: Parts) -> Parts:
    """Read the numbers anew when the site has no such building: 2-501 may be unit and room, 78-3号楼 door and building."""
    if parts.row and not parts.building:
        return _row(site, parts)
    if not parts.building:
        return _run_together(site, parts)
    if site.numbered(parts.building):
        return parts
    if "-" in parts.building and site.numbered(parts.building.split("-")[-1]):
        return replace(parts, building=parts.building.split("-")[-1])
    one = ("", "") in site.buildings or bool(site.only())
    if one and (parts.loose or not parts.unit):
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


def _building(territory: Territory, proposal: Proposal, parts: Parts, number: int, score: float) -> Scored:
    units = territory.units.get(number)
    unit, room = _words(parts)
    reason = proposal.reason
    if parts.unit and units:
        if parts.unit in units:
            unit = units[parts.unit]
        else:
            unit, score, reason = "", score - 0.12, Reason.WHOLE_BUILDING
    return Scored(number, proposal.site, score, reason, unit, room)


def _near_numbers(territory: Territory, proposal: Proposal, site: Site, parts: Parts) -> Iterator[Scored]:
    near = ((OSA.distance(number, parts.building), number, found) for (_, number), found in site.buildings.items() if number)
    for distance, _, found in sorted(near)[:4]:
        if distance <= 1:
            for number in found:
                scored = _building(territory, proposal, parts, number, proposal.score - 0.3)
                yield replace(scored, reason=Reason.NEAR_NUMBER)
    if site.entry >= 0:
        less = 0.25 if site.buildings else 0.1
        yield Scored(site.entry, proposal.site, proposal.score - less, proposal.reason, *_words(parts))


# ---------------------------------------------------------------- communities, roads, stations, landmarks


def _other_kinds(evidence: Evidence) -> Iterator[Scored]:
    for heard in [h for h in evidence.heard if h.role is Role.ENTRY][:_NAMES]:
        score = name_score(evidence, heard)
        parts = evidence.parts(heard.span, None)
        for entry in heard.refs[:_SAME_NAMED]:
            kind = evidence.territory.entries[entry].kind
            less = _unused(kind, parts) + _contained(evidence, heard)
            yield Scored(entry, -1 - entry, score - less, name_reason(evidence.text, heard))
    for heard in [h for h in evidence.heard if h.role is Role.BUILDING][:_NAMES]:
        parts = evidence.parts(heard.span, None)
        proposal = Proposal(-1, name_score(evidence, heard), name_reason(evidence.text, heard), parts)
        for number in heard.refs:
            scored = _building(evidence.territory, proposal, parts, number, proposal.score)
            yield replace(scored, site=evidence.territory.site_of[number])


def _unused(kind: PlaceKind, parts: Parts) -> float:
    """Numbers that a place of this kind leaves unexplained."""
    if kind is PlaceKind.ROAD and parts.door:
        return 0.3
    if parts.building or parts.unit or parts.door:
        return 0.28
    return 0.1 if parts.room else 0.0


def _contained(evidence: Evidence, heard: Heard) -> float:
    """A parent or road said beside a clearer name only says where that name is."""
    return 0.3 if any(not overlap(span, heard.span) for span in evidence.named_spans) else 0.0
