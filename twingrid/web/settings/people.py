"""People on screen: who they are here, what they hold, since when; replacing them from a day on."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import duty_queries, pattern_queries, unit_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions import accounts as account_actions
from twingrid.people.actions import duty as duty_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.web.settings.forms import ReplaceForm
from twingrid.web.shell import pairs

SHOWN = 50


def _reader(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.POSTING_SEE, at=clock.now())
    return request.user


def _changes(person: Person) -> bool:
    return people_queries.grants_of(person, at=clock.now()).may(May.POSTING_CHANGE)


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Everybody, by name, number, role or area."""
    _reader(request)
    text = request.GET.get("q", "")[:60].strip()
    number = request.GET.get("page", "1")
    start = (max(1, int(number[:6])) - 1) * SHOWN if number.isdecimal() else 0
    day = clock.today(clock.now())
    found, total = people_queries.people_like(text, on=day, limit=SHOWN, start=start)
    rows = [(person, [(pairs.ROLE_WORDS.get(role, role), areas) for role, areas in posts]) for person, posts in found]
    context = {
        "rows": rows,
        "text": text,
        "total": total,
        "span": f"{start + 1}–{start + len(rows)}" if rows else "0",
        "previous": _page_url(text, start - SHOWN) if start else "",
        "following": _page_url(text, start + SHOWN) if start + SHOWN < total else "",
        "may_invite": people_queries.grants_of(_reader(request), at=clock.now()).may(May.USER_INVITE),
    }
    return render(request, "settings/people.html", context)


def _page_url(text: str, start: int) -> str:
    return f"?{urlencode({'q': text, 'page': start // SHOWN + 1})}"


@require_safe
@never_cache
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person: postings, pairs, numbers, coming hours."""
    return _person(request, user_id)


def _person(
    request: HttpRequest, user_id: int, *, form: ReplaceForm | None = None, posting_id: int = 0, status: int = 200
) -> HttpResponse:
    reader = _reader(request)
    at = clock.now()
    found = people_queries.person_by_id(user_id)
    if found is None:
        raise NotFound(_("There is nobody with this number. Search by name."))
    postings = people_queries.postings_until(found, on=clock.today(at))
    may_change = _changes(reader)
    context = {
        "person": found,
        "postings": [
            (p, pairs.ROLE_WORDS.get(p.role, p.role), form if p.pk == posting_id else _form(p) if may_change else None)
            for p in postings
        ],
        "pairs": people_queries.pairs_of(found, on=clock.today(at)),
        "contacts": people_queries.contacts_of(found, on=clock.today(at)),
        "shifts": people_queries.shifts_of(found, at=at),
        "may_change": may_change,
        "may_plan": pattern_queries.planned_by(reader, user_id, at=at) is not None,
        "may_verify": duty_queries.verifies(reader, user_id, at=at),
        "may_invite": people_queries.grants_of(reader, at=at).may(May.USER_INVITE),
        "invited_until": unit_queries.open_invitation(found, at=at) if may_change else None,
        "has_second_factor": account_actions.has_second_factor(found),
    }
    return render(request, "settings/person.html", context, status=status)


def _form(posting: people_queries.PostingRow) -> ReplaceForm | None:
    if posting.area_id is None:
        return None
    return ReplaceForm(people=people_queries.successors(posting), prefix=str(posting.pk))


@require_POST
def replace(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Let somebody else hold an area from a day on."""
    reader = _reader(request)
    posting = people_queries.posting(posting_id)
    if posting is None:
        raise NotFound(_("There is no such posting. Open the list of people again."))
    form = ReplaceForm(request.POST, people=people_queries.successors(posting), prefix=str(posting_id))
    if form.is_valid():
        said = form.cleaned_data
        try:
            duty_actions.replace_holder(
                posting_id=posting_id, to=said["to"], since=said["since"], by=reader, at=clock.now()
            )
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Changed. Plates that now show somebody else are listed for reprinting."))
            return redirect("settings:person", user_id=posting.user_id)
    return _person(request, posting.user_id, form=form, posting_id=posting_id, status=422)


@require_POST
def verify(request: HttpRequest, contact_id: int) -> HttpResponse:
    """The number was called and the right person answered."""
    assert request.user.is_authenticated
    contact = duty_actions.verify_contact(contact_id=contact_id, by=request.user, at=clock.now())
    messages.success(request, _("Verified today."))
    if contact.user_id == request.user.pk or contact.user_id is None:
        return redirect("workbench:me")
    return redirect("settings:person", user_id=contact.user_id)


@require_POST
def active(request: HttpRequest, user_id: int) -> HttpResponse:
    """Let somebody sign in, or no longer; what they hold stays until it is given to others."""
    assert request.user.is_authenticated
    on = request.POST.get("active") == "1"
    account_actions.set_active(user_id=user_id, active=on, by=request.user, at=clock.now())
    messages.success(request, _("May sign in again.") if on else _("Can no longer sign in."))
    return redirect("settings:person", user_id=user_id)


@require_POST
def second_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    """Take a lost second factor away: at the next sign-in a new one is set up."""
    assert request.user.is_authenticated
    account_actions.reset_second_factor(user_id=user_id, by=request.user, at=clock.now())
    messages.success(request, _("The second factor is gone; a new one is set up at the next sign-in."))
    return redirect("settings:person", user_id=user_id)
