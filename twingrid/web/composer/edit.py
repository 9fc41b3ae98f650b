"""Beginning a notice and changing a draft: from an outage, or from estates and buildings."""

from collections.abc import Sequence
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
from twingrid.notices.actions import composing as composing_actions
from twingrid.notices.composing import NoticeKind
from twingrid.notices.queries import composing as composing_queries
from twingrid.notices.queries import notices as notice_queries
from twingrid.outages import queries as outages_queries
from twingrid.outages.queries import OutageLine
from twingrid.territory import queries as territory_queries
from twingrid.territory.finding.model import PlaceKind
from twingrid.web.composer.forms import NoticeForm
from twingrid.web.composer.lists import viewer, writer

MOST = 5000
KIND_OF = {
    "planned": NoticeKind.PLANNED_OUTAGE,
    "temporary": NoticeKind.TEMPORARY_OUTAGE,
    "fault": NoticeKind.FAULT_PROGRESS,
}
_SAME_NAMED = ("kind", "starts_at", "ends_at", "what", "why", "public", "publish_at", "outage_number", "intake_key")


def _numbers(values: Sequence[str]) -> list[int]:
    found = (int(one) for text in values for one in text.split("+") if one.isdecimal() and len(one) < 18)
    return list(dict.fromkeys(found))[:MOST]


def _chosen(said: QueryDict) -> list[int]:
    """The chosen buildings, after the button that was pressed."""
    chosen = _numbers(said.getlist("building"))
    dropped = set(_numbers([said.get("drop", "")]))
    return [pk for pk in dict.fromkeys(chosen + _numbers([said.get("add", "")])) if pk not in dropped]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A new notice: `?outage=` begins it from an outage. Only the last button saves."""
    user, at = writer(request), clock.now()
    if request.method != "POST":
        return _show(request, NoticeForm(initial=_fresh(request)), _chosen(request.GET))
    form, chosen = NoticeForm(request.POST), _chosen(request.POST)
    if "save" not in request.POST:
        return _show(request, NoticeForm(initial=_typed(request)), chosen)
    if form.is_valid():
        try:
            notice = composing_actions.make_notice(draft=_draft(form, chosen), by=user, at=at)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return redirect("composer:notice", number=notice.number)
    return _show(request, form, chosen, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Change what a draft is about."""
    user, at = writer(request), clock.now()
    view = notice_queries.notice_for(user, number, at=at)
    if request.method != "POST":
        notice = view.notice
        initial = {name: getattr(notice, name) for name in _SAME_NAMED if name not in ("outage_number", "intake_key")}
        initial["outage_number"] = notice.outage.number if notice.outage else ""
        homes = [] if notice.outage_id else [home.building_id for home in composing_queries.homes_of(notice.pk)]
        return _show(request, NoticeForm(initial=initial), homes, number=number)
    form, chosen = NoticeForm(request.POST), _chosen(request.POST)
    if "save" not in request.POST:
        return _show(request, NoticeForm(initial=_typed(request)), chosen, number=number)
    if form.is_valid():
        try:
            composing_actions.change_notice(number=number, draft=_draft(form, chosen), by=user, at=at)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return redirect("composer:notice", number=number)
    return _show(request, form, chosen, number=number, status=422)


def _draft(form: NoticeForm, chosen: list[int]) -> composing_actions.Draft:
    said = {name: form.cleaned_data[name] for name in _SAME_NAMED}
    return composing_actions.Draft(buildings=() if said["outage_number"] else chosen, **said)


def _typed(request: HttpRequest) -> dict[str, Any]:
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in NoticeForm.base_fields}
    typed["public"] = "public" in request.POST
    if request.POST.get("outage") is not None:
        typed |= _from_outage(request, request.POST["outage"])
    return typed


def _fresh(request: HttpRequest) -> dict[str, Any]:
    first = {
        "intake_key": tokens.token(),
        "kind": "works",
        "starts_at": timezone.localtime(clock.now()),
        "public": True,
    }
    return first | _from_outage(request, request.GET.get("outage", ""))


def _from_outage(request: HttpRequest, number: str) -> dict[str, Any]:
    """What an outage says already: nobody types it again."""
    if not number:
        return {"outage_number": ""}
    line = outages_queries.outage_for(viewer(request), number, at=clock.now()).line
    return {
        "outage_number": line.number,
        "kind": KIND_OF[line.kind],
        "starts_at": line.started_at or line.starts_at,
        "ends_at": line.estimate_at,
        "why": line.title or line.cause_words,
    }


def _show(
    request: HttpRequest, form: NoticeForm, chosen: list[int], *, number: str = "", status: int = 200
) -> HttpResponse:
    user, at = viewer(request), clock.now()
    said = request.POST if request.method == "POST" else request.GET
    text = said.get("q", "").strip()[:60]
    outage_number = str(form["outage_number"].value() or "")
    context = {
        "form": form,
        "number": number,
        "text": text,
        "outage": outages_queries.outage_for(user, outage_number, at=at).line if outage_number else None,
        "outages": [] if outage_number else _outages(request),
        "places": territory_queries.buildings_by_id(chosen[:200]),
        "more": max(len(chosen) - 200, 0),
        "chosen": chosen,
        "found": _buildings_like(text),
        "at": at,
    }
    return render(request, "composer/edit.html", context, status=status)


def _outages(request: HttpRequest) -> list[OutageLine]:
    user, at = viewer(request), clock.now()
    found: list[OutageLine] = []
    for when in ("now", "planned"):
        found += outages_queries.outages_for(user, outages_queries.Filter(when=when), at=at, count=12).lines
    return found


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
