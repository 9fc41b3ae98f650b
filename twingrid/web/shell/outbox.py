"""The demo's outbox: every message that the city sent, as the stand-ins received it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twingrid.notices import queries as notices_queries
from twingrid.web.shell.opening import open_to_all

MOST = 100
ICONS = {"mail": "mail", "sms": "message", "webhook": "link"}


@require_safe
@open_to_all
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """What the stand-ins took and refused, newest first; addresses are masked, as on every page."""
    lines = [(line, ICONS.get(line.kind, "message-circle")) for line in notices_queries.outbox(most=MOST)]
    return render(request, "shell/outbox.html", {"lines": lines, "most": MOST})
