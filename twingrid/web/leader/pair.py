"""One pair: its place among the pairs of the power person, and its days."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from twingrid.kit import clock, stale
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import duty_queries
from twingrid.people.actions import pairing as pairing_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.web.leader.cover import scope


class PairForm(forms.Form):
    """Rank and days of a pair."""

    rank = forms.IntegerField(
        label=gettext_lazy("Place among the pairs of the power person"),
        help_text=gettext_lazy("1 is asked first. The others close up behind."),
        min_value=1,
        max_value=99,
    )
    since = forms.DateField(
        label=gettext_lazy("From which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("The first day it no longer holds; empty: open."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pair(request: HttpRequest, pairing_id: int) -> HttpResponse:
    """What the pair says, to be changed."""
    user, areas, team = scope(request, May.PAIRING_PROPOSE)
    at = clock.now()
    found = duty_queries.pair_for(pairing_id, team=None if areas is None else team, on=clock.today(at))
    if found is None:
        raise NotFound(_("There is no such pair any more. Open the list again."))
    first = {"rank": found.rank, "since": found.valid_from, "until": found.valid_to}
    form = PairForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            pairing_actions.change_pairing(pairing_id=pairing_id, **form.cleaned_data, seen=seen, by=user, at=at)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("leader:pairs")
    # What was typed before stays bound to what was seen then.
    seen = request.POST.get("seen") or stale.stamp(*duty_queries.pair_values(found))
    context = {"pair": found, "form": form, "seen": seen}
    return render(request, "leader/pair.html", context, status=422 if form.errors else 200)
