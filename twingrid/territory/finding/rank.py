"""From evidence to scored places. Scores are between 0 and 1; what they mean is decided in `decide`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from twingrid.territory.finding.evidence import Evidence, Heard, overlap
from twingrid.territory.finding.index import Role
from twingrid.territory.finding.inside import Scored, building, inside
from twingrid.territory.finding.model import PlaceKind
from twingrid.territory.finding.parse import Parts
from twingrid.territory.finding.propose import NAMES, SAME_NAMED, Proposal, name_reason, name_score, proposals

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
    entries = evidence.territory.entries
    order = {kind: place for place, kind in enumerate(_SMALL_FIRST)}
    return sorted(
        best.values(), key=lambda s: (-s.score, order[entries[s.entry].kind], -entries[s.entry].weight, s.entry)
    )


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
            yield Scored(entry, -1 - entry, score - less, name_reason(evidence.text, heard))
    for heard in [h for h in evidence.heard if h.role is Role.BUILDING][:NAMES]:
        parts = evidence.parts(heard.span, None)
        proposal = Proposal(-1, name_score(evidence, heard), name_reason(evidence.text, heard), parts)
        for number in heard.refs:
            scored = building(evidence.territory, proposal, parts, number, proposal.score)
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
