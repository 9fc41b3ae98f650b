"""The addresses of the REST interface. Each asks one query or does one action."""

import hashlib
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Status, UploadedFile
from pydantic import Field

from twingrid.api.rest.description import Described
from twingrid.api.rest.joint import joint
from twingrid.api.rest.keys import Key, visitor
from twingrid.api.rest.reading import Reading
from twingrid.api.rest.refusals import answer_refusals
from twingrid.api.rest.work import hazards, requests
from twingrid.coverage import statement_queries
from twingrid.coverage.permissions import CoveragePermission
from twingrid.kit import clock
from twingrid.kit.refusals import NotFound, Refused
from twingrid.outages import actions as outage_actions
from twingrid.outages import queries as outage_queries
from twingrid.outages.rules.shapes import CancelledIn, EstimateIn, OutageIn, OutageOut, OutagesOut, RestoredIn
from twingrid.people import queries as people_queries
from twingrid.people.shapes import RegistryIn, RegistryOut
from twingrid.work import actions as work_actions
from twingrid.work import delta_queries
from twingrid.work import queries as work_queries
from twingrid.work.actions import pushed
from twingrid.work.permissions import WorkPermission
from twingrid.work.rules.shapes import ChangesOut, DeliveryOut, EventIn, EventOut, MoveIn, ReturnIn

api = Described(
    title="twingrid",
    version="1",
    description="See docs/guide/exchange.md. Every refusal is {detail, field} with a sentence.",
    auth=Key(),
    parser=Reading(),
    urls_namespace="rest",
)
answer_refusals(api)
api.add_router("/requests", requests)
api.add_router("/hazards", hazards)
api.add_router("/joint", joint)


@api.get("/coverage", summary="What is covered on a day, and what is missing by reason")
def coverage(request: HttpRequest, on: date | None = None) -> dict[str, Any]:
    """The statement of coverage; today's without `on`."""
    at = clock.now()
    people_queries.require(visitor(request).user, CoveragePermission.STATEMENT_SEE, at=at, areas=[None])
    return statement_queries.as_plain(statement_queries.statement(on or clock.today(at)))


@api.get(
    "/registry",
    response=RegistryOut,
    summary="Both sides by their codes on a day",
    openapi_extra={"responses": {304: {"description": "It is as the tag in If-None-Match says"}}},
)
def registry(request: HttpRequest, on: date | None = None) -> HttpResponse:
    """With an ETag: ask with `If-None-Match` and get 304 while nothing has changed."""
    body, tag = _registry(request, on)
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type="application/json")
    response.headers["ETag"] = tag
    return response


@api.put("/registry", summary="Community grids and workers that changed")
def put_registry(request: HttpRequest, payload: RegistryIn, confirm: bool = False) -> dict[str, dict[str, int]]:
    """Takes over what is named and leaves the rest. With `If-Match` refused (409) when the registry has changed.

    More than the city's limit would move (5 % of customers or postings): refused (409) unless `confirm=true` says that
    a person has looked at it. Nothing is taken over then.
    """
    wanted = request.headers.get("If-Match")
    if wanted is not None and _registry(request, None)[1] != wanted:
        raise Refused(_("The registry has changed since you read it. Read it again, then send what is still new."))
    who = visitor(request)
    try:
        changes = work_actions.take_registry(
            registry=payload, by=who.user, at=clock.now(), agreed=confirm, system=who.system
        )
    except work_actions.TooMuch as much:
        way = _("If so many are really to move, send it again with ?confirm=true.")
        raise Refused(f"{much.sentence} {way}") from much
    return {name: change.as_dict() for name, change in changes.items()}


@api.post("/deliveries", response={200: DeliveryOut, 202: DeliveryOut}, summary="Nightly files, pushed")
def push_delivery(request: HttpRequest, files: File[list[UploadedFile]]) -> Status[DeliveryOut]:
    """202: kept, and taken over by a job, all files or none; 200 for the same contents again. GET says how it went."""
    found = pushed.receive_delta(files=files, by=visitor(request).user, at=clock.now())
    return Status(202 if found.fresh else 200, _delivery(found))


@api.get("/deliveries/{digest}", response=DeliveryOut, summary="What became of pushed files")
def pushed_delivery(request: HttpRequest, digest: str) -> DeliveryOut:
    """`received`, `applied`, `waiting` (for a person), `bad`, `refused`, `dropped` (a later one came); the report."""
    people_queries.require(visitor(request).user, WorkPermission.DELTA_PUSH, at=clock.now(), areas=[None])
    found = delta_queries.pushed(digest)
    if found is None:
        raise NotFound(_("No delivery of this digest came. Push the files first."))
    return _delivery(found)


