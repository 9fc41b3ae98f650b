"""Groups of areas on screen: the list, a new one, one that changes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twingrid.kit import clock, stale
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import group_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions import groups as group_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.web.settings.group_forms import GroupForm

READ_WRITE = ["GET", "HEAD", "POST"]


def _setter(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.GROUP_CHANGE, at=clock.now())
    return request.user


def _said(request: HttpRequest) -> str:
    return (request.POST if request.method == "POST" else request.GET).get("q", "")[:60].strip()


def _choices(text: str, members: list[str]) -> list[tuple[str, str]]:
    """Members first, then what was searched for; each once."""
    day = clock.today(clock.now())
    known = group_queries.areas_by_key(members, on=day)
    found = {group_queries.key_of(area): area for area in group_queries.areas_like(text, on=day)}
    sides = {"power": _("Power"), "community": _("Community")}
    words = {key: f"{area.name} [{area.code}] · {sides[area.partition]}" for key, area in {**known, **found}.items()}
    gone = [(key, _("{code}, not in force today").format(code=key)) for key in members if key not in words]
    return [*words.items(), *gone]


@require_http_methods(READ_WRITE)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Every group, and a form for a new one."""
    by, day = _setter(request), clock.today(clock.now())
    text = _said(request)
    form = GroupForm(request.POST or None, areas=_choices(text, []), initial={"since": day})
    if request.method == "POST" and form.is_valid():
        try:
            group_actions.make_group(said=form.said, by=by, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("The group is made."))
            return redirect("settings:groups")
    context = {"groups": group_queries.groups(on=day), "form": form, "text": text}
    return render(request, "settings/groups.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_WRITE)
@never_cache
def page(request: HttpRequest, group_id: int) -> HttpResponse:
    """One group: name, days, areas."""
    by, text = _setter(request), _said(request)
    group = group_queries.group(group_id, on=clock.today(clock.now()))
    if group is None:
        raise NotFound(_("There is no such group. Open the list of groups again."))
    row = group.row
    initial = {"name": row.name, "since": row.valid_from, "until": row.valid_to, "members": row.members}
    form = GroupForm(request.POST or None, areas=_choices(text, row.members), initial=initial)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            group_actions.change_group(group_id=group_id, said=form.said, seen=seen, by=by, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("settings:groups")
    seen = request.POST.get("seen") or stale.stamp(*group_queries.group_values(row))
    context = {"group": group, "form": form, "text": text, "seen": seen}
    return render(request, "settings/group.html", context, status=422 if form.errors else 200)


@require_POST
def delete(request: HttpRequest, group_id: int) -> HttpResponse:
    """Delete a group; postings stay."""
    group_actions.delete_group(group_id=group_id, by=_setter(request), at=clock.now())
    messages.success(request, _("The group is deleted. Postings stay."))
    return redirect("settings:groups")
