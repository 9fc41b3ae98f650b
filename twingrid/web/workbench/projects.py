"""Projects: the list with how far each is, a new one, one with its buildings, the community's help, its thanks."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.web.workbench import case_forms as forms
from twingrid.web.workbench import cases
from twingrid.web.workbench.cases import PARTS, STEP_ACTS, Sent, Step
from twingrid.web.workbench.project_forms import MetersForm, PraiseForm, ProjectForm
from twingrid.work import actions as work_actions
from twingrid.work import sheets
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import cases as case_queries
from twingrid.work.queries import projects as project_queries

# In the order in which a page offers them; the first that is open is the main one.
MOVES: Mapping[str, Step] = {
    "close": Step(gettext_lazy("Accept and close"), "checks", forms.WordsForm, work_actions.close_project),
    "resume": Step(gettext_lazy("The work goes on"), "tool", forms.WordsForm, work_actions.resume_project),
    "announce": Step(gettext_lazy("Announce it"), "speakerphone", forms.WordsForm, work_actions.announce_project),
    "start": Step(gettext_lazy("Begin the work"), "tool", forms.WordsForm, work_actions.start_project),
    "finish": Step(gettext_lazy("Everything is done"), "check", forms.WordsForm, work_actions.finish_project),
    "pause": Step(gettext_lazy("Pause it"), "player-pause", forms.WhyForm, work_actions.pause_project),
    "reopen": Step(gettext_lazy("Something is left"), "arrow-back-up", forms.WhyForm, work_actions.reopen_project),
    "cancel": Step(gettext_lazy("It will not be done"), "x", forms.WhyForm, work_actions.cancel_project),
}
PRAISE = Step(gettext_lazy("Somebody says thank you"), "star", PraiseForm, work_actions.praise_project)
ADDS: Mapping[str, Step] = {"step": PARTS["step"], "link": PARTS["link"]}
OF_PART: Mapping[str, Step] = {
    **STEP_ACTS,
    "stage": Step(gettext_lazy("This stage is done"), "check", forms.NoForm, work_actions.finish_stage),
    "meters": Step(gettext_lazy("Count the meters"), "gauge", MetersForm, work_actions.count_meters),
}
STORY = {
    "make": gettext_lazy("It was planned"),
    "announce": gettext_lazy("Announced"),
    "start": gettext_lazy("The work began"),
    "pause": gettext_lazy("Paused"),
    "resume": gettext_lazy("The work goes on"),
    "finish": gettext_lazy("Everything is done"),
    "close": gettext_lazy("Closed"),
    "reopen": gettext_lazy("Something is left"),
    "cancel": gettext_lazy("Withdrawn"),
    "work.stage.finished": gettext_lazy("A stage was done"),
    "work.meters.counted": gettext_lazy("Meters counted"),
    "work.project.praised": gettext_lazy("Praise"),
}
TABS = {
    "late": gettext_lazy("Late"),
    "planned": gettext_lazy("Only planned"),
    "running": gettext_lazy("Running"),
    "paused": gettext_lazy("Paused"),
    "closed": gettext_lazy("Closed"),
}
MOST_BUILDINGS = 200
LARGEST = 1_000_000
"""Bytes of a file with buildings."""
WIDE_COMMA = "\uff0c"


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """The projects of one's areas, the most urgent first, each with its percent."""
    user, at = cases.may(request, May.PROJECT_SEE), clock.now()
    show = request.GET.get("show", "")[:12]
    lines = case_queries.case_lines(user, "project", show=show, at=at)
    percents = project_queries.percents([line.id for line in lines])
    context = {
        "rows": [cases.row(line, at=at, note=_percent(percents.get(line.id))) for line in lines],
        "most": case_queries.MOST if len(lines) == case_queries.MOST else 0,
        "tabs": [("", _("Open")), *TABS.items()],
        "show": show,
        "may_make": people_queries.grants_of(user, at=at).may(May.PROJECT_MAKE),
        "at": at,
    }
    return render(request, "workbench/projects.html", context)


