"""The questions of a request's kind on its page: what is still unknown is asked on the phone and filled in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.web.shell.kind_forms import KindForm
from twingrid.web.workbench import tickets
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries


@require_POST
def amend(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the answers; what was typed comes back with its sentence when one is wrong."""
    assert request.user.is_authenticated
    ticket = work_queries.ticket_for(request.user, number, at=clock.now())
    asked = KindForm(work_queries.kind_of_ticket(ticket), request.POST, staff=True)
    seen = request.POST.get("seen", "")
    try:
        work_actions.amend_ticket(number=number, answers=asked.given(), seen=seen, by=request.user, at=clock.now())
    except BadInput as error:
        asked.add_error(error.field if error.field in asked.fields else None, error.sentence)
        return tickets.show(request, number, asked=asked, status=422)
    messages.success(request, _("Kept: all who see the request read it now."))
    return redirect("workbench:ticket", number=number)
