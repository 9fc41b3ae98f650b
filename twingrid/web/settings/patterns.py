"""Regular hours: who has which, and changing them for one person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import pattern_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions import weekly as weekly_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.web.settings.pattern_forms import READY, EndForm, PatternForm, in_words, source_words

SHOWN = 100


def _planner(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.SHIFT_PLAN, at=clock.now())
    return request.user


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Everybody whose hours this person plans, with their regular hours in words."""
    planner, at = _planner(request), clock.now()
    text = request.GET.get("q", "")[:60].strip()
    people, total = pattern_queries.planned_people(planner, text, at=at, limit=SHOWN)
    held = pattern_queries.patterns_of([one.pk for one in people], on=clock.today(at))
    rows = [(one, [in_words(pattern) for pattern in held.get(one.pk, [])]) for one in people]
    return render(request, "settings/patterns.html", {"rows": rows, "text": text, "total": total, "shown": len(rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person's regular hours; further ones, or other ones in place of some from a day on."""
    planner, at = _planner(request), clock.now()
    found = pattern_queries.planned_by(planner, user_id, at=at)
    if found is None:
        raise NotFound(_("There is nobody with this number. Search by name."))
    held = pattern_queries.patterns_of([user_id], on=clock.today(at)).get(user_id, [])
    form = PatternForm(request.POST) if request.method == "POST" else _blank(request, held)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            weekly_actions.set_pattern(user_id=user_id, **{**said, "instead": said["instead"] or 0}, by=planner, at=at)
        except (BadInput, Refused) as error:
            field = getattr(error, "field", "")
            form.add_error(field if field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Set: the hours are rolled out for the coming weeks."))
            return redirect("settings:pattern", user_id=user_id)
    return _page(request, found, held, form)


def _blank(request: HttpRequest, held: list[Any]) -> PatternForm:
    """The form, filled from a pattern to change (`instead`) or from ready hours (`ready`)."""
    since = clock.today(clock.now())
    wanted = request.GET.get("instead", "")
    for row in held:
        if str(row.pk) == wanted:
            initial = {name: getattr(row, name) for name in ("kind", "starts", "ends", "only")}
            return PatternForm(initial=initial | {"weekdays": list(row.weekdays), "instead": row.pk, "since": since})
    ready = READY.get(request.GET.get("ready", ""), READY["day"])
    return PatternForm(initial={**ready.values, "since": since})


def _page(request: HttpRequest, found: Person, held: list[Any], form: PatternForm) -> HttpResponse:
    at = clock.now()
    context = {
        "person": found,
        "held": [(row, in_words(row), EndForm(prefix=str(row.pk), initial={"on": clock.today(at)})) for row in held],
        "form": form,
        "ready": [(key, one.words) for key, one in READY.items()],
        "instead": next((in_words(row) for row in held if str(row.pk) == str(form["instead"].value() or "")), ""),
        "shifts": [(one, source_words(one.source)) for one in people_queries.shifts_of(found, at=at)],
    }
    return render(request, "settings/pattern.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, pattern_id: int) -> HttpResponse:
    """Regular hours end on a day."""
    planner = _planner(request)
    user_id = pattern_queries.owner(pattern_id)
    if user_id is None or pattern_queries.planned_by(planner, user_id, at=clock.now()) is None:
        raise NotFound(_("There are no such regular hours. Open the person's page again."))
    form = EndForm(request.POST, prefix=str(pattern_id))
    if not form.is_valid():
        raise BadInput(_("Say from which day on these hours are over."))
    weekly_actions.end_pattern(pattern_id=pattern_id, on=form.cleaned_data["on"], by=planner, at=clock.now())
    messages.success(request, _("Ended. Look whether somebody else answers at these hours."))
    return redirect("settings:pattern", user_id=user_id)
