"""The governance bulletin board of a community: who answers in each of its grids, on both sides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from twingrid.cities.addresses import public_base
from twingrid.coverage import plate_queries
from twingrid.kit import clock
from twingrid.kit.refusals import NotFound
from twingrid.web.shell.opening import open_to_all
from twingrid.web.shell.templatetags.pieces import dial


@require_safe
@open_to_all
def page(request: HttpRequest, code: str) -> HttpResponse:
    """All grids of a community with both workers, their numbers, the supervision number and the station."""
    found = plate_queries.board(code, at=clock.now())
    if found is None:
        raise NotFound(_("This community is not known here. Search for your estate and building instead."))
    face, plate_code = found
    sides = {side.area_id: side for line in face.lines for side in (line.community, *line.powers)}
    context = {
        "face": face,
        "code": code,
        "dials": {pk: dial(side.person.number) for pk, side in sides.items() if side.person},
        "supervision_dial": dial(face.supervision),
        "synthetic": any(side.synthetic for side in sides.values()),
        "address": f"{public_base()}/p/{plate_code}/" if plate_code else f"{public_base()}/board/{code}/",
    }
    return render(request, "public/board.html", context)
