"""The addresses of work: requests and hazards, asked for, sent and moved on by other systems."""

from collections.abc import Mapping
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Status
from ninja.params.functions import Header
from pydantic import BaseModel, StringConstraints

from twingrid.api.rest.keys import visitor
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.people.actions.calls import Call
from twingrid.work.actions import asked as asked_actions
from twingrid.work.queries import asked as asked_queries
from twingrid.work.rules.hazard_shapes import HazardIn, HazardMoveIn, HazardOut, HazardsOut, HazardsWanted
from twingrid.work.rules.request_shapes import (
    RequestIn,
    RequestMoveIn,
    RequestOut,
    RequestsOut,
    RequestsWanted,
    WrittenOut,
)

CallKey = Annotated[str, StringConstraints(min_length=8, max_length=80, pattern=r"^[0-9A-Za-z._:\-]+$")]
KEY = Header(..., alias="Idempotency-Key")
Number = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z._\-]+$")]
WRITTEN = {200: WrittenOut, 201: WrittenOut}
requests, hazards = Router(tags=["requests"]), Router(tags=["hazards"])


@requests.get("", response=RequestsOut, summary="Requests, the oldest report first")
def list_requests(request: HttpRequest, wanted: Query[RequestsWanted]) -> HttpResponse:
    """By state (several may be named), kind, area and the moment of the report; ask again with `next` as `cursor`."""
    _only(request, RequestsWanted)
    page = asked_queries.requests_page(visitor(request).user, wanted, at=clock.now())
    return _said({"requests": page.rows, "next": page.next, "more": page.more})


@requests.get("/{number}", response=RequestOut, summary="One request, by any of its numbers")
def read_request(request: HttpRequest, number: Path[Number]) -> HttpResponse:
    """With its clocks, what happened to it, and the moves that are open to your key now."""
    return _said(asked_queries.request_asked(visitor(request).user, number, at=clock.now()))


@requests.post("", response=WRITTEN, summary="A new request")
def send_request(request: HttpRequest, payload: RequestIn, key: CallKey = KEY) -> Status[Mapping[str, Any]]:
    """201 for a new request, 200 for the same call again: nothing is entered twice. What is known to be off at its
    place comes with the answer."""
    call = Call.of(key, "requests", payload.model_dump_json())
    done = asked_actions.send_request(given=payload, call=call, by=visitor(request).user, at=clock.now())
    return Status(201 if done.fresh else 200, done.answer)


@requests.post("/{number}/moves", response=WrittenOut, summary="Move a request on")
def move_request(request: HttpRequest, number: Path[Number], payload: RequestMoveIn, key: CallKey = KEY) -> Any:
    """As far as your key may. Who accepts holds it; what belongs to the holder may be written for them."""
    call = _call(key, "requests", number, payload)
    who, at = visitor(request).user, clock.now()
    return asked_actions.move_request(number=number, given=payload, call=call, by=who, at=at).answer


@hazards.get("", response=HazardsOut, summary="Hazards, the first found first")
def list_hazards(request: HttpRequest, wanted: Query[HazardsWanted]) -> HttpResponse:
    """By state, kind, grade, area and the moment when they were found; ask again with `next` as `cursor`."""
    _only(request, HazardsWanted)
    page = asked_queries.hazards_page(visitor(request).user, wanted, at=clock.now())
    return _said({"hazards": page.rows, "next": page.next, "more": page.more})


@hazards.get("/{number}", response=HazardOut, summary="One hazard")
def read_hazard(request: HttpRequest, number: Path[Number]) -> HttpResponse:
    """With its owner (masked unless your key reads personal data) and what happened to it."""
    return _said(asked_queries.hazard_asked(visitor(request).user, number, at=clock.now()))


@hazards.post("", response=WRITTEN, summary="A hazard that was found")
def send_hazard(request: HttpRequest, payload: HazardIn, key: CallKey = KEY) -> Status[Mapping[str, Any]]:
    """201 for a new hazard, 200 for the same call again."""
    call = Call.of(key, "hazards", payload.model_dump_json())
    done = asked_actions.send_hazard(given=payload, call=call, by=visitor(request).user, at=clock.now())
    return Status(201 if done.fresh else 200, done.answer)


@hazards.post("/{number}/moves", response=WrittenOut, summary="Move a hazard on")
def move_hazard(request: HttpRequest, number: Path[Number], payload: HazardMoveIn, key: CallKey = KEY) -> Any:
    """Grade it, write down that its owner was told, that it is removed, that somebody else has looked again."""
    call = _call(key, "hazards", number, payload)
    who, at = visitor(request).user, clock.now()
    return asked_actions.move_hazard(number=number, given=payload, call=call, by=who, at=at).answer


def _only(request: HttpRequest, wanted: type[BaseModel]) -> None:
    """A condition that there is not would be left out, and everything told: it is refused instead."""
    for name in request.GET:
        if name not in wanted.model_fields:
            raise BadInput(_("There is no such field here. Leave it out, or correct its name."), field=name[:40])


def _call(key: str, of: str, number: str, payload: BaseModel) -> Call:
    return Call.of(key, of, number, payload.model_dump_json())


def _said(value: Any) -> JsonResponse:
    """Plain values as JSON: they come from one query in their documented shape, so they are not checked row by row."""
    return JsonResponse(value, json_dumps_params={"ensure_ascii": False})
