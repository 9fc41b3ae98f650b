"""Questions about other names that were learned."""

from dataclasses import dataclass
from datetime import date

from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.choices import AliasState
from twingrid.coverage.models import AliasProposal
from twingrid.kit.refusals import NotYet
from twingrid.territory.finding.model import Candidate, PlaceKind
from twingrid.territory.models import Building

OFFERED = 3
"""How many places of a question back are near enough the eye that picking one of them is no correction."""


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A name, the place that people meant by it, the evidence, and what the search answers today (empty: nothing)."""

    id: int
    words: str
    place: str
    people: int
    residents: int
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
        residents=row.residents,
        first_on=row.first_on,
        last_on=row.last_on,
        state=row.state,
        answers=best.label if best else "",
        decided_by=row.decided_by.name if row.decided_by else "",
    )


def leads_to(asked: str, *, building: Building | None = None, compound_id: int | None = None) -> bool:
    """Whether a search leads to a building (or another of its estate: only the number was corrected), or to an estate:
    by itself, or as one of the first places it asks about.

    True while the search is still being read: nothing can be said of it then.
    """
    try:
        finding = coverage_queries.find(asked)
    except NotYet:
        return True
    estate = compound_id or (building.compound_id if building else None)
    offered = [finding.best] if finding.best is not None else finding.candidates[:OFFERED]
    return any(_is_at(one, building, estate) for one in offered)


def leads_to_place(asked: str, *, building_id: int | None = None, compound_id: int | None = None) -> bool:
    """The same by keys; True for a place that is not there."""
    house = Building.objects.filter(pk=building_id).first() if building_id is not None else None
    if house is None and compound_id is None:
        return True
    return leads_to(asked, building=house, compound_id=compound_id)


def _is_at(best: Candidate, building: Building | None, compound_id: int | None) -> bool:
    if best.kind is PlaceKind.COMPOUND:
        return best.id == compound_id
    if best.kind is not PlaceKind.BUILDING:
        return False
    if building is not None and best.id == building.pk:
        return True
    return compound_id is not None and Building.objects.filter(pk=best.id, compound_id=compound_id).exists()
