"""One screen for a call: who speaks, where, who answers there now, and the request, all by keyboard."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.queries import Responsibility
from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput, NotAllowed
from twingrid.outages import queries as outage_queries
from twingrid.outages.queries import Known, OutageLine
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.supply.actions import look_up as supply_look_up
from twingrid.supply.actions.look_up import KnownCustomer
from twingrid.territory.finding.model import Candidate, PlaceKind
from twingrid.web.desk.forms import CallForm
from twingrid.web.shell import cards, kind_forms, known, pairs, rows
from twingrid.web.shell.kind_forms import KindForm, add_error, kind_form
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.choices import Scope
from twingrid.work.permissions import WorkPermission as May

CHOOSABLE = 500
SAME_SHOWN = 5
MANY, SHOWN_CROWDS = 10, 3
"""From so many requests of one line on they stand as one row above the list, and so many rows at most."""
FIELDS = {"place": "place_words"}


def dispatcher(request: HttpRequest) -> Person:
    """The person at the desk; the desk is for those who hear and decide for the whole city."""
    assert request.user.is_authenticated
    grants = people_queries.grants_of(request.user, at=clock.now())
    if not (grants.may(May.TICKET_REPORT) and grants.areas_by_right.get(May.TICKET_LOCATE, frozenset()) is None):
        raise NotAllowed(_("The desk is for dispatchers and counter clerks. Your own work is on your first page."))
    return request.user


def _fresh(said: Mapping[str, Any] | None = None) -> CallForm:
    first = {"intake_key": tokens.token(), "channel": "direct_call", "scope": "unknown"}
    return CallForm(initial=first | {name: said[name] for name in CallForm.base_fields if said and said.get(name)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The desk. Without scripts its form comes here by POST to look for a place; nothing is saved then."""
    user = dispatcher(request)
    asked = request.POST if request.method == "POST" else request.GET
    search = _search(user, asked)
    best = [one.value for one in search["candidates"] if one.chosen]
    found = _looked_up(asked.get("pick", "") or "".join(best))
    looked = _place_context(found[0], unit=found[1], room=found[2]) if found else _nothing(asked.get("q", ""))
    context = {
        **_asking(_fresh(request.POST), kind_form(request.POST, staff=True, bound=False)),
        **_search(user, asked),
        **looked,
        **_board(user, show=asked.get("show", ""), choosing=asked.get("choose", "")),
    }
    return render(request, "desk/page.html", context | {"oob": False})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def candidates(request: HttpRequest) -> HttpResponse:
    """What the caller's words may mean, best first; and what came from the caller's number lately.

    The page asks by POST, so that no number of a customer stands in an address.
    """
    user = dispatcher(request)
    asked = request.POST if request.method == "POST" else request.GET
    context = {**_search(user, asked), **_nothing(asked.get("q", ""))}
    return render(request, "desk/_candidates.html", context | {"oob": True})


def _search(user: Person, asked: Mapping[str, Any]) -> dict[str, Any]:
    text = asked.get("q", "")[:200].strip()
    customers = supply_look_up.find_customer(text=text, by=user, at=clock.now()) if text else ()
    finding = coverage_queries.find(text, limit=6) if text and not customers else None
    shown = finding.candidates if finding else ()
    best = finding.best if finding else None
    found = [_candidate(one, chosen=one is best) for one in shown]
    return {
        "text": text,
        "certain": best is not None or len(customers) == 1,
        "candidates": [_customer(one, chosen=len(customers) == 1) for one in customers] or found,
        "by_number": work_queries.find_by_number(user, text, at=clock.now()),
        "known": work_queries.recent_by_phone(user, asked.get("phone", "")[:30].strip(), at=clock.now()),
    }


def _customer(found: KnownCustomer, *, chosen: bool) -> cards.Candidate:
    words = {"account": _("Account number"), "meter": _("Meter"), "phone": _("Customer's telephone")}
    return cards.Candidate(
        words=" ".join(part for part in (found.label, found.unit, found.room) if part),
        detail=f"{found.name} · {found.account}",
        reason="exact",
        reason_words=words[found.by],
        value=f"{PlaceKind.BUILDING}:{found.building_id}:{found.unit}:{found.room}",
        chosen=chosen,
    )


def _nothing(text: str) -> dict[str, Any]:
    """No place is chosen yet: the caller's words stand for it, so that an old place never stays in the form."""
    chosen = {"building": "", "unit": "", "room": "", "place_words": text[:200].strip()}
    return {"chosen": chosen, "goes_to": "", "found": None, "done": None}


def _candidate(found: Candidate, *, chosen: bool) -> cards.Candidate:
    value = f"{found.kind}:{found.id}:{found.unit}:{found.room}"
    shown = pairs.candidate(found, value=value)
    return cards.Candidate(
        words=" ".join(part for part in (found.label, found.unit, found.room) if part),
        detail=shown.detail,
        reason=shown.reason,
        reason_words=shown.reason_words,
        score=found.score,
        value=value,
        chosen=chosen,
    )


