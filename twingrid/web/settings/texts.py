"""The city's own words on screen: roles, plates, notices; each with a look beforehand and its former versions."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.coverage import plate_texts
from twingrid.kit import clock, slots, stale
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.kit.slots import Slot
from twingrid.notices.rules import wording
from twingrid.people import queries as people_queries
from twingrid.people import text_queries
from twingrid.people.actions import texts as text_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.web.settings.text_forms import TextForm
from twingrid.web.shell import pairs

PLATE_WORDS = {
    "plate.services": gettext_lazy("What is offered here"),
    "plate.hours": gettext_lazy("Hours"),
    "plate.supervision": gettext_lazy("Supervision line"),
}
NOTICE_WORDS = {
    "planned_outage": gettext_lazy("Planned outage"),
    "temporary_outage": gettext_lazy("Temporary outage"),
    "fault_progress": gettext_lazy("Fault: how it goes"),
    "prices": gettext_lazy("Prices and paying"),
    "safety": gettext_lazy("Safety"),
    "weather": gettext_lazy("Weather"),
    "event": gettext_lazy("Event"),
    "works": gettext_lazy("Works"),
    "operations": gettext_lazy("For operations"),
    "correction": gettext_lazy("Correction"),
    "cancellation": gettext_lazy("Cancellation"),
    "over": gettext_lazy("The electricity is back"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A text as a page shows it: its slot, what it is, what holds now, whether that is the city's own."""

    slot: Slot
    words: str
    default: str
    now: str
    own: bool


def _setter(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.TEXT_SET, at=clock.now())
    return request.user


def _name(key: str) -> str:
    group, _dot, rest = key.partition(".")
    if group == "role":
        return pairs.shipped_role_word(rest)
    return str(PLATE_WORDS[key] if group == "plate" else NOTICE_WORDS[rest])


def _line(slot: Slot) -> Line:
    shipped = _name(slot.key) if slot.key.startswith("role.") else ""
    if slot.key == "plate.supervision":
        shipped = _("Supervision {number}")
    default = slot.default or shipped
    own = text_queries.city_text(slot.key)
    return Line(slot, _name(slot.key), default, own or default, bool(own))


def _slots() -> list[Slot]:
    return [*text_queries.role_slots(), *plate_texts.SLOTS, *wording.slots()]


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Every text that this city may write itself."""
    _setter(request)
    groups = (
        (_("What roles are called"), text_queries.role_slots()),
        (_("On plates"), plate_texts.SLOTS),
        (_("In notices"), wording.slots()),
    )
    context = {"groups": [(words, [_line(slot) for slot in found]) for words, found in groups]}
    return render(request, "settings/texts.html", context)


def _slot(key: str) -> Slot:
    for slot in _slots():
        if slot.key == key:
            return slot
    raise NotFound(_("There is no such text. Open the list of texts again."))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One text: write it, look at it, save it."""
    by, slot = _setter(request), _slot(key)
    line = _line(slot)
    form = TextForm(request.POST or None, initial={"words": line.now}, long=slot.most > 80)
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        seen = request.POST.get("seen", "")
        try:
            text_actions.set_text(slot=slot, words=form.cleaned_data["words"], seen=seen, by=by, at=clock.now())
        except BadInput as error:
            form.add_error("words", error.sentence)
        else:
            messages.success(request, _("Saved. It is read everywhere from now on."))
            return redirect("settings:text", key=key)
    shown = request.POST.get("words", line.now)
    context: dict[str, Any] = {
        "line": line,
        "form": form,
        "places": [f"{{{name}}}" for name in sorted(slot.places)],
        "length": len(shown),
        "preview": slots.fill(shown, _examples()),
        "unknown": slots.unknown_places(shown, slot.places),
        "versions": text_queries.versions(key),
        "seen": request.POST.get("seen") or stale.stamp(text_queries.city_text(key)),
    }
    return render(request, "settings/text.html", context, status=422 if form.errors else 200)


def _examples() -> dict[str, str]:
    """What a look beforehand fills the places with."""
    return {
        "homes": _("Leshan estate, block 3"),
        "start": _("22 February (Wednesday) 19:00"),
        "end": "21:00",
        "until": "21:00",
        "why": _("work on the line"),
        "phone": "0531-000 01203",
        "what": _("Please look after your appliances."),
        "link": "https://…",
        "number": "0531-000 00012",
    }


@require_POST
def reset(request: HttpRequest, key: str) -> HttpResponse:
    """Take the shipped words back."""
    by, slot = _setter(request), _slot(key)
    text_actions.reset_text(slot=slot, seen=request.POST.get("seen", ""), by=by, at=clock.now())
    messages.success(request, _("The shipped words hold again."))
    return redirect("settings:text", key=key)
