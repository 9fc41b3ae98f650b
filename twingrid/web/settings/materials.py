"""The city's list of materials, one a line."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.people import queries as people_queries
from twingrid.work import actions as work_actions
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import materials as material_queries


class MaterialsForm(forms.Form):
    """The list as lines."""

    lines = forms.CharField(
        label=gettext_lazy("One material a line: its name, a comma, what it is counted in"),
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("What is left out is offered no more; what was used of it stays."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The list, and changing it."""
    assert request.user.is_authenticated
    people_queries.require(request.user, May.KIND_PUBLISH, at=clock.now())
    first = "\n".join(f"{name}, {measure}" for _pk, name, measure in material_queries.materials())
    form = MaterialsForm(request.POST if request.method == "POST" else None, initial={"lines": first})
    if request.method == "POST" and form.is_valid():
        try:
            work_actions.set_materials(lines=_read(form.cleaned_data["lines"]), by=request.user, at=clock.now())
        except BadInput as error:
            form.add_error("lines", error.sentence)
        else:
            messages.success(request, _("The list is kept."))
            return redirect("settings:materials")
    return render(request, "settings/materials.html", {"form": form}, status=422 if form.errors else 200)


def _read(text: str) -> list[tuple[str, str]]:
    """Lines as (name, measure); the comma may be a full-width one."""
    found = []
    for line in text.replace("\x00", "").replace("\uff0c", ",").splitlines():
        name, _comma, measure = line.partition(",")
        if line.strip():
            found.append((name.strip(), measure.strip()))
    return found
