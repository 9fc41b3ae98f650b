"""The joint counter's form: one place, one person, several companies, one receipt. All by keyboard."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from twingrid.coverage import queries as coverage_queries
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.outages import queries as outage_queries
from twingrid.people.queries import Person
from twingrid.supply.actions import look_up as supply_look_up
from twingrid.web.counter.forms import JointForm
from twingrid.web.shell import known
from twingrid.web.shell.kind_forms import KindForm, add_error, kind_form
from twingrid.web.workbench import cases
from twingrid.work import actions as work_actions
from twingrid.work.choices import Family, TakenAt
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import joint as joint_queries
from twingrid.work.queries.cases import CaseLine


@dataclass(frozen=True, slots=True)
class Spot:
    """The building that the words or the account number certainly mean, with what the supply records know."""

    building_id: int
    label: str
    unit: str
    room: str
    name: str = ""
    account: str = ""


def spot_of(text: str, *, by: Person, at: datetime) -> Spot | None:
    """Where it is; None while it is not certain."""
    customers = supply_look_up.find_customer(text=text, by=by, at=at) if text else ()
    if len(customers) == 1:
        one = customers[0]
        return Spot(one.building_id, one.label, one.unit, one.room, one.name, one.account)
    found = cases.found_building(text)
    return Spot(found.id, found.label, found.unit, found.room) if found else None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Take a joint case in; without scripts the place and the questions come by a button."""
    by, at = cases.may(request, May.JOINT_OPEN), clock.now()
    companies = joint_queries.companies()
    if request.method != "POST" or "ask" in request.POST:
        # Nobody agrees by a tick that stood there already: neither to what is told nor to whom.
        first: dict[str, Any] = {"channel": TakenAt.COUNTER} | {f"take_{one.code}": True for one in companies}
        if request.method == "POST":
            first = {**request.POST.dict(), "shares": request.POST.getlist("shares")}
        else:
            first["place"] = request.GET.get("place", "")[:200]
        form = JointForm(initial=cases.first_key(first), companies=companies)
        return _show(request, form, _asked(request, bound=False), by=by, at=at)
    form, asked = JointForm(request.POST, companies=companies), _asked(request)
    if form.is_valid() and asked.is_valid():
        spot = spot_of(form.cleaned_data["place"], by=by, at=at)
        same = _same(form, spot, by=by, at=at)
        if not same or form.cleaned_data["anyway"]:
            try:
                made = work_actions.open_joint(intake=_intake(form, asked, spot), by=by, at=at)
            except BadInput as error:
                add_error(error, form, asked, known_as={"companies": ""})
            else:
                return redirect("counter:joint", number=made.number)
        else:
            form.add_error(None, _("The same is under way here. Open it below, or say that it is another matter."))
    return _show(request, form, asked, by=by, at=at, status=422)


def _asked(request: HttpRequest, *, bound: bool = True) -> KindForm:
    return kind_form(request.POST, staff=True, bound=bound, family=Family.JOINT)


def _same(form: JointForm, spot: Spot | None, *, by: Person, at: datetime) -> list[CaseLine]:
    """The cases of the same kind under way at the same door, unless this very form was sent before."""
    if spot is None:
        return []
    lines = joint_queries.open_joints_at(by, spot.building_id, at=at, but=form.cleaned_data["intake_key"])
    there = [line for line in lines if line.kind == form.cleaned_data["kind"]]
    return [line for line in there if not spot.room or spot.room in line.place]


def _intake(form: JointForm, asked: KindForm, spot: Spot | None) -> work_actions.JointIntake:
    said = form.cleaned_data
    opened = work_actions.Opened(
        kind=said["kind"],
        intake_key=said["intake_key"],
        building_ids=(spot.building_id,) if spot else (),
        unit=spot.unit if spot else "",
        room=spot.room if spot else "",
        place_words="" if spot else said["place"],
        words=said["words"],
        answers=asked.given(),
    )
    return work_actions.JointIntake(
        opened=opened,
        companies=form.chosen(),
        shares=form.agreed(),
        channel=said["channel"],
        name=said["name"],
        phone=said["phone"],
    )


def _show(
    request: HttpRequest, form: JointForm, asked: KindForm, *, by: Person, at: datetime, status: int = 200
) -> HttpResponse:
    context = {"form": form, "asked": asked, **_place(str(form["place"].value() or ""), by=by, at=at)}
    return render(request, "counter/page.html", context, status=status)


def _place(text: str, *, by: Person, at: datetime) -> dict[str, Any]:
    """What is known of a place before anything is saved: outages, joint cases under way, the customer there."""
    spot = spot_of(text[:200].strip(), by=by, at=at)
    found = coverage_queries.find(text[:200], limit=5).candidates if text.strip() and spot is None else ()
    if spot is None:
        return {"spot": None, "candidates": [one.label for one in found], "text": text.strip()}
    off = outage_queries.known_at(spot.building_id, at=at, public=False)
    lines = joint_queries.open_joints_at(by, spot.building_id, at=at)
    return {
        "spot": spot,
        "known": known.cards_of(off, at=at),
        "open": [cases.row(line, at=at) for line in lines],
        "text": text.strip(),
    }


@require_POST
@never_cache
def place(request: HttpRequest) -> HttpResponse:
    """What is known at the place that was typed. By POST: no account number stands in an address."""
    by = cases.may(request, May.JOINT_OPEN)
    return render(request, "counter/_place.html", _place(request.POST.get("place", ""), by=by, at=clock.now()))


@require_POST
@never_cache
def questions(request: HttpRequest) -> HttpResponse:
    """What is asked about the chosen kind of joint case."""
    cases.may(request, May.JOINT_OPEN)
    return render(request, "workbench/_questions.html", {"asked": _asked(request, bound=False)})
