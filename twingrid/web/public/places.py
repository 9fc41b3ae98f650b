"""From words, a plate or a point on the map to the pair of people."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote, unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.queries import Responsibility
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.notices.queries import open_notices as open_queries
from twingrid.outages import queries as outage_queries
from twingrid.people import queries as people_queries
from twingrid.stations import queries as station_queries
from twingrid.territory import queries as territory_queries
from twingrid.territory.finding import long_numbers
from twingrid.territory.finding.model import Outcome
from twingrid.territory.queries import BuildingRow
from twingrid.web.public import limits, meant
from twingrid.web.shell import known, pairs
from twingrid.web.shell.appearance import appearance
from twingrid.web.shell.opening import open_to_all
from twingrid.work import queries as work_queries
from twingrid.work.queries import projects as project_queries

# The building this browser asked for last, for the elder's first page; it never leaves for anywhere else.
PLACE_COOKIE = "place"
YEAR = 365 * 24 * 3600


@require_safe
@open_to_all
def home(request: HttpRequest) -> HttpResponse:
    """One search box and six big buttons; in elder mode the own place as last seen, or three buttons."""
    if not appearance(request).elder:
        off_now = outage_queries.present_outages(public=True)
        return render(request, "public/home.html", {"off_now": len(off_now)})
    number, _slash, unit = request.COOKIES.get(PLACE_COOKIE, "").partition("/")
    at = clock.now()
    unit = unquote(unit)[:20]
    found = coverage_queries.responsible_for_building(int(number), at=at, unit=unit) if number.isdecimal() else None
    if found is not None:
        return _result(request, found, unit=unit)
    return render(request, "public/elder_home.html", {"desk": people_queries.supervision_number(on=clock.today(at))})


@require_safe
@open_to_all
def find(request: HttpRequest) -> HttpResponse:
    """Search results: straight to the place when it is certain, else candidates with reasons."""
    text = request.GET.get("q", "")[:200].strip()
    if not text:
        return redirect("public:home")
    limits.count_search(request)
    if request.GET.get("wide"):
        return _too_wide(request, text)
    finding = coverage_queries.find(text)
    if finding.best is not None:
        return meant.remember(request, redirect(pairs.place_url(finding.best)), text=text)
    context = {
        "text": text,
        "numbers": bool(long_numbers(text)),
        "wide": False,
        "unknown": finding.outcome is Outcome.UNKNOWN,
        "candidates": [pairs.candidate(one) for one in finding.candidates],
    }
    return meant.remember(request, render(request, "public/candidates.html", context), text=text)


def _too_wide(request: HttpRequest, text: str) -> HttpResponse:
    """A district, a community or a road has many answers: ask for the building, never choose one."""
    return render(
        request,
        "public/candidates.html",
        {"text": text, "numbers": False, "wide": True, "unknown": False, "candidates": []},
    )


@require_safe
@open_to_all
def building(request: HttpRequest, building_id: int) -> HttpResponse:
    """The pair of people of a building."""
    found = coverage_queries.responsible_for_building(
        building_id, at=clock.now(), unit=request.GET.get("unit", "")[:20]
    )
    if found is None:
        raise NotFound(_("This building is not known here. Search for it by its estate and number."))
    return _result(request, found, unit=request.GET.get("unit", "")[:20])


@require_safe
@open_to_all
def plate(request: HttpRequest, code: str) -> HttpResponse:
    """Where a plate's QR leads: always to the present people, however old the plate is."""
    row = coverage_queries.plate(code)
    if row is None:
        raise NotFound(_("This plate is not known here. Search for your estate and building instead."))
    if row.community is not None:
        return redirect("public:board", code=row.community.code)
    if row.station is not None:
        at_door = row.station.lon, row.station.lat
        return _result(request, coverage_queries.responsible_at(*at_door, at=clock.now(), label=row.station.name))
    found = coverage_queries.responsible_for_building(row.building_id or 0, at=clock.now(), unit=row.unit)
    assert found is not None
    return _result(request, found, unit=row.unit, plate_code=row.code)


