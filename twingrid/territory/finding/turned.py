"""Names whose halves were said in the wrong order: 舜城阳光小区 for 阳光舜城小区, 花园阳光 for 阳光花园."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from twingrid.territory.finding.evidence import Evidence
from twingrid.territory.finding.index import Form
from twingrid.territory.finding.model import Finding, Outcome, Reason
from twingrid.territory.finding.parse import Mark
from twingrid.territory.finding.words import stem_of

EXACT = 0.97
"""Score of a turned text from which its place is certain."""
LESS = 0.12
"""What the wrong order takes away."""
SHORTEST, LONGEST, MOST = 4, 9, 2


def turned(evidence: Evidence) -> Iterator[str]:
    """The text with the halves of some unexplained words exchanged, where a name of the city sounds so; two at most."""
    return islice(_known(evidence), MOST)


def _known(evidence: Evidence) -> Iterator[str]:
    for start, end in _runs(evidence):
        for way in _ways(evidence.text[start:end]):
            if evidence.index.sounds_like(way):
                yield f"{evidence.text[:start]}{way}{evidence.text[end:]}"


def _ways(words: str) -> list[str]:
    """The words with a part of two characters or more moved from the front, before their ending too."""
    body = stem_of(words)
    ways = [words[at:] + words[:at] for at in range(2, len(words) - 1)]
    ways += [body[at:] + body[:at] + words[len(body) :] for at in range(2, len(body) - 1)]
    return list(dict.fromkeys(way for way in ways if way != words))


def _runs(evidence: Evidence) -> list[tuple[int, int]]:
    """Runs of Chinese characters that are neither talk nor numbers nor a community that was said in full."""
    taken = evidence.quiet | evidence.talk
    taken |= {i for t in evidence.tokens if t.mark not in (Mark.NAME, Mark.ZONE) for i in range(t.start, t.end)}
    taken |= {i for h in evidence.parents if h.form is not Form.STEM for i in range(*h.span)}
    runs, start = [], 0
    for i in range(len(evidence.text) + 1):
        if i == len(evidence.text) or i in taken or not "一" <= evidence.text[i] <= "鿿":
            runs += [(start, i)] if SHORTEST <= i - start <= LONGEST else []
            start = i + 1
    return runs


def in_another_order(finding: Finding) -> Finding:
    """A finding for the turned text as one for the text: less sure, certain only of a name with all its characters,
    and no name was said as it is written."""
    exact = finding.candidates[:1] and finding.candidates[0].score >= EXACT
    outcome = Outcome.AMBIGUOUS if finding.outcome is Outcome.FOUND and not exact else finding.outcome
    candidates = tuple(
        replace(c, score=round(max(0.0, c.score - LESS), 4), reason=Reason.LITERAL) for c in finding.candidates
    )
    return replace(finding, outcome=outcome, candidates=candidates)


def best_score(finding: Finding) -> float:
    """Score of the first candidate, 0 without one."""
    return finding.candidates[0].score if finding.candidates else 0.0
