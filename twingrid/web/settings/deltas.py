"""Deliveries of the marketing and HR systems on screen: what each changed, and those that wait for a person's word."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import NotFound
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.work import delta_queries
from twingrid.work.actions import deltas
from twingrid.work.permissions import WorkPermission as May

SHOWN = 50


def _decider(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.DELTA_DECIDE, at=clock.now())
    return request.user


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The last deliveries, those that wait first."""
    _decider(request)
    lines = delta_queries.deltas(limit=SHOWN)
    waiting = [line for line in lines if line.state == "waiting"]
    return render(request, "settings/deltas.html", {"waiting": waiting, "lines": lines})


@require_safe
@never_cache
def one(request: HttpRequest, delta_id: int) -> HttpResponse:
    """One delivery: its files, what would move, what is wrong in it."""
    _decider(request)
    line = delta_queries.delta(delta_id)
    if line is None:
        raise NotFound(_("There is no such delivery. Open the list again."))
    return render(request, "settings/delta.html", {"line": line, "report": line.report, "moves": line.moves})


@require_POST
def approve(request: HttpRequest, delta_id: int) -> HttpResponse:
    """A person's word that it may move more than the limit."""
    deltas.approve_delta(delta_id=delta_id, by=_decider(request), at=clock.now())
    messages.success(request, _("Approved. It is taken over now; the report changes when that is done."))
    return redirect("settings:deltas")


@require_POST
def refuse(request: HttpRequest, delta_id: int) -> HttpResponse:
    """A person's word that it is not taken over."""
    deltas.refuse_delta(delta_id=delta_id, by=_decider(request), at=clock.now())
    messages.success(
        request, _("Refused: nothing of this delivery is taken over. The same files are not asked about again.")
    )
    return redirect("settings:deltas")
