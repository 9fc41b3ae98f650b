"""Which sites a text may mean: by a name, by road and door, or as a number inside a community."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from rapidfuzz.distance import OSA, LCSseq

from twingrid.territory.finding import sounds
from twingrid.territory.finding.evidence import CLEAR, OTHER_ZONE, Evidence
from twingrid.territory.finding.heard import Heard, overlap
from twingrid.territory.finding.index import Form, Role
from twingrid.territory.finding.model import Reason
from twingrid.territory.finding.parse import Mark, Parts
from twingrid.territory.finding.sites import Site

NAMES, PLATES, SAME_NAMED = 14, 12, 60
"""How many names, sites of one door plate and places of one name are looked at."""
UNNAMED = 0.01
"""What a yard without a name is ahead of an estate of the same door when the door alone was said."""
WITHIN = 0.6
"""Score of a building of the right number somewhere in a community that was said."""
ON_ROAD, SHORTEST, HELD = 40, 3, 0.75
"""Sites of a road that are compared with a short form, its fewest characters, and the share a name must hold."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A site that the text may mean, before its numbers are looked at; `heard` is the name or road that led to it,
    `backed` says that a road, a door or a community beside it speaks for it."""

    site: int
    score: float
    reason: Reason
    parts: Parts
    prefix: str = ""
    named: str = ""
    heard: Heard | None = None
    backed: bool = False


def proposals(evidence: Evidence) -> Iterator[Proposal]:
    """Everything a text may mean, the same site perhaps several times."""
    names = [h for h in evidence.heard if h.role is Role.SITE][:NAMES]
    for heard in names:
        yield from _by_name(evidence, heard)
    for road in evidence.roads:
        yield from _by_plate(evidence, road)
        yield from _on_road(evidence, road)
    for parent in [p for p in evidence.parents if p.form is not Form.STEM][:3]:
        beside = (h for h in names if not overlap(h.span, parent.span))
        if not any(name_score(evidence, h) >= CLEAR for h in beside):
            yield from _by_parent(evidence, parent)


def name_reason(evidence: Evidence, heard: Heard) -> Reason:
    """In what way a name was said."""
    said = evidence.said(heard)
    name = heard.mention.name
    if said == name:
        return {Form.OFFICIAL: Reason.EXACT, Form.ALIAS: Reason.ALIAS, Form.STEM: Reason.PARTIAL}[heard.form]
    if len(said) == len(name) and all(map(sounds.same_sound, map(sounds.letter, said), map(sounds.letter, name))):
        return Reason.SAME_SOUND
    return Reason.PARTIAL if _left_out(said, name) else Reason.LITERAL


def _left_out(said: str, name: str) -> bool:
    """Whether a name only lost characters: all that was said is in it, in order."""
    rest = iter(name)
    return len(said) < len(name) and all(any(sounds.same_sound(c, other) for other in rest) for c in said)


def name_score(evidence: Evidence, heard: Heard) -> float:
    """Likeness less what the words beside the name take away."""
    score = heard.likeness - evidence.beside(heard) - evidence.covered(heard) - evidence.as_road(heard)
    score -= evidence.as_parent(heard)
    said = evidence.said(heard)
    chance = heard.form is Form.STEM and said != heard.mention.name and not evidence.points_somewhere
    covers = heard.mention.end - heard.mention.start >= len(evidence.text) - len(evidence.quiet | evidence.talk)
    return score - 0.3 if chance and not covers else score


def _by_name(evidence: Evidence, heard: Heard) -> Iterator[Proposal]:
    road = evidence.road_beside(heard.span)
    parts = evidence.parts(heard.span, road)
    score = name_score(evidence, heard)
    reason = name_reason(evidence, heard)
    prefix, zone = _prefix(evidence, heard, parts)
    for at in heard.refs[:SAME_NAMED]:
        site = evidence.territory.sites[at]
        beside = _plate_evidence(site, road, parts, evidence), _parent_evidence(evidence, site, heard)
        value = score + sum(beside)
        known = next((words for words, _ in site.buildings if words and same_words(words, prefix)), prefix[-4:])
        if zone and known:
            value += OTHER_ZONE * any(words == known for words, _ in site.buildings)
        elif known and any(words == known for words, _ in site.buildings):
            value += evidence.after(heard)  # 2巷 of 岳阳寨2巷5号
        named = _named_building(site, evidence, after=heard.mention.end)
        value += evidence.after(heard) if named else 0.0
        inside = evidence.parts(heard.span, road, named=True) if named else parts
        yield Proposal(at, value, reason, inside, known, named, heard, backed=max(beside) > 0.02)


def same_words(own: str, said: str) -> bool:
    """Whether words before a building's number were said, numerals as figures or not."""
    return "".join(map(sounds.letter, said)).endswith("".join(map(sounds.letter, own)))


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
    between = range(heard.mention.end, parts.at)
    words = "".join(evidence.text[i] for i in between if i not in evidence.quiet and i not in evidence.talk)
    zone = any(t.mark is Mark.ZONE and t.start == heard.mention.end for t in evidence.tokens)
    return words, zone


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
        return 0.06
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
    reason = Reason.NUMBERS if road.likeness > 0.99 else name_reason(evidence, road)
    sure = 0.06 if road.likeness < 0.9 else 0.0  # such a number does exist on that road
    for at in list(found)[:PLATES]:
        site = evidence.territory.sites[at]
        value = score + sure - _other_name(at, named) + _parent_evidence(evidence, site, road)
        value += 0.0 if site.name else UNNAMED
        label = _named_building(site, evidence, after=road.mention.end)
        backed = _parent_evidence(evidence, site, road) > 0
        yield Proposal(at, value, reason, parts, named=label, heard=road, backed=backed)
    if not found:
        less = 0.25 if any(h.likeness >= 0.8 for h in named) else 0.0
        yield from _near_doors(evidence, road, name, parts, score - less)


def _on_road(evidence: Evidence, road: Heard) -> Iterator[Proposal]:
    """Sites of a road whose names hold all or most characters of a short form said behind it (水塔大道人行宿舍)."""
    if road.likeness < CLEAR or road.form is Form.STEM:
        return
    parts = evidence.parts(road.span, road)
    short = evidence.run_behind(road)
    if parts.door or len(short) < SHORTEST:
        return
    territory = evidence.territory
    said = list(map(sounds.sounded, short))
    for at in islice(territory.on_road.get(territory.road_names[road.refs[0]], ()), ON_ROAD):
        name = territory.sites[at].name
        held = LCSseq.similarity(said, list(map(sounds.sounded, name))) / len(said) if name else 0.0
        if held >= HELD and sounds.nearly(short[-1], name[-1]):
            yield Proposal(at, road.likeness - 0.2 - (1 - held), Reason.PARTIAL, parts, heard=road, backed=True)


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
        for at in evidence.territory.within[evidence.territory.parent_names[ref]][:SAME_NAMED]:
            site = evidence.territory.sites[at]
            if site.name and site.numbered(parts.building):
                yield Proposal(at, WITHIN * parent.likeness, Reason.WITHIN, parts)
