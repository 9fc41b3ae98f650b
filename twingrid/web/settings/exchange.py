"""Registry and events by file on screen: taken out, and brought in after a look at what would change."""

import json

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Turned
from twingrid.people import queries as people_queries
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.people.shapes import RegistryIn, checked
from twingrid.web.settings.exchange_forms import FileForm, TakeForm
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work import sheets

TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LARGEST = 5_000_000  # bytes of a file
PAYLOAD = 800_000  # characters that one form can bring back


def _changer(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.POSTING_CHANGE, at=clock.now())
    return request.user


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The files, and bringing one in."""
    _changer(request)
    return render(request, "settings/exchange.html", {"form": FileForm(), "preview": None})


@require_safe
@never_cache
def registry(request: HttpRequest, kind: str) -> HttpResponse:
    """Today's registry as a file."""
    changer = _changer(request)
    if kind not in TYPES:
        raise NotFound(_("Choose JSON, CSV or Excel."))
    at = clock.now()
    body = sheets.registry_file(work_queries.registry_for(changer, on=clock.today(at), at=at), kind)
    response = HttpResponse(body, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="registry-{clock.today(at)}.{kind}"'
    return response


@require_POST
@never_cache
def preview(request: HttpRequest) -> HttpResponse:
    """What a file would change; nothing is kept yet."""
    changer = _changer(request)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            given = _registry_in(form)
            found = work_actions.preview_registry(registry=given, by=changer, at=clock.now())
        except Turned as error:
            form.add_error("file", error.sentence)
        else:
            take = TakeForm(initial={"payload": given.model_dump_json(exclude_unset=True)})
            return _previewed(request, take, found)
    return render(request, "settings/exchange.html", {"form": form, "preview": None}, status=422)


def _registry_in(form: forms.Form) -> RegistryIn:
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        raise BadInput(_("This file is too large for this page. Use the command: twingrid exchange registry import."))
    given = checked(RegistryIn, sheets.registry_in(file.read(), file.name))
    if len(given.model_dump_json(exclude_unset=True)) > PAYLOAD:
        raise BadInput(_("This file is too large for this page. Use the command: twingrid exchange registry import."))
    return given


def _previewed(
    request: HttpRequest, take: TakeForm, found: work_actions.RegistryPreview, *, status: int = 200
) -> HttpResponse:
    words = {"areas": _("Areas"), "users": _("People"), "postings": _("Postings"), "contacts": _("Numbers")}
    rows = [(words.get(name, name), change) for name, change in found.changes.items() if name in words or change.any]
    context = {"form": FileForm(), "take": take, "preview": found, "rows": rows}
    return render(request, "settings/exchange.html", context, status=status)


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take over what was looked at. More than the limit needs the tick of a person."""
    changer = _changer(request)
    form = TakeForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Choose the file again."))
    try:
        given = checked(RegistryIn, json.loads(form.cleaned_data["payload"]))
    except ValueError as trouble:
        raise BadInput(_("Choose the file again.")) from trouble
    found = work_actions.preview_registry(registry=given, by=changer, at=clock.now())
    if found.over and not form.cleaned_data["agreed"]:
        form.add_error("agreed", _("Tick this if so many are really to move."))
        return _previewed(request, form, found, status=422)
    work_actions.take_registry(registry=given, by=changer, at=clock.now(), agreed=form.cleaned_data["agreed"])
    messages.success(request, _("Taken over. Coverage and plates follow by themselves."))
    return redirect("settings:exchange")