@require_safe
@never_cache
def place(request: HttpRequest) -> HttpResponse:
    """The chosen place: its pair, what is open there, and where the request would go."""
    dispatcher(request)
    found = _looked_up(request.GET.get("pick", ""))
    if found is None:
        raise BadInput(_("Choose one of the places found, or write what the caller says."))
    context = _place_context(found[0], unit=found[1], room=found[2])
    return render(request, "desk/_place.html", context | {"oob": True})


def _looked_up(pick: str) -> tuple[Responsibility, str, str] | None:
    """The place behind a candidate's value (`kind:id:unit:room`) with unit and room."""
    kind, number, unit, room = (*pick.split(":", 3), "", "", "", "")[:4]
    if kind not in set(PlaceKind) or not number.isdigit():
        return None
    found = _found(PlaceKind(kind), int(number), unit=unit, room=room)
    if found is None:
        raise BadInput(_("This place has no point on the map. Ask the caller for an estate and a building."))
    return found, unit, room


def _found(kind: PlaceKind, number: int, *, unit: str = "", room: str = "") -> Responsibility | None:
    at = clock.now()
    if kind is PlaceKind.BUILDING:
        return coverage_queries.responsible_for_building(number, at=at, unit=unit, room=room)
    spot = coverage_queries.spot_of(kind, number)
    return coverage_queries.responsible_at(*spot, at=at) if spot else None


def _place_context(found: Responsibility, *, unit: str, room: str) -> dict[str, Any]:
    at = found.at
    lines = work_queries.open_at_building(found.building_id) if found.building_id else ()
    power, community = found.pair
    return {
        "found": found,
        "unit": unit,
        "room": room,
        "cards": pairs.pair_cards(found, staff=True),
        "missing": pairs.missing_sentences(found),
        "parts": pairs.place_parts(found),
        "rows": rows.rows(lines, at=at),
        "open_here": lines[:SAME_SHOWN],
        "off_here": known.cards_of(outage_queries.known_at(found.building_id, at=at, unit=unit), at=at),
        "goes_to": power.name if power else "",
        "told": community.name if community else "",
        "leader": found.power.leader.name if found.power and found.power.leader else "",
        "chosen": {
            "building": found.building_id,
            "unit": unit,
            "room": room,
            "place_words": "" if found.building_id else found.label,
        },
    }


@require_POST
@never_cache
def questions(request: HttpRequest) -> HttpResponse:
    """What is asked about the chosen kind. By POST: no answer stands in an address."""
    dispatcher(request)
    asked = kind_form(request.POST, staff=True, bound=False)
    return render(request, "desk/_questions.html", {"asked": asked})


def _asking(form: CallForm, asked: KindForm) -> dict[str, Any]:
    """The form of a call with the questions of its kind."""
    return {
        "form": form,
        "asked": asked,
        "scope_kinds": kind_forms.scope_kinds(),
        "dangers": kind_forms.dangers(),
    }


