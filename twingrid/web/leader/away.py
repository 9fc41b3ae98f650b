"""Who of the team is away: recorded, ended, and all open work of the person handed over on one page."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import duty_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions import absences as absence_actions
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.web.leader.morning import leader_of
from twingrid.web.shell import rows
from twingrid.web.shell.away import AbsenceForm, HandOverForm
from twingrid.web.workbench.away import tell_handed
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries


def _team(request: HttpRequest) -> tuple[Person, list[Person]]:
    """Who records absences here, and of whom."""
    assert request.user.is_authenticated
    user, at = request.user, clock.now()
    leader_of(request)
    people_queries.require(user, May.ABSENCE_RECORD, at=at)
    areas = people_queries.grants_of(user, at=at).areas_by_right[May.ABSENCE_RECORD]
    return user, duty_queries.team_of(user, on=clock.today(at), areas=areas)


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Who is away now and soon, who stands in; and everybody of the team, to record it."""
    user, team = _team(request)
    at = clock.now()
    absences = duty_queries.absences_ahead([one.pk for one in team], at=at)
    loads = {load.holder_id: load.open for load in work_queries.leader_board(user, at=at).load}
    context = {
        "absences": [(one, loads.get(one.user_id, 0)) for one in absences],
        "team": [(one, loads.get(one.pk, 0)) for one in team],
        "now": at,
    }
    return render(request, "leader/away.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def absence(request: HttpRequest, user_id: int) -> HttpResponse:
    """Record that somebody of the team is away; then hand over what they hold."""
    user, team = _team(request)
    at = clock.now()
    person = next((one for one in team if one.pk == user_id), None)
    if person is None:
        raise NotFound(_("This person is not of your team. Open the list again."))
    now = timezone.localtime(at).replace(second=0, microsecond=0)
    form = AbsenceForm(
        request.POST if request.method == "POST" else None,
        people=duty_queries.stand_ins(person, on=clock.today(at)),
        initial={"starts_at": now, "ends_at": now + timedelta(days=1)},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        deputy = people_queries.person_by_id(said["deputy"]) if said["deputy"] else None
        try:
            absence_actions.record_absence(
                user=person, starts_at=said["starts_at"], ends_at=said["ends_at"], deputy=deputy,
                reason=said["reason"], by=user, at=at,
            )  # fmt: skip
        except (BadInput, Refused) as error:
            field = error.field if isinstance(error, BadInput) and error.field in form.fields else None
            form.add_error(field, error.sentence)
        else:
            messages.success(request, _("Recorded. New requests go to whoever stands in."))
            held = work_queries.held_lines(user, holder_id=person.pk, at=at)
            return redirect("leader:load", user_id=person.pk) if held else redirect("leader:away")
    context = {"form": form, "person": person}
    return render(request, "leader/absence.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, absence_id: int) -> HttpResponse:
    """Somebody of the team is back earlier."""
    user, _everybody = _team(request)
    absence_actions.end_absence(absence_id=absence_id, by=user, at=clock.now())
    messages.success(request, _("Back. New requests go to this person again."))
    return redirect("leader:away")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def load(request: HttpRequest, user_id: int) -> HttpResponse:
    """What one person holds, as far as the leader may see it; some or all of it is handed over here."""
    user = leader_of(request)
    at = clock.now()
    person = people_queries.person_by_id(user_id)
    people = duty_queries.stand_ins(person, on=clock.today(at)) if person else []
    away = {one.user_id: one for one in people_queries.absences_at([user_id], at=at)}.get(user_id)
    if away and away.deputy:
        people = list(dict.fromkeys([(away.deputy.pk, f"{away.deputy.name} · {away.deputy.employee_no}"), *people]))
    form = HandOverForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            handed, left = work_actions.hand_over_tickets(
                numbers=request.POST.getlist("chosen")[:200], holder_id=user_id, to=form.cleaned_data["to"],
                by=user, at=at,
            )  # fmt: skip
        except BadInput as error:
            form.add_error(None, error.sentence)
        else:
            tell_handed(request, handed, left, at=at)
            return redirect("leader:load", user_id=user_id)
    lines = work_queries.held_lines(user, holder_id=user_id, at=at)
    context = {
        "name": person.name if person and lines else "",
        "away": away,
        "rows": rows.rows(lines, at=at),
        "form": form if lines else None,
    }
    return render(request, "leader/load.html", context, status=422 if form.errors else 200)
