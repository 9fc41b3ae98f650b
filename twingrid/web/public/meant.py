"""What a resident searched for in vain and then found: asked once whether it is another name of the place.

The names searched last stay in the resident's own browser for a few minutes, without numbers; nothing is kept here
until the resident says that this place was meant.
"""

from urllib.parse import quote, unquote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twingrid.coverage import alias_queries
from twingrid.coverage.actions import aliases as alias_actions
from twingrid.kit import clock
from twingrid.kit.refusals import NotFound
from twingrid.territory import queries as territory_queries
from twingrid.territory.finding.spoken import spoken_name
from twingrid.web.public import limits
from twingrid.web.shell.opening import open_to_all

COOKIE, SECONDS, KEPT = "asked", 15 * 60, 3


def remember(request: HttpRequest, response: HttpResponse, *, text: str) -> HttpResponse:
    """Keep the name of a search in the browser; numbers of homes and people are no part of it."""
    name = spoken_name(text)
    names = [*(one for one in _names(request) if one != name), name] if name else _names(request)
    if name:
        kept = "|".join(map(quote, names[-KEPT:]))
        response.set_cookie(COOKIE, kept, max_age=SECONDS, samesite="Lax", httponly=True, secure=request.is_secure())
    return response


def in_vain(request: HttpRequest, *, building_id: int | None = None, compound_id: int | None = None) -> str:
    """The first name searched lately that does not lead to the place which is shown now; empty when all do."""
    names = _names(request)
    if not names:
        return ""
    unknown = (
        n for n in names if not alias_queries.leads_to_place(n, building_id=building_id, compound_id=compound_id)
    )
    return next(unknown, "")


def _names(request: HttpRequest) -> list[str]:
    kept = (unquote(one)[:40] for one in request.COOKIES.get(COOKIE, "")[:600].split("|"))
    return [name for one in kept if (name := spoken_name(one))][:KEPT]


@require_POST
@open_to_all
def meant(request: HttpRequest) -> HttpResponse:
    """The resident says whether this place was meant: counted once an address, decided by a person of the city."""
    said = request.POST
    number = said.get("place", "")
    place_id = int(number) if number.isdecimal() and len(number) < 16 else 0
    estate = said.get("kind") == "compound"
    known = territory_queries.compound(place_id) if estate else territory_queries.building(place_id)
    if known is None:
        raise NotFound(_("This place is not known here. Search for your estate and building instead."))
    if said.get("answer") == "yes":
        if limits.may_correct(request):
            alias_actions.propose_alias(
                asked=said.get("name", "")[:40],
                building_id=None if estate else place_id,
                compound_id=place_id if estate else None,
                by=None,
                address=request.META.get("REMOTE_ADDR", ""),
                at=clock.now(),
            )
        messages.success(
            request, _("Thank you. When several people say so and it has been checked, the search will know this name.")
        )
    response = redirect("public:compound" if estate else "public:building", place_id)
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
