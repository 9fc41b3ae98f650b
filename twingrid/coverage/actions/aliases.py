"""Other names of places, learned from corrected searches and decided by a person.

What callers say is kept as a digest until enough different people have said the same of the same place: before that
nobody can read it, so that no word about a person stays by chance.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import TypedDict

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.coverage import alias_queries
from twingrid.coverage.choices import AliasState
from twingrid.coverage.models import AliasProposal, AliasWitness
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.supply import queries as supply_queries
from twingrid.territory.actions import landmarks as landmark_actions
from twingrid.territory.finding.spoken import spoken_name
from twingrid.territory.models import Building, Compound

PEOPLE = 3
"""So many different people of the staff must have corrected the same words to the same place."""
TOGETHER = 5
"""So many different people, residents among them: who they are is known less well."""
KEPT_DAYS = 180
"""Words that nobody said again for so long are forgotten."""


@transaction.atomic
def propose_alias(
    *,
    asked: str,
    by: User | None,
    at: datetime,
    building_id: int | None = None,
    compound_id: int | None = None,
    address: str = "",
) -> AliasProposal | None:
    """Count that a search for `asked` was corrected to a building or an estate; enough different people make it a
    proposal.

    A resident (`by` None) is told from others by the network `address`, which is kept as a digest only. Nothing is
    counted when the search leads there by itself, or when there is no name in it. None then. Words that are a
    customer's name are never proposed.
    """
    name = spoken_name(asked)
    place = _place(building_id, compound_id)
    who = str(by.pk) if by is not None else _network(address)
    if not name or not who or place is None or alias_queries.leads_to(asked, **place):
        return None
    house = place["building"]
    estate = place["compound_id"] or (house.compound_id if house else None)
    where = {"compound_id": estate, "building": None if estate else house}
    day = clock.today(at)
    known, _made = AliasProposal.objects.select_for_update(of=("self",)).get_or_create(
        digest=_digest(name), **where, defaults={"first_on": day, "last_on": day}
    )
    if known.state in (AliasState.APPROVED, AliasState.REFUSED):
        return known
    _seen, fresh = AliasWitness.objects.get_or_create(proposal=known, digest=_digest(f"{known.pk}/{who}"))
    if fresh:
        known.people, known.last_on = known.people + 1, day
        known.residents += by is None
        _propose_if_enough(known, name, at=at)
        known.save(update_fields=("people", "residents", "last_on", "state", "words"))
    return known


def _propose_if_enough(known: AliasProposal, name: str, *, at: datetime) -> None:
    """Make what was said readable for those who decide, once enough people said it and it is nobody's name."""
    enough = known.people - known.residents >= PEOPLE or known.people >= TOGETHER
    if known.state != AliasState.COUNTING or not enough or supply_queries.is_a_customer(name):
        return
    known.state, known.words = AliasState.PROPOSED, name
    facts = {"people": known.people, "residents": known.residents}
    journal_actions.record("coverage.alias.proposed", known, by=None, at=at, facts=facts)


def forget_aliases(*, at: datetime) -> int:
    """Drop what was counted and not said again for `KEPT_DAYS`. How many were dropped."""
    old = AliasProposal.objects.filter(state=AliasState.COUNTING, last_on__lt=clock.today(at) - timedelta(KEPT_DAYS))
    count = old.count()
    old.delete()
    return count


class _Where(TypedDict):
    building: Building | None
    compound_id: int | None


def _place(building_id: int | None, compound_id: int | None) -> _Where | None:
    """The building, or the estate, that was chosen; None when there is no such place."""
    if compound_id is not None:
        known = Compound.objects.filter(pk=compound_id).exists()
        return _Where(building=None, compound_id=compound_id) if known else None
    house = Building.objects.filter(pk=building_id).first() if building_id is not None else None
    return _Where(building=house, compound_id=None) if house else None


def _network(address: str) -> str:
    """What tells residents apart: the address, of the longer kind its first half, which a household shares."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))


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
    known.witnesses.all().delete()
    journal_actions.record(f"coverage.alias.{state.value}", known, by=by, at=at, facts={"people": known.people})
    return known
