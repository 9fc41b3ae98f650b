"""Hazards in the hand: the list with its four counts, a new one, one with its history and moves."""

from datetime import datetime, timedelta
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.coverage import queries as coverage_queries
from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.territory.finding.model import PlaceKind
from twingrid.web.shell import cards
from twingrid.web.shell.kind_forms import KindForm, add_error, kind_form
from twingrid.web.workbench import cases
from twingrid.web.workbench import hazard_forms as forms
from twingrid.web.workbench.cases import Step
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.choices import Family, Grade
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import hazards as hazard_queries
from twingrid.work.queries import matters as matter_queries
from twingrid.work.states import HazardState

YEAR = timedelta(days=365)
STEP_WORDS = {
    "find": gettext_lazy("Found"),
    "grade": gettext_lazy("Graded"),
    "notify": gettext_lazy("Owner told"),
    "remove": gettext_lazy("Removed"),
    "pass": gettext_lazy("Looked at again: gone"),
    "fail": gettext_lazy("Looked at again: still there"),
    "cancel": gettext_lazy("Withdrawn"),
}
STATE_AFTER = {"find": "found", "notify": "notified", "remove": "removed", "pass": "inspected", "fail": "found"}


# In the order in which a page offers them; the first is the main one.
STEPS: dict[str, Step] = {
    "pass": Step(gettext_lazy("It is gone"), "checks", forms.LookForm, work_actions.pass_hazard),
    "fail": Step(gettext_lazy("It is still there"), "arrow-back-up", forms.StillForm, work_actions.fail_hazard),
    "notify": Step(gettext_lazy("The owner was told"), "mail", forms.NotifyForm, work_actions.notify_hazard),
    "remove": Step(gettext_lazy("It is removed"), "check", forms.DoneForm, work_actions.remove_hazard),
    "grade": Step(gettext_lazy("Grade and side"), "adjustments", forms.GradeForm, work_actions.grade_hazard),
    "cancel": Step(gettext_lazy("No hazard"), "x", forms.CancelForm, work_actions.cancel_hazard),
}


def _may(request: HttpRequest, right: May) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, right, at=clock.now())
    return request.user


def row(line: hazard_queries.HazardLine, *, at: datetime) -> cards.Row:
    """A hazard as a row; a late one wears the sign of lateness."""
    late = line.is_late(at=at)
    again = line.times_reopened and line.state == HazardState.FOUND
    return cards.Row(
        href=reverse("workbench:hazard", args=(line.number,)),
        place=line.place,
        kind=line.kind_words,
        state="late" if late else "reopened" if again else line.state,
        at=line.found_at,
        note=line.side_words,
        source="" if line.grade == Grade.PLAIN else line.grade_words,
        clock=cards.Clock(kind="internal", due=line.due_at, since=line.found_at)
        if line.state in ("found", "notified")
        else None,
        holder=line.holder,
        key=line.number,
    )


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """The hazards of one's areas, most urgent first; above them the four counts of a year."""
    user, at = _may(request, May.HAZARD_SEE), clock.now()
    show = request.GET.get("show", "")[:12]
    counts = hazard_queries.hazard_counts(user, since=at - YEAR, at=at)
    lines = hazard_queries.hazard_lines(user, show=show, at=at)
    tabs = [("", _("Open")), *((str(state), STATE_TABS[state]) for state in STATE_TABS)]
    context = {
        "counts": [
            cards.Figure(label=_("Found"), value=counts.found),
            cards.Figure(label=_("Owner told"), value=counts.notified),
            cards.Figure(label=_("Removed"), value=counts.removed),
            cards.Figure(label=_("Inspected again"), value=counts.inspected),
        ],
        "rows": [row(line, at=at) for line in lines],
        "most": hazard_queries.MOST if len(lines) == hazard_queries.MOST else 0,
        "tabs": tabs,
        "show": show,
        "may_find": people_queries.grants_of(user, at=at).may(May.HAZARD_FIND),
        "at": at,
    }
    return render(request, "workbench/hazards.html", context)


