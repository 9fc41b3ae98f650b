"""Calendars on screen: which years are known, one year as lines, loading a file."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.kit import clock, holiday_files, stale
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.kit.working_days import Special
from twingrid.people import calendar_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions import calendar as calendar_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.web.settings.forms import CalendarFile, CalendarForm


def _setter(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.CALENDAR_SET, at=clock.now())
    return request.user


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """The years around the present one, each with where its days come from."""
    _setter(request)
    present = clock.today(clock.now()).year
    years = calendar_queries.calendar_years(present - 1, present + 3)
    return render(request, "settings/calendars.html", {"years": years, "present": present})


def _year(year: int) -> calendar_queries.Year:
    if not calendar_actions.FIRST <= year <= calendar_actions.LAST:
        raise NotFound(_("There is no calendar of this year. Open the list of years."))
    return calendar_queries.calendar_year(year)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, year: int) -> HttpResponse:
    """One year as lines."""
    by = _setter(request)
    found = _year(year)
    form = CalendarForm(request.POST if request.method == "POST" else None, initial={"days": _lines(found)})
    if request.method == "POST" and form.is_valid():
        try:
            days = holiday_files.read(form.cleaned_data["days"].encode(), year=year)
            _save(request, year, days, by=by)
        except BadInput as error:
            form.add_error("days", error.sentence)
        else:
            return redirect("settings:calendar", year=year)
    return _page(request, found, form=form, file=CalendarFile(), status=422 if form.errors else 200)


@require_POST
def load(request: HttpRequest, year: int) -> HttpResponse:
    """A file of the year takes the place of what was there."""
    by = _setter(request)
    found = _year(year)
    file = CalendarFile(request.POST, request.FILES)
    if file.is_valid():
        try:
            days = holiday_files.read(file.cleaned_data["file"].read(holiday_files.LARGEST + 1), year=year)
            _save(request, year, days, by=by)
        except BadInput as error:
            file.add_error("file", error.sentence)
        else:
            return redirect("settings:calendar", year=year)
    return _page(request, found, form=CalendarForm(initial={"days": _lines(found)}), file=file, status=422)


@require_POST
def reset(request: HttpRequest, year: int) -> HttpResponse:
    """Back to the calendar that is shipped, or to none."""
    calendar_actions.reset_calendar(year=year, by=_setter(request), at=clock.now())
    messages.success(request, _("This city's own days of the year are gone."))
    return redirect("settings:calendar", year=year)


def _save(request: HttpRequest, year: int, days: dict[date, Special], *, by: Person) -> None:
    seen = request.POST.get("seen", "")
    calendar_actions.set_calendar(year=year, days=days, seen=seen, by=by, at=clock.now())
    messages.success(request, _("Saved. Deadlines that are counted from now on use these days."))


def _lines(found: calendar_queries.Year) -> str:
    words = {True: holiday_files.WORKED, False: holiday_files.FREE}
    return "\n".join(f"{day},{words[special.works]},{special.name}" for day, special in found.days)


def _page(
    request: HttpRequest, found: calendar_queries.Year, *, form: CalendarForm, file: CalendarFile, status: int
) -> HttpResponse:
    # What was typed before stays bound to what was seen then.
    seen = request.POST.get("seen") or stale.stamp(*found.days)
    context = {"year": found, "form": form, "file": file, "seen": seen}
    return render(request, "settings/calendar.html", context, status=status)
