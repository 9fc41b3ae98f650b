"""My absence: recorded, ended early; and my open work handed to whoever stands in."""

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import duty_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions import absences as absence_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.web.shell import rows, saying
from twingrid.web.shell.away import AbsenceForm, HandOverForm
from twingrid.web.shell.returning import page_before
from twingrid.web.workbench.lists import tabs
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries

EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
LATEST = 10**17  # microseconds; beyond the year 5000 there is nothing to undo


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def absence(request: HttpRequest) -> HttpResponse:
    """Say that I am away, until when, and who stands in; then hand over what is open."""
    assert request.user.is_authenticated
    user, at = request.user, clock.now()
    people_queries.require(user, May.ABSENCE_RECORD, at=at)
    people = duty_queries.stand_ins(user, on=clock.today(at))
    now = timezone.localtime(at).replace(second=0, microsecond=0)
    first = {"starts_at": now, "ends_at": now + timedelta(days=1)}
    form = AbsenceForm(request.POST if request.method == "POST" else None, people=people, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        deputy = people_queries.person_by_id(said["deputy"]) if said["deputy"] else None
        try:
            absence_actions.record_absence(
                user=user, starts_at=said["starts_at"], ends_at=said["ends_at"], deputy=deputy,
                reason=said["reason"], by=user, at=at,
            )  # fmt: skip
        except (BadInput, Refused) as error:
            field = error.field if isinstance(error, BadInput) and error.field in form.fields else None
            form.add_error(field, error.sentence)
        else:
            messages.success(request, _("Recorded. New requests go to whoever stands in."))
            held = work_queries.held_lines(user, holder_id=user.pk, at=at)
            return redirect("workbench:hand_over" if held else "workbench:me")
    context = {"form": form, "tabs": tabs("me")}
    return render(request, "workbench/absence.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, absence_id: int) -> HttpResponse:
    """I am back earlier."""
    assert request.user.is_authenticated
    absence_actions.end_absence(absence_id=absence_id, by=request.user, at=clock.now())
    messages.success(request, _("Back. New requests come to you again."))
    return redirect("workbench:me")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def hand_over(request: HttpRequest) -> HttpResponse:
    """My open work on one page: hand over one, some or all of it."""
    assert request.user.is_authenticated
    user, at = request.user, clock.now()
    people = work_queries.hand_over_to(user, at=at)
    form = HandOverForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            handed, left = work_actions.hand_over_tickets(
                numbers=request.POST.getlist("chosen")[:200], holder_id=user.pk, to=form.cleaned_data["to"],
                by=user, at=at,
            )  # fmt: skip
        except BadInput as error:
            form.add_error(None, error.sentence)
        else:
            tell_handed(request, handed, left, at=at)
            return redirect("workbench:me")
    lines = work_queries.held_lines(user, holder_id=user.pk, at=at)
    context = {"form": form, "rows": rows.rows(lines, at=at), "any": bool(people), "tabs": tabs("me")}
    return render(request, "workbench/hand_over.html", context, status=422 if form.errors else 200)


def tell_handed(request: HttpRequest, handed: tuple[str, ...], left: tuple[str, ...], *, at: datetime) -> None:
    """How many went, with the way to undo it, and which stayed because somebody was faster."""
    n = len(handed)
    words = ngettext("{n} request is handed over.", "{n} requests are handed over.", n).format(n=n)
    if left:
        words += " " + _("Changed meanwhile and left as they are: {numbers}.").format(numbers="、".join(left))
    saying.done(request, words, undo=undo_url(at) if handed else "")


def undo_url(at: datetime) -> str:
    """Where what one gave away at this moment is taken back."""
    return reverse("workbench:take_back", args=((at - EPOCH) // MICROSECOND,))


@require_POST
def take_back(request: HttpRequest, moment: int) -> HttpResponse:
    """Undo a hand-over of my own, within a minute; what somebody has accepted meanwhile stays with them."""
    assert request.user.is_authenticated
    if moment > LATEST:
        raise NotFound(_("There is nothing to undo. Open the list again."))
    back, stayed = work_actions.take_back_tickets(
        given_at=EPOCH + moment * MICROSECOND, by=request.user, at=clock.now()
    )
    n = len(back)
    words = ngettext("{n} request is back.", "{n} requests are back.", n).format(n=n)
    if stayed:
        words += " " + _("Taken up meanwhile, so they stay: {numbers}.").format(numbers="、".join(stayed))
    messages.success(request, words)
    return redirect(page_before(request, otherwise=reverse("workbench:me")))
