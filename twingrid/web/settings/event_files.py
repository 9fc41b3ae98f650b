"""Events of the grid platform by file on screen: brought in, what became of them taken out, and what was returned."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Turned
from twingrid.people import key_queries
from twingrid.people.actions import keys
from twingrid.web.settings.exchange import LARGEST, TYPES
from twingrid.web.settings.platform import manager_of
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work import sheets
from twingrid.work.permissions import WorkPermission as May

MOST, SHOWN = 1000, 50


class EventsForm(forms.Form):
    """A file of events, and the key under which they come."""

    key = forms.ChoiceField(
        label=gettext_lazy("Under which key do they come?"),
        help_text=gettext_lazy("Its areas and rights hold, as if the system had sent them itself."),
    )
    file = forms.FileField(
        label=gettext_lazy("File of events"),
        help_text=gettext_lazy(
            "JSON, CSV or Excel, at most 1,000 events. A number that came before is not entered again."
        ),
        widget=forms.FileInput(attrs={"accept": ".json,.csv,.xlsx"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("This file is empty.")},
    )

    def __init__(self, *args: Any, names: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]  # a choice field


def _keys() -> list[str]:
    lines = key_queries.key_lines()
    return [line.name for line in lines if not line.revoked and May.TICKET_REPORT in line.rights]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Bring a file in and hear line by line what became of it; take out; read what was returned."""
    manager_of(request)
    form = EventsForm(*((request.POST, request.FILES) if request.method == "POST" else ()), names=_keys())
    taken = None
    if request.method == "POST" and form.is_valid():
        try:
            taken = _take(form)
        except Turned as error:
            form.add_error("file", error.sentence)
    context = {
        "form": form,
        "taken": taken,
        "keys": _keys(),
        "kinds": list(TYPES),
        "returns": work_queries.returns(limit=SHOWN),
    }
    return render(request, "settings/event_files.html", context, status=422 if form.errors else 200)


def _take(form: EventsForm) -> work_actions.Taken:
    file = form.cleaned_data["file"]
    rows = sheets.events_in(file.read(), file.name) if file.size <= LARGEST else []
    if file.size > LARGEST or len(rows) > MOST:
        raise BadInput(_("This file is too large for this page. Use the command: twingrid exchange events import."))
    who = keys.visitor_of(name=form.cleaned_data["key"])
    return work_actions.receive_events(rows=rows, system=who.system, by=who.user, at=clock.now())


@require_safe
@never_cache
def file(request: HttpRequest) -> HttpResponse:
    """What became of the events of a key, as a file: everything, or what came after `since`."""
    manager_of(request)
    kind, name = request.GET.get("kind", "json"), request.GET.get("key", "")
    if kind not in TYPES or name not in _keys():
        raise NotFound(_("Choose JSON, CSV or Excel, and a key of the list."))
    who, at = keys.visitor_of(name=name), clock.now()
    since = request.GET.get("since", "").strip()[:40]
    found, place = work_queries.every_change(who.user, system=who.system, since=since, at=at)
    response = HttpResponse(sheets.changes_file(found, kind, place=place), content_type=TYPES[kind])
    last = f"-{place}" if place.isdigit() else ""
    response.headers["Content-Disposition"] = f'attachment; filename="events-{clock.today(at)}{last}.{kind}"'
    return response
