"""Events of another system: each becomes one request under its own number, and returns reopen it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twingrid.coverage import queries as coverage_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit import crs as kit_crs
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.outages import queries as outage_queries
from twingrid.people import queries as people_queries
from twingrid.people.calendar_queries import work_calendar
from twingrid.people.models import User
from twingrid.territory import registry_queries
from twingrid.territory.finding.model import PlaceKind
from twingrid.work.actions.afterwards import reopen_ticket
from twingrid.work.actions.joining import propose_same
from twingrid.work.actions.orders import take_move
from twingrid.work.actions.report import Report, report_ticket
from twingrid.work.actions.steps import routing_due, wind_clocks
from twingrid.work.models import Channel, ExternalRecord, ExternalReturn, Hazard, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.exchange import state_of
from twingrid.work.rules import national
from twingrid.work.rules.records import HOTLINE
from twingrid.work.rules.shapes import EventIn, EventOut, KnownOutage, MoveIn, Place, ReturnIn

MAIN_SYSTEM = "grid"


@dataclass(frozen=True, slots=True)
class Received:
    """What became of an event; `fresh` is False when it had come before."""

    answer: EventOut
    fresh: bool


@transaction.atomic
def receive_event(*, event: EventIn, system: str, by: User, at: datetime) -> Received:
    """Take an event of `system` over as a request, routed by its place (point, then words, then grid).

    The same event again gives the same request. Raises `Refused` when a known number comes with other content,
    `BadInput` for an unknown grid, `NotAllowed` for a place outside the areas of the key.
    """
    raw = _plain(event)
    digest = hashlib.sha256(json.dumps(raw, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    known = ExternalRecord.objects.select_related("ticket").filter(system=system, number=event.number).first()
    if known is not None:
        people_queries.require(by, May.TICKET_REPORT, at=at)
        if not known.digest:
            _fill(known, event, raw=raw, digest=digest, at=at)
        return _again(known, digest, at=at)
    typed = _typed_in(event, system=system)
    ticket = typed or report_ticket(report=_report(event, system=system, at=at), by=by, at=at)
    check_inside(ticket, by=by, at=at)
    try:
        with transaction.atomic():
            record = ExternalRecord.objects.create(
                system=system,
                number=event.number,
                ticket=ticket,
                raw=raw,
                digest=digest,
                received_at=at,
                deadline=_deadline(event, at=at),
            )
    except IntegrityError:  # somebody else sent the same number in this moment
        return _again(ExternalRecord.objects.get(system=system, number=event.number), digest, at=at)
    journal_actions.record("work.event.received", record, by=by, at=at, facts={"ticket": ticket.pk})
    if typed is None:
        propose_same(ticket, at=at)
    return Received(_answer(record, at=at), fresh=True)


NATIONAL_ONLY = ("business", "level", "complaint_class", "subject")


def _plain(event: EventIn) -> dict[str, Any]:
    """As it was received; what only 95598 says is left out where it says nothing."""
    given = event.model_dump(mode="json")
    return {name: value for name, value in given.items() if value or name not in NATIONAL_ONLY}


def _deadline(event: EventIn, *, at: datetime) -> datetime | None:
    """The printed deadline; for business of 95598 that comes without one, the limit of its type."""
    limit = national.limit_of(event.business, event.subject) if event.business else None
    if event.deadline is not None or limit is None:
        return event.deadline
    return limit.after(event.reported_at or at, work_calendar())


def _kind(event: EventIn) -> str:
    """The kind that was named, else that of the type of business."""
    return (
        event.kind if event.kind != "other" or not event.business else national.kind_of(event.business, event.subject)
    )


def _typed_in(event: EventIn, *, system: str) -> Ticket | None:
    """The request as which somebody typed this order in before it came by itself."""
    if system != HOTLINE:
        return None
    return Ticket.objects.filter(channel=Channel.HOTLINE_12345, external_no=event.number).first()


def _report(event: EventIn, *, system: str, at: datetime) -> Report:
    """An event as a request."""
    where = whereabouts(event.place, at=at)
    return Report(
        channel=Channel.HOTLINE_12345 if system == HOTLINE else Channel.API,
        kind=_kind(event),
        answers={"class": event.complaint_class, "level": event.level} if event.complaint_class else None,
        intake_key=f"{system}:{event.number}",
        words="\n".join(part for part in (event.category, event.words) if part),
        safety=True if event.urgent else None,
        unit=event.place.unit or where.pop("unit", ""),
        room=event.place.room or where.pop("room", ""),
        name=event.reporter.name,
        phone=event.reporter.phone,
        external_no=event.number if system == MAIN_SYSTEM else f"{system}:{event.number}",
        deadline=_deadline(event, at=at),
        **{key: value for key, value in where.items() if key not in ("unit", "room")},
    )


@transaction.atomic
def return_event(*, system: str, number: str, given: ReturnIn, by: User, at: datetime) -> EventOut:
    """The other system returns our answer: the request is reopened with the reason. The same return is taken once.

    Raises `NotFound` for a number that never came, `Refused` while the request is still worked on.
    """
    rows = ExternalRecord.objects.select_for_update(of=("self",)).select_related("ticket")
    record = rows.filter(system=system, number=number).first()
    if record is None:
        raise NotFound(_("No event of this number came from you. Check the number, or send the event first."))
    kept = ExternalReturn.objects.filter(record=record, return_no=given.return_no).first()
    if kept is not None:
        people_queries.require(by, May.TICKET_REOPEN, at=at)
        if kept.reason != given.reason:
            raise Refused(_("This return came before with another reason. Give the new one a number of its own."))
        return _answer(record, at=at)
    reopen_ticket(number=record.ticket.number, reason=given.reason, by=by, at=at)
    ExternalReturn.objects.create(record=record, return_no=given.return_no, reason=given.reason, at=at)
    ExternalRecord.objects.filter(pk=record.pk).update(closed_at=None)
    record.ticket.refresh_from_db()
    return _answer(record, at=at)


@transaction.atomic
def move_event(*, system: str, number: str, given: MoveIn, by: User, at: datetime) -> EventOut:
    """A move of the hotline with its order, and how the order stands after it. See `orders.take_move`."""
    record = take_move(system=system, number=number, given=given, by=by, at=at)
    record.ticket.refresh_from_db()
    return _answer(record, at=at)


def _fill(record: ExternalRecord, event: EventIn, *, raw: dict[str, Any], digest: str, at: datetime) -> None:
    """Somebody had written this number to a matter; now the order itself has come: it is kept as it was received."""
    record.raw, record.digest = raw, digest
    record.deadline = event.deadline or record.deadline
    record.save(update_fields=("raw", "digest", "deadline"))
    routing_due(record.ticket, wind_clocks(record.ticket, tidy=True), at=at)
    record.ticket.save(update_fields=("due_at",))


def _again(record: ExternalRecord, digest: str, *, at: datetime) -> Received:
    if record.digest != digest:
        raise Refused(
            _("An event of this number came before with other content. Return it with a reason, or use a new number.")
        )
    return Received(_answer(record, at=at), fresh=False)


def _answer(record: ExternalRecord, *, at: datetime) -> EventOut:
    return EventOut(
        number=record.number,
        ticket=record.ticket.number,
        state=state_of(record.ticket.state),
        known_outages=known_outages(record.ticket, at=at),
    )


def known_outages(ticket: Ticket, *, at: datetime) -> list[KnownOutage]:
    """The outages that reach the place of a request now or soon, as other systems are told of them."""
    return [
        KnownOutage.model_validate(
            {
                "outage": one.number,
                "kind": one.kind,
                "is_on": one.is_on,
                "starts_at": one.started_at or one.starts_at,
                "estimate_at": one.estimate_at,
            }
        )
        for one in outage_queries.known_at(ticket.building_id, at=at, unit=ticket.unit, public=True)
    ]


def check_inside(row: Ticket | Hazard, right: str = May.TICKET_REPORT, *, by: User, at: datetime) -> None:
    """A key for some areas brings nothing of others; what has no area yet goes to the dispatchers."""
    areas = [row.community_area_id, row.power_area_id]
    if areas == [None, None]:
        return
    if not people_queries.grants_of(by, at=at).may(right, areas=areas):
        raise NotAllowed(_("This place lies outside of the areas of your key. Ask the administrator for another key."))


def whereabouts(place: Place, *, at: datetime) -> dict[str, Any]:
    """The place as a request has it: a point, else the one building that the words mean, else a point for the grid."""
    day = clock.today(at)
    grid = registry_queries.grid(place.grid_code, on=day) if place.grid_code else None
    if place.grid_code and grid is None:
        raise BadInput(
            _("There is no community grid with this code. Send the registry first, or correct the code."),
            field="place.grid_code",
        )
    words = " ".join(part for part in (grid.name if grid else "", place.address) if part)
    building = building_meant(place.address) if place.address else None
    if building is not None:
        return {**building, "place_words": words}
    if place.lon is not None and place.lat is not None:
        point = kit_crs.to_wgs84(np.array([[place.lon, place.lat]]), place.crs)[0]
        return {"lon": float(point[0]), "lat": float(point[1]), "place_words": words}
    spot = registry_queries.point_for(grid, on=day) if grid is not None and not place.address else None
    return {"place_words": words} | ({"lon": spot[0], "lat": spot[1]} if spot else {})


def building_meant(address: str) -> Mapping[str, Any] | None:
    """The one building that these words name for certain, with its stairwell and room if they name them."""
    best = coverage_queries.find(address).best
    if best is None or best.kind is not PlaceKind.BUILDING:
        return None
    return {"building_id": best.id, "unit": best.unit, "room": best.room}
