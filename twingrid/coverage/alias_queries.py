"""Questions about other names that were learned."""

from dataclasses import dataclass
from datetime import date

from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.choices import AliasState
from twingrid.coverage.models import AliasProposal


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A name, the place that people meant by it, the evidence, and what the search answers today (empty: nothing)."""

    id: int
    words: str
    place: str
    people: int
    first_on: date
    last_on: date
    state: str
    answers: str
    decided_by: str


def alias_proposals(*, open_only: bool, limit: int = 50) -> list[ProposalRow]:
    """Names to decide on, most often said first; or those decided lately."""
    rows = AliasProposal.objects.select_related("compound", "building", "decided_by")
    if open_only:
        rows = rows.filter(state=AliasState.PROPOSED).order_by("-people", "id")
    else:
        rows = rows.filter(state__in=(AliasState.APPROVED, AliasState.REFUSED)).order_by("-decided_at", "id")
    return [_row(row, ask=open_only) for row in rows[:limit]]


def _row(row: AliasProposal, *, ask: bool) -> ProposalRow:
    best = coverage_queries.find(row.words, limit=3).best if ask else None
    return ProposalRow(
        id=row.pk,
        words=row.words,
        place=str(row.compound or row.building),
        people=row.people,
        first_on=row.first_on,
        last_on=row.last_on,
        state=row.state,
        answers=best.label if best else "",
        decided_by=row.decided_by.name if row.decided_by else "",
    )