@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Take the call in; what was typed comes back with its sentences when something is missing."""
    user = dispatcher(request)
    said = _said(request)
    form, asked = CallForm(said), kind_form(said, staff=True)
    if form.is_valid() and asked.is_valid():
        try:
            ticket = _take_in(request, form.cleaned_data, asked.given(), user)
        except BadInput as error:
            add_error(error, form, asked, known_as=FIELDS)
        else:
            holder = ticket.holder.name if ticket.holder else ""
            done = {
                "number": ticket.number,
                "holder": holder,
                "href": reverse("workbench:ticket", args=(ticket.number,)),
            }
            fresh = _asking(_fresh(), kind_form({}, staff=True, bound=False))
            sent = {**fresh, **_search(user, {}), **_nothing(""), "done": done, **_board(user)}
            page = "desk/_sent.html" if request.headers.get("HX-Request") else "desk/page.html"
            return render(request, page, sent | {"oob": False})
    if request.headers.get("HX-Request"):
        return render(request, "desk/_form.html", _kept(form, asked), status=422)
    whole = {**_search(user, request.POST), "done": None, "oob": False, **_kept(form, asked), **_board(user)}
    return render(request, "desk/page.html", whole, status=422)


def _said(request: HttpRequest) -> QueryDict:
    """What was sent; a caller of a known outage or matter need not say what is wrong."""
    outage, same = request.POST.get("outage"), request.POST.get("same")
    if not outage and not same:
        return request.POST
    said = request.POST.copy()
    said["kind"] = said.get("kind") or ("no_power" if outage else "other")
    said["scope"] = said.get("scope") or Scope.UNKNOWN.value
    return said


def _same_matter(number: str, said: dict[str, Any], user: Person) -> Any:
    """The call becomes a further number of a request that is open already."""
    by_hotline = said["channel"] == "hotline_12345" and said["external_no"]
    further = work_actions.Further(
        key=said["intake_key"],
        system="12345" if by_hotline else "direct",
        number=said["external_no"],
        name=said["name"],
        phone=said["phone"],
        words=said["words"],
        deadline=said["deadline"],
    )
    return work_actions.add_number(number=number, further=further, by=user, at=clock.now()).ticket


def _take_in(request: HttpRequest, said: dict[str, Any], answers: dict[str, str], user: Person) -> Any:
    same = request.POST.get("same", "")[:20]
    if same:
        return _same_matter(same, said, user)
    report = work_actions.Report(
        channel=said["channel"],
        kind=said["kind"],
        intake_key=said["intake_key"],
        words=said["words"],
        scope=said["scope"],
        building_id=said["building"],
        unit=said["unit"],
        room=said["room"],
        place_words=said["place_words"],
        name=said["name"],
        phone=said["phone"],
        external_no=said["external_no"],
        deadline=said["deadline"],
        asked=request.POST.get("q", "")[:200],
        answers=answers,
    )
    outage = request.POST.get("outage", "")[:24]
    if outage:
        return work_actions.report_caller(report=report, outage=outage, by=user, at=clock.now())
    return work_actions.report_ticket(report=report, by=user, at=clock.now())


def _kept(form: CallForm, asked: KindForm) -> dict[str, Any]:
    """The form with what was typed, and who answers at its place if that is known."""
    said = {name: form[name].value() or "" for name in ("building", "unit", "room", "place_words")}
    known = str(said["building"]).isdigit()
    home = {"unit": said["unit"], "room": said["room"]}
    found = _found(PlaceKind.BUILDING, int(said["building"]), **home) if known else None
    looked = _place_context(found, unit=said["unit"], room=said["room"]) if found else _nothing(said["place_words"])
    return {**_asking(form, asked), "oob": False, **looked, "chosen": said}


@require_safe
@never_cache
def board(request: HttpRequest) -> HttpResponse:
    """The live board below; 204 while nothing has changed since the page's stamp, 304 by its tag."""
    user = dispatcher(request)
    stamp = work_queries.board_stamp(at=clock.now())
    if request.GET.get("stamp") == stamp:
        return HttpResponse(status=204)
    tag = f'"{stamp}-{user.pk}-{request.GET.get("show", "")[:10]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response = render(request, "desk/_board.html", _board(user, show=request.GET.get("show", "")))
    response.headers["ETag"] = tag
    return response


def _board(user: Person, *, show: str = "", choosing: str = "") -> dict[str, Any]:
    """The lists below; `choosing` ("1", "all") shows boxes, more rows, and stands still meanwhile."""
    at = clock.now()
    most = CHOOSABLE if choosing else 200
    present = outage_queries.present_outages()
    crowds = () if choosing else work_queries.crowds(user, at=at)
    many = [one for one in crowds if one.requests >= MANY][:SHOWN_CROWDS]
    together = sum(one.requests for one in many)
    found = work_queries.board(user, at=at, limit=most, apart=many)
    running = (*found.unrouted, *found.open)
    late = [line for line in running if line.is_late(at=at)]
    lists = {"": running, "late": late, "nobody": found.unrouted, "call_back": found.to_call_back}
    chosen = show if show in lists else ""
    return {
        "crowds": [(one, _known_for(one, at=at)) for one in many],
        "show": chosen,
        "off_now": len(present),
        "stamp": work_queries.board_stamp(at=at),
        "running": len(running) + together,
        "board_rows": rows.rows(lists[chosen][: CHOOSABLE if choosing else 60], at=at),
        "choosing": choosing[:3],
        "all_chosen": choosing == "all",
        "outages": _outages(user, at=at) if choosing else (*present, *outage_queries.expected(at=at)),
        "tabs": [
            ("", _("All"), len(running) + together),
            ("late", _("Late"), len(late)),
            ("nobody", _("Nobody yet"), len(found.unrouted)),
            ("call_back", _("To call back"), len(found.to_call_back)),
        ],
    }


def _known_for(crowd: work_queries.Crowd, *, at: datetime) -> Known | None:
    """The outage that is known where these many calls come from, if there is one."""
    return next((one for pk in sorted(crowd.building_ids) for one in outage_queries.known_at(pk, at=at)), None)


def _outages(user: Person, *, at: datetime) -> list[tuple[OutageLine, str]]:
    """What requests may be attached to: what is off now, then what is planned, each with when it is back."""
    found: list[OutageLine] = []
    for when in ("now", "planned"):
        found += outage_queries.outages_for(user, outage_queries.Filter(when=when), at=at).lines
    return [(one, known.line_words(one, at=at)) for one in found]
