"""From evidence to scored places. Scores are between 0 and 1; what they mean is decided in `decide`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from twingrid.territory.finding.evidence import Evidence
from twingrid.territory.finding.heard import Heard, overlap
from twingrid.territory.finding.index import Role
from twingrid.territory.finding.inside import Scored, building, inside
from twingrid.territory.finding.model import PlaceKind, Reason
from twingrid.territory.finding.parse import Parts
from twingrid.territory.finding.propose import NAMES, SAME_NAMED, Proposal, name_reason, name_score, proposals

RATHER_LOST = 0.1
"""How far behind a name with a lost character may be and still be meant, not one with an added character."""
LEAST = 0.4
"""Score below which a place is not offered."""
_SMALL_FIRST = (
    PlaceKind.BUILDING, PlaceKind.COMPOUND, PlaceKind.TRANSFORMER, PlaceKind.STATION, PlaceKind.LANDMARK,
    PlaceKind.ROAD, PlaceKind.COMMUNITY, PlaceKind.SUBDISTRICT,
)  # fmt: skip
"""Of equal scores the smaller place comes first."""


def score_places(evidence: Evidence) -> list[Scored]:
    """All places a text may mean, best first, each once."""
    best: dict[int, Scored] = {}
    for scored in _all(evidence):
        known = best.get(scored.entry)
        if scored.score >= LEAST and (known is None or scored.score > known.score):
            best[scored.entry] = scored
    return in_order(evidence, _rather_lost(evidence, in_order(evidence, list(best.values()))))


def in_order(evidence: Evidence, scored: list[Scored]) -> list[Scored]:
    """Best first; of equal scores the smaller place, then the one with more households."""
    entries = evidence.territory.entries
    order = {kind: place for place, kind in enumerate(_SMALL_FIRST)}
    return sorted(scored, key=lambda s: (-s.score, order[entries[s.entry].kind], -entries[s.entry].weight, s.entry))


def _rather_lost(evidence: Evidence, scored: list[Scored]) -> list[Scored]:
    """A character too many for one name that is in its place in another was not added to the first but is all that is
    left of the second: 万达国海德公园 is 万达康国海德公园, not 万达海德公园."""
    top = scored[0] if scored else None
    name = _heard_name(top) if top and top.reason is Reason.LITERAL else ""
    if top is None or not name or not _added(evidence, top, name):
        return scored
    near = (s for s in scored if top.score - s.score <= RATHER_LOST and s.reason is Reason.PARTIAL)
    other = next((s for s in near if len(_heard_name(s)) > len(name)), None)
    if other is None:
        return scored
    return [
        replace(s, score=min(s.score, other.score - 0.005)) if _heard_name(s) == name and s.reason is top.reason else s
        for s in scored
    ]


def _heard_name(scored: Scored) -> str:
    heard = scored.led_by.heard if scored.led_by else None
    return heard.mention.name if heard else ""


def _added(evidence: Evidence, scored: Scored, name: str) -> bool:
    """Whether a name was said whole with another character inside that is no stutter."""
    heard = scored.led_by.heard if scored.led_by else None
    said = evidence.said(heard) if heard else ""
    if len(said) != len(name) + 1:
        return False
    at = next((i for i, (one, other) in enumerate(zip(said, name, strict=False)) if one != other), len(name))
    return said[:at] + said[at + 1 :] == name and said[at] not in said[max(0, at - 1) : at] + said[at + 1 : at + 2]


def _all(evidence: Evidence) -> Iterator[Scored]:
    best: dict[int, Proposal] = {}
    for proposal in proposals(evidence):
        known = best.get(proposal.site)
        if known is None or proposal.score > known.score:
            best[proposal.site] = proposal
    for proposal in best.values():
        yield from inside(evidence.territory, proposal)
    yield from _other_kinds(evidence)


def _other_kinds(evidence: Evidence) -> Iterator[Scored]:
    for heard in [h for h in evidence.heard if h.role is Role.ENTRY][:NAMES]:
        score = name_score(evidence, heard)
        parts = evidence.parts(heard.span, None)
        for entry in heard.refs[:SAME_NAMED]:
            kind = evidence.territory.entries[entry].kind
            less = _unused(kind, parts) + _contained(evidence, heard)
            yield Scored(entry, -1 - entry, score - less, name_reason(evidence, heard))
    for heard in [h for h in evidence.heard if h.role is Role.BUILDING][:NAMES]:
        parts = evidence.parts(heard.span, None)
        proposal = Proposal(-1, name_score(evidence, heard), name_reason(evidence, heard), parts)
        for number in heard.refs:
            scored = building(evidence.territory, proposal, parts, number, proposal.score)
            yield replace(scored, site=evidence.territory.site_of[number])


def _unused(kind: PlaceKind, parts: Parts) -> float:
    """Numbers that a place of this kind leaves unexplained."""
    if kind is PlaceKind.ROAD and (parts.building or parts.unit):
        return 0.4
    if kind is PlaceKind.ROAD and parts.door:
        return 0.3
    if parts.building or parts.unit or parts.door:
        return 0.28
    return 0.1 if parts.room else 0.0


def _contained(evidence: Evidence, heard: Heard) -> float:
    """A parent or road said beside a clearer name only says where that name is."""
    return 0.3 if any(not overlap(span, heard.span) for span in evidence.named_spans) else 0.0
