"""Other names of places, learned from corrected searches and decided by a person.

What callers say is kept as a digest until enough different people have said the same of the same place: before that
nobody can read it, so that no word about a person stays by chance.
"""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.choices import AliasState
from twingrid.coverage.models import AliasProposal, AliasWitness
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import NotFound, NotYet, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory.actions import landmarks as landmark_actions
from twingrid.territory.finding.model import Candidate, PlaceKind
from twingrid.territory.finding.spoken import spoken_name
from twingrid.territory.models import Building

PEOPLE = 3
"""So many different people must have corrected the same words to the same place."""


@transaction.atomic
def propose_alias(*, asked: str, building_id: int, by: User, at: datetime) -> AliasProposal | None:
    """Count that a search for `asked` was corrected to a building; the `PEOPLE`-th different person makes a proposal.

    Nothing is counted when the search leads there by itself, or when there is no name in it. None then.
    """
    name = spoken_name(asked)
    house = Building.objects.select_related("compound").filter(pk=building_id).first()
    if not name or house is None or _leads_there(asked, house):
        return None
    place = {"compound": house.compound, "building": None if house.compound else house}
    day = clock.today(at)
    known, _made = AliasProposal.objects.select_for_update(of=("self",)).get_or_create(
        digest=_digest(name), **place, defaults={"first_on": day, "last_on": day}
    )
    _seen, fresh = AliasWitness.objects.get_or_create(proposal=known, digest=_digest(f"{known.pk}/{by.pk}"))
    if not fresh:
        return known
    known.people, known.last_on = known.people + 1, day
    if known.people >= PEOPLE and known.state == AliasState.COUNTING:
        known.state, known.words = AliasState.PROPOSED, name
        journal_actions.record("coverage.alias.proposed", known, by=None, at=at, facts={"people": known.people})
    known.save(update_fields=("people", "last_on", "state", "words"))
    return known


def _leads_there(asked: str, house: Building) -> bool:
    try:
        best = coverage_queries.find(asked).best
    except NotYet:
        return True
    return best is not None and _is_at(best, house)


def _is_at(best: Candidate, house: Building) -> bool:
    """Whether an answer is the building, its estate, or another building of it (only the number was corrected)."""
    if best.kind is PlaceKind.COMPOUND:
        return best.id == house.compound_id
    if best.kind is not PlaceKind.BUILDING:
        return False
    beside = house.compound_id and Building.objects.filter(pk=best.id, compound_id=house.compound_id).exists()
    return best.id == house.pk or bool(beside)


def _digest(text: str) -> str:
    city = cities_queries.present_city().schema_name
    return hmac.new(settings.SECRET_KEY.encode(), f"alias/{city}/{text}".encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def approve_alias(*, proposal_id: int, by: User, at: datetime) -> AliasProposal:
    """Let a proposed name lead to its place from now on, in every process. Safe to repeat."""
    people_queries.require(by, May.ALIAS_APPROVE, at=at)
    known = _locked(proposal_id)
    if known.state == AliasState.APPROVED:
        return known
    landmark_actions.add_alias(name=known.words, compound=known.compound, building=known.building)
    return _decided(known, AliasState.APPROVED, by=by, at=at)


@transaction.atomic
def refuse_alias(*, proposal_id: int, by: User, at: datetime) -> AliasProposal:
    """Do not take a proposed name; it is not proposed again for this place. Safe to repeat."""
    people_queries.require(by, May.ALIAS_REFUSE, at=at)
    known = _locked(proposal_id)
    if known.state == AliasState.APPROVED:
        raise Refused(_("This name is in use already. It was approved by somebody else."))
    return known if known.state == AliasState.REFUSED else _decided(known, AliasState.REFUSED, by=by, at=at)


def _locked(proposal_id: int) -> AliasProposal:
    rows = AliasProposal.objects.select_for_update(of=("self",)).select_related("compound", "building")
    known = rows.exclude(state=AliasState.COUNTING).filter(pk=proposal_id).first()
    if known is None:
        raise NotFound(_("There is no such proposal. Open the list of other names again."))
    return known


def _decided(known: AliasProposal, state: AliasState, *, by: User, at: datetime) -> AliasProposal:
    known.state, known.decided_by, known.decided_at = state, by, at
    known.save(update_fields=("state", "decided_by", "decided_at"))
    journal_actions.record(f"coverage.alias.{state.value}", known, by=by, at=at, facts={"people": known.people})
    return known
