"""One plate: a look at it before it is printed, and the note that it hangs."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import plate_lists
from twingrid.coverage.choices import Look, Paper, PlateKind
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.coverage.plate_lists import PlateRow
from twingrid.coverage.plate_queries import Sheet
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people.queries import Grants
from twingrid.web.plates import sheets, walls


class ReplaceForm(forms.Form):
    """A photo of the plate on the wall, if one was taken."""

    photo = forms.FileField(
        label=gettext_lazy("Photo of the plate on the wall"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=gettext_lazy("May be left out. No people in it, please."),
    )


def _plate(request: HttpRequest, code: str) -> tuple[PlateRow, Grants]:
    user, grants = walls.viewer(request)
    row = plate_lists.plate_for(user, code, at=clock.now())
    if row is None:
        raise NotFound(_("This plate is not known here. Look at its code again."))
    return row, grants


@require_safe
@never_cache
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """How the plate would be printed today, on the chosen paper; nothing is remembered yet."""
    row, grants = _plate(request, code)
    paper, look = request.GET.get("paper", Paper.A5), request.GET.get("look", Look.STANDARD)
    paper = paper if paper in Paper.values else Paper.A5
    look = look if look in Look.values else Look.STANDARD
    sheet = Sheet(row.plate_id, row.code, row.version + 1, row.face)
    areas = row.face.area_ids or (0,)
    context = {
        "shown": walls.shown(row),
        "leaf": sheets.leaves([sheet], paper=paper, look=look, at=None)[0],
        "paper": paper,
        "look": look,
        "papers": Paper.choices,
        "looks": Look.choices,
        "one_paper": row.face.kind == PlateKind.BOARD,
        "may_print": grants.may(May.PLATE_PRINT, areas=areas) and row.face.is_printable,
        "may_replace": grants.may(May.PLATE_REPLACE, areas=areas) and row.waits,
    }
    return render(request, "plates/preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def replace(request: HttpRequest, code: str) -> HttpResponse:
    """On the phone before the wall: the new plate hangs, here is a photo."""
    row, _grants = _plate(request, code)
    form = ReplaceForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        form = ReplaceForm(request.POST, request.FILES)
        if form.is_valid():
            photo = form.cleaned_data["photo"]
            try:
                assert request.user.is_authenticated
                coverage_actions.replace_plate(
                    code=code, by=request.user, at=clock.now(), photo=photo.read() if photo else b""
                )
            except BadInput as error:
                form.add_error("photo", error.sentence)
            else:
                messages.success(request, _("Noted: the new plate hangs."))
                return redirect("plates:page")
    context = {
        "shown": walls.shown(row),
        "form": form,
        "waiting": row.waits,
        "photo": plate_lists.photo_of(row.plate_id),
    }
    return render(request, "plates/replace.html", context, status=status)


@require_safe
@never_cache
def photo(request: HttpRequest, code: str) -> FileResponse:
    """The photo of the plate that hangs, for those who may see the plate."""
    row, _grants = _plate(request, code)
    found = plate_lists.photo_of(row.plate_id)
    if found is None:
        raise NotFound(_("There is no photo of this plate."))
    return FileResponse(found.photo.open("rb"), content_type="image/jpeg")
