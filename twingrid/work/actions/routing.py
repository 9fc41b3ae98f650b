"""Finding a request its people: by building, by point, or not at all (then it is the dispatchers')."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.queries import Responsibility
from twingrid.kit.refusals import BadInput
from twingrid.people.models import User
from twingrid.territory import queries as territory_queries
from twingrid.work.actions import watching
from twingrid.work.actions.steps import lock, move, routing_due, save, wind_clocks
from twingrid.work.models import RoutedBy, Routing, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.rules.clocks import ClockValue, next_of


def find_people(ticket: Ticket, *, at: datetime) -> tuple[RoutedBy, Responsibility | None]:
    """How the place of a request is known, and who is responsible there at this moment.

    A building outside the gazetteer raises `BadInput`; words alone find nobody.
    """
    if ticket.building_id is not None:
        answer = coverage_queries.responsible_for_building(
            ticket.building_id, at=at, unit=ticket.unit, room=ticket.room
        )
        if answer is None:
            raise BadInput(_("This building is not in the list any more. Search for it again."), field="place")
        return RoutedBy.BUILDING, answer
    if ticket.lon is not None and ticket.lat is not None:
        return RoutedBy.POINT, coverage_queries.responsible_at(ticket.lon, ticket.lat, at=at)
    return RoutedBy.WORDS, None


def give(ticket: Ticket, answer: Responsibility | None) -> None:
    """Put the areas and the people of the answer on the request (not yet saved)."""
    power = answer.power if answer else None
    community = answer.community if answer else None
    ticket.power_area_id = power.area_id if power else None
    ticket.community_area_id = community.area_id if community else None
    answering = power.answering.answering if power else None
    beside = community.answering.answering if community else None
    ticket.holder_id = answering.user_id if answering else None
    ticket.counterpart_id = beside.user_id if beside else None
    ticket.leader_id = power.leader.user_id if power and power.leader else None
    if answer and ticket.lon is None:
        ticket.lon, ticket.lat = answer.lon, answer.lat


def keep_route(
    ticket: Ticket,
    how: RoutedBy,
    answer: Responsibility | None,
    *,
    at: datetime,
    clocks: Sequence[ClockValue] | None = None,
) -> Routing:
    """Keep how the request found its people on both sides, and who is told next.

    `clocks` are those of a request that is being reported: the next of them is looked at in its time.
    """
    power = answer.power if answer else None
    community = answer.community if answer else None
    sides = [side for side in (power, community) if side]
    responsible = power.answering.holder if power else None
    above = watching.people_above(answer)
    routing = Routing(
        ticket=ticket,
        how=how,
        near_border=any(side.near_border for side in sides),
        neighbours=[area for side in sides for area in side.neighbours],
        overlap=[area for side in sides for area in side.overlap],
        override=next((side.override for side in sides if side.override), ""),
        missing=list(answer.missing) if answer else [],
        why=str(power.answering.why) if power else "nobody",
        responsible_id=responsible.user_id if responsible else None,
        deputy_id=above["deputy"],
        lead_id=above["lead"],
        beside_id=above["beside"],
        secretary_id=above["secretary"],
    )
    if clocks is not None:
        routing.next_at = next_of(clocks, after=at)
    watching.wait_for_acceptance(ticket, routing, at=at)
    routing.save(force_insert=clocks is not None)
    return routing


@transaction.atomic
def locate_ticket(
    *,
    number: str,
    by: User,
    at: datetime,
    building_id: int | None = None,
    unit: str = "",
    room: str = "",
    lon: float | None = None,
    lat: float | None = None,
) -> Ticket:
    """Give a request its place (building, or WGS-84 point) and route it again. Safe to repeat.

    Raises `BadInput` without a place, `Refused` once somebody has accepted it.
    """
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_LOCATE)
    ticket = held.ticket
    if building_id is None and (lon is None or lat is None):
        raise BadInput(_("Please choose a building or a point on the map."), field="place")
    move(ticket, "locate")
    ticket.building_id, ticket.unit, ticket.room = building_id, unit[:20], room[:20]
    ticket.lon, ticket.lat = (None, None) if building_id is not None else (lon, lat)
    if building_id is not None and territory_queries.building(building_id) is None:
        raise BadInput(_("This building is not in the list any more. Search for it again."), field="place")
    how, answer = find_people(ticket, at=at)
    give(ticket, answer)
    save(ticket, "locate", by=by, at=at, facts=route_facts(ticket, how))
    keep_route(ticket, how, answer, at=at)
    routing_due(ticket, wind_clocks(ticket, tidy=True), at=at)
    ticket.save(update_fields=("due_at",))
    return ticket


def route_facts(ticket: Ticket, how: RoutedBy) -> dict[str, object]:
    """What the journal keeps of a route: ids and codes."""
    return {
        "how": str(how),
        "holder": ticket.holder_id,
        "power_area": ticket.power_area_id,
        "community_area": ticket.community_area_id,
    }
