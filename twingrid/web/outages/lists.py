"""The list of outages, and feeders with many calls that nobody has entered yet."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twingrid.kit import clock
from twingrid.outages import queries as outage_queries
from twingrid.outages import sheets
from twingrid.outages.choices import OutageKind
from twingrid.outages.permissions import OutagePermission as May
from twingrid.outages.queries import Filter
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.web.shell import known
from twingrid.work import queries as work_queries

SHOWN = 50
WHEN_WORDS = {
    "now": gettext_lazy("Off now"),
    "planned": gettext_lazy("Planned"),
    "draft": gettext_lazy("Drafts"),
    "past": gettext_lazy("Past"),
}


def viewer(request: HttpRequest) -> Person:
    """The signed-in person who may see outages."""
    assert request.user.is_authenticated
    people_queries.require(request.user, May.OUTAGE_SEE, at=clock.now())
    return request.user


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def wanted_from(said: Any) -> Filter:
    """What the address asks for; nonsense asks for nothing."""
    when, kind = said.get("when", "now"), said.get("kind", "")
    return Filter(
        when=when if when in WHEN_WORDS else "now",
        kind=kind if kind in OutageKind.values else "",
        text=said.get("q", "").strip()[:60],
        important=said.get("important") == "1",
        since=_day(said.get("since", "")),
        until=_day(said.get("until", "")),
    )


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Outages now, planned, drafts and past; the filters stand in the address."""
    user, at = viewer(request), clock.now()
    wanted = wanted_from(request.GET)
    text = request.GET.get("page", "1")
    number = max(int(text), 1) if text.isdecimal() and len(text) < 6 else 1
    start = (number - 1) * SHOWN
    found = outage_queries.outages_for(user, wanted, at=at, start=start, count=SHOWN)
    grants = people_queries.grants_of(user, at=at)
    context = {
        "rows": [(line, known.line_words(line, at=at)) for line in found.lines],
        "found": found,
        "wanted": wanted,
        "tabs": [(key, words, found.counts[key], _address(request, when=key)) for key, words in WHEN_WORDS.items()],
        "kinds": OutageKind.choices,
        "may_make": grants.may(May.OUTAGE_MAKE),
        "may_see_frequent": grants.may(May.FREQUENT_SEE),
        "previous": _address(request, page=number - 1) if number > 1 else "",
        "following": _address(request, page=number + 1) if start + SHOWN < found.total else "",
        "shown": f"{min(start + 1, found.total)}–{min(start + SHOWN, found.total)}",
        "at": at,
    }
    return render(request, "outages/page.html", context)


def _address(request: HttpRequest, **changed: object) -> str:
    kept = {key: value for key, value in request.GET.items() if key != "page" and value}
    kept |= {key: str(value) for key, value in changed.items()}
    return f"{reverse('outages:page')}?{urlencode({k: v for k, v in kept.items() if v})}"


@require_safe
@never_cache
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Every outage that the address asks for, as a file that can be taken over again."""
    found = outage_queries.exported(viewer(request), wanted_from(request.GET), at=clock.now())
    answer = HttpResponse(sheets.outage_file(found, kind), content_type=sheets.KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="outages.{kind}"'
    return answer


@require_safe
@never_cache
def crowds(request: HttpRequest) -> HttpResponse:
    """Feeders with many open requests "no electricity": perhaps one outage."""
    user, at = viewer(request), clock.now()
    people_queries.require(user, May.OUTAGE_MAKE, at=at)
    return render(request, "outages/crowds.html", {"crowds": work_queries.crowds(user, at=at)})
