"""Requests and hazards as other systems ask for them by key: lists by pages, and one with its history.

A page costs the same few statements however long it is, and is made of plain values. What could tell of a person (the
room, the exact point, words, the caller) comes only with a key that may read it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar, get_args

from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from twingrid.kit.moments import FIRST, LAST
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.people.queries import Grants
from twingrid.territory.models import Area
from twingrid.work.models import ExternalRecord, Hazard, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.hazards import HazardView, hazard_for, visible_hazards
from twingrid.work.queries.kinds import Answered, answers_of
from twingrid.work.queries.lines import place_of
from twingrid.work.queries.one import clocks_of, history, reporter_of, said
from twingrid.work.queries.visible import may_on, no_such_ticket, options_for, visible
from twingrid.work.rules.hazard_shapes import HazardMove, HazardsWanted
from twingrid.work.rules.request_shapes import RequestMove, RequestsWanted, Wanted

Row = dict[str, Any]
T = TypeVar("T", bound=Model)
ROUGHLY = 3
"""Decimals of a degree that a point keeps for a key that reads no personal data: about a hundred metres."""
_PLACE = ("unit", "room", "place_words", "building__label", "power_area__code", "community_area__code")
_REQUEST = (
    *("id", "number", "state", "kind", "scope", "channel", "safety", "lon", "lat", "outcome", "side", "finding"),
    *("reported_at", "accepted_at", "arrived_at", "resolved_at", "closed_at", "due_at", "deadline", "times_reopened"),
    *("holder__employee_no", *_PLACE),
)
_HAZARD = (
    *("id", "number", "state", "kind", "grade", "side", "found_how", "found_at", "notified_at", "removed_at"),
    *("inspected_at", "due_at", "times_reopened", "ticket__number", "holder__employee_no", *_PLACE),
)
# What other systems call our moves.
_NAMES = {"close": "call_back", "pass": "inspect", "fail": "inspect"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: its rows as plain values, what to ask with for the next, whether there is one."""

    rows: tuple[Row, ...]
    next: str
    more: bool


def requests_page(user: User, wanted: RequestsWanted, *, at: datetime) -> Page:
    """The requests that a key may see, the oldest report first. `NotAllowed` for a key that sees none, `BadInput` for
    an area or a cursor that there is not."""
    people_queries.require(user, May.TICKET_SEE, at=at)
    grants = people_queries.grants_of(user, at=at)
    rows = _narrowed(_seen(user, grants), wanted, moment="reported_at", states=wanted.state)
    found, more = _page(rows, _REQUEST, wanted.limit)
    return Page(_requests(found, grants), _next(found, "reported_at", wanted.cursor), more)


def request_number(user: User, number: str, *, at: datetime) -> str:
    """Our number of the request that is known by `number`, ours or another system's. `NotFound` for none that the key
    may see, `Refused` where several carry it."""
    grants = people_queries.grants_of(user, at=at)
    records = ExternalRecord.objects.filter(number=number).order_by().values("ticket_id")
    rows = _seen(user, grants).filter(Q(number=number) | Q(external_no=number) | Q(pk__in=records))
    found = list(rows.order_by("-reported_at", "-id").values_list("number", flat=True)[:5])
    if not found:
        raise no_such_ticket()
    if len(found) > 1 and number not in found:
        ours = ", ".join(found)
        raise Refused(_("Several requests carry this number. Ask for one of them: {numbers}.").format(numbers=ours))
    return number if number in found else found[0]


def request_asked(user: User, number: str, *, at: datetime) -> Row:
    """One request by any of its numbers, with its words, clocks and steps."""
    grants = people_queries.grants_of(user, at=at)
    ours = request_number(user, number, at=at)
    rows = _seen(user, grants).filter(number=ours)
    (row,) = _requests(rows.values(*_REQUEST), grants)
    ticket = rows.select_related("reporter").get()
    full = may_on(grants, May.REPORTER_SEE, ticket, own=ticket.holder_id == user.pk)
    caller = reporter_of(ticket, full=full)
    moves = {_NAMES.get(name, name) for name in options_for(user, ticket, at=at).moves}
    return row | {
        "words": said(ticket) if full else "",
        "reporter": {"name": caller.name, "phone": caller.phone, "masked": not full},
        "answers": _answers(answers_of(ticket, full=full)),
        "clocks": [
            {
                "sort": clock.kind,
                "key": clock.key,
                "due_at": clock.due_at,
                "stopped_at": clock.stopped_at,
                "late": clock.is_late(at=at),
                "provisional": clock.provisional,
            }
            for clock in clocks_of(ticket)
        ],
        "steps": [
            {"move": step.move, "state": step.state, "at": step.at, "words": step.words if full else ""}
            for step in history(ticket)
            if step.move
        ],
        "moves": [name for name in get_args(RequestMove) if name in moves],
    }


def hazards_page(user: User, wanted: HazardsWanted, *, at: datetime) -> Page:
    """The hazards that a key may see, the first found first; refusals as for requests."""
    people_queries.require(user, May.HAZARD_SEE, at=at)
    grants = people_queries.grants_of(user, at=at)
    rows = _narrowed(visible_hazards(user, grants=grants), wanted, moment="found_at", states=wanted.state)
    rows = rows.filter(grade=wanted.grade) if wanted.grade else rows
    found, more = _page(rows, _HAZARD, wanted.limit)
    return Page(_hazards(found, grants), _next(found, "found_at", wanted.cursor), more)


