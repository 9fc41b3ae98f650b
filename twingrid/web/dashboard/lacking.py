"""The places behind the statement of coverage, page by page and as the same rows in a file."""

import csv
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twingrid.coverage import lacking_queries
from twingrid.coverage.lacking_queries import PlaceRow, Wanted
from twingrid.coverage.permissions import CoveragePermission
from twingrid.coverage.reason_words import REASON_WORDS
from twingrid.kit import clock
from twingrid.people import queries as people_queries
from twingrid.web.dashboard.coverage import day_of
from twingrid.web.shell import paging

SHOWN = 50
COLUMNS = (
    "on",
    "reasons",
    "place",
    "community_grid",
    "community_grid_name",
    "power_service_area",
    "power_service_area_name",
    "customers",
)


def _asked(request: HttpRequest) -> tuple[date, Wanted, dict[str, str]]:
    """The day, the rows wanted, and the parts of the address that say so. Leaders see the rows of their own areas."""
    on = day_of(request)
    assert request.user.is_authenticated
    held = people_queries.grants_of(request.user, at=clock.now()).areas_by_right[CoveragePermission.STATEMENT_SEE]
    said = {name: request.GET.get(name, "")[:40] for name in ("reason", "community", "power")}
    said["reason"] = said["reason"] if said["reason"] in REASON_WORDS else ""
    return on, Wanted(**said, held=held), {"on": on.isoformat(), **said}


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """One page of the places."""
    on, wanted, kept = _asked(request)
    shown = paging.page_of(request, size=SHOWN, kept=kept)
    found = lacking_queries.places(on, wanted=wanted, start=shown.start, limit=SHOWN)
    context = {
        "on": on,
        "wanted": wanted,
        "reason": REASON_WORDS.get(wanted.reason, ""),
        "rows": [(row, [REASON_WORDS[one] for one in row.reasons]) for row in found.rows],
        "found": found,
        "pager": shown.pager(found.total),
        "file": f"{reverse('dashboard:places_file')}?{urlencode(shown.kept)}",
        "back": f"{reverse('dashboard:coverage')}?{urlencode({'on': on.isoformat(), 'reason': wanted.reason})}",
    }
    return render(request, "dashboard/places.html", context)


@require_safe
@never_cache
def file(request: HttpRequest) -> HttpResponse:
    """All rows of the page's list, as CSV."""
    on, wanted, _kept = _asked(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="places-{on}.csv"'
    response.write("\ufeff")
    write_rows(response, on, lacking_queries.places(on, wanted=wanted).rows)
    return response


def write_rows(out: Any, on: date, rows: Iterable[PlaceRow]) -> None:
    """The rows as CSV with their heading."""
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for row in rows:
        reasons = " ".join(row.reasons)
        areas = (row.community_code, row.community, row.power_code, row.power)
        table.writerow([on, reasons, row.label, *areas, row.customers])
