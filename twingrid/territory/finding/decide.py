"""When a place is certain, when to ask, and what to ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from twingrid.territory.finding.evidence import Evidence
from twingrid.territory.finding.index import Form, Role
from twingrid.territory.finding.inside import Scored
from twingrid.territory.finding.model import Ask, Candidate, Finding, Outcome, PlaceEntry, PlaceKind, Reason
from twingrid.territory.finding.rank import score_places
from twingrid.territory.finding.sites import Territory

CERTAIN = {
    Reason.EXACT: 0.8,
    Reason.ALIAS: 0.8,
    Reason.NUMBERS: 0.72,
    Reason.SAME_SOUND: 0.68,
    Reason.PARTIAL: 0.66,
    Reason.LITERAL: 0.79,
}
"""Least score of a place that is answered without asking, by how it was named; others never are. What was written
exactly scores near 1: when it does not, something beside the name speaks against it."""
SHORT_FORM = 0.71
"""The same for a name without its ending, when it is not all that was said."""
SURPRISE = {Reason.SAME_SOUND: -2.0, Reason.PARTIAL: -1.0, Reason.LITERAL: -2.0}
"""Least bits by which a name that was not said as it is written must stand out from all names of the city, when no
road, door or community beside it speaks for it: otherwise the text may as well mean a place that does not exist."""
SURPRISE_INSIDE, STRANGE, CLEAN = 5.0, 0.1, 0.02
"""The same for a name said exactly with other words around it (so much penalty or more): 蓝石庭院 in 安草蓝石庭院.
A whole name of the same sound with nothing beside it (less than the last) is taken as it is."""
STRANGE_BITS = 20.0
"""Bits that such penalty takes away, per 1."""
STANDING_OUT, ALONE, CLEARLY = 0.64, 0.12, 1.0
"""Least score, lead and bits by which a name with a wrong or lost character is certain below `CERTAIN` too."""
PLAUSIBLE, PLAUSIBLE_IN_TALK = 0.4, 0.72
"""Least score to offer anything: in a text that looks like an address, and in any other."""
WINDOW = 0.34
"""Candidates so far behind the best are not offered."""
_DIVISIONS = (PlaceKind.COMMUNITY, PlaceKind.SUBDISTRICT)
_BY_NAME = (Reason.EXACT, Reason.ALIAS)
_AS_WRITTEN = (Reason.EXACT, Reason.ALIAS, Reason.NUMBERS)


def lead_needed(score: float) -> float:
    """How far ahead of the next place the best must be: the weaker it is, the farther."""
    if score >= 0.97:
        return 0.03
    return 0.07 if score >= 0.85 else 0.1


def answer(evidence: Evidence, *, asked: str, limit: int) -> Finding:
    """The finding for one text."""
    scored = score_places(evidence)
    address = evidence.points_somewhere or evidence.is_hardly_more_than_a_name
    least = PLAUSIBLE if address else PLAUSIBLE_IN_TALK
    if not scored or scored[0].score < least:
        return Finding(Outcome.UNKNOWN, (), asked, Ask.COMPOUND)
    top = scored[0]
    offered = [s for s in scored if s.score >= top.score - WINDOW][: max(limit, 1)]
    certain = _certain(evidence, scored) and not _by_chance(evidence, top)
    outcome = Outcome.FOUND if certain else Outcome.AMBIGUOUS
    candidates = _candidates(evidence.territory, offered, certain=outcome is Outcome.FOUND)
    return Finding(outcome, candidates, asked, _missing(evidence.territory, offered, outcome))


def _certain(evidence: Evidence, scored: Sequence[Scored]) -> bool:
    top = scored[0]
    rival = next((s for s in scored[1:] if not _holds(evidence.territory, s, top)), None)
    if top.score < least_certain(top):
        alone = rival is None or top.score - rival.score >= ALONE
        return alone and top.score >= STANDING_OUT and top.reason in SURPRISE and _stands_out(evidence, top)
    if rival is None:
        return True
    named = top.score >= 0.97 and top.reason in _AS_WRITTEN and rival.reason not in _AS_WRITTEN
    return top.score - rival.score >= (0.004 if named else lead_needed(top.score))


def least_certain(top: Scored) -> float:
    """Score from which a place is certain by itself: a short form of its name needs a little more."""
    heard = top.led_by.heard if top.led_by else None
    short = heard is not None and heard.form is Form.STEM and top.reason is Reason.PARTIAL
    return SHORT_FORM if short else CERTAIN.get(top.reason, 2.0)


def _stands_out(evidence: Evidence, top: Scored) -> bool:
    """Whether so much of a name was said that no other can be meant: 世卖翡翠公园 is 世茂翡翠公园."""
    heard = top.led_by.heard if top.led_by else None
    return heard is not None and surplus(evidence, top) - STRANGE_BITS * evidence.beside(heard) >= CLEARLY


def surplus(evidence: Evidence, top: Scored) -> float:
    """Bits by which what was said stands out from all names of the city; a door of a road counts with how few roads
    have it."""
    if top.led_by is None or top.led_by.heard is None:
        return 0.0
    heard, chance = top.led_by.heard, evidence.index.chance
    bits = chance.shared(evidence.said(heard), heard.mention.name) - chance.names
    return bits + evidence.territory.door_bits(top.led_by.parts.door) * (heard.role is Role.ROAD)


def _by_chance(evidence: Evidence, top: Scored) -> bool:
    """Whether some name of so large a city would sound like the text even if it meant another place."""
    led_by = top.led_by
    if led_by is None or led_by.heard is None or led_by.backed:
        return False
    heard = led_by.heard
    strange = evidence.beside(heard)
    if top.reason is Reason.SAME_SOUND and heard.form is not Form.STEM and strange < CLEAN:
        return False
    least = SURPRISE_INSIDE if top.reason in _BY_NAME and strange >= STRANGE else SURPRISE.get(top.reason)
    if least is None:
        return False
    return surplus(evidence, top) - STRANGE_BITS * strange < least


def _holds(territory: Territory, outer: Scored, inner: Scored) -> bool:
    """Whether a community or subdistrict of the very same name holds the other place (陡沟村 in 陡沟村)."""
    one, other = territory.entries[outer.entry], territory.entries[inner.entry]
    return one.kind in _DIVISIONS and one.name == (other.compound or other.name) and one.name in other.parents


def _missing(territory: Territory, offered: Sequence[Scored], outcome: Outcome) -> Ask | None:
    """What the person should be asked for next."""
    top = offered[0]
    kind = territory.entries[top.entry].kind
    if outcome is Outcome.FOUND:
        return _below(territory, top, kind)
    if top.reason is Reason.WHOLE_BUILDING:
        return Ask.UNIT
    if top.reason is Reason.NEAR_NUMBER or len({s.site for s in offered[:2]}) == 1:
        return Ask.BUILDING
    return Ask.COMPOUND


def _below(territory: Territory, top: Scored, kind: PlaceKind) -> Ask | None:
    if kind in _DIVISIONS:
        return Ask.COMPOUND
    if kind in (PlaceKind.COMPOUND, PlaceKind.ROAD):
        return Ask.BUILDING
    several = len(territory.units.get(top.entry, ())) > 1
    return Ask.UNIT if kind is PlaceKind.BUILDING and several and top.room and not top.unit else None


def _candidates(territory: Territory, offered: Sequence[Scored], *, certain: bool) -> tuple[Candidate, ...]:
    """Candidates with labels that differ: parents are added where two places bear one name."""
    made = [_candidate(territory, scored) for scored in offered]
    names = Counter((c.kind, c.label) for c in made)
    return tuple(_told_apart(c, certain=certain) if names[c.kind, c.label] > 1 else c for c in made)


def _told_apart(candidate: Candidate, *, certain: bool) -> Candidate:
    where = " ".join(candidate.parents)
    label = f"{candidate.label}({where})" if where else candidate.label
    plain = candidate.reason in (Reason.EXACT, Reason.PARTIAL, Reason.ALIAS)
    reason = Reason.SAME_NAME if plain and not certain else candidate.reason
    return replace(candidate, label=label, reason=reason)


def _candidate(territory: Territory, scored: Scored) -> Candidate:
    entry = territory.entries[scored.entry]
    score = round(max(0.0, min(1.0, scored.score)), 4)
    label = label_of(entry)
    return Candidate(entry.kind, entry.id, label, scored.unit, scored.room, score, scored.reason, entry.parents)


def label_of(entry: PlaceEntry) -> str:
    """How a place is shown: 乐山小区3号楼, or 建设路78号 for a door plate."""
    if entry.kind is not PlaceKind.BUILDING:
        return entry.name
    house_no = f"{entry.house_no}号" if entry.house_no[-1:].isdigit() else entry.house_no
    lead = entry.compound or f"{entry.road}{house_no}"
    if not entry.compound and entry.name in (entry.house_no, house_no, lead):
        return lead
    return entry.name if entry.name.startswith(lead) else f"{lead}{entry.name}"