def hazard_asked(user: User, number: str, *, at: datetime) -> Row:
    """One hazard with its owner (masked unless the key may read personal data) and what happened to it."""
    people_queries.require(user, May.HAZARD_SEE, at=at)
    grants = people_queries.grants_of(user, at=at)
    view: HazardView = hazard_for(user, number, at=at)
    (row,) = _hazards(Hazard.objects.filter(pk=view.hazard.pk).values(*_HAZARD), grants)
    full = may_on_hazard(grants, view)
    moves = {_NAMES.get(name, name) for name in view.moves}
    return row | {
        "owner": {"name": view.owner_name, "phone": view.owner_phone, "masked": not full},
        "answers": _answers(view.answers),
        "steps": [
            {
                "move": step.move,
                "state": str(step.facts.get("to", "")),
                "at": step.at,
                "words": step.words if full else "",
            }
            for step in view.steps
        ],
        "moves": [name for name in get_args(HazardMove) if name in moves],
    }


def may_on_hazard(grants: Grants, view: HazardView) -> bool:
    """Whether personal data of this hazard may be read."""
    areas = [view.hazard.power_area_id, view.hazard.community_area_id]
    return grants.may(May.REPORTER_SEE, areas=areas)


def _seen(user: User, grants: Grants) -> QuerySet[Ticket]:
    """What a key may see, and what it reported itself, wherever that went."""
    if not grants.may(May.TICKET_SEE):
        return Ticket.objects.none()
    return visible(user, grants=grants) | Ticket.objects.filter(reported_by_id=user.pk)


def _narrowed(rows: QuerySet[T], wanted: Wanted, *, moment: str, states: Iterable[str]) -> QuerySet[T]:
    chosen = list(states)
    if chosen:
        rows = rows.filter(state__in=chosen)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.area:
        rows = rows.filter(_in_area(wanted.area))
    if wanted.since is not None:
        rows = rows.filter(**{f"{moment}__gte": wanted.since})
    if wanted.cursor:
        when, last = _cursor(wanted.cursor)
        rows = rows.filter(Q(**{f"{moment}__gt": when}) | Q(**{moment: when, "pk__gt": last}))
    return rows.order_by(moment, "id")


def _in_area(text: str) -> Q:
    """In an area, in all its editions."""
    partition, _colon, code = text.partition(":")
    areas = list(Area.objects.filter(partition=partition, code=code).order_by("id").values_list("pk", flat=True))
    if not areas:
        raise BadInput(
            _("There is no area {code}. Write community:CODE or power:CODE.").format(code=text), field="area"
        )
    return Q(**{f"{partition}_area_id__in": areas})


def _cursor(text: str) -> tuple[datetime, int]:
    moment, _under, last = text.rpartition("_")
    try:
        when = parse_datetime(moment)
    except ValueError:
        when = None
    if (
        when is None
        or when.tzinfo is None
        or not FIRST <= when.year < LAST
        or not (last.isdecimal() and len(last) < 19)
    ):
        raise BadInput(_("This cursor is none of ours. Send `next` of the last answer, or none."), field="cursor")
    return when, int(last)


def _next(found: list[Row], moment: str, cursor: str) -> str:
    if not found:
        return cursor
    last = found[-1]
    return f"{last[moment].astimezone(UTC).isoformat().replace('+00:00', 'Z')}_{last['id']}"


def _page(rows: QuerySet[Any], columns: tuple[str, ...], limit: int) -> tuple[list[Row], bool]:
    found = list(rows.values(*columns)[: limit + 1])
    return found[:limit], len(found) > limit


def _requests(rows: Iterable[Row], grants: Grants) -> tuple[Row, ...]:
    """Rows as they are told, each with its numbers: one statement more."""
    kept, full = list(rows), grants.may(May.REPORTER_SEE)
    numbers: dict[int, list[Row]] = defaultdict(list)
    records = ExternalRecord.objects.filter(ticket_id__in=[row["id"] for row in kept])
    for pk, system, number in records.order_by("received_at", "id").values_list("ticket_id", "system", "number"):
        numbers[pk].append({"system": system, "number": number})
    found = []
    for row in kept:
        told = _with_place(row, full=full)
        told["numbers"] = numbers[row["id"]]
        if not full:
            told["lon"], told["lat"] = _rough(row["lon"]), _rough(row["lat"])
        found.append(told)
    return tuple(found)


def _hazards(rows: Iterable[Row], grants: Grants) -> tuple[Row, ...]:
    full, found = grants.may(May.REPORTER_SEE), []
    for row in rows:
        told = _with_place(row, full=full)
        told["how"], told["request"] = told.pop("found_how"), told.pop("ticket__number")
        found.append(told)
    return tuple(found)


def _with_place(row: Mapping[str, Any], *, full: bool) -> Row:
    """A row under the names by which it is told; what people wrote of a place is left out unless `full`."""
    told = {name: value for name, value in row.items() if name not in (*_PLACE, "id", "holder__employee_no")}
    label = row["building__label"] or ""
    return told | {
        "place": place_of(label, "", "", row["place_words"] if full else ""),
        "unit": row["unit"],
        "room": row["room"] if full else "",
        "power_area": row["power_area__code"],
        "community_area": row["community_area__code"],
        "holder_no": row["holder__employee_no"] or "",
    }


def _answers(answers: Iterable[Answered]) -> list[Row]:
    return [{"key": a.key, "label": a.label, "words": a.words, "hidden": a.hidden} for a in answers]


def _rough(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, ROUGHLY)
