"""What a request belongs to: the larger one it is a part of, its own parts, hazards found at it, the known outage."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.models import Ticket, TicketChild
from twingrid.work.queries.hazards import HazardLine, hazard_rows, visible_hazards
from twingrid.work.queries.kinds import kind_words
from twingrid.work.queries.lines import place_of
from twingrid.work.queries.visible import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One end of a part-and-whole pair. `spared`: the whole does not wait for it. `seen`: this person may open it."""

    number: str
    place: str
    kind_words: str
    state: str
    reported_at: datetime
    spared: bool
    is_whole: bool
    seen: bool


def parts_of(user: User, ticket: Ticket, *, at: datetime) -> tuple[Part, ...]:
    """The request that this one is a part of, and its own parts; nothing is asked where there are none."""
    if not getattr(ticket, "nested", True):
        return ()
    rows = TicketChild.objects.filter(Q(child=ticket) | Q(parent=ticket))
    pairs = list(rows.select_related("child__building", "parent__building").order_by("at", "child_id"))
    others = [pair.parent if pair.child_id == ticket.pk else pair.child for pair in pairs]
    grants = people_queries.grants_of(user, at=at)
    seen = set(visible(user, grants=grants).filter(pk__in=[one.pk for one in others]).values_list("pk", flat=True))
    return tuple(
        _part(other, spared=pair.spared_at is not None, is_whole=pair.parent_id == other.pk, seen=other.pk in seen)
        for pair, other in zip(pairs, others, strict=True)
    )


def _part(other: Ticket, *, spared: bool, is_whole: bool, seen: bool) -> Part:
    label = other.building.label if other.building else ""
    return Part(
        number=other.number,
        place=place_of(label, other.unit, other.room, other.place_words) if seen else "",
        kind_words=kind_words(other.kind, other.kind_version),
        state=other.state,
        reported_at=other.reported_at,
        spared=spared,
        is_whole=is_whole,
        seen=seen,
    )


def hazards_of_ticket(user: User, ticket: Ticket, *, at: datetime) -> tuple[HazardLine, ...]:
    """The hazards that were found at a request, as far as this person sees them."""
    if not getattr(ticket, "dangerous", True):
        return ()
    rows = visible_hazards(user, grants=people_queries.grants_of(user, at=at)).filter(ticket=ticket)
    return hazard_rows(rows.order_by("found_at", "id"))
