"""Answers to hotline orders: which requests take one, what is known for it already, and what was sent."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from twingrid.work.choices import CallBackResult, Channel, RemarkKind
from twingrid.work.models import CallBack, HotlineReply, Remark, Ticket
from twingrid.work.rules.reply import Fault, OrderType, Reply, check_reply
from twingrid.work.states import TicketState

MOMENTS = ("contacted_at", "began_at", "restored_at")
_TYPES = {
    "no_power": OrderType.SUDDEN_OUTAGE,
    "sparks": OrderType.SUDDEN_OUTAGE,
    "voltage": OrderType.VOLTAGE,
    "bill": OrderType.BILL,
    "payment": OrderType.BILL,
    "meter": OrderType.METERING,
    "connection": OrderType.CONNECTION,
}


def takes_reply(ticket: Ticket) -> bool:
    """Whether a hotline waits for an answer to this request: it came from there, and the work is done."""
    return ticket.channel == Channel.HOTLINE_12345 and ticket.state in (TicketState.RESOLVED, TicketState.CLOSED)


def caller_words(ticket: Ticket) -> str:
    """What the caller said, as it came."""
    said = Remark.objects.filter(ticket=ticket, kind=RemarkKind.SAID).order_by("id").first()
    return said.words if said is not None else ""


def reply_of(ticket: Ticket) -> Reply | None:
    """The answer of the present round, if it was sent."""
    kept = HotlineReply.objects.filter(ticket=ticket, round=ticket.times_reopened).first()
    return as_reply(kept.content) if kept is not None else None


def replies_to(tickets: Iterable[Ticket]) -> dict[int, Reply]:
    """By request, the answers of their present rounds."""
    rounds = {ticket.pk: ticket.times_reopened for ticket in tickets}
    rows = HotlineReply.objects.filter(ticket_id__in=rounds)
    return {row.ticket_id: as_reply(row.content) for row in rows if row.round == rounds[row.ticket_id]}


def as_reply(content: dict[str, Any]) -> Reply:
    """An answer as it was kept."""
    known = {field.name for field in fields(Reply)}
    given = {name: value for name, value in content.items() if name in known}
    for name in MOMENTS:
        if given.get(name):
            given[name] = datetime.fromisoformat(given[name])
    return Reply(**given | {"order_type": OrderType(given["order_type"])})


def draft_of(ticket: Ticket) -> Reply:
    """What is known already, so that nobody writes it again: the call-back, what was found and done, the hours."""
    done = Remark.objects.filter(ticket=ticket, kind=RemarkKind.DONE).order_by("-id").first()
    call = CallBack.objects.filter(ticket=ticket, round=ticket.times_reopened).order_by("-id").first()
    reached = call is not None and call.result != CallBackResult.NOT_REACHED
    words = done.words if done is not None else ""
    return Reply(
        order_type=_TYPES.get(ticket.kind, OrderType.OTHER),
        contacted=reached if call is not None else None,
        contacted_at=call.at if call is not None and reached else None,
        solved=call.result == CallBackResult.SOLVED if call is not None and reached else None,
        found=str(ticket.get_finding_display()) if ticket.finding else "",
        measures=words,
        handling=words,
        public_reply=words,
    )


def faults_of(ticket: Ticket, reply: Reply) -> tuple[Fault, ...]:
    """Everything that would bring this answer back, the caller's words considered."""
    given = {field.name: getattr(reply, field.name) for field in fields(Reply)}
    return check_reply(Reply(**given | {"caller_words": caller_words(ticket)}))
