"""The lists: my work, my area, late, soon late, returned, waiting, with one filter; kept filters, map and files."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.people import queries as people_queries
from twingrid.people.choices import Role
from twingrid.people.queries import Person
from twingrid.territory import queries as territory_queries
from twingrid.web.shell import mapping, rows
from twingrid.web.shell.paging import page_of
from twingrid.web.workbench.list_forms import WHATS, FilterForm, KeepForm
from twingrid.work import actions as work_actions
from twingrid.work import sheets
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import filtered
from twingrid.work.rules.wanted import VIEWS, Wanted, wanted_from

SIZE = 50
_GOING_OUT = frozenset({Role.POWER_WORKER, Role.COMMUNITY_WORKER})
VIEW_WORDS = {
    "mine": gettext_lazy("My work"),
    "area": gettext_lazy("My area"),
    "late": gettext_lazy("Late"),
    "soon": gettext_lazy("Soon late"),
    "returned": gettext_lazy("Returned"),
    "waiting": gettext_lazy("Waits for something"),
    "call_back": gettext_lazy("To call back"),
    "all": gettext_lazy("All"),
}


def viewer(request: HttpRequest) -> Person:
    """The signed-in person who may see requests."""
    assert request.user.is_authenticated
    people_queries.require(request.user, May.TICKET_SEE, at=clock.now())
    return request.user


def wanted(request: HttpRequest) -> Wanted:
    """What the address asks for; without a view those who go out see their own work, others their areas."""
    asked = wanted_from(request.GET.dict(), filtered.allowed())
    if "view" in request.GET or people_queries.grants_of(viewer(request), at=clock.now()).roles & _GOING_OUT:
        return asked
    return replace(asked, view="area")


def address(asked: Wanted, name: str = "workbench:filtered", *args: object) -> str:
    """The address of a list."""
    words = urlencode(asked.as_words())
    return reverse(name, args=args) + (f"?{words}" if words else "")


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """One list with its filter; everything stands in the address."""
    return show(request)


def show(request: HttpRequest, *, keeping: KeepForm | None = None, status: int = 200) -> HttpResponse:
    """The list, with a form that was refused still filled."""
    user, at, asked = viewer(request), clock.now(), wanted(request)
    at_page = page_of(request, size=SIZE, kept=asked.as_words())
    found = filtered.listed(user, asked, at=at, start=at_page.start, count=SIZE)
    last = filtered.last_bulk(user, at=at)
    context = {
        "rows": [_row(one, at=at) for one in found.rows],
        "found": found,
        "wanted": asked,
        "narrowed": len(asked.saved()) > 1,
        "views": [(key, VIEW_WORDS[key], address(replace(asked, view=key, number=""))) for key in VIEWS],
        "form": FilterForm(initial=asked.as_words(), areas=_areas(at)),
        "keeping": keeping or KeepForm(shares=_shares(user, at=at)),
        "kept": [(one, _address_of(one)) for one in filtered.kept_filters(user, at=at)],
        "whats": _whats(user, at=at),
        "last": last,
        "map": address(asked, "workbench:filtered_map"),
        "files": [(kind.upper(), address(asked, "workbench:filtered_file", kind)) for kind in ("csv", "xlsx")],
        "here": address(asked),
        **at_page.pager(found.total),
        "at": at,
    }
    return render(request, "workbench/filtered.html", context, status=status)


def _row(one: filtered.Shown, *, at: datetime) -> Any:
    """A row as other lists show it, with its number and who told of it."""
    note = " · ".join(part for part in (one.line.number, one.caller) if part)
    return replace(rows.row(one.line, at=at), note=note)


def _areas(at: datetime) -> list[tuple[str, str]]:
    """Both partitions as they stand today, the power side first."""
    day = clock.today(at)
    found = [territory_queries.partition_on(side, day).by_id.values() for side in ("power", "community")]
    return [(area.code, area.name) for areas in found for area in areas]


def _shares(user: Person, *, at: datetime) -> list[tuple[str, str]]:
    """One's own roles and units."""
    postings = people_queries.postings_of(user, on=clock.today(at))
    roles = {f"role:{one.role}": str(Role(one.role).label) for one in postings}
    return list((roles | {f"unit:{one.unit_id}": one.unit.name for one in postings}).items())