def _delivery(found: delta_queries.Pushed) -> DeliveryOut:
    return DeliveryOut(delivery=found.digest, state=found.state, report=found.report)


@api.post("/events", response={200: EventOut, 201: EventOut}, summary="An event becomes a request")
def send_event(request: HttpRequest, payload: EventIn) -> Status[EventOut]:
    """201 for a new number, 200 for the same event again: nothing is entered twice."""
    who = visitor(request)
    found = work_actions.receive_event(event=payload, system=who.system, by=who.user, at=clock.now())
    return Status(201 if found.fresh else 200, found.answer)


@api.get("/events", response=ChangesOut, summary="What became of your events")
def event_changes(
    request: HttpRequest,
    since: Annotated[str, Field(max_length=40)] = "",
    limit: Annotated[int, Field(ge=1, le=200)] = 200,
) -> ChangesOut:
    """Changes of state in order; ask again with `next` as `since`."""
    who = visitor(request)
    return work_queries.changes_for(who.user, system=who.system, since=since, at=clock.now(), limit=limit)


@api.post("/events/{number}/return", response=EventOut, summary="You return our answer")
def return_event(request: HttpRequest, number: str, payload: ReturnIn) -> EventOut:
    """The request is opened again with your reason. The same `return_no` again changes nothing."""
    who = visitor(request)
    return work_actions.return_event(system=who.system, number=number, given=payload, by=who.user, at=clock.now())


@api.post("/events/{number}/moves", response=EventOut, summary="The hotline's own moves with its order")
def move_event(request: HttpRequest, number: str, payload: MoveIn) -> EventOut:
    """Supervise, remind, add a unit, judge our application, close. The same `move_no` again changes nothing."""
    who = visitor(request)
    return work_actions.move_event(system=who.system, number=number, given=payload, by=who.user, at=clock.now())


@api.post("/outages", response={200: OutageOut, 201: OutageOut}, summary="An outage by your number")
def send_outage(request: HttpRequest, payload: OutageIn) -> Status[OutageOut]:
    """201 for a new number, 200 for one that is known: what differs is changed, nothing is entered twice."""
    who = visitor(request)
    found = outage_actions.receive_outage(given=payload, system=who.system, by=who.user, at=clock.now())
    return Status(201 if found.fresh else 200, found)


@api.get("/outages", response=OutagesOut, summary="Outages, by what happened since you asked last")
def changed_outages(
    request: HttpRequest,
    since: Annotated[str, Field(max_length=20)] = "",
    limit: Annotated[int, Field(ge=1, le=200)] = 200,
) -> OutagesOut:
    """Every outage as it stands now, in the shape in which it can be sent again; ask again with `next` as `since`."""
    who = visitor(request)
    return outage_queries.changed(who.user, system=who.system, since=since, at=clock.now(), limit=limit)


@api.post("/outages/{number}/estimate", response=OutageOut, summary="Another estimate, with the reason")
def estimate_outage(request: HttpRequest, number: str, payload: EstimateIn) -> OutageOut:
    """The former estimates stay in its history. The same again changes nothing."""
    who = visitor(request)
    at = clock.now()
    return outage_actions.receive_estimate(number=number, given=payload, system=who.system, by=who.user, at=at)


@api.post("/outages/{number}/restored", response=OutageOut, summary="Electricity is back, in a part or everywhere")
def restored_outage(request: HttpRequest, number: str, payload: RestoredIn) -> OutageOut:
    """A part that is restored already changes nothing; with the last part the outage is over."""
    who = visitor(request)
    at = clock.now()
    return outage_actions.receive_restored(number=number, given=payload, system=who.system, by=who.user, at=at)


@api.post("/outages/{number}/cancelled", response=OutageOut, summary="It does not take place")
def cancelled_outage(request: HttpRequest, number: str, payload: CancelledIn) -> OutageOut:
    """With the reason, which is told to those who ask."""
    who = visitor(request)
    at = clock.now()
    return outage_actions.receive_cancelled(number=number, given=payload, system=who.system, by=who.user, at=at)


def _registry(request: HttpRequest, on: date | None) -> tuple[str, str]:
    at = clock.now()
    found = work_queries.registry_for(visitor(request).user, on=on or clock.today(at), at=at)
    body = found.model_dump_json()
    return body, f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
