"""Units on screen: the tree, one unit, its numbers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twingrid.kit import clock, stale
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import queries as people_queries
from twingrid.people import unit_queries
from twingrid.people.actions import units as unit_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.web.settings.forms import UnitForm
from twingrid.web.shell import paging

READ_WRITE = ["GET", "HEAD", "POST"]
SHOWN = 50


def _setter(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.UNIT_CHANGE, at=clock.now())
    return request.user


@require_http_methods(READ_WRITE)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """One fold of the tree of units, or what a search finds; and a form for a new one."""
    by = _setter(request)
    tree = unit_queries.unit_tree(on=clock.today(clock.now()))
    under = _whole(request.GET.get("under", ""))
    form = UnitForm(request.POST or None, units=tree, initial={"parent": under or ""})
    if request.method == "POST" and form.is_valid():
        try:
            made = unit_actions.make_unit(**form.said, by=by, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("The unit is made."))
            return redirect("settings:unit", unit_id=made.pk)
    text = request.GET.get("q", "")[:60].strip()
    found = unit_queries.branch(tree, under=under, text=text)
    shown = paging.page_of(request, size=SHOWN, kept={"q": text, "under": str(under or "")})
    context = {
        "found": found,
        "rows": found.rows[shown.start : shown.start + SHOWN],
        "pager": shown.pager(len(found.rows)),
        "text": text,
        "form": form,
    }
    return render(request, "settings/units.html", context, status=422 if form.errors else 200)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None


@require_http_methods(READ_WRITE)
@never_cache
def page(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One unit: its name, side, the one above it, its numbers."""
    by = _setter(request)
    form = _form(request, unit_id)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            unit_actions.change_unit(unit_id=unit_id, **form.said, seen=seen, by=by, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("settings:unit", unit_id=unit_id)
    return _page(request, unit_id, form=form, status=422 if form.errors else 200)


def _unit(unit_id: int) -> unit_queries.UnitRow:
    unit = unit_queries.unit(unit_id)
    if unit is None:
        raise NotFound(_("There is no such unit. Open the list of units again."))
    return unit


def _form(request: HttpRequest, unit_id: int) -> UnitForm:
    unit = _unit(unit_id)
    tree = [leaf for leaf in unit_queries.unit_tree(on=clock.today(clock.now())) if leaf.unit.pk != unit_id]
    initial = {"name": unit.name, "side": unit.side, "parent": unit.parent_id or ""}
    return UnitForm(request.POST if request.method == "POST" else None, units=tree, initial=initial)


def _page(request: HttpRequest, unit_id: int, *, form: UnitForm, status: int = 200) -> HttpResponse:
    unit = _unit(unit_id)
    held = unit_queries.unit_numbers(unit_id, on=clock.today(clock.now()))
    numbers = [
        (kind, words, ", ".join(held.get(kind, [])), stale.stamp(*held.get(kind, [])))
        for kind, words in (("duty", _("Duty number")), ("supervision", _("Supervision number")))
    ]
    context = {
        "unit": unit,
        "form": form,
        "numbers": numbers,
        # What was typed before stays bound to what was seen then.
        "seen": request.POST.get("seen") or stale.stamp(unit.name, unit.side, unit.parent_id),
    }
    return render(request, "settings/unit.html", context, status=status)


@require_POST
def number(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The duty or supervision number of a unit."""
    unit_actions.set_number(
        unit_id=unit_id,
        kind=request.POST.get("kind", ""),
        number=request.POST.get("number", ""),
        seen=request.POST.get("seen", ""),
        by=_setter(request),
        at=clock.now(),
    )
    messages.success(request, _("Saved. Plates that show this number are listed for reprinting."))
    return redirect("settings:unit", unit_id=unit_id)


@require_POST
def delete(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Delete a unit that nobody needs."""
    unit_actions.delete_unit(unit_id=unit_id, by=_setter(request), at=clock.now())
    messages.success(request, _("The unit is deleted."))
    return redirect("settings:units")
