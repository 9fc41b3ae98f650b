"""The page of one outage, and the moves that are open to this person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.notices.permissions import NoticesPermission as Notices
from twingrid.outages import actions as outage_actions
from twingrid.outages import queries as outage_queries
from twingrid.outages.queries import Estate, OutageView
from twingrid.outages.states import UNFINISHED
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.web.outages import forms
from twingrid.web.outages.edit import chosen_from
from twingrid.web.outages.lists import viewer
from twingrid.web.shell import cards, known, mapping
from twingrid.work import queries as work_queries

SHOWN = 30
MOVE_WORDS = {
    "make": _("Entered"),
    "change": _("Changed"),
    "announce": _("Announced"),
    "start": _("Off"),
    "revise": _("New estimate"),
    "restore_part": _("Back for some"),
    "restore": _("Back everywhere"),
    "close": _("Closed"),
    "cancel": _("Cancelled"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A move on the page: its button, its form, what is said afterwards, what it calls."""

    words: Promise
    icon: str
    form: type[django_forms.Form]
    done: Promise
    do: Callable[..., Any]


STEPS: dict[str, Step] = {
    "start": Step(_("It is off now"), "bolt-off", forms.StartForm, _("Off since now."), outage_actions.start_outage),
    "announce": Step(
        _("Announce it"), "bell", forms.NoForm, _("Everybody may know of it now."), outage_actions.announce_outage
    ),
    "restore": Step(
        _("Back everywhere"), "bolt", forms.RestoreForm, _("Back. The callers are to be called."),
        outage_actions.restore_outage,
    ),
    "revise": Step(
        _("New estimate"), "clock", forms.ReviseForm, _("Everybody who asks hears the new estimate."),
        outage_actions.revise_outage,
    ),
    "close": Step(
        _("Close with its cause"), "circle-check", forms.CloseForm, _("Closed."), outage_actions.close_outage
    ),
    "cancel": Step(_("Cancel"), "x", forms.CancelForm, _("Cancelled."), outage_actions.cancel_outage),
}  # fmt: skip


@require_safe
@never_cache
def page(request: HttpRequest, number: str) -> HttpResponse:
    """One outage."""
    return _show(request, number)


def _show(
    request: HttpRequest, number: str, *, filled: dict[str, django_forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    user, at = viewer(request), clock.now()
    view = outage_queries.outage_for(user, number, at=at)
    options = outage_queries.options_for(user, number, at=at)
    estates = outage_queries.premises_of(view.line.id)
    callers = work_queries.callers_of(user, view.line.id, at=at, limit=SHOWN)
    context = {
        "view": view,
        "line": view.line,
        "words": known.line_words(view.line, at=at),
        "card": known.staff_card(view.line, at=at),
        "estates": estates,
        "steps": _steps(options, filled or {}, view),
        **_rights(user, view, options, at=at),
        "callers": callers,
        "counts": work_queries.caller_counts(view.line.id),
        "attachable": len(work_queries.attachable(user, view.line.id, at=at)) if view.line.state == "started" else 0,
        "props": _map(estates),
        "timeline": _timeline(view),
        "at": at,
    }
    return render(request, "outages/outage.html", context, status=status)


def _rights(user: Person, view: OutageView, options: frozenset[str], *, at: datetime) -> dict[str, bool]:
    tells = people_queries.grants_of(user, at=at).may(Notices.NOTICE_WRITE)
    return {
        "may_change": "change" in options,
        "may_restore": "restore" in options,
        "may_tell": tells and view.line.state in UNFINISHED,
    }


def _steps(options: frozenset[str], filled: dict[str, django_forms.Form], view: OutageView) -> list[dict[str, Any]]:
    first = {"estimate_at": view.line.estimate_at, "cause": view.line.cause, "side": view.side}
    # A fault has begun when it is entered; works are announced before they begin.
    names = sorted(STEPS, key=lambda name: name == "start") if view.line.kind != "fault" else list(STEPS)
    names = names if view.line.state == "draft" else list(STEPS)
    return [
        {
            "name": name,
            "step": step,
            "form": filled.get(name) or step.form(initial=first, prefix=name),
            "open": name in filled,
            "asks": step.form is not forms.NoForm,
        }
        for name in names
        if (name in options or name in filled) and (step := STEPS[name])
    ]


def _map(estates: tuple[Estate, ...]) -> dict[str, Any]:
    features = [
        mapping.request_feature(
            key=str(one.building_id),
            lon=one.lon,
            lat=one.lat,
            state="resolved" if one.back == one.customers else "waiting",
            place=one.label,
            href=reverse("public:building", args=(one.building_id,)),
        )
        for estate in estates
        for one in estate.buildings
    ]
    places = [one for estate in estates for one in estate.buildings]
    bounds = (
        min(one.lon for one in places) - 0.002,
        min(one.lat for one in places) - 0.002,
        max(one.lon for one in places) + 0.002,
        max(one.lat for one in places) + 0.002,
    ) if places else None  # fmt: skip
    return mapping.map_props(areas_url=reverse("public:areas"), requests=mapping.collection(features), bounds=bounds)


def _timeline(view: OutageView) -> list[cards.TimelineEntry]:
    return [
        cards.TimelineEntry(
            at=entry.at,
            what=MOVE_WORDS.get(entry.move, entry.move),
            who=entry.by,
            note=entry.words or _customers(entry.facts),
        )
        for entry in view.history
    ]


def _customers(facts: dict[str, Any]) -> str:
    return str(known.customers_words(int(facts["part"]))) if facts.get("part") else ""


@require_POST
def move(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Take a move; what was typed comes back with its sentence when something is missing."""
    user = viewer(request)
    if name == "part":
        return _part(request, number, user)
    step = STEPS.get(name)
    if step is None:
        raise NotFound(str(_("There is no such step. Open the outage again.")))
    form = step.form(request.POST, prefix=name)
    if form.is_valid():
        try:
            step.do(number=number, by=user, at=clock.now(), **form.cleaned_data)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, str(step.done))
            return redirect("outages:outage", number=number)
    return _show(request, number, filled={name: form}, status=422)


def _part(request: HttpRequest, number: str, user: Person) -> HttpResponse:
    chosen = chosen_from(request.POST)
    form = forms.RestoreForm(request.POST, prefix="part")
    when: datetime | None = form.cleaned_data["restored_at"] if form.is_valid() else None
    outage_actions.restore_part(
        number=number,
        equipment=chosen.equipment,
        buildings=chosen.buildings,
        restored_at=when,
        by=user,
        at=clock.now(),
    )
    messages.success(request, str(_("Noted: these have electricity again.")))
    return redirect("outages:outage", number=number)