def _whats(user: Person, *, at: datetime) -> list[tuple[str, Any]]:
    grants = people_queries.grants_of(user, at=at)
    return [(what, words) for what, words in WHATS.items() if grants.may(work_actions.BULK_RIGHTS[what])]


def _address_of(kept: filtered.Kept) -> str:
    return address(wanted_from(kept.content, filtered.allowed()))


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the present filter under a name; with `filter`, change one of mine."""
    user, at = viewer(request), clock.now()
    form = KeepForm(request.POST, shares=_shares(user, at=at))
    which = request.POST.get("filter", "")
    if form.is_valid():
        try:
            work_actions.save_filter(
                name=form.cleaned_data["name"],
                share=form.cleaned_data["share"],
                wanted=wanted(request),
                filter_id=int(which) if which.isdecimal() and len(which) < 10 else None,
                by=user,
                at=at,
            )
        except BadInput as error:
            form.add_error(error.field or None, error.sentence)
        else:
            messages.success(request, _("The filter is kept."))
            return redirect(address(wanted(request)))
    return show(request, keeping=form, status=422)


@require_POST
def drop(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Delete one of my filters."""
    work_actions.drop_filter(filter_id=filter_id, by=viewer(request), at=clock.now())
    messages.success(request, _("The filter is deleted."))
    return redirect(address(wanted(request)))


@require_safe
@never_cache
def map_page(request: HttpRequest) -> HttpResponse:
    """The list on the map of both partitions."""
    viewer(request)
    asked = wanted(request)
    points = address(asked, "workbench:filtered_points")
    props = mapping.map_props(areas_url=reverse("public:areas"), requests_url=points)
    context = {"props": props, "here": address(asked), "words": VIEW_WORDS[asked.view]}
    return render(request, "workbench/filtered_map.html", context)


@require_safe
@never_cache
def points(request: HttpRequest) -> JsonResponse:
    """The requests of a list that have a point, as GeoJSON (WGS-84), the first two thousand."""
    at = clock.now()
    lines = filtered.placed(viewer(request), wanted(request), at=at)
    return JsonResponse(
        mapping.collection(
            [
                mapping.request_feature(
                    key=line.number,
                    lon=line.lon or 0.0,
                    lat=line.lat or 0.0,
                    state="late" if line.is_late(at=at) else line.state,
                    place=line.place,
                    kind=line.kind_words,
                    href=reverse("workbench:ticket", args=(line.number,)),
                )
                for line in lines
            ]
        )
    )


@require_safe
@never_cache
def file(request: HttpRequest, kind: str) -> HttpResponse:
    """Exactly what the list shows, as a file: the same filter, columns and order."""
    user, at = viewer(request), clock.now()
    sheets.require_kind(kind)
    shown = work_actions.export_list(wanted=wanted(request), kind=kind, by=user, at=at)
    table = [_cells(one, at=at) for one in shown]
    answer = HttpResponse(sheets.list_file(_columns(), table, kind), content_type=sheets.LIST_KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="requests.{kind}"'
    return answer


def _columns() -> list[str]:
    """The columns in the order of a row on the page."""
    return [
        _("State"), _("Place"), _("Kind"), _("How it came in"), _("Reported"), _("Number"), _("Caller"), _("Clock"),
        _("Due"), _("Who has it"),
    ]  # fmt: skip


def _cells(one: filtered.Shown, *, at: datetime) -> list[str]:
    row, line = rows.row(one.line, at=at), one.line
    due = line.clock.due_at if line.clock else None
    return [
        rows.state_words(row),
        row.place,
        str(row.kind),
        str(row.source),
        rows.moment(line.reported_at),
        line.number,
        one.caller,
        line.clock.words if line.clock else "",
        rows.moment(due) if due else "",
        row.holder,
    ]
