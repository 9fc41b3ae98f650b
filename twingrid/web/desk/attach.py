"""Several rows of the board become callers of one outage, in one move."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.web.desk.calls import dispatcher
from twingrid.work import actions as work_actions


@require_POST
def attach(request: HttpRequest) -> HttpResponse:
    """Attach what was ticked; the page of the outage's callers offers to take it back."""
    user, outage, chosen = dispatcher(request), request.POST.get("outage", "")[:40], request.POST.getlist("chosen")
    if not chosen:
        raise BadInput(_("Tick the requests that belong to the outage first."), field="chosen")
    done = work_actions.attach_tickets(numbers=chosen, outage=outage, by=user, at=clock.now())
    n = len(done.done)
    messages.success(request, ngettext("{n} request attached.", "{n} requests attached.", n).format(n=n))
    for ticket, sentence in done.left[:3]:
        messages.warning(request, f"{ticket}: {sentence}")
    return redirect(f"{reverse('outages:callers', args=(outage,))}?{urlencode({'batch': done.batch, 'n': n})}")
