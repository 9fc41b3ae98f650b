"""The page of one request: place, caller, what happened, and the moves that are open to this person."""

from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twingrid.kit import clock, stale
from twingrid.outages.permissions import OutagePermission
from twingrid.people import queries as people_queries
from twingrid.people.permissions import PeoplePermission
from twingrid.territory import queries as territory_queries
from twingrid.web.shell import cards, rows
from twingrid.web.shell.kind_forms import KindForm
from twingrid.web.workbench import cases, clock_lines, forms, hazards
from twingrid.web.workbench.steps import STEPS
from twingrid.work import queries as work_queries
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import materials as material_queries
from twingrid.work.queries import matters as matter_queries
from twingrid.work.queries import nesting as nesting_queries
from twingrid.work.rules.records import ANSWERED, Stand
from twingrid.work.states import OPEN, UNFINISHED

EVENT_WORDS = {
    "work.ticket.reported": gettext_lazy("Reported"),
    "work.ticket.accepted": gettext_lazy("Accepted"),
    "work.ticket.departed": gettext_lazy("On the way"),
    "work.ticket.arrived": gettext_lazy("On site"),
    "work.ticket.answered": gettext_lazy("Settled by phone"),
    "work.ticket.resolved": gettext_lazy("Finished"),
    "work.ticket.returned": gettext_lazy("Returned to the leader"),
    "work.ticket.reassigned": gettext_lazy("Given to somebody else"),
    "work.ticket.taken_over": gettext_lazy("Taken over"),
    "work.ticket.paused": gettext_lazy("Waits"),
    "work.ticket.resumed": gettext_lazy("Goes on"),
    "work.ticket.corrected": gettext_lazy("Arrival corrected"),
    "work.ticket.cleared": gettext_lazy("Cause removed"),
    "work.deadline.set": gettext_lazy("The order has another deadline"),
    "work.ticket.closed": gettext_lazy("Closed after the call-back"),
    "work.ticket.reopened": gettext_lazy("Opened again"),
    "work.ticket.rated": gettext_lazy("Rated by the resident"),
    "work.ticket.cancelled": gettext_lazy("Withdrawn"),
    "work.ticket.attached": gettext_lazy("Attached to a known outage"),
    "work.ticket.detached": gettext_lazy("Taken out of the outage again"),
    "work.ticket.restored": gettext_lazy("The electricity is back: call the resident back"),
    "work.ticket.located": gettext_lazy("Place corrected"),
    "work.ticket.amended": gettext_lazy("More is known"),
    "work.ticket.replied": gettext_lazy("Answered to the hotline"),
    "work.ticket.joined": gettext_lazy("A further number belongs to it"),
    "work.material.used": gettext_lazy("Material used"),
    "work.photo.covered": gettext_lazy("A part of a photo covered"),
    "work.rating.revised": gettext_lazy("Rated differently later; the original counts"),
    "work.ticket.separated": gettext_lazy("Another matter after all: goes on alone"),
    "work.number.separated": gettext_lazy("Another request was taken out of it again"),
    "work.ticket.nested": gettext_lazy("Made a part of a larger request"),
    "work.ticket.spared": gettext_lazy("A part is not needed any more"),
    "work.ticket.freed": gettext_lazy("No part of the larger request after all"),
    "work.ticket.parted": gettext_lazy("Found to be another matter than a similar one"),
    "work.order.supervised": gettext_lazy("The hotline supervises it"),
    "work.order.reminded": gettext_lazy("The hotline reminds us"),
    "work.order.co_assigned": gettext_lazy("The hotline has added a unit"),
    "work.order.closed": gettext_lazy("The hotline has closed its order"),
    "work.order.judged": gettext_lazy("The hotline has decided whether it counts"),
    "work.order.appealed": gettext_lazy("Asked for the order not to be counted"),
    "work.ticket.supported": gettext_lazy("A colleague asked for a part"),
    "work.support.finished": gettext_lazy("A part is done"),
    "work.ticket.remarked": gettext_lazy("Note"),
    "work.photo.added": gettext_lazy("Photo added"),
    "work.ticket.called_back": gettext_lazy("Called back, not reached"),
}
STAND_WORDS = {
    Stand.OPEN: gettext_lazy("being worked on"),
    Stand.HANDLED: gettext_lazy("handled, not answered yet"),
    Stand.REPLIED: gettext_lazy("answered, waits for the hotline to close it"),
    Stand.CLOSED: gettext_lazy("closed by the hotline"),
}
ROUTED_WORDS = {
    "on_shift": gettext_lazy("on shift"),
    "standby": gettext_lazy("on standby"),
    "deputy": gettext_lazy("as the deputy"),
    "rota": gettext_lazy("on the team's rota"),
    "leader": gettext_lazy("as the leader, nobody else was on duty"),
    "off_shift": gettext_lazy("off duty, nobody else was there"),
    "nobody": gettext_lazy("nobody could be found"),
}


