"""The list in the worker's hand, and the map of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twingrid.kit import clock
from twingrid.people import queries as people_queries
from twingrid.web.shell import cards, mapping, rows
from twingrid.web.workbench import cases, hazards
from twingrid.work import queries as work_queries
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import hazards as hazard_queries
from twingrid.work.queries import matters as matter_queries
from twingrid.work.states import OPEN


def tabs(here: str, *, count: int = 0) -> list[cards.Tab]:
    """The bar at the foot."""
    return [
        cards.Tab(
            words=_("List"), icon="list-details", href=reverse("workbench:list"), here=here == "list", count=count
        ),
        cards.Tab(words=_("Map"), icon="map-2", href=reverse("workbench:map"), here=here == "map"),
        cards.Tab(words=_("Me"), icon="user-circle", href=reverse("workbench:me"), here=here == "me"),
    ]


@require_safe
@never_cache
def my_list(request: HttpRequest) -> HttpResponse:
    """What I have to do: now, today, later; below it what is open in my areas and held by others."""
    assert request.user.is_authenticated
    at = clock.now()
    found = work_queries.worker_list(request.user, at=at)
    own = {line.id for part in (found.now, found.today, found.later) for line in part}
    others = [
        line
        for line in work_queries.found_lines(
            request.user, at=at, states=tuple(s.value for s in OPEN), limit=100, with_clocks=False
        )
        if line.id not in own
    ]
    duty = people_queries.duties_at([request.user.pk], at=at).get(request.user.pk)
    context = {
        "groups": [
            (_("Now"), _own(found.now, at=at)),
            (_("Today"), _own(found.today, at=at)),
            (_("Later"), _own(found.later, at=at)),
        ],
        "hazards": [hazards.row(line, at=at) for line in hazard_queries.held_hazards(request.user, at=at)],
        "steps": [cases.step_row(one, at=at) for one in matter_queries.my_steps(request.user, at=at)],
        "matters": [cases.row(one, at=at) for one in matter_queries.held_cases(request.user, "matter", at=at)],
        "may_find": people_queries.grants_of(request.user, at=at).may(May.HAZARD_FIND),
        "others": rows.rows(others, at=at),
        "count": found.count,
        "duty_until": duty[1] if duty else None,
        "tabs": tabs("list", count=found.count),
        "at": at,
    }
    return render(request, "workbench/list.html", context)


def _own(lines: Iterable[work_queries.Line], *, at: datetime) -> list[cards.Row]:
    """Own rows need not say whose they are; how far it reaches is worth more."""
    pairs = [(line, rows.row(line, at=at)) for line in lines]
    return [replace(row, holder="", note=line.scope_words if line.scope != "unknown" else "") for line, row in pairs]


@require_safe
@never_cache
def my_map(request: HttpRequest) -> HttpResponse:
    """My open requests on the map of both partitions."""
    props = mapping.map_props(areas_url=reverse("public:areas"), requests_url=reverse("workbench:markers"))
    return render(request, "workbench/map.html", {"props": props, "tabs": tabs("map")})


@require_safe
@never_cache
def markers(request: HttpRequest) -> JsonResponse:
    """Open requests of my areas as GeoJSON points (WGS-84)."""
    assert request.user.is_authenticated
    return JsonResponse(
        mapping.collection(
            [
                mapping.request_feature(
                    key=m.number,
                    lon=m.lon,
                    lat=m.lat,
                    state="late" if m.late else m.state,
                    place=m.place,
                    kind=m.kind,
                    href=reverse("workbench:ticket", args=(m.number,)),
                )
                for m in work_queries.open_markers(request.user, at=clock.now())
            ]
        )
    )
