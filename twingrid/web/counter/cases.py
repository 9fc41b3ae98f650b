"""Joint cases for those who see them through: the list, one with its legs, its receipt."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.cities.addresses import public_base
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.web.counter import forms, legs
from twingrid.web.workbench import case_forms, cases
from twingrid.web.workbench.cases import Sent, Step
from twingrid.work import actions as work_actions
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import cases as case_queries
from twingrid.work.queries import joint as joint_queries

MOVES = {
    "close": Step(gettext_lazy("Close the joint case"), "checks", forms.CloseForm, work_actions.close_joint),
    "cancel": Step(gettext_lazy("The resident withdraws it"), "x", case_forms.WhyForm, work_actions.cancel_joint),
    "erase": Step(gettext_lazy("Erase who it was"), "trash", case_forms.NoForm, work_actions.erase_resident),
}
TABS = {
    "late": gettext_lazy("Late"),
    "partly": gettext_lazy("Partly done"),
    "done": gettext_lazy("Done, to be closed"),
    "closed": gettext_lazy("Closed"),
}


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """The joint cases of one's areas, the most urgent first, each with how its companies stand."""
    user, at = cases.may(request, May.JOINT_SEE), clock.now()
    show = request.GET.get("show", "")[:12]
    lines = case_queries.case_lines(user, "joint", show=show, at=at)
    by_case = joint_queries.legs_of_lines(lines)
    context = {
        "rows": [cases.row(line, note=legs.summary(by_case.get(line.id, ())), at=at) for line in lines],
        "most": case_queries.MOST if len(lines) == case_queries.MOST else 0,
        "tabs": [("", _("Under way")), *TABS.items()],
        "show": show,
        "may_open": people_queries.grants_of(user, at=at).may(May.JOINT_OPEN),
        "at": at,
    }
    return render(request, "counter/cases.html", context)


@require_safe
@never_cache
def page(request: HttpRequest, number: str) -> HttpResponse:
    """One joint case."""
    return _show(request, number, Sent())


@require_safe
@never_cache
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt to print: one number for all companies, and the private link. For those who hand it out."""
    assert request.user.is_authenticated
    view = joint_queries.joint_for(request.user, number, at=clock.now())
    if not view.token:
        raise NotFound(_("The receipt is printed by those who take joint cases in."))
    link = public_base() + reverse("public:joint", args=(view.token,))
    return render(request, "counter/receipt.html", {"view": view, "link": link, "at": clock.now()})


@require_POST
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Close or withdraw a joint case, or erase who it was."""
    return _do(request, number, name, MOVES.get(name), {})


@require_POST
def leg(request: HttpRequest, number: str, company: str, name: str) -> HttpResponse:
    """Take one move of one leg."""
    return _do(request, number, name, legs.MOVES.get(name), {"company": company})


def _do(request: HttpRequest, number: str, name: str, step: Step | None, more: dict[str, Any]) -> HttpResponse:
    assert request.user.is_authenticated
    if step is None:
        raise NotFound(_("There is no such step. Open the joint case again."))
    case_queries.case_row(request.user, "joint", number, at=clock.now())
    key = f"{name}_{more.get('company', '')}".strip("_")
    form, status = cases.sent(request, key, step), 422
    if form.is_valid():
        try:
            step.do(number=number, by=request.user, at=clock.now(), **cases.said_of(form), **more)
        except (BadInput, Refused) as error:
            cases.refused(form, error)
            status = error.status
        else:
            messages.success(request, _("Written down."))
            return redirect("counter:joint", number=number)
    return _show(request, number, Sent({(key, 0): form}), status=status)


def _show(request: HttpRequest, number: str, shown: Sent, *, status: int = 200) -> HttpResponse:
    assert request.user.is_authenticated
    at = clock.now()
    view = joint_queries.joint_for(request.user, number, at=at)
    filled = {name for name, _part in shown.filled}
    open_ones = {*view.moves, *(["erase"] if view.erasable else []), *filled}
    context = {
        "view": view,
        "row": cases.row(view.line, at=at),
        "legs": [_leg(line, shown, filled, at=at) for line in view.legs],
        "moves": [
            shown.step(name, step, reverse("counter:move", args=(number, name)))
            for name, step in MOVES.items()
            if name in open_ones
        ],
        "timeline": legs.timeline(view.story, view.legs),
        "link": request.build_absolute_uri(reverse("public:joint", args=(view.token,))) if view.token else "",
        "at": at,
    }
    return render(request, "counter/joint.html", context, status=status)


def _leg(line: joint_queries.LegLine, shown: Sent, filled: set[str], *, at: Any) -> dict[str, Any]:
    acts = [
        shown.step(f"{name}_{line.company}", step, reverse("counter:leg", args=(line.number, line.company, name)))
        for name, step in legs.MOVES.items()
        if name in line.moves or f"{name}_{line.company}" in filled
    ]
    return {
        "line": line,
        "icon": legs.SIGNS.get(line.service, "tool"),
        "state": legs.state_of(line, at=at),
        "clock": legs.clock_of(line),
        "acts": acts,
    }
