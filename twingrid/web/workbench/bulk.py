"""One move of many requests: chosen in a list, looked at with what will and will not move, done, taken back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.web.shell import saying
from twingrid.web.shell.returning import page_before
from twingrid.web.workbench.filtered import viewer
from twingrid.web.workbench.list_forms import WHATS, TogetherForm
from twingrid.work import actions as work_actions
from twingrid.work.queries import filtered

SHOWN = 5


@require_POST
@never_cache
def bulk(request: HttpRequest) -> HttpResponse:
    """First what it needs, then how many will move and why others will not, then the deed (`go`)."""
    user, at = viewer(request), clock.now()
    what, chosen = request.POST.get("what", ""), request.POST.getlist("chosen")[: work_actions.BULK_MOST]
    if what not in WHATS:
        raise BadInput(_("Please choose one of the list."), field="what")
    people_queries.require(user, work_actions.BULK_RIGHTS[what], at=at)
    if not chosen:
        raise BadInput(_("Tick the requests first, then choose what to do with them."), field="chosen")
    chosen = filtered.seen_numbers(user, chosen, at=at)
    asked = {"to", "outage", "words"} & set(request.POST)
    form = TogetherForm(request.POST if asked else None, what=what, people=_people(user, at=at))
    outlook = None
    if asked and form.is_valid():
        together = work_actions.Together(what=what, numbers=chosen, **form.cleaned_data)
        try:
            if "go" in request.POST:
                return _done(request, together, user, at)
            outlook = work_actions.preview_bulk(together=together, by=user, at=at)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
    context = {
        "what": what,
        "words": WHATS[what],
        "chosen": chosen,
        "form": form,
        "outlook": outlook,
        "key": request.POST.get("key", "")[:64] or tokens.token(),
        "back": _back(request),
    }
    return render(request, "workbench/bulk.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, together: work_actions.Together, user: Person, at: datetime) -> HttpResponse:
    key = request.POST.get("key", "")[:64] or tokens.token()
    run, outlook = work_actions.run_bulk(together=together, key=key, by=user, at=at)
    n = len(outlook.moving)
    words = ngettext("{n} request has moved.", "{n} requests have moved.", n).format(n=n)
    saying.done(request, words, undo=reverse("workbench:bulk_undo", args=(run.pk,)))
    _warn(request, outlook)
    return redirect(_back(request))


@require_POST
def undo(request: HttpRequest, bulk_id: int) -> HttpResponse:
    """Take back what I did to many within the last ten minutes; what was touched since stays."""
    outlook = work_actions.undo_bulk(bulk_id=bulk_id, by=viewer(request), at=clock.now())
    n = len(outlook.moving)
    messages.success(request, ngettext("{n} request is back.", "{n} requests are back.", n).format(n=n))
    _warn(request, outlook)
    return redirect(page_before(request, otherwise=reverse("workbench:filtered")))


def _warn(request: HttpRequest, outlook: work_actions.Outlook) -> None:
    for number, sentence in outlook.staying[:SHOWN]:
        messages.warning(request, f"{number}: {sentence}")


def _people(user: Person, *, at: datetime) -> list[tuple[int, Any]]:
    """The team that one leads, oneself included."""
    found = people_queries.team_postings(_leaders(user, at), on=clock.today(at))
    away = {absence.user_id for absence in people_queries.absences_at([one.user_id for one in found], at=at)}
    return list(
        dict.fromkeys(
            (one.user_id, one.user.name + (" · " + _("away") if one.user_id in away else ""))
            for one in found
            if one.side == "power"
        )
    )


def _leaders(user: Person, at: datetime) -> list[int]:
    """Whose teams a person gives work to: their own; those of every leader where they decide for the whole city."""
    held = people_queries.grants_of(user, at=at).areas_by_right.get(work_actions.BULK_RIGHTS["reassign"], frozenset())
    return people_queries.leaders_on(clock.today(at)) if held is None else [user.pk]


def _back(request: HttpRequest) -> str:
    """The list that it came from; only an address of the list itself."""
    where, home = request.POST.get("back", "")[:500], reverse("workbench:filtered")
    return where if where == home or where.startswith(home + "?") else home
