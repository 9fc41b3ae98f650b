"""The worker's list, and the page of one request with the next move."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twingrid.kit import clock
from twingrid.web.shell import rows
from twingrid.work import queries as work_queries


@require_safe
@never_cache
def my_list(request: HttpRequest) -> HttpResponse:
    """Requests grouped now, today, later."""
    assert request.user.is_authenticated
    at = clock.now()
    found = work_queries.worker_list(request.user, at=at)
    groups = {
        "now": rows.rows(found.now, at=at),
        "today": rows.rows(found.today, at=at),
        "later": rows.rows(found.later, at=at),
    }
    return render(request, "workbench/list.html", {"groups": groups, "at": at})


@require_safe
@never_cache
def ticket(request: HttpRequest, number: str) -> HttpResponse:
    """One request."""
    assert request.user.is_authenticated
    found = work_queries.ticket_for(request.user, number, at=clock.now())
    return render(request, "workbench/ticket.html", {"ticket": found})
