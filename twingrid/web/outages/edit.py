"""Entering an outage and changing it: choose what is off, see whom it reaches, say the rest."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from twingrid.coverage import queries as coverage_queries
from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput
from twingrid.outages import actions as outage_actions
from twingrid.outages import queries as outage_queries
from twingrid.outages.permissions import OutagePermission as May
from twingrid.people import queries as people_queries
from twingrid.territory import queries as territory_queries
from twingrid.territory.finding.model import PlaceKind
from twingrid.web.outages.forms import OutageForm
from twingrid.web.outages.lists import viewer

MOST = 300
KIND_WORDS_OF = ("substation", "feeder", "transformer", "meter_box")


@dataclass(frozen=True)
class Chosen:
    """What is off, as it is being put together on the page."""

    equipment: list[int]
    buildings: list[int]

    @property
    def any(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.equipment or self.buildings)


def _numbers(values: list[str]) -> list[int]:
    return list(dict.fromkeys(int(one) for one in values[:MOST] if one.isdecimal() and len(one) < 18))


def chosen_from(said: QueryDict) -> Chosen:
    """The chosen pieces, after the button that was pressed: `add` or `drop` name one as kind:id."""
    found = Chosen(_numbers(said.getlist("equipment")), _numbers(said.getlist("building")))
    for name in ("add", "drop"):
        kind, _colon, text = said.get(name, "").partition(":")
        here = found.buildings if kind == "building" else found.equipment
        for pk in _numbers(text.split("+")):
            if name == "drop" and pk in here:
                here.remove(pk)
            elif name == "add" and pk not in here:
                here.append(pk)
    return found


def _fresh() -> dict[str, Any]:
    return {"intake_key": tokens.token(), "kind": "fault", "starts_at": timezone.localtime(clock.now())}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A new outage. Searching and choosing keep what was typed; only the last button saves."""
    user = viewer(request)
    people_queries.require(user, May.OUTAGE_MAKE, at=clock.now())
    if request.method != "POST":
        return _show(request, OutageForm(initial=_fresh()), chosen_from(request.GET))
    form, chosen = OutageForm(request.POST), chosen_from(request.POST)
    if "save" not in request.POST:
        return _show(request, OutageForm(initial=_typed(request)), chosen)
    if form.is_valid():
        try:
            plan = _plan(form, chosen)
            outage = outage_actions.make_outage(plan=plan, by=user, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return redirect("outages:outage", number=outage.number)
    return _show(request, form, chosen, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Correct an outage that is not over."""
    user, at = viewer(request), clock.now()
    view = outage_queries.outage_for(user, number, at=at)
    if request.method != "POST":
        kept = Chosen([row.id for row in view.equipment], [pk for pk, _label in view.buildings])
        return _show(request, OutageForm(initial=_initial(view)), kept, number=number)
    form, chosen = OutageForm(request.POST), chosen_from(request.POST)
    if "save" not in request.POST:
        return _show(request, OutageForm(initial=_typed(request)), chosen, number=number)
    if form.is_valid():
        try:
            outage_actions.change_outage(number=number, plan=_plan(form, chosen), by=user, at=at)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return redirect("outages:outage", number=number)
    return _show(request, form, chosen, number=number, status=422)


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {name: request.POST.get(name, "") for name in OutageForm.base_fields}


def _initial(view: outage_queries.OutageView) -> dict[str, Any]:
    line = view.line
    return {
        "kind": line.kind,
        "starts_at": line.starts_at,
        "estimate_at": line.estimate_at,
        "title": line.title,
        "important": line.important,
        "cause": line.cause,
        "side": view.side,
    }


def _plan(form: OutageForm, chosen: Chosen) -> outage_actions.Plan:
    said = form.cleaned_data
    return outage_actions.Plan(equipment=chosen.equipment, buildings=chosen.buildings, **said)


def _show(
    request: HttpRequest, form: OutageForm, chosen: Chosen, *, number: str = "", status: int = 200
) -> HttpResponse:
    said = request.POST if request.method == "POST" else request.GET
    text = said.get("q", "").strip()[:60]
    at = clock.now()
    preview = outage_queries.preview(equipment=chosen.equipment, buildings=chosen.buildings, at=at)
    places = [row for pk in chosen.buildings if (row := territory_queries.building(pk)) is not None]
    context = {
        "form": form,
        "number": number,
        "text": text,
        "equipment": outage_queries.equipment_rows(chosen.equipment),
        "places": places,
        "preview": preview if chosen.any else None,
        "found": outage_queries.equipment_like(text, at=at) if text else [],
        "buildings": _buildings_like(text),
        "kinds": _kind_words(),
    }
    return render(request, "outages/edit.html", context, status=status)


def _kind_words() -> dict[str, str]:
    words = (_("Substation"), _("Feeder"), _("Transformer"), _("Meter box"))
    return dict(zip(KIND_WORDS_OF, words, strict=True))


def _buildings_like(text: str) -> list[tuple[str, str]]:
    """(value to add, words): a building, or all buildings of an estate."""
    found = coverage_queries.find(text, limit=6).candidates if text else ()
    rows = []
    for one in found:
        if one.kind is PlaceKind.BUILDING:
            rows.append((str(one.id), one.label))
        elif one.kind is PlaceKind.COMPOUND:
            every = territory_queries.buildings_of(one.id)
            rows.append(("+".join(str(b.id) for b in every), _("{name}, all buildings").format(name=one.label)))
    return rows
