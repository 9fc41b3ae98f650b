"""One published number: until when it holds."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from twingrid.kit import clock, stale
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import duty_queries
from twingrid.people.actions import numbers as number_actions
from twingrid.web.settings.posting_forms import day_field


class UntilForm(forms.Form):
    """The last day."""

    until = day_field(
        gettext_lazy("Until which day?"),
        required=False,
        help_text=gettext_lazy("The first day it no longer holds; empty: open."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, contact_id: int) -> HttpResponse:
    """A number of one's own, or of somebody whose numbers one verifies."""
    assert request.user.is_authenticated
    user, at = request.user, clock.now()
    contact = duty_queries.contact_for(user, contact_id, at=at)
    if contact is None or contact.user is None:
        raise NotFound(_("There is no such number. Open the list again."))
    own = contact.user_id == user.pk
    back = reverse("workbench:me") if own else reverse("settings:person", args=(contact.user_id,))
    form = UntilForm(request.POST if request.method == "POST" else None, initial={"until": contact.valid_to})
    if request.method == "POST" and form.is_valid():
        try:
            number_actions.date_contact(
                contact_id=contact_id, **form.cleaned_data, seen=request.POST.get("seen", ""), by=user, at=at
            )
        except BadInput as error:
            form.add_error("until", error.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    # What was typed before stays bound to what was seen then.
    seen = request.POST.get("seen") or stale.stamp(*duty_queries.contact_values(contact))
    context = {"contact": contact, "form": form, "seen": seen, "back": back}
    return render(request, "settings/number.html", context, status=422 if form.errors else 200)
