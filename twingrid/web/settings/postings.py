"""Postings on screen: a new one, one that changes or ends, and the particulars of a person."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twingrid.kit import clock, stale
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import posting_queries, unit_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions import posting_changes
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person, PostingRow
from twingrid.web.settings.posting_forms import EndForm, ParticularsForm, PersonForm, PostingForm
from twingrid.web.shell import pairs

READ_WRITE = ["GET", "HEAD", "POST"]


def _changer(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.POSTING_CHANGE, at=clock.now())
    return request.user


def _somebody(user_id: int) -> Person:
    person = people_queries.person_by_id(user_id)
    if person is None:
        raise NotFound(_("There is nobody with this number. Search by name."))
    return person


def _scopes(text: str) -> list[tuple[str, str]]:
    day = clock.today(clock.now())
    found = [(scope.key, scope_words(scope)) for scope in posting_queries.scopes_like(text, on=day)]
    return [*found, (posting_queries.CITY, _("The whole city"))]


def scope_words(scope: posting_queries.Scope) -> str:
    """How a list names something that a person can be posted to."""
    side = {"power": _("Power"), "community": _("Community")}.get(scope.side, _("Both sides"))
    if scope.kind == "area":
        return f"{scope.name} · {side}"
    return _("{name} · {side}, {n} areas").format(name=scope.name, side=side, n=scope.areas)


@require_http_methods(READ_WRITE)
@never_cache
def new(request: HttpRequest, user_id: int) -> HttpResponse:
    """A new posting of somebody: search where, then say the rest."""
    by, person = _changer(request), _somebody(user_id)
    text = (request.POST if request.method == "POST" else request.GET).get("q", "")[:60].strip()
    scopes = _scopes(text)
    form = PostingForm(request.POST or None, scopes=scopes, units=_units(), initial=_like_the_last(person))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = posting_changes.make_postings(
                user_id=user_id,
                role=said["role"],
                side=said["side"],
                scope=said["scope"],
                said=form.particulars(),
                since=said["since"],
                until=said["until"],
                by=by,
                at=clock.now(),
            )
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Posted: {n}.").format(n=len(made)))
            return redirect("settings:person", user_id=user_id)
    context = {"person": person, "form": form, "text": text, "found": len(scopes) - 1}
    return render(request, "settings/posting_new.html", context, status=422 if form.errors else 200)


def _units() -> list[unit_queries.Leaf]:
    return unit_queries.unit_tree(on=clock.today(clock.now()))


def _like_the_last(person: Person) -> dict[str, Any]:
    """A further posting usually looks like the one before."""
    at = clock.now()
    held = people_queries.postings_until(person, on=clock.today(at))
    first = {"since": clock.today(at)}
    return first | _initial(held[-1]) | {"role": held[-1].role, "side": held[-1].side} if held else first


def _initial(posting: PostingRow) -> dict[str, Any]:
    return {
        "title": posting.title,
        "unit": posting.unit_id,
        "manager_unit": posting.manager_unit_id or "",
        "leader": posting_queries.calls(posting.leader),
        "deputy": posting_queries.calls(posting.deputy),
    }


def _posting(posting_id: int) -> PostingRow:
    posting = people_queries.posting(posting_id)
    if posting is None:
        raise NotFound(_("There is no such posting. Open the list of people again."))
    return posting


@require_http_methods(READ_WRITE)
@never_cache
def page(request: HttpRequest, posting_id: int) -> HttpResponse:
    """One posting: what it says, and its end."""
    by, posting = _changer(request), _posting(posting_id)
    form = ParticularsForm(request.POST or None, units=_units(), initial=_initial(posting))
    if request.method == "POST" and form.is_valid():
        try:
            posting_changes.change_posting(
                posting_id=posting_id,
                said=form.particulars(),
                seen=request.POST.get("seen", ""),
                by=by,
                at=clock.now(),
            )
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Saved. Plates that now show somebody else are listed for reprinting."))
            return redirect("settings:person", user_id=posting.user_id)
    return _page(request, posting, form=form, status=422 if form.errors else 200)


def _page(
    request: HttpRequest,
    posting: PostingRow,
    *,
    form: ParticularsForm | None = None,
    ending: EndForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = clock.today(clock.now())
    context = {
        "posting": posting,
        "role": pairs.ROLE_WORDS.get(posting.role, posting.role),
        "form": form or ParticularsForm(units=_units(), initial=_initial(posting)),
        "ending": ending or EndForm(initial={"on": posting.valid_to or today}, prefix="end"),
        "left": posting_queries.left_without([posting], on=max(today, posting.valid_from)),
        # What was typed before stays bound to what was seen then.
        "seen": request.POST.get("seen") or stale.stamp(*posting_queries.posting_values(posting)),
    }
    return render(request, "settings/posting.html", context, status=status)


@require_POST
def end(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Let a posting end; what would be left without anybody is said first."""
    by, posting = _changer(request), _posting(posting_id)
    form = EndForm(request.POST, prefix="end")
    if form.is_valid():
        said: Mapping[str, Any] = form.cleaned_data
        try:
            posting_changes.end_posting(
                posting_id=posting_id, **said, seen=request.POST.get("seen", ""), by=by, at=clock.now()
            )
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("The posting ends on {day}.").format(day=said["on"].isoformat()))
            return redirect("settings:person", user_id=posting.user_id)
    return _page(request, posting, ending=form, status=422)


@require_http_methods(READ_WRITE)
@never_cache
def particulars(request: HttpRequest, user_id: int) -> HttpResponse:
    """Name, employee number and unit of somebody."""
    by = _changer(request)
    person = _somebody(user_id)
    held = {p.unit_id for p in people_queries.postings_until(person, on=clock.today(clock.now()))}
    initial = {"name": person.name, "employee_no": person.employee_no, "unit": held.pop() if len(held) == 1 else ""}
    form = PersonForm(request.POST or None, units=_units(), initial=initial)
    if request.method == "POST" and form.is_valid():
        said, seen = form.cleaned_data, request.POST.get("seen", "")
        try:
            posting_changes.change_person(
                user_id=user_id,
                name=said["name"],
                employee_no=said["employee_no"],
                unit_id=said["unit"],
                seen=seen,
                by=by,
                at=clock.now(),
            )
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("settings:person", user_id=user_id)
    seen = request.POST.get("seen") or stale.stamp(*posting_queries.person_values(person))
    context = {"person": person, "form": form, "seen": seen}
    return render(request, "settings/particulars.html", context, status=422 if form.errors else 200)
