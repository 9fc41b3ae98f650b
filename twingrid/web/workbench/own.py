"""Oneself: hours and swaps, absences, pairs, numbers; the same page for both sides."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import duty_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions import duty as duty_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.web.shell import wording
from twingrid.web.shell.ways import ways_of
from twingrid.web.workbench.lists import tabs

SHIFT_WORDS = {
    "day": gettext_lazy("day"),
    "standby": gettext_lazy("standby"),
    "night": gettext_lazy("night"),
    "weekend": gettext_lazy("weekend"),
}


class SwapForm(forms.Form):
    """Which of a colleague's shifts against one's own."""

    against = forms.TypedChoiceField(label=gettext_lazy("Against which shift?"), coerce=int)

    def __init__(self, *args: object, choices: list[tuple[int, str]]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the data of the request
        self.fields["against"].choices = choices  # type: ignore[attr-defined]  # a choice field


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Who I am here: what waits for my word, my hours, my absences, my pairs, my numbers, my areas."""
    assert request.user.is_authenticated
    user, at = request.user, clock.now()
    on = clock.today(at)
    contacts = people_queries.contacts_of(user, on=on)
    grants = people_queries.grants_of(user, at=at)
    context = {
        "postings": people_queries.postings_of(user, on=on),
        "shifts": [(one, SHIFT_WORDS.get(one.kind, one.kind)) for one in people_queries.shifts_of(user, at=at)],
        "asked": people_queries.exchanges_for(user),
        "asking": duty_queries.exchanges_asked_by(user, at=at),
        "absences": duty_queries.absences_ahead([user.pk], at=at),
        "pairs": duty_queries.pair_views(user, on=on),
        "contacts": [(one, duty_queries.is_fresh(one.verified_on, on=on)) for one in contacts],
        "may_be_away": grants.may(May.ABSENCE_RECORD),
        "ways": ways_of(user, at=at),
        "now": at,
        "tabs": tabs("me"),
    }
    return render(request, "workbench/me.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest, shift_id: int) -> HttpResponse:
    """Ask a colleague to swap one of my shifts."""
    assert request.user.is_authenticated
    user, at = request.user, clock.now()
    shift = duty_queries.my_shift(user, shift_id, at=at)
    if shift is None:
        raise NotFound(_("This shift is not yours any more, or it has begun. Open your own page again."))
    choices = [
        (pk, f"{name} · {wording.moment_words(other.starts_at, now=at)} – {timezone.localtime(other.ends_at):%H:%M}")
        for pk, name, other in duty_queries.shifts_to_swap(user, at=at)
    ]
    form = SwapForm(*([request.POST] if request.method == "POST" else []), choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            duty_actions.ask_exchange(shift_id=shift_id, against_id=form.cleaned_data["against"], by=user, at=at)
        except (BadInput, Refused) as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("Asked. Nothing changes until your colleague agrees."))
            return redirect("workbench:me")
    context = {"shift": shift, "form": form, "any": bool(choices), "tabs": tabs("me")}
    return render(request, "workbench/exchange.html", context, status=422 if form.errors else 200)


@require_POST
def answer(request: HttpRequest, exchange_id: int) -> HttpResponse:
    """Agree to a swap that a colleague asked for, or not."""
    assert request.user.is_authenticated
    agree = request.POST.get("agree") == "1"
    duty_actions.answer_exchange(exchange_id=exchange_id, agree=agree, by=request.user, at=clock.now())
    messages.success(request, _("Swapped.") if agree else _("Declined. Everything stays as it was."))
    return redirect("workbench:me")


@require_POST
def confirm(request: HttpRequest, pairing_id: int) -> HttpResponse:
    """I know my counterpart and we work together."""
    assert request.user.is_authenticated
    duty_actions.confirm_pairing(pairing_id=pairing_id, by=request.user, at=clock.now())
    messages.success(request, _("Confirmed today."))
    return redirect("workbench:me")


@require_POST
def consent(request: HttpRequest, contact_id: int) -> HttpResponse:
    """My personal number may be printed on plates, or no longer."""
    assert request.user.is_authenticated
    given = request.POST.get("consent") == "1"
    duty_actions.set_print_consent(contact_id=contact_id, consent=given, by=request.user, at=clock.now())
    messages.success(request, _("It may be printed.") if given else _("It is printed no more."))
    return redirect("workbench:me")
