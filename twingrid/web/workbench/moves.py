"""One address for each move of a request: its form, its action, and back to the page."""

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.web.shell import saying
from twingrid.web.workbench import away, forms, tickets
from twingrid.web.workbench.steps import STEPS, Step


@require_POST
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Take one move. What was typed comes back with its sentence when something is missing."""
    assert request.user.is_authenticated
    step = STEPS.get(name)
    if step is None:
        raise NotFound(_("There is no such step. Open the request again."))
    form = make_form(step, name, request, number)
    at = clock.now()
    if form.is_valid():
        try:
            step.do(number, form.cleaned_data, request.user, at)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            saying.done(request, str(step.done), undo=away.undo_url(at) if name == "reassign" else "")
            return redirect("workbench:ticket", number=number)
    return tickets.show(request, number, filled={name: form}, status=422)


def make_form(step: Step, name: str, request: HttpRequest, number: str) -> django_forms.Form:
    """The bound form of a move."""
    if step.form in (forms.ReassignForm, forms.SupportForm):
        return step.form(request.POST, prefix=name, people=tickets.people_for(request, number))
    return step.form(request.POST, request.FILES, prefix=name)
