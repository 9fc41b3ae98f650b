"""Keys of other systems on screen: made and shown once, listed, taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people import key_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions import keys
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.web.settings.exchange_forms import PURPOSES, KeyForm


def _manager(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.KEY_MANAGE, at=clock.now())
    return request.user


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The keys of the city, and making one."""
    _manager(request)
    return _page(request, form=KeyForm())


def _page(request: HttpRequest, *, form: KeyForm, made: str = "", status: int = 200) -> HttpResponse:
    words, bundles = dict(PURPOSES), keys.bundles()
    lines = [
        (line, [words.get(name, name) for name, rights in bundles.items() if rights <= set(line.rights)])
        for line in key_queries.key_lines()
    ]
    return render(request, "settings/keys.html", {"form": form, "lines": lines, "made": made}, status=status)


@require_POST
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """Make a key; this answer is the only one that ever shows it."""
    manager = _manager(request)
    form = KeyForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            _key, text = keys.make_key(
                name=said["name"],
                purposes=said["purposes"],
                system=said["system"],
                valid_to=said["valid_to"],
                per_minute=said["per_minute"],
                by=manager,
                at=clock.now(),
            )
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        except Refused as error:
            form.add_error("name", error.sentence)
        else:
            return _page(request, form=KeyForm(), made=text)
    return _page(request, form=form, status=422)


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Take a key back: from this moment it opens nothing."""
    keys.revoke_key(name=request.POST.get("name", "")[:60], by=_manager(request), at=clock.now())
    messages.success(request, _("Revoked: this key opens nothing any more."))
    return redirect("settings:keys")