STATE_TABS = {
    HazardState.FOUND: gettext_lazy("Found"),
    HazardState.NOTIFIED: gettext_lazy("Owner told"),
    HazardState.REMOVED: gettext_lazy("Removed"),
    HazardState.INSPECTED: gettext_lazy("Inspected again"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Write down what was found; without scripts the questions of the kind come by a button."""
    by = _may(request, May.HAZARD_FIND)
    if request.method != "POST" or "ask" in request.POST:
        first = {"intake_key": tokens.token(), "ticket": request.GET.get("ticket", "")[:20], **request.POST.dict()}
        if first["ticket"] and request.method != "POST":
            first["how"] = "request"
        return _new(request, by, forms.FoundForm(initial=first), _asked(request, bound=False))
    form, asked = forms.FoundForm(request.POST), _asked(request)
    if form.is_valid() and asked.is_valid():
        try:
            hazard = _find(form.cleaned_data, asked, by)
        except BadInput as error:
            add_error(error, form, asked, known_as={})
        else:
            messages.success(request, _("Written down."))
            return redirect("workbench:hazard", number=hazard.number)
    return _new(request, by, form, asked, status=422)


def _asked(request: HttpRequest, *, bound: bool = True) -> KindForm:
    return kind_form(request.POST, staff=True, bound=bound, family=Family.HAZARD)


def _find(said: dict[str, Any], asked: KindForm, by: Person) -> Any:
    best = coverage_queries.find(said["place"]).best if said["place"] else None
    building = best if best is not None and best.kind is PlaceKind.BUILDING else None
    found = work_actions.Found(
        kind=said["kind"],
        intake_key=said["intake_key"],
        how=said["how"],
        grade=said["grade"],
        side=said["side"],
        building_id=building.id if building else None,
        unit=building.unit if building else "",
        room=building.room if building else "",
        place_words=said["place"],
        words=said["words"],
        ticket=said["ticket"],
        answers=asked.given(),
    )
    return work_actions.find_hazard(found=found, by=by, at=clock.now())


def _new(
    request: HttpRequest, by: Person, form: forms.FoundForm, asked: KindForm, *, status: int = 200
) -> HttpResponse:
    number = str(form["ticket"].value() or "")
    ticket = work_queries.ticket_for(by, number, at=clock.now()) if number else None
    place = work_queries.place(ticket) if ticket else ""
    return render(request, "workbench/hazard_new.html", {"form": form, "asked": asked, "place": place}, status=status)


@require_POST
@never_cache
def questions(request: HttpRequest) -> HttpResponse:
    """What is asked about the chosen kind of hazard."""
    _may(request, May.HAZARD_FIND)
    return render(request, "workbench/_questions.html", {"asked": _asked(request, bound=False)})


@require_safe
@never_cache
def page(request: HttpRequest, number: str) -> HttpResponse:
    """One hazard."""
    return _show(request, number)


@require_POST
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Take one move; what was typed comes back with its sentence when something is missing."""
    assert request.user.is_authenticated
    step = STEPS.get(name)
    if step is None:
        raise NotFound(_("There is no such step. Open the hazard again."))
    form = step.form(request.POST, prefix=name)
    hazard_queries.hazard_for(request.user, number, at=clock.now())
    if form.is_valid():
        try:
            step.do(number=number, by=request.user, at=clock.now(), **form.cleaned_data)
        except (BadInput, Refused) as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
            return _show(request, number, filled={name: form}, status=error.status)
        messages.success(request, _("Written down."))
        return redirect("workbench:hazard", number=number)
    return _show(request, number, filled={name: form}, status=422)


def _show(
    request: HttpRequest, number: str, *, filled: dict[str, django_forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    assert request.user.is_authenticated
    at = clock.now()
    view = hazard_queries.hazard_for(request.user, number, at=at)
    first = {"grade": view.line.grade, "side": view.line.side}
    names = [name for name in STEPS if name in view.moves or name in (filled or {})]
    steps = [_step(name, number, first, filled or {}) for name in names]
    context = {
        "view": view,
        "hazard": view.hazard,
        "row": row(view.line, at=at),
        "main": steps[0] if steps else None,
        "more": steps[1:],
        "beside": [],
        "cases": [cases.row(one, at=at) for one in matter_queries.cases_of_hazard(request.user, view.hazard.pk, at=at)],
        "may_open": cases.may_open(request.user, at=at),
        "timeline": [
            cards.TimelineEntry(
                at=one.at,
                what=STEP_WORDS.get(one.move, one.move),
                who=one.by,
                state=STATE_AFTER.get(one.move, ""),
                note=one.words,
            )
            for one in view.steps
        ],
        "at": at,
    }
    return render(request, "workbench/hazard.html", context, status=status)


def _step(name: str, number: str, first: dict[str, str], filled: dict[str, django_forms.Form]) -> dict[str, Any]:
    step = STEPS[name]
    return {
        "name": name,
        "words": step.words,
        "icon": step.icon,
        "form": filled.get(name) or step.form(prefix=name, initial=first),
        "form_id": f"move-{name}",
        "asks": True,
        "open": name in filled,
        "url": reverse("workbench:hazard_move", args=(number, name)),
    }
