"""Hours in which nobody answers, for the coming week, and filling them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.coverage import statement_queries
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.people import queries as people_queries
from twingrid.people.actions import duty as duty_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.web.settings.forms import FillForm

DAYS = 7


def _planner(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.SHIFT_PLAN, at=clock.now())
    return request.user


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The open hours of the areas this person plans, day by day."""
    planner = _planner(request)
    first = clock.today(clock.now())
    held = people_queries.grants_of(planner, at=clock.now()).areas_by_right[May.SHIFT_PLAN]
    days: dict[date, list[tuple[statement_queries.OpenHours, FillForm]]] = {}
    for moment in _whole(first, areas=held):
        day = clock.today(moment.begins)
        form = FillForm(people=people_queries.crew_of(moment.area_id, on=day), initial=_times(moment))
        days.setdefault(day, []).append((moment, form))
    return render(request, "settings/hours.html", {"days": list(days.items())})


def _whole(first: date, *, areas: frozenset[int] | None) -> list[statement_queries.OpenHours]:
    """The open hours of the coming days; a night that begins on one day and ends on the next is one."""
    found: list[statement_queries.OpenHours] = []
    ending: dict[tuple[int, datetime], int] = {}
    for ahead in range(DAYS):
        for one in statement_queries.open_hours(first + timedelta(days=ahead), areas=areas):
            place = ending.pop((one.area_id, one.begins), None)
            if place is not None and one.ends - found[place].begins < timedelta(hours=24):
                found[place] = replace(found[place], ends=one.ends)
            else:
                place = len(found)
                found.append(one)
            ending[one.area_id, one.ends] = place
    return found


def _times(moment: statement_queries.OpenHours) -> dict[str, str]:
    return {"starts_at": moment.begins.isoformat(), "ends_at": moment.ends.isoformat()}


@require_POST
def fill(request: HttpRequest) -> HttpResponse:
    """Somebody of the team takes the hours."""
    planner = _planner(request)
    people = [(int(pk), "") for pk in [request.POST.get("to", "")] if pk.isdigit()]
    form = FillForm(request.POST, people=people)
    if not form.is_valid():
        raise BadInput(_("Choose who takes these hours."))
    said = form.cleaned_data
    duty_actions.plan_shift(
        user_id=said["to"],
        kind="standby",
        starts_at=said["starts_at"],
        ends_at=said["ends_at"],
        by=planner,
        at=clock.now(),
    )
    messages.success(request, _("Filled: these hours are answered now."))
    return redirect("settings:hours")
