"""Open requests in the premises of an outage: many attached in one move, and taken back in one move."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twingrid.kit import clock
from twingrid.outages import queries as outage_queries
from twingrid.people.queries import Person
from twingrid.web.outages.lists import viewer
from twingrid.web.shell import known, rows
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries

NEVER = ("sparks",)
"""Kinds that nobody should wait with: not ticked by themselves."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, number: str) -> HttpResponse:
    """Choose requests and attach them; those about electricity are ticked already."""
    user, at = viewer(request), clock.now()
    if request.method == "POST":
        return _attach(request, user, number)
    view = outage_queries.outage_for(user, number, at=at)
    lines = work_queries.attachable(user, view.line.id, at=at)
    context = {
        "line": view.line,
        "words": known.line_words(view.line, at=at),
        "rows": [(row, line.kind not in NEVER and not line.safety) for row, line in
                 zip(rows.rows(lines, at=at), lines, strict=True)],
        "batch": request.GET.get("batch", "")[:32],
        "attached": request.GET.get("n", "")[:5],
    }  # fmt: skip
    return render(request, "outages/callers.html", context)


def _attach(request: HttpRequest, user: Person, number: str) -> HttpResponse:
    done = work_actions.attach_tickets(numbers=request.POST.getlist("ticket"), outage=number, by=user, at=clock.now())
    n = len(done.done)
    messages.success(request, ngettext("{n} request attached.", "{n} requests attached.", n).format(n=n))
    for ticket, sentence in done.left[:3]:
        messages.warning(request, f"{ticket}: {sentence}")
    return redirect(f"{reverse('outages:callers', args=(number,))}?batch={done.batch}&n={n}")


@require_POST
def detach(request: HttpRequest, number: str) -> HttpResponse:
    """Take back what one move attached, or single requests."""
    user = viewer(request)
    taken = work_actions.detach_tickets(
        numbers=request.POST.getlist("ticket"), batch=request.POST.get("batch", "")[:32], by=user, at=clock.now()
    )
    messages.success(request, _("{n} taken out again: somebody goes to each of them.").format(n=len(taken)))
    return redirect("outages:outage", number=number)
