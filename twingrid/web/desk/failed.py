"""A published number that nobody answered, told from where people call."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twingrid.kit import clock
from twingrid.kit.refusals import NotFound
from twingrid.people import duty_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions import numbers as number_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.web.shell.returning import page_before


@require_POST
def failed_call(request: HttpRequest, user_id: int) -> HttpResponse:
    """Nobody answered this person's number; safe to repeat. At the desk only the button changes."""
    assert request.user.is_authenticated
    at = clock.now()
    people_queries.require(request.user, May.CONTACT_SEE, at=at)
    contact = duty_queries.published_contact(user_id, on=clock.today(at))
    if contact is None:
        raise NotFound(_("There is no such number. Open the place again."))
    contact = number_actions.note_failed_call(contact_id=contact.pk, by=request.user, at=at)
    if request.headers.get("HX-Request"):
        return render(request, "desk/_failed_call.html", {"contact": contact})
    messages.success(request, _("Noted. After a second call in vain the number is to be verified."))
    return redirect(page_before(request, otherwise=reverse("shell:home")))
