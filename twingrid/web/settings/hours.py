"""Hours in which nobody answers, for the coming week, and filling them."""

from datetime import timedelta

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
    days = []
    for ahead in range(DAYS):
        day = first + timedelta(days=ahead)
        rows = [
            (moment, forms)
            for moment in statement_queries.open_hours(day, areas=held)
            if (forms := FillForm(people=people_queries.crew_of(moment.area_id, on=day), initial=_times(moment)))
        ]
        days.append((day, rows))
    return render(request, "settings/hours.html", {"days": days, "open": sum(len(rows) for _day, rows in days)})


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
