"""The list of plates, printing many at once, and the sheets of one run of the printer."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import plate_lists, plate_queries
from twingrid.coverage.choices import Look, Paper, PlateKind
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.coverage.plate_lists import Filter
from twingrid.coverage.rules.plates import Change, Standing
from twingrid.kit import clock
from twingrid.kit.refusals import NotAllowed, NotFound
from twingrid.people import queries as people_queries
from twingrid.people.queries import Grants, Person
from twingrid.web.plates import sheets

SHOWN = 50
MOST = 500
CHANGE_WORDS = {
    Change.PLACE: gettext_lazy("name of the place"),
    Change.POWER_WORKER: gettext_lazy("power grid worker"),
    Change.POWER_NUMBER: gettext_lazy("duty number"),
    Change.POWER_AREA: gettext_lazy("power service area"),
    Change.COMMUNITY_WORKER: gettext_lazy("community grid worker"),
    Change.COMMUNITY_NUMBER: gettext_lazy("number of the community grid worker"),
    Change.COMMUNITY_AREA: gettext_lazy("community grid"),
    Change.SUPERVISION: gettext_lazy("supervision number"),
    Change.STATION: gettext_lazy("station"),
    Change.WORDS: gettext_lazy("wording"),
}
# Standing → its words, icon and whether it wants something done.
STANDINGS = {
    Standing.CHANGED: (gettext_lazy("To print again"), "alert-triangle"),
    Standing.PRINTED: (gettext_lazy("To put up"), "printer"),
    Standing.NEVER: (gettext_lazy("Never printed"), "circle"),
    Standing.CURRENT: (gettext_lazy("As it should be"), "circle-check"),
}


def viewer(request: HttpRequest) -> tuple[Person, Grants]:
    """The signed-in person who may see plates, with what else they may."""
    assert request.user.is_authenticated
    grants = people_queries.grants_of(request.user, at=clock.now())
    if not grants.may(May.PLATE_SEE):
        raise NotAllowed(_("Plates are kept by grid workers, leaders and the administrator. Ask one of them."))
    return request.user, grants


def wanted_from(said: QueryDict) -> Filter:
    """What the address (or the form) asks for; nonsense asks for nothing."""
    area, kind, standing = said.get("area", ""), said.get("kind", ""), said.get("standing", "")
    return Filter(
        text=said.get("q", "").strip()[:60],
        kind=kind if kind in PlateKind.values else "",
        community=said.get("community", "")[:80],
        area_id=int(area) if area.isdecimal() and len(area) < 12 else 0,
        standing=standing if standing in list(Standing) else "",
    )


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """How every plate of one's areas stands, those to be printed again first."""
    user, grants = viewer(request)
    wanted = wanted_from(request.GET)
    text = request.GET.get("page", "1")
    number = max(int(text), 1) if text.isdecimal() and len(text) < 6 else 1
    start = (number - 1) * SHOWN
    found = plate_lists.plates_for(user, wanted, at=clock.now(), start=start, count=SHOWN)
    context = {
        "rows": [shown(row) for row in found.rows],
        "found": found,
        "wanted": wanted,
        "tabs": [
            (key, words, icon, found.counts[key], _address(request, standing=key))
            for key, (words, icon) in STANDINGS.items()
        ],
        "every": _address(request, standing=""),
        "to_print": sum(found.counts[one] for one in plate_lists.TO_PRINT),
        "kinds": PlateKind.choices,
        "papers": Paper.choices,
        "looks": Look.choices,
        "most": MOST,
        "may_print": grants.may(May.PLATE_PRINT),
        "previous": _address(request, page=number - 1) if number > 1 else "",
        "following": _address(request, page=number + 1) if start + SHOWN < found.total else "",
        "shown": f"{min(start + 1, found.total)}–{min(start + SHOWN, found.total)}",
    }
    return render(request, "plates/page.html", context)


def shown(row: plate_lists.PlateRow) -> dict[str, Any]:
    """A row with its words."""
    words, icon = STANDINGS[row.standing]
    return {
        "row": row,
        "words": words,
        "icon": icon,
        "kind": PlateKind(row.face.kind).label,
        "changes": [CHANGE_WORDS[change] for change in row.changes],
    }


def _address(request: HttpRequest, **changed: object) -> str:
    """This list's address with something else chosen."""
    kept = {key: value for key, value in request.GET.items() if key != "page" and value}
    kept |= {key: str(value) for key, value in changed.items()}
    return f"{reverse('plates:page')}?{urlencode({k: v for k, v in kept.items() if v})}"


@require_POST
def print_(request: HttpRequest) -> HttpResponse:
    """Remember what the chosen plates say today, and show their sheets."""
    user, _grants = viewer(request)
    at = clock.now()
    said = request.POST
    if said.get("all"):
        ids = plate_lists.ids_to_print(user, wanted_from(said), at=at, most=MOST)
    else:
        ids = plate_queries.ids_of(said.getlist("plate")[: MOST + 1])
    run = coverage_actions.print_plates(
        plate_ids=ids, paper=said.get("paper", ""), look=said.get("look", ""), by=user, at=at
    )
    return redirect(f"{reverse('plates:run')}?run={run.pk}")


@require_safe
@never_cache
def run(request: HttpRequest) -> HttpResponse:
    """The sheets of one run: one page each, as they were remembered."""
    _user, grants = viewer(request)
    text = request.GET.get("run", "")
    found = plate_queries.run(int(text)) if text.isdecimal() and len(text) < 18 else None
    mine = found and all(grants.may(May.PLATE_SEE, areas=one.face.area_ids or (0,)) for one in found.sheets)
    if found is None or not mine:
        raise NotFound(_("This print is not known here. Choose the plates again."))
    context = {
        "leaves": sheets.leaves(found.sheets, paper=found.paper, look=found.look, at=found.at),
        "n": len(found.sheets),
    }
    return render(request, "plates/run.html", context)
