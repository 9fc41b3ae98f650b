"""A report without an account, its private page, and the resident's own word at the end."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.coverage import queries as coverage_queries
from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput, TooMany
from twingrid.outages import queries as outage_queries
from twingrid.territory import queries as territory_queries
from twingrid.territory.finding.model import PlaceKind
from twingrid.web.public import meant
from twingrid.web.public.forms import MineForm, RateForm, ReportForm
from twingrid.web.shell import cards, kind_forms, known, pairs
from twingrid.web.shell.kind_forms import KindForm, add_error, kind_form
from twingrid.web.shell.opening import open_to_all
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.choices import Channel

STEP_WORDS = {
    "report": gettext_lazy("Your report has arrived"),
    "accept": gettext_lazy("Somebody has accepted it"),
    "take_over": gettext_lazy("The leader has taken it over"),
    "depart": gettext_lazy("On the way to you"),
    "arrive": gettext_lazy("On site"),
    "answer": gettext_lazy("Answered by phone"),
    "resolve": gettext_lazy("Done"),
    "close": gettext_lazy("Closed with your answer"),
    "reopen": gettext_lazy("Not solved yet: somebody looks again"),
    "cancel": gettext_lazy("Withdrawn"),
    "attach": gettext_lazy("It is a known outage: you will be called when it is over"),
    "detach": gettext_lazy("Somebody looks at it for itself"),
    "restore": gettext_lazy("The electricity is back"),
}
STEP_STATES = {
    "report": "new",
    "accept": "accepted",
    "take_over": "accepted",
    "depart": "on_the_way",
    "arrive": "on_site",
    "answer": "resolved",
    "resolve": "resolved",
    "close": "closed",
    "reopen": "reopened",
    "cancel": "cancelled",
    "attach": "waiting",
    "detach": "new",
    "restore": "resolved",
}
# What happens next, by state: the first thing a resident wants to know.
NEXT_WORDS = {
    "new": gettext_lazy("The person responsible has been told. You see here when they set out."),
    "accepted": gettext_lazy("Somebody takes care of it and will come or call you."),
    "on_the_way": gettext_lazy("Somebody is on the way. Please keep your telephone at hand."),
    "on_site": gettext_lazy("Somebody is there and looks for the cause."),
    "waiting": gettext_lazy("You need do nothing. We work on it for everybody there and call you when it is over."),
    "returned": gettext_lazy("The leader looks for the right person. You need not report again."),
    "resolved": gettext_lazy("The work is done. Tell us below whether it is solved."),
    "closed": gettext_lazy("This is finished. If it comes back, report it again."),
    "cancelled": gettext_lazy("Nobody works on this any more. If something is wrong, report it again."),
}
# Where an action's field stands on the form.
FIELDS = {"place": "place_words", "photos": "photo"}


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """Report a problem: the place may come from a search or a plate, from candidates, or in words."""
    if request.method == "POST" and "ask" in request.POST:  # without scripts: what belongs to the chosen kind
        return _form(
            request, ReportForm(initial=request.POST.dict()), kind_form(request.POST, staff=False, bound=False)
        )
    if request.method == "POST":
        form, asked = ReportForm(request.POST, request.FILES), kind_form(request.POST, staff=False)
        if form.is_valid() and asked.is_valid():
            return _take_in(request, form, asked)
        return _form(request, form, asked, status=422)
    building_id = request.GET.get("building", "")
    first = {
        "intake_key": tokens.token(),
        "building": building_id if building_id.isdigit() else "",
        "plate": request.GET.get("plate", "")[:20],
        "unit": request.GET.get("unit", "")[:20],
        "place_words": request.GET.get("words", "")[:200],
    }
    return _form(request, ReportForm(initial=first), kind_form({}, staff=False, bound=False))


@require_POST
@open_to_all
@never_cache
def questions(request: HttpRequest) -> HttpResponse:
    """What is asked about the chosen kind, with what was typed already. By POST: no answer stands in an address."""
    asked = kind_form(request.POST, staff=False, bound=False)
    return render(request, "public/_questions.html", {"asked": asked})


def _take_in(request: HttpRequest, form: ReportForm, asked: KindForm) -> HttpResponse:
    said = form.cleaned_data
    building_id = said["building"]
    unit = said["unit"]
    if building_id is None:
        finding = coverage_queries.find(said["place_words"])
        best = finding.best
        if best is not None and best.kind is PlaceKind.BUILDING:
            building_id, unit = best.id, unit or " ".join(part for part in (best.unit, best.room) if part)
        elif finding.candidates and not request.POST.get("words_only"):
            form.add_error("place_words", _("Which place do you mean? Choose it below, or send the words as they are."))
            return _form(request, form, asked, status=422, candidates=[pairs.candidate(c) for c in finding.candidates])
    photo = said["photo"]
    try:
        ticket = work_actions.report_ticket(
            report=work_actions.Report(
                channel=Channel.PLATE if said["plate"] else Channel.PAGE,
                kind=said["kind"],
                intake_key=said["intake_key"],
                words=said["words"],
                scope=said["scope"] or "unknown",
                building_id=building_id,
                unit=unit,
                place_words=said["place_words"],
                phone=said["phone"],
                asked=meant.in_vain(request, building_id=building_id) if building_id else "",
                photos=[photo.read()] if photo else (),
                address=request.META.get("REMOTE_ADDR", ""),
                answers=asked.given(),
            ),
            by=None,
            at=clock.now(),
        )
    except (BadInput, TooMany) as error:
        add_error(error, form, asked, known_as=FIELDS)
        return _form(request, form, asked, status=error.status)
    return redirect("public:request", token=ticket.token)


def _form(request: HttpRequest, form: ReportForm, asked: KindForm, *, status: int = 200, **more: Any) -> HttpResponse:
    building_id = form["building"].value()
    place = territory_queries.building(int(building_id)) if str(building_id or "").isdigit() else None
    at = clock.now()
    off = outage_queries.known_at(place.id, at=at, public=True) if place else ()
    known_here = known.cards_of(off, at=at)
    context = {
        "form": form,
        "asked": asked,
        "scope_kinds": kind_forms.scope_kinds(),
        "dangers": kind_forms.dangers(),
        "place": place,
        "known": known_here,
        "building_id": place.id if place else 0,
        "photo_lost": bool(request.FILES),
        **more,
    }
    return render(request, "public/report.html", context, status=status)


@require_safe
@open_to_all
@never_cache
def request_page(request: HttpRequest, token: str) -> HttpResponse:
    """The private page of a report: what happened, who comes, and the rating when it is done."""
    return _request_page(request, token, RateForm())


def _request_page(request: HttpRequest, token: str, form: RateForm, *, status: int = 200) -> HttpResponse:
    at = clock.now()
    ticket = work_queries.ticket_by_token(token, at=at)
    found = (
        coverage_queries.responsible_for_building(ticket.building_id, at=at, unit=ticket.unit, room=ticket.room)
        if ticket.building_id
        else None
    )
    context = {
        "ticket": ticket,
        "steps": [_step(step, ticket) for step in ticket.steps],
        "next": NEXT_WORDS.get(ticket.state, ""),
        "running": ticket.state not in {"resolved", "closed", "cancelled"},
        "promise": _promise(ticket),
        "back": known.caller_words(ticket.outage, at=at) if ticket.outage else "",
        "cards": pairs.pair_cards(found) if found else [],
        "form": form,
    }
    return render(request, "public/request.html", context, status=status)


def _step(step: work_queries.PublicStep, ticket: work_queries.PublicTicket) -> cards.TimelineEntry:
    return cards.TimelineEntry(
        at=step.at,
        what=STEP_WORDS.get(step.move, step.move),
        state=STEP_STATES.get(step.move, ""),
        note=step.words,
    )


def _promise(ticket: work_queries.PublicTicket) -> cards.Clock | None:
    if ticket.promised_at is None:
        return None
    return cards.Clock(kind="promise", since=ticket.reported_at, target=ticket.promised_at - ticket.reported_at)


@require_POST
@open_to_all
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """The resident says whether it is solved and how it was: once a round, by the private link."""
    form = RateForm(request.POST)
    if not form.is_valid():
        return _request_page(request, token, form, status=422)
    said = form.cleaned_data
    work_actions.rate_ticket(
        token=token, solved=said["solved"] == "yes", stars=said["stars"], words=said["words"], at=clock.now()
    )
    return redirect("public:request", token=token)


@require_safe
@open_to_all
@never_cache
def photo(request: HttpRequest, token: str, photo_id: int) -> FileResponse:
    """A photo that the resident may see: their own, and those of the finished work."""
    return FileResponse(work_queries.photo_by_token(token, photo_id).file.open("rb"), content_type="image/jpeg")


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Back to one's own report by its number and the last digits of the telephone."""
    form = MineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            token = work_actions.find_own_ticket(
                number=said["number"],
                phone_end=said["phone_end"],
                address=request.META.get("REMOTE_ADDR", ""),
                at=clock.now(),
            )
        except TooMany as error:
            form.add_error(None, error.sentence)
            return render(request, "public/mine.html", {"form": form}, status=429)
        if token:
            return redirect("public:request", token=token)
        form.add_error(
            "number", _("No report has this number and these digits. Check both, or call the number on the plate.")
        )
    return render(request, "public/mine.html", {"form": form}, status=422 if form.is_bound else 200)
