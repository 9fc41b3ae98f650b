"""Coordination matters: the list, a new one, one with its two sides, its history and its moves."""

from collections.abc import Mapping
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

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people.queries import Person
from twingrid.web.shell.kind_forms import KindForm, add_error, kind_form
from twingrid.web.workbench import case_forms as forms
from twingrid.web.workbench import cases
from twingrid.web.workbench.cases import PARTS, STEP_ACTS, Sent, Step
from twingrid.work import actions as work_actions
from twingrid.work.choices import Family
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import cases as case_queries
from twingrid.work.queries import matters as matter_queries

# In the order in which a page offers them; the first that is open is the main one.
MOVES: Mapping[str, Step] = {
    "close": Step(gettext_lazy("Close the matter"), "checks", forms.WordsForm, work_actions.close_matter),
    "finish": Step(gettext_lazy("The work is done"), "check", forms.DoneForm, work_actions.finish_matter),
    "start": Step(gettext_lazy("Begin the work"), "tool", forms.NoForm, work_actions.start_matter),
    "act": Step(gettext_lazy("Danger: cut first"), "alert-triangle", forms.WhyForm, work_actions.act_matter),
    "resume": Step(gettext_lazy("Talks go on"), "message-circle", forms.WordsForm, work_actions.resume_matter),
    "talk": Step(gettext_lazy("Talks have begun"), "message-circle", forms.WordsForm, work_actions.talk_matter),
    "agree": Step(gettext_lazy("It is agreed"), "heart-handshake", forms.AgreeForm, work_actions.agree_matter),
    "block": Step(gettext_lazy("It is stuck"), "hand-stop", forms.WhyForm, work_actions.block_matter),
    "reopen": Step(gettext_lazy("Not settled after all"), "arrow-back-up", forms.WhyForm, work_actions.reopen_matter),
    "cancel": Step(gettext_lazy("Not needed any more"), "x", forms.WhyForm, work_actions.cancel_matter),
}
TREE: Mapping[str, Step] = {
    "assess": Step(gettext_lazy("The tree and the line"), "tree", forms.TreeForm, work_actions.assess_tree),
    "consent": Step(gettext_lazy("What the owner said"), "user-check", forms.ConsentForm, work_actions.record_consent),
    "compensation": Step(
        gettext_lazy("Compensation"), "receipt", forms.CompensationForm, work_actions.settle_compensation
    ),
}
OF_PART: Mapping[str, Step] = {
    **STEP_ACTS,
    "kept": Step(gettext_lazy("Kept or broken?"), "clipboard-check", forms.KeptForm, work_actions.settle_agreement),
    "erase": Step(gettext_lazy("Erase"), "trash", forms.NoForm, work_actions.erase_party),
}
STORY = {
    "talk": gettext_lazy("Talks have begun"),
    "agree": gettext_lazy("Agreed"),
    "start": gettext_lazy("The work began"),
    "act": gettext_lazy("Danger: acted first"),
    "finish": gettext_lazy("The work is done"),
    "close": gettext_lazy("Closed"),
    "block": gettext_lazy("Stuck"),
    "resume": gettext_lazy("Talks go on"),
    "reopen": gettext_lazy("Not settled after all"),
    "cancel": gettext_lazy("Withdrawn"),
    "work.tree.assessed": gettext_lazy("The tree and the line were looked at"),
    "work.consent.recorded": gettext_lazy("What the owner said"),
    "work.compensation.settled": gettext_lazy("Compensation"),
}
TABS = {
    "late": gettext_lazy("Late"),
    "stuck": gettext_lazy("Stuck"),
    "in_talks": gettext_lazy("In talks"),
    "doing": gettext_lazy("Being done"),
    "closed": gettext_lazy("Closed"),
}


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """The matters of one's areas, the most urgent first; above them the steps that wait for oneself."""
    user, at = cases.may(request, May.MATTER_SEE), clock.now()
    show = request.GET.get("show", "")[:12]
    lines = case_queries.case_lines(user, "matter", show=show, at=at)
    context = {
        "rows": [cases.row(line, at=at) for line in lines],
        "steps": [cases.step_row(one, at=at) for one in matter_queries.my_steps(user, at=at)] if not show else [],
        "most": case_queries.MOST if len(lines) == case_queries.MOST else 0,
        "tabs": [("", _("Open")), *TABS.items()],
        "show": show,
        "may_open": cases.may_open(user, at=at),
        "at": at,
    }
    return render(request, "workbench/matters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Open a matter; without scripts the questions of the kind come by a button."""
    by = cases.may(request, May.MATTER_OPEN)
    if request.method != "POST" or "ask" in request.POST:
        link = {"link": request.GET.get("link", "")[:20], "place": request.GET.get("place", "")[:200]}
        form = forms.MatterForm(initial=cases.first_key({**link, **request.POST.dict()}))
        return _new(request, form, _asked(request, bound=False))
    form, asked = forms.MatterForm(request.POST), _asked(request)
    if form.is_valid() and asked.is_valid():
        try:
            matter = _open(form, asked, by)
        except BadInput as error:
            add_error(error, form, asked, known_as={})
        else:
            messages.success(request, _("Written down."))
            return redirect("workbench:matter", number=matter.number)
    return _new(request, form, asked, status=422)


def _asked(request: HttpRequest, *, bound: bool = True) -> KindForm:
    return kind_form(request.POST, staff=True, bound=bound, family=Family.MATTER)


def _open(form: forms.MatterForm, asked: KindForm, by: Person) -> Any:
    said = cases.said_of(form)
    building = cases.found_building(said["place"])
    opened = work_actions.Opened(
        kind=said["kind"],
        intake_key=said["intake_key"],
        building_ids=(building.id,) if building else (),
        unit=building.unit if building else "",
        room=building.room if building else "",
        place_words=said["place"],
        words=said["words"],
        due_at=said["due_at"],
        link=said["link"],
        answers=asked.given(),
    )
    return work_actions.open_matter(opened=opened, by=by, at=clock.now())


def _new(request: HttpRequest, form: forms.MatterForm, asked: KindForm, *, status: int = 200) -> HttpResponse:
    return render(request, "workbench/matter_new.html", {"form": form, "asked": asked}, status=status)


@require_POST
@never_cache
def questions(request: HttpRequest) -> HttpResponse:
    """What is asked about the chosen kind of matter."""
    cases.may(request, May.MATTER_OPEN)
    return render(request, "workbench/_questions.html", {"asked": _asked(request, bound=False)})


@require_safe
@never_cache
def page(request: HttpRequest, number: str) -> HttpResponse:
    """One matter."""
    return _show(request, number, Sent())


@require_POST
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Take one move or add one part; what was typed comes back with its sentence when something is missing."""
    step = {**MOVES, **TREE, **PARTS}.get(name)
    more = {"family": "matter"} if name == "link" else {}
    return _do(request, number, name, step, more)


ID_OF = {"kept": "agreement_id", "erase": "party_id"}


@require_POST
def part(request: HttpRequest, number: str, name: str, part_id: int) -> HttpResponse:
    """Change one step, agreement or party of a matter."""
    return _do(request, number, name, OF_PART.get(name), {ID_OF.get(name, "step_id"): part_id}, part=part_id)


def _do(
    request: HttpRequest, number: str, name: str, step: Step | None, more: dict[str, Any], *, part: int = 0
) -> HttpResponse:
    assert request.user.is_authenticated
    if step is None:
        raise NotFound(_("There is no such step. Open the matter again."))
    case_queries.case_row(request.user, "matter", number, at=clock.now())
    form, status = cases.sent(request, name, step, part=part), 422
    if form.is_valid():
        try:
            step.do(number=number, by=request.user, at=clock.now(), **cases.said_of(form), **more)
        except (BadInput, Refused) as error:
            cases.refused(form, error)
            status = error.status
        else:
            messages.success(request, _("Written down."))
            return redirect("workbench:matter", number=number)
    return _show(request, number, Sent({(name, part): form}), status=status)


def _show(request: HttpRequest, number: str, shown: Sent, *, status: int = 200) -> HttpResponse:
    assert request.user.is_authenticated
    at = clock.now()
    view = matter_queries.matter_for(request.user, number, at=at)
    filled = {name for name, part in shown.filled if not part}
    moves = [
        shown.step(name, step, reverse("workbench:matter_move", args=(number, name)), first=_first(name, at))
        for name, step in MOVES.items()
        if name in view.moves or name in filled
    ]
    context = {
        "view": view,
        "matter": view.case,
        "parts": view.parts,
        "row": cases.row(view.line, at=at),
        "main": moves[0] if moves else None,
        "beside": [],
        "more": moves[1:],
        "adds": [
            shown.step(name, PARTS[name], reverse("workbench:matter_move", args=(number, name)), first=_first(name, at))
            for name in cases.offered(PARTS, view.parts)
        ],
        "trees": _tree(view, number, shown),
        "sides": cases.sides(view.parts, number, "matter", shown, at=at),
        "agreements": [
            (one, None if one.kept else _of(number, "kept", one.pk, shown)) for one in view.parts.agreements
        ],
        "parties": [
            (one, _of(number, "erase", one.id, shown) if view.parts.may_talk else None) for one in view.parts.parties
        ],
        "links": cases.links(view.parts),
        "timeline": cases.timeline(view.parts, STORY),
        "at": at,
    }
    return render(request, "workbench/matter.html", context, status=status)


def _of(number: str, name: str, part: int, shown: Sent) -> dict[str, Any]:
    url = reverse("workbench:matter_part", args=(number, name, part))
    return shown.step(name, OF_PART[name], url, part=part)


def _first(name: str, at: Any) -> dict[str, Any]:
    """What the forms of parts begin with."""
    return {"held_at": at, "starts_on": clock.today(at)} if name in ("meeting", "agree", "agreement") else {}


def _tree(view: matter_queries.MatterView, number: str, shown: Sent) -> list[dict[str, Any]]:
    """The three forms of a tree, with what is known."""
    if view.tree is None or not view.parts.may_talk:
        return []
    first = django_forms.model_to_dict(view.tree.tree)
    first |= {"how": view.tree.tree.consent_how, "on": view.tree.tree.consent_on}
    return [
        shown.step(name, step, reverse("workbench:matter_move", args=(number, name)), first=first)
        for name, step in TREE.items()
    ]