def _percent(n: int | None) -> str:
    return "" if n is None else _("{n} % done").format(n=n)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Make a project of buildings, one a line."""
    by = cases.may(request, May.PROJECT_MAKE)
    if request.method != "POST":
        form = ProjectForm(initial=cases.first_key({}))
        return render(request, "workbench/project_new.html", {"form": form})
    form = ProjectForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            project = _make(form.cleaned_data, by)
        except BadInput as error:
            cases.refused(form, error)
        else:
            messages.success(request, _("Written down."))
            return redirect("workbench:project", number=project.number)
    return render(request, "workbench/project_new.html", {"form": form}, status=422)


def _make(said: dict[str, Any], by: Person) -> Any:
    opened = work_actions.Opened(
        kind=said["kind"], intake_key=said["intake_key"], title=said["title"], words=said["words"]
    )
    plans = [
        work_actions.BuildingPlan(
            building_id=building_id, meters=meters, starts_on=said["starts_on"], ends_on=said["ends_on"]
        )
        for building_id, meters in _buildings(said)
    ]
    return work_actions.make_project(opened=opened, buildings=plans, by=by, at=clock.now())


def _buildings(given: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Buildings and their meters, one a line or a row. `BadInput` names the line that leads to no building."""
    found: dict[int, int] = {}
    lines = [one.strip() for one in given["buildings"].replace("\t", ",").splitlines() if one.strip()]
    if given["file"]:
        if given["file"].size > LARGEST:
            raise BadInput(
                _("This file is too large for a list of buildings. Save its two columns alone."), field="file"
            )
        lines += sheets.buildings_in(given["file"].read(), given["file"].name)
    if len(lines) > MOST_BUILDINGS:  # nothing is left out silently, and nobody waits for ten thousand searches
        said = _("At most {n} buildings at once. Make two projects.").format(n=MOST_BUILDINGS)
        raise BadInput(said, field="buildings")
    for line in lines:
        place, _comma, count = line.replace(WIDE_COMMA, ",").partition(",")
        building = cases.found_building(place)
        if building is None:
            said = _("“{line}” leads to no building for certain. Write estate and building as on the plate.")
            raise BadInput(said.format(line=line), field="buildings")
        if count.strip() and not count.strip().isdecimal():
            said = _("After the comma stands the number of meters: {line}")
            raise BadInput(said.format(line=line), field="buildings")
        found[building.id] = int(count.strip() or 0)
    return list(found.items())


@require_safe
@never_cache
def page(request: HttpRequest, number: str) -> HttpResponse:
    """One project."""
    return _show(request, number, Sent())


@require_POST
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Take one move or add one part; what was typed comes back with its sentence when something is missing."""
    step = {**MOVES, **ADDS, "praise": PRAISE}.get(name)
    more = {"family": "project"} if name in ADDS else {}
    return _do(request, number, name, step, more)


ID_OF = {"stage": "stage_id", "meters": "building_id"}


@require_POST
def part(request: HttpRequest, number: str, name: str, part_id: int) -> HttpResponse:
    """Change one step, stage or building of a project."""
    more: dict[str, Any] = {ID_OF.get(name, "step_id"): part_id}
    if name in STEP_ACTS:
        more["family"] = "project"
    return _do(request, number, name, OF_PART.get(name), more, part=part_id)


def _do(
    request: HttpRequest, number: str, name: str, step: Step | None, more: dict[str, Any], *, part: int = 0
) -> HttpResponse:
    assert request.user.is_authenticated
    if step is None:
        raise NotFound(_("There is no such step. Open the project again."))
    case_queries.case_row(request.user, "project", number, at=clock.now())
    form, status = cases.sent(request, name, step, part=part), 422
    if form.is_valid():
        try:
            step.do(number=number, by=request.user, at=clock.now(), **cases.said_of(form), **more)
        except (BadInput, Refused) as error:
            cases.refused(form, error)
            status = error.status
        else:
            messages.success(request, _("Written down."))
            return redirect("workbench:project", number=number)
    return _show(request, number, Sent({(name, part): form}), status=status)


def _show(request: HttpRequest, number: str, shown: Sent, *, status: int = 200) -> HttpResponse:
    assert request.user.is_authenticated
    at = clock.now()
    view = project_queries.project_for(request.user, number, at=at)
    filled = {name for name, part in shown.filled if not part}
    moves = [
        shown.step(name, step, reverse("workbench:project_move", args=(number, name)))
        for name, step in MOVES.items()
        if name in view.moves or name in filled
    ]
    adds = {name: ADDS[name] for name in cases.offered(ADDS, view.parts)}
    if view.may_praise:
        adds["praise"] = PRAISE
    context = {
        "view": view,
        "project": view.case,
        "parts": view.parts,
        "row": cases.row(view.line, at=at),
        "main": moves[0] if moves else None,
        "beside": [],
        "more": moves[1:],
        "adds": [
            shown.step(name, step, reverse("workbench:project_move", args=(number, name)))
            for name, step in adds.items()
        ],
        "buildings": [_building(one, number, view, shown) for one in view.buildings],
        "sides": cases.sides(view.parts, number, "project", shown, at=at),
        "links": cases.links(view.parts),
        "timeline": cases.timeline(view.parts, STORY),
        "at": at,
    }
    return render(request, "workbench/project.html", context, status=status)


def _building(
    one: project_queries.BuildingLine, number: str, view: project_queries.ProjectView, shown: Sent
) -> dict[str, Any]:
    """A building with the next stage to finish and its meters to count, for those who may."""
    acts = []
    if view.may_count and one.next is not None:
        url = reverse("workbench:project_part", args=(number, "stage", one.next.pk))
        acts.append(shown.step("stage", OF_PART["stage"], url, part=one.next.pk))
    if view.may_count and one.standing.meters:
        url = reverse("workbench:project_part", args=(number, "meters", one.id))
        first = {"done": one.standing.meters_done}
        acts.append(shown.step("meters", OF_PART["meters"], url, part=one.id, first=first))
    return {"line": one, "acts": acts, "next": one.next.pk if one.next else 0}
