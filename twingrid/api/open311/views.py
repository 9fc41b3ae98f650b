"""The addresses of Open311 GeoReport v2. Each asks one query or does one action."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from twingrid.api.open311 import words
from twingrid.api.open311.door import check_jurisdiction, count_address, door, no_key
from twingrid.api.open311.formats import answer
from twingrid.api.open311.offered import attributes, kind_of, service_list
from twingrid.api.open311.reading import NUMBER, form_of, sent_of, wanted_of
from twingrid.cities import queries as cities_queries
from twingrid.cities.addresses import public_base
from twingrid.kit import clock
from twingrid.kit.refusals import NotFound
from twingrid.people import queries as people_queries
from twingrid.people.actions import keys
from twingrid.people.actions.keys import Visitor
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries

CHANGESET = "2026-11-24T00:00:00Z"
"""When the services or their definitions were last changed."""
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


@door("GET")
def discovery(request: HttpRequest, *, form: str) -> HttpResponse:
    """Where the services are, in which formats, and whom to ask."""
    city = cities_queries.present_city()
    number = people_queries.supervision_number(on=clock.today(clock.now()))
    endpoint = {
        "specification": SPECIFICATION,
        "url": f"{public_base()}/open311/v2",
        "changeset": CHANGESET,
        "type": "test" if city.is_demo else "production",
        "formats": ["text/xml", "application/json"],
    }
    found = {
        "changeset": CHANGESET,
        "contact": words.contact(number),
        "key_service": _("The city's administrators give keys, under Settings, Keys of other systems."),
        "endpoints": [endpoint],
    }
    return answer("discovery", found, form=form)


@door("GET")
def services(request: HttpRequest, *, form: str) -> HttpResponse:
    """Every kind of request."""
    return answer("services", service_list(), form=form)


@door("GET")
def definition(request: HttpRequest, code: str, *, form: str) -> HttpResponse:
    """What is asked about one kind."""
    kind = kind_of(code)
    found = {"service_code": kind.key, "attributes": attributes(kind)}
    return answer("service_definition", found, form=form)


@door("GET", "POST")
def requests(request: HttpRequest, *, form: str) -> HttpResponse:
    """GET: the requests of at most 90 days. POST: a report, 201; 200 for the same again; 202 with a token meanwhile."""
    at = clock.now()
    if request.method == "POST":
        return _send(request, form=form, at=at)
    found = work_queries.public_requests(wanted_of(request, at=at), at=at)
    return answer("service_requests", [_shown(one) for one in found], form=form)


@door("GET")
def one_request(request: HttpRequest, number: str, *, form: str) -> HttpResponse:
    """One request by its number."""
    found = work_queries.public_request(number, at=clock.now()) if NUMBER.fullmatch(number) else None
    if found is None:
        raise NotFound(_("There is no request with this service_request_id. Check it."))
    return answer("service_requests", [_shown(found)], form=form)


@door("GET")
def token(request: HttpRequest, code: str, *, form: str) -> HttpResponse:
    """The number that belongs to a token."""
    number = work_queries.number_of_token(code)
    if number is None:
        raise NotFound(
            _("No request belongs to this token yet. Ask again in a few seconds; after a minute send the report again.")
        )
    return answer("service_requests", [{"service_request_id": number, "token": code}], form=form)


@door("GET", "POST")
def elsewhere(request: HttpRequest, path: str, *, form: str) -> HttpResponse:
    """What no address of this door is, other formats included."""
    raise NotFound(_("There is nothing at this address. Begin with discovery.json or discovery.xml."))


def _send(request: HttpRequest, *, form: str, at: datetime) -> HttpResponse:
    said = form_of(request)
    check_jurisdiction(said.get("jurisdiction_id", ""))
    who = _visitor(request, said.get("api_key", ""), at=at)
    made = work_actions.receive_request(sent=sent_of(said), key_id=who.key_id, by=who.user, at=at)
    if made.token:
        return answer("service_requests", [{"token": made.token}], form=form, status=202)
    found = {
        "service_request_id": made.number,
        "service_notice": words.after_sending(made, has_media=bool(said.get("media_url"))),
        "account_id": None,
    }
    return answer("service_requests", [found], form=form, status=201 if made.fresh else 200)


def _visitor(request: HttpRequest, key: str, *, at: datetime) -> Visitor:
    """Who sends. A key in the address is not taken: addresses are written into logs everywhere."""
    who = keys.use_key(key=key, at=at) if key else None
    if who is None:
        count_address(request)
        raise no_key()
    return who


def _shown(one: work_queries.PublicRequest) -> dict[str, Any]:
    return {
        "service_request_id": one.number,
        "status": "open" if one.is_open else "closed",
        "status_notes": words.status_notes(one),
        "service_name": one.kind_words,
        "service_code": one.kind,
        "description": None,
        "agency_responsible": one.agency or None,
        "service_notice": words.known(one.outages) or None,
        "requested_datetime": _moment(one.reported_at),
        "updated_datetime": _moment(one.updated_at),
        "expected_datetime": _moment(one.expected_at) if one.expected_at else None,
        "address": one.place.address,
        "address_id": str(one.place.building_id) if one.place.building_id is not None else None,
        "zipcode": None,
        "lat": one.place.lat,
        "long": one.place.lon,
        "media_url": None,
    }


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
