"""Other names of places: what callers say and the search does not know yet, to be approved or refused."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.coverage import alias_queries
from twingrid.coverage.actions import aliases as alias_actions
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.kit import clock
from twingrid.people import queries as people_queries

DECIDED = 20


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Names to decide on with their evidence, and those decided lately."""
    assert request.user.is_authenticated
    people_queries.require(request.user, May.ALIAS_APPROVE, at=clock.now())
    context = {
        "proposals": alias_queries.alias_proposals(open_only=True),
        "decided": alias_queries.alias_proposals(open_only=False, limit=DECIDED),
        "needed": alias_actions.PEOPLE,
        "together": alias_actions.TOGETHER,
    }
    return render(request, "settings/aliases.html", context)


@require_POST
def approve(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """From now on the name leads to the place."""
    assert request.user.is_authenticated
    alias_actions.approve_alias(proposal_id=proposal_id, by=request.user, at=clock.now())
    messages.success(request, _("Approved. The search knows this name from now on."))
    return redirect("settings:aliases")


@require_POST
def refuse(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The name is not taken and not proposed again."""
    assert request.user.is_authenticated
    alias_actions.refuse_alias(proposal_id=proposal_id, by=request.user, at=clock.now())
    messages.success(request, _("Refused. It will not be proposed again."))
    return redirect("settings:aliases")
