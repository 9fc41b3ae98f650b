"""What other systems do with requests and hazards by their key: each call is done once, as far as the key may."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput
from twingrid.people import queries as people_queries
from twingrid.people.actions.calls import Answered, Call, answer_once
from twingrid.people.models import User
from twingrid.work.actions import afterwards, handle, hazards, lead
from twingrid.work.actions.exchange import check_inside, known_outages, whereabouts
from twingrid.work.actions.joining import propose_same
from twingrid.work.actions.report import Report, report_ticket
from twingrid.work.models import Channel, Hazard, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.asked import request_number
from twingrid.work.rules.hazard_shapes import HazardIn, HazardMoveIn
from twingrid.work.rules.request_shapes import RequestIn, RequestMoveIn

Step = Callable[..., Ticket | Hazard]


@transaction.atomic
def send_request(*, given: RequestIn, call: Call, by: User, at: datetime) -> Answered:
    """Take a request of another system in, routed by its place. Raises `NotAllowed` outside of the key's areas, and
    whatever taking a report in raises."""
    people_queries.require(by, May.TICKET_REPORT, at=at)
    return answer_once(call=call, act=lambda: _send(given, call, by=by, at=at), by=by, at=at)


@transaction.atomic
def move_request(*, number: str, given: RequestMoveIn, call: Call, by: User, at: datetime) -> Answered:
    """Move a request on, by any of its numbers. `NotFound` for one that the key may not see, `NotAllowed` for a move
    that it may not make, `Refused` where the move is not open now."""
    return answer_once(call=call, act=lambda: _move(number, given, by=by, at=at), by=by, at=at)


@transaction.atomic
def send_hazard(*, given: HazardIn, call: Call, by: User, at: datetime) -> Answered:
    """Write down a hazard that another system found; refusals as for requests."""
    people_queries.require(by, May.HAZARD_FIND, at=at)
    return answer_once(call=call, act=lambda: _find(given, call, by=by, at=at), by=by, at=at)


@transaction.atomic
def move_hazard(*, number: str, given: HazardMoveIn, call: Call, by: User, at: datetime) -> Answered:
    """Move a hazard on; refusals as for requests."""
    return answer_once(call=call, act=lambda: _move_hazard(number, given, by=by, at=at), by=by, at=at)


def _send(given: RequestIn, call: Call, *, by: User, at: datetime) -> Mapping[str, Any]:
    where = whereabouts(given.place, at=at)
    report = Report(
        channel=Channel.API,
        kind=given.kind,
        intake_key=_intake_key(call, by),
        words=given.words,
        scope=given.scope,
        safety=True if given.urgent else None,
        unit=given.place.unit or where.pop("unit", ""),
        room=given.place.room or where.pop("room", ""),
        name=given.reporter.name,
        phone=given.reporter.phone,
        answers=given.answers,
        **{key: value for key, value in where.items() if key not in ("unit", "room")},
    )
    ticket = report_ticket(report=report, by=by, at=at)
    check_inside(ticket, by=by, at=at)
    propose_same(ticket, at=at)
    outages = [one.model_dump(mode="json") for one in known_outages(ticket, at=at)]
    return _written(ticket) | {"known_outages": outages}


def _move(number: str, given: RequestMoveIn, *, by: User, at: datetime) -> Mapping[str, Any]:
    ours = request_number(by, number, at=at)
    step, words = _STEPS[given.move], _words(given, by=by, at=at)
    return _written(step(number=ours, by=by, at=at, **words))


_STEPS: Mapping[str, Step] = {
    "accept": handle.accept_ticket,
    "depart": handle.depart_for_ticket,
    "arrive": handle.arrive_at_ticket,
    "answer": handle.answer_ticket,
    "resolve": handle.resolve_ticket,
    "return": handle.return_ticket,
    "reassign": lead.reassign_ticket,
    "call_back": afterwards.call_back_ticket,
    "reopen": afterwards.reopen_ticket,
}


def _words(given: RequestMoveIn, *, by: User, at: datetime) -> dict[str, Any]:
    """What the move's action takes beside the number."""
    if given.move in ("return", "reopen"):
        return {"reason": given.words}
    if given.move == "reassign":
        person = people_queries.person_by_employee_no(given.worker_no)
        if person is None:
            raise BadInput(
                _("Nobody here has this employee number. Read the registry and send one of its numbers."),
                field="worker_no",
            )
        return {"to": person.pk, "reason": given.words}
    names = {
        "answer": ("outcome", "words"),
        "resolve": ("outcome", "finding", "words"),
        "call_back": ("result", "words"),
    }
    return {name: getattr(given, name) for name in names.get(given.move, ())}


def _find(given: HazardIn, call: Call, *, by: User, at: datetime) -> Mapping[str, Any]:
    where = whereabouts(given.place, at=at)
    found = hazards.Found(
        kind=given.kind,
        intake_key=_intake_key(call, by),
        how=given.how,
        grade=given.grade,
        side=given.side,
        building_id=where.get("building_id"),
        unit=given.place.unit or where.get("unit", ""),
        room=given.place.room or where.get("room", ""),
        place_words=where.get("place_words", ""),
        words=given.words,
        ticket=request_number(by, given.request, at=at) if given.request else "",
        answers=given.answers,
    )
    hazard = hazards.find_hazard(found=found, by=by, at=at)
    check_inside(hazard, May.HAZARD_FIND, by=by, at=at)
    return _written(hazard)


def _move_hazard(number: str, given: HazardMoveIn, *, by: User, at: datetime) -> Mapping[str, Any]:
    step: Step
    more: dict[str, Any] = {}
    if given.move == "grade":
        step, more = hazards.grade_hazard, {"grade": given.grade, "side": given.side}
    elif given.move == "notify":
        step, more = hazards.notify_hazard, {"how": given.how, "name": given.name, "phone": given.phone}
    elif given.move == "remove":
        step = hazards.remove_hazard
    else:
        step = hazards.pass_hazard if given.passed else hazards.fail_hazard
    return _written(step(number=number, words=given.words, by=by, at=at, **more))


def _intake_key(call: Call, by: User) -> str:
    """As whose and which call a row came in: the row itself cannot come twice either."""
    return f"key:{by.pk}:{Call.of(call.key).digest[:40]}"


def _written(row: Ticket | Hazard) -> dict[str, Any]:
    return {"number": row.number, "state": str(row.state), "times_reopened": row.times_reopened}