@require_safe
@open_to_all
def compound(request: HttpRequest, compound_id: int) -> HttpResponse:
    """An estate: the pair at its middle, and its buildings to choose from."""
    row = territory_queries.compound(compound_id)
    if row is None:
        raise NotFound(_("This estate is not known here. Search for it by name."))
    found = coverage_queries.responsible_at(row.lon, row.lat, at=clock.now(), label=row.name)
    buildings = territory_queries.buildings_of(compound_id)
    sides = coverage_queries.pairs_of_buildings([b.id for b in buildings], at=found.at)
    return _result(request, found, compound_id=compound_id, buildings=buildings, one_pair=len(sides) <= 1)


@require_safe
@open_to_all
def landmark(request: HttpRequest, landmark_id: int) -> HttpResponse:
    """The pair of people at a place that everybody knows."""
    row = territory_queries.landmark(landmark_id)
    if row is None:
        raise NotFound(_("This place is not known here. Search for your estate and building instead."))
    return _result(request, coverage_queries.responsible_at(row.lon, row.lat, at=clock.now(), label=row.name))


@require_safe
@open_to_all
def here(request: HttpRequest) -> HttpResponse:
    """The pair of people at a point that the phone or the map gave (WGS-84 degrees)."""
    try:
        lon, lat = float(request.GET["lon"]), float(request.GET["lat"])
        if not (73 <= lon <= 136 and 3 <= lat <= 54):
            raise ValueError
    except (KeyError, ValueError):
        raise BadInput(_("The place could not be read. Search for your estate and building instead.")) from None
    found = coverage_queries.responsible_at(lon, lat, at=clock.now(), label=_("The place you marked"))
    return _result(request, found)


@require_safe
@open_to_all
def stations(request: HttpRequest) -> HttpResponse:
    """The rainbow stations."""
    return render(request, "public/stations.html", {"stations": station_queries.all_stations()})


def _result(
    request: HttpRequest,
    found: Responsibility,
    *,
    unit: str = "",
    plate_code: str = "",
    compound_id: int | None = None,
    buildings: Sequence[BuildingRow] = (),
    **more: object,
) -> HttpResponse:
    elder = appearance(request).elder
    report = reverse("public:report")
    if found.building_id is not None:
        report += f"?building={found.building_id}" + (f"&unit={unit}" if unit else "")
        report += f"&plate={plate_code}" if plate_code else ""
    context = {
        "found": found,
        "sides": [side for side in (found.power, found.community) if side is not None],
        "unit": unit,
        "cards": pairs.pair_cards(found, elder=elder),
        "missing": pairs.missing_sentences(found),
        "parts": pairs.place_parts(found),
        "report_url": report,
        "known": known.cards_of(
            outage_queries.known_at(found.building_id, at=found.at, unit=unit, public=True), at=found.at
        ),
        "coming": open_queries.coming_at(found.building_id, at=found.at),
        "open_here": work_queries.open_count(
            work_queries.Place(building_id=found.building_id, compound_id=compound_id, point=(found.lon, found.lat))
        ),
        "projects": project_queries.progress_at(found.building_id),
        **_off_in(buildings, found.at),
        "buildings": buildings,
        "in_vain": "" if elder else meant.in_vain(request, building_id=found.building_id, compound_id=compound_id),
        "place_id": compound_id or found.building_id,
        "place_kind": "compound" if compound_id else "building",
        **more,
    }
    response = render(request, "public/elder_result.html" if elder else "public/result.html", context)
    if found.building_id is not None:
        kept = f"{found.building_id}/{quote(unit)}"
        response.set_cookie(PLACE_COOKIE, kept, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response


def _off_in(buildings: Sequence[BuildingRow], at: datetime) -> dict[str, object]:
    """What is known in an estate, and in which of its buildings."""
    found = outage_queries.known_among((b.id for b in buildings), at=at, public=True)
    places = {
        one.id: [b for b in buildings if one.id in {k.id for k in outage_queries.known_at(b.id, at=at, public=True)}]
        for one in found
    }
    cards = known.cards_of(found, at=at)
    return {"known_around": [(one, card, places[one.id], len(places[one.id]) == len(buildings)) for one, card in cards]}


@require_safe
@open_to_all
def safety(request: HttpRequest) -> HttpResponse:
    """What to do when it smokes, sparks or is dark."""
    return render(request, "public/safety.html")
