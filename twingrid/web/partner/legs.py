"""What a partner company sees: its own legs, what the resident let pass, and the next move."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.web.counter import legs
from twingrid.web.workbench import cases
from twingrid.web.workbench.cases import Sent
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import joint as joint_queries
from twingrid.work.queries.cases import MOST

TABS = {
    "sent": gettext_lazy("New"),
    "late": gettext_lazy("Late"),
    "done": gettext_lazy("Done"),
    "refused": gettext_lazy("Not possible"),
}


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """The legs of one's own company, the most urgent first."""
    user, at = cases.may(request, May.LEG_DO), clock.now()
    show = request.GET.get("show", "")[:12]
    lines = joint_queries.legs_for(user, show=show, at=at)
    context = {
        "rows": [legs.leg_row(one, reverse("partner:leg", args=(one.number, one.company)), at=at) for one in lines],
        "most": MOST if len(lines) == MOST else 0,
        "tabs": [("", _("Under way")), *TABS.items()],
        "show": show,
        "at": at,
    }
    return render(request, "partner/list.html", context)


@require_safe
@never_cache
def page(request: HttpRequest, number: str, company: str) -> HttpResponse:
    """One leg of one's own company."""
    return _show(request, number, company, Sent())


@require_POST
def move(request: HttpRequest, number: str, company: str, name: str) -> HttpResponse:
    """Accept, do, answer or refuse; what was typed comes back with its sentence when something is missing."""
    user, step = cases.may(request, May.LEG_DO), legs.MOVES.get(name)
    if step is None:
        raise NotFound(_("There is no such step. Open the case again."))
    joint_queries.leg_for(user, number, company, at=clock.now())
    form, status = cases.sent(request, name, step), 422
    if form.is_valid():
        try:
            step.do(number=number, company=company, by=user, at=clock.now(), **cases.said_of(form))
        except (BadInput, Refused) as error:
            cases.refused(form, error)
            status = error.status
        else:
            messages.success(request, _("Written down; the resident sees it."))
            return redirect("partner:leg", number=number, company=company)
    return _show(request, number, company, Sent({(name, 0): form}), status=status)


def _show(request: HttpRequest, number: str, company: str, shown: Sent, *, status: int = 200) -> HttpResponse:
    user, at = cases.may(request, May.LEG_DO), clock.now()
    view = joint_queries.leg_for(user, number, company, at=at)
    filled = {name for name, _part in shown.filled}
    moves = [
        shown.step(name, step, reverse("partner:move", args=(number, company, name)))
        for name, step in legs.MOVES.items()
        if name in view.line.moves or name in filled
    ]
    context: dict[str, Any] = {
        "view": view,
        "line": view.line,
        "icon": legs.SIGNS.get(view.line.service, "tool"),
        "state": legs.state_of(view.line, at=at),
        "clock": legs.clock_of(view.line),
        "main": moves[0] if moves else None,
        "beside": [],
        "more": moves[1:],
        "at": at,
    }
    return render(request, "partner/leg.html", context, status=status)
