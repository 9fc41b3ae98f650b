"""How long personal data stay: the periods with their reasons, what is held back, what the last nights did."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.work import actions as work_actions
from twingrid.work.choices import Family
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import retention as retention_queries
from twingrid.work.rules.retention import LEAST, MOST


class PeriodForm(forms.Form):
    """A period of a family, or of one kind of requests."""

    which = forms.ChoiceField(label=gettext_lazy("For what?"))
    days = forms.IntegerField(label=gettext_lazy("For how many days?"), min_value=LEAST, max_value=MOST)
    reason = forms.CharField(label=gettext_lazy("Why this long?"), max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        families = [(f"{value}:", words) for value, words in Family.choices]
        kinds = [(f"request:{key}", words) for key, words in retention_queries.kind_choices()]
        self.fields["which"].choices = [*families, *kinds]  # type: ignore[attr-defined]  # a choice field


class HoldForm(forms.Form):
    """What is kept as it is, and why."""

    number = forms.CharField(label=gettext_lazy("Number of the request, hazard, matter or project"), max_length=20)
    reason = forms.CharField(label=gettext_lazy("Why is it held back?"), max_length=300)


def _setter(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.RETENTION_SET, at=clock.now())
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The page; a POST chooses a period."""
    by = _setter(request)
    form = PeriodForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        family, _colon, kind = said["which"].partition(":")
        try:
            work_actions.set_period(
                family=family, kind=kind, days=said["days"], reason=said["reason"], by=by, at=clock.now()
            )
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("The period holds from tonight."))
            return redirect("settings:retention")
    return _show(request, form=form)


@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Keep one piece of work as it is."""
    by, form = _setter(request), HoldForm(request.POST, prefix="hold")
    if form.is_valid():
        try:
            work_actions.keep_matter(**form.cleaned_data, by=by, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("It is kept as it is until you end this."))
            return redirect("settings:retention")
    return _show(request, holding=form)


@require_POST
def end(request: HttpRequest, hold_id: int) -> HttpResponse:
    """The reason is over."""
    work_actions.end_hold(hold_id=hold_id, by=_setter(request), at=clock.now())
    messages.success(request, _("Its period counts again."))
    return redirect("settings:retention")


def _show(request: HttpRequest, *, form: PeriodForm | None = None, holding: HoldForm | None = None) -> HttpResponse:
    wrong = bool((form and form.errors) or (holding and holding.errors))
    words = dict(Family.choices)
    runs = [
        (run, [(words.get(family, family), counts.get("matters", 0)) for family, counts in run.counts.items()])
        for run in retention_queries.last_runs()
    ]
    context = {
        "periods": retention_queries.period_lines(),
        "holds": retention_queries.holds(),
        "runs": runs,
        "form": form or PeriodForm(),
        "holding": holding or HoldForm(prefix="hold"),
    }
    return render(request, "settings/retention.html", context, status=422 if wrong else 200)
