"""The government's grid platform on screen: how we speak with it, what was sent, what waits for a person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.people import key_queries
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.web.settings.exchange_forms import PlatformForm
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.choices import Sending
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import PlatformView

SYSTEM = work_actions.MAIN_SYSTEM
SHOWN = 50


def manager_of(request: HttpRequest) -> Person:
    """Who may manage what passes between us and the platform."""
    assert request.user.is_authenticated
    people_queries.require(request.user, May.PLATFORM_MANAGE, at=clock.now())
    return request.user


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """How we speak with the platform, and the log of what was sent."""
    manager_of(request)
    return _page(request)


def _page(request: HttpRequest, *, form: PlatformForm | None = None, status: int = 200) -> HttpResponse:
    platform = work_queries.platform_of(SYSTEM)
    counts = work_queries.sending_counts()
    person = sum(counts.get(state, 0) for state in (Sending.UNCERTAIN, Sending.REFUSED, Sending.FAILED))
    show = request.GET.get("show", "person" if person else "")
    states = [("", _("All"), sum(counts.values())), ("person", _("For a person"), person)]
    states += [(str(s.value), str(s.label), counts.get(s.value, 0)) for s in (Sending.WAITING, Sending.SENT)]
    show = show if show in {key for key, _words, _n in states} else ""
    context = {
        "platform": platform,
        "form": form or PlatformForm(initial=_initial(platform), **_choices(platform)),
        "tabs": states,
        "show": show,
        "lines": work_queries.sendings(state=show, limit=SHOWN),
        "missed": work_queries.missed(limit=SHOWN),
    }
    return render(request, "settings/platform.html", context, status=status)


def _initial(platform: PlatformView | None) -> dict[str, object]:
    if platform is None:
        return {}
    return {name: getattr(platform, name) for name in ("url", "under", "ours", "honours_keys", "active")}


def _choices(platform: PlatformView | None) -> dict[str, Any]:
    names = [line.name for line in key_queries.key_lines() if line.system == SYSTEM and not line.revoked]
    return {"keys": names, "has_key": platform is not None and platform.has_key}


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Keep how we speak with the platform."""
    manager = manager_of(request)
    form = PlatformForm(request.POST, **_choices(work_queries.platform_of(SYSTEM)))
    if form.is_valid():
        try:
            work_actions.change_platform(system=SYSTEM, by=manager, at=clock.now(), **form.cleaned_data)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Kept. Try the connection now."))
            return redirect("settings:platform")
    return _page(request, form=form, status=422)


@require_POST
def attempt(request: HttpRequest) -> HttpResponse:
    """Ask the platform to greet us; how that went stands on the page."""
    work_actions.try_platform(system=SYSTEM, by=manager_of(request), at=clock.now())
    return redirect("settings:platform")


@require_POST
def reread(request: HttpRequest) -> HttpResponse:
    """Fetch everything of theirs again: what is known changes nothing."""
    work_actions.reread_events(system=SYSTEM, by=manager_of(request), at=clock.now())
    messages.success(request, _("Everything is fetched again within a minute."))
    return redirect("settings:platform")


@require_POST
def release(request: HttpRequest, change_id: int) -> HttpResponse:
    """Send again what was given up, refused or uncertain."""
    work_actions.release_change(change_id=change_id, by=manager_of(request), at=clock.now())
    messages.success(request, _("It is sent again within a minute."))
    return redirect("settings:platform")


@require_POST
def settle(request: HttpRequest, change_id: int) -> HttpResponse:
    """It has arrived, as a person saw; nothing is sent."""
    work_actions.settle_change(change_id=change_id, by=manager_of(request), at=clock.now())
    messages.success(request, _("Noted as arrived."))
    return redirect("settings:platform")