@require_safe
@never_cache
def page(request: HttpRequest, number: str) -> HttpResponse:
    """One request."""
    return show(request, number)


def show(
    request: HttpRequest,
    number: str,
    *,
    filled: dict[str, django_forms.Form] | None = None,
    asked: KindForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with the forms that were sent and refused still filled."""
    assert request.user.is_authenticated
    at = clock.now()
    ticket = work_queries.ticket_for(request.user, number, at=at)
    options = work_queries.options_for(request.user, ticket, at=at)
    entries = work_queries.history(ticket)
    power = territory_queries.partition_on("power", clock.today(at)).by_id.get(ticket.power_area_id or 0)
    community = territory_queries.partition_on("community", clock.today(at)).by_id.get(ticket.community_area_id or 0)
    numbers = work_queries.numbers_of(ticket)
    matter = _matter(ticket, options, numbers)
    parts = nesting_queries.parts_of(request.user, ticket, at=at)
    names = _open(options, ticket, request) + _with_hotline(options, ticket, numbers)
    names = [name for name in names if name != "separate" or matter["carried_by"]] + _nesting(options, parts)
    steps = _steps(request, number, names, filled or {})
    context = {
        "ticket": ticket,
        "place": work_queries.place(ticket),
        "kind_words": work_queries.kind_words(ticket.kind, ticket.kind_version),
        **_asking(ticket, asked, may=options.may_amend),
        "answers": work_queries.answers_of(ticket, full=options.may_see_reporter),
        "asked_under": _former_version(ticket),
        "may_reply": options.may_reply,
        **matter,
        "said": work_queries.said(ticket),
        "reporter": work_queries.reporter_of(ticket, full=options.may_see_reporter),
        **_clocks(ticket, at=at),
        **_next_and_more(steps),
        "timeline": [_entry(entry, number) for entry in entries],
        "routing": getattr(ticket, "routing", None),
        "why": ROUTED_WORDS.get(ticket.routing.why, "") if hasattr(ticket, "routing") else "",
        "areas": [row for row in (community, power) if row is not None],
        **_numbers(request, ticket, at=at),
        **_belongs(request.user, ticket, at=at),
        "parts": parts,
        "may_spare": options.may_join,
        "point": f"{ticket.lat:.6f},{ticket.lon:.6f}" if ticket.lat is not None else "",
        "at": at,
    }
    return render(request, "workbench/ticket.html", context, status=status)


def _matter(ticket: Any, options: work_queries.Options, numbers: tuple[work_queries.RecordView, ...]) -> dict[str, Any]:
    """The numbers that a request carries, each with its words; what may be the same matter; where its own went."""
    return {
        "numbers": [(one, work_queries.system_words(one.system), STAND_WORDS[one.stand]) for one in numbers],
        "proposals": work_queries.proposals_of(ticket) if options.may_join else (),
        "carried_by": work_queries.carried_by(ticket) if ticket.state == "cancelled" else "",
        "answerable": ANSWERED,
        "supports": work_queries.supports_of(ticket),
        "pressing": work_queries.pressing(ticket),
    }


def _belongs(user: people_queries.Person, ticket: Any, *, at: datetime) -> dict[str, Any]:
    """The hazards, matters, projects and the outage that a request belongs to, and what may be begun from it."""
    grants = people_queries.grants_of(user, at=at)
    return {
        "hazards": [hazards.row(one, at=at) for one in nesting_queries.hazards_of_ticket(user, ticket, at=at)],
        "cases": [cases.row(one, at=at) for one in matter_queries.cases_of_ticket(user, ticket.pk, at=at)],
        "materials": material_queries.used_for(ticket),
        "may_outage": grants.may(OutagePermission.OUTAGE_SEE),
        "may_open": cases.may_open(user, at=at),
        "may_find": grants.may(May.HAZARD_FIND),
    }


def _nesting(options: work_queries.Options, parts: tuple[nesting_queries.Part, ...]) -> list[str]:
    """Becoming a part of a larger request, or none any more; one level only."""
    if not options.may_join:
        return []
    if any(part.is_whole for part in parts):
        return ["free"]
    return [] if parts else ["nest"]


def _asking(ticket: Any, asked: KindForm | None, *, may: bool) -> dict[str, Any]:
    """The questions of its kind with what is known, for those who may fill them in."""
    view = work_queries.kind_of_ticket(ticket)
    if not may or not view.content.fields:
        return {"asked": None, "answers_seen": ""}
    known = work_queries.typed_answers(ticket)
    return {
        "asked": asked or KindForm(view, staff=True, initial=known),
        "answers_seen": stale.stamp(*sorted(known.items())),
    }


def _former_version(ticket: Any) -> int:
    """The version of its kind that a request was made under, if another one holds today; else 0."""
    present = work_queries.kinds().present(ticket.kind)
    return ticket.kind_version if present and present.number != ticket.kind_version else 0


def _numbers(request: HttpRequest, ticket: Any, *, at: datetime) -> dict[str, str]:
    """The published numbers of the holder and the counterpart, for others who may call them; "" for none."""
    assert request.user.is_authenticated
    who = {pk for pk in (ticket.holder_id, ticket.counterpart_id) if pk and pk != request.user.pk}
    if not people_queries.grants_of(request.user, at=at).may(PeoplePermission.CONTACT_SEE):
        who = set()
    found = people_queries.duty_numbers(who, on=clock.today(at)) if who else {}
    return {
        "holder_number": found.get(ticket.holder_id, ("",))[0],
        "counterpart_number": found.get(ticket.counterpart_id, ("",))[0],
    }


def _open(options: work_queries.Options, ticket: Any, request: HttpRequest) -> list[str]:
    names = list(options.moves)
    assert request.user.is_authenticated
    grants = people_queries.grants_of(request.user, at=clock.now())
    if grants.may(May.TICKET_LOCATE, areas=[ticket.power_area_id]) and ticket.state in {"new", "returned"}:
        names.append("locate")
    names += _corrections(grants, ticket, options)
    areas = [ticket.power_area_id, ticket.community_area_id]
    if options.may_remark:
        names += ["remark", "photo"] + (["cover"] if ticket.shown else [])
    if ticket.rated and ticket.holder_id != request.user.pk and grants.may(May.TICKET_CLOSE, areas=areas):
        names.append("revise")
    if options.is_holder and ticket.stocked and ticket.state in {"accepted", "on_the_way", "on_site", "resolved"}:
        names.append("material")
    if options.may_join:
        names += ["join", "number"] if ticket.state in OPEN else ["number"]
    return names


def _with_hotline(
    options: work_queries.Options, ticket: Any, numbers: tuple[work_queries.RecordView, ...]
) -> list[str]:
    """What an order of the hotline offers beside the work: a colleague's part, an appeal, an explanation."""
    found = ["support"] if "reassign" in options.moves and ticket.holder_id is not None else []
    if options.may_answer_hotline and work_queries.has_order(numbers):
        found += ["appeal"] + (["explain"] if ticket.state in {"new", "accepted", "on_the_way"} else [])
    return found


def _corrections(grants: Any, ticket: Any, options: work_queries.Options) -> list[str]:
    """What may be put right or added later, so that the clocks follow."""
    names = []
    areas = [one for one in (ticket.power_area_id, ticket.community_area_id) if one is not None]
    if grants.may(May.TICKET_CORRECT, areas=areas):
        names += ["correct"] if ticket.arrived_at else []
        names += ["deadline"] if ticket.deadline and ticket.state in UNFINISHED else []
    starts = {rule.starts for rule, _version in work_queries.rules_of_ticket(ticket).rules if ticket.kind in rule.kinds}
    if options.is_holder and "cause_gone" in starts and ticket.state in OPEN and ticket.accepted_at:
        names.append("clear")
    return names


def _steps(
    request: HttpRequest, number: str, names: list[str], filled: dict[str, django_forms.Form]
) -> list[dict[str, Any]]:
    steps = []
    for name, step in STEPS.items():
        if name not in names and name not in filled:
            continue
        form = filled.get(name)
        if form is None and step.form in (forms.ReassignForm, forms.SupportForm):
            form = step.form(prefix=name, people=people_for(request, number))
        steps.append(
            {
                "name": name,
                "words": step.words,
                "icon": step.icon,
                "form": form or step.form(prefix=name),
                "form_id": f"move-{name}",
                "asks": step.form is not forms.NoForm,
                "open": name in filled,
                "url": reverse("workbench:move", args=(number, name)),
            }
        )
    return steps


def people_for(request: HttpRequest, number: str) -> list[tuple[int, str]]:
    """Whom a request may be given to: the team of its leader, the leader included."""
    assert request.user.is_authenticated
    at = clock.now()
    ticket = work_queries.ticket_for(request.user, number, at=at)
    leaders = [ticket.leader_id] if ticket.leader_id else [request.user.pk]
    found = people_queries.team_postings(leaders, on=clock.today(at))
    away = {absence.user_id for absence in people_queries.absences_at([p.user_id for p in found], at=at)}
    return list(
        dict.fromkeys(
            (p.user_id, p.user.name + (" · " + _("away") if p.user_id in away else ""))
            for p in found
            if p.user_id != ticket.holder_id and p.side == "power"
        )
    )


def _clocks(ticket: Any, *, at: datetime) -> dict[str, Any]:
    """The chips of the clocks that still run or that ran out (a limit that was kept needs none), and all in full."""
    views = work_queries.clocks_of(ticket)
    telling = [view for view in views if view.stopped_at is None or view.is_late(at=at)]
    chips = [view for view in telling if view.kind != "promise" or ticket.state in OPEN]
    return {
        "clocks": [card for view in chips if (card := rows.clock_card(view))],
        "every_clock": [clock_lines.line_of(view, at=at) for view in views],
        "paused": work_queries.pause_words(ticket.pause_reason, at=at) if ticket.paused_at else "",
    }


# The moves that bring a request forward; everything else stands under "More".
FORWARD = ("accept", "resolve", "depart", "arrive", "close", "take_over", "reassign", "locate")
# Where nobody goes, because the kind leaves the way out, settling it by phone is what brings it forward.
BY_PHONE = "answer"


def _next_and_more(steps: list[dict[str, Any]]) -> dict[str, Any]:
    """The next move as the one main button, a second beside it where both are one tap, the rest below."""
    forward = [step for step in steps if step["name"] in FORWARD]
    names = [step["name"] for step in steps]
    if BY_PHONE in names and not {"depart", "arrive", "resolve"} & set(names):
        forward = [step for step in steps if step["name"] == BY_PHONE]
    main = forward[0] if forward else None
    beside = [step for step in forward[1:] if main and not main["asks"] and not step["asks"]][:1]
    taken = [step["name"] for step in ([main] if main else []) + beside]
    return {"main": main, "beside": beside, "more": [step for step in steps if step["name"] not in taken]}


def _entry(entry: work_queries.Entry, number: str) -> cards.TimelineEntry:
    photo = reverse("workbench:photo", args=(number, entry.photo_ids[0])) if entry.photo_ids else ""
    stars = entry.facts.get("stars")
    shining = _("{n} of 5 stars").format(n=stars) if stars else ""
    first = shining if entry.name == "work.rating.revised" else ""
    note = " · ".join(part for part in (first, clock_lines.event_note(entry), entry.words) if part) or shining
    return cards.TimelineEntry(
        at=entry.at,
        what=clock_lines.told_words(entry) or EVENT_WORDS.get(entry.name, entry.name),
        who=entry.by or (_("Resident") if entry.actor_kind == "resident" else ""),
        state=entry.state if entry.move else "",
        note=note,
        photo_url=photo,
    )


@require_safe
@never_cache
def photo(request: HttpRequest, number: str, photo_id: int) -> FileResponse:
    """A photo of a request that this person may see."""
    assert request.user.is_authenticated
    found = work_queries.photo_for(request.user, photo_id, at=clock.now())
    return FileResponse(found.file.open("rb"), content_type="image/jpeg")
