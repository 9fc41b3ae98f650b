"""Exceptions on screen: premises served by another area than the one they lie in, why, from when to when."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import override_queries
from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.territory.finding.model import PlaceKind


class ExceptionForm(forms.Form):
    """Which premises, which area, why, from when to when."""

    place = forms.CharField(label=gettext_lazy("Which building?"), max_length=120)
    unit = forms.CharField(label=gettext_lazy("Unit, if only one"), max_length=20, required=False)
    room = forms.CharField(label=gettext_lazy("Home, if only one"), max_length=20, required=False)
    area = forms.ChoiceField(label=gettext_lazy("Which area serves it?"))
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=120)
    since = forms.DateField(
        label=gettext_lazy("From which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Until which day, not included?"),
        help_text=gettext_lazy("Leave it empty if it stays."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        areas = override_queries.area_choices(on=clock.today(clock.now()))
        words = {"power": _("Power service areas"), "community": _("Community grids")}
        self.fields["area"].choices = [  # type: ignore[attr-defined]  # a choice field
            (words[side], [(f"{side}:{pk}", name) for pk, name in rows]) for side, rows in areas.items()
        ]


def _reader(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.OVERRIDE_SEE, at=clock.now())
    return request.user


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The exceptions that hold or are to come."""
    _reader(request)
    return _page(request, ExceptionForm(initial={"place": request.GET.get("place", "")[:120]}))


def _page(request: HttpRequest, form: ExceptionForm, *, status: int = 200) -> HttpResponse:
    assert request.user.is_authenticated
    today = clock.today(clock.now())
    grants = people_queries.grants_of(request.user, at=clock.now())
    decides = grants.may(May.OVERRIDE_GRANT)
    context = {
        "rows": override_queries.overrides(on=today),
        "proposals": override_queries.proposals_for(request.user, at=clock.now()),
        "today": today,
        "form": form if decides or grants.may(May.OVERRIDE_PROPOSE) else None,
        "decides": decides,
        "may_end": grants.may(May.OVERRIDE_END),
    }
    return render(request, "settings/exceptions.html", context, status=status)


@require_POST
def grant(request: HttpRequest) -> HttpResponse:
    """Let premises be served by another area."""
    reader = _reader(request)
    people_queries.require(reader, May.OVERRIDE_GRANT, at=clock.now())
    done = _("It holds from that day. Plates that change are listed for reprinting.")
    return _taken(request, coverage_actions.grant_override, done=done)


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Ask for an exception; the administrator decides."""
    reader = _reader(request)
    people_queries.require(reader, May.OVERRIDE_PROPOSE, at=clock.now())
    done = _("Proposed. The administrator decides; you read the answer here.")
    return _taken(request, coverage_actions.propose_override, done=done)


def _taken(request: HttpRequest, act: Callable[..., object], *, done: str) -> HttpResponse:
    """Do with the form what `act` does, or show it again with what is wrong."""
    form = ExceptionForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        side, _colon, area = said["area"].partition(":")
        try:
            act(
                building_id=_building(said["place"]),
                unit=said["unit"].strip(),
                room=said["room"].strip(),
                partition=side,
                area_id=int(area),
                reason=said["reason"],
                since=said["since"],
                until=said["until"],
                by=request.user,
                at=clock.now(),
            )
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        except Refused as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, done)
            return redirect("settings:exceptions")
    return _page(request, form, status=422)


@require_POST
def grant_proposed(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Let it be as a leader proposed."""
    reader = _reader(request)
    coverage_actions.grant_proposed_override(proposal_id=proposal_id, by=reader, at=clock.now())
    messages.success(request, _("It holds from that day. Plates that change are listed for reprinting."))
    return redirect("settings:exceptions")


@require_POST
def refuse(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Refuse what a leader proposed, with the reason."""
    reader = _reader(request)
    answer = request.POST.get("answer", "")
    coverage_actions.refuse_override(proposal_id=proposal_id, answer=answer, by=reader, at=clock.now())
    messages.success(request, _("Refused. The leader reads why on this page."))
    return redirect("settings:exceptions")


def _building(text: str) -> int:
    best = coverage_queries.find(text).best
    if best is None or best.kind is not PlaceKind.BUILDING:
        raise BadInput(_("Write the estate and the number of the building, such as 乐山小区3号楼."), field="place")
    return best.id


@require_POST
def end(request: HttpRequest, override_id: int) -> HttpResponse:
    """End an exception."""
    reader = _reader(request)
    coverage_actions.end_override(override_id=override_id, by=reader, at=clock.now())
    messages.success(request, _("Ended: these premises are served by the area they lie in again."))
    return redirect("settings:exceptions")
