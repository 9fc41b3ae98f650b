"""Answers to hotline orders: which requests take one, what is known for it already, and what was sent."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from twingrid.kit.refusals import NotFound
from twingrid.work.choices import CallBackResult, Channel, RemarkKind
from twingrid.work.models import CallBack, ExternalRecord, HotlineReply, Remark, Ticket
from twingrid.work.rules.records import ANSWERED, HOTLINE
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


def takes_reply(ticket: Ticket, record: ExternalRecord | None = None) -> bool:
    """Whether a hotline waits for an answer to this request, or to one number of it: the work is done, and the number
    is not closed there. An order that was typed in has no record."""
    if ticket.state not in (TicketState.RESOLVED, TicketState.CLOSED):
        return False
    if record is not None:
        return record.system in ANSWERED and record.closed_at is None
    return bool(replied_records(ticket)) or ticket.channel == Channel.HOTLINE_12345


def replied_records(ticket: Ticket) -> list[ExternalRecord]:
    """The numbers of a request that are answered in words of their own, first come first."""
    return list(ticket.records.filter(system__in=ANSWERED).order_by("received_at", "id"))


def record_of(ticket: Ticket, record_id: int | None) -> ExternalRecord | None:
    """The number that is meant: the one chosen, else the first; None for an order that was typed in. `NotFound`."""
    records = replied_records(ticket)
    if record_id is None:
        typed = ticket.channel == Channel.HOTLINE_12345 and not any(one.system == HOTLINE for one in records)
        return None if typed or not records else records[0]
    found = next((one for one in records if one.pk == record_id), None)
    if found is None:
        raise NotFound(_("There is no such number at this request. Open it again."))
    return found


def caller_words(ticket: Ticket) -> str:
    """What the caller said, as it came."""
    said = Remark.objects.filter(ticket=ticket, kind=RemarkKind.SAID).order_by("id").first()
    return said.words if said is not None else ""


def reply_of(ticket: Ticket, record: ExternalRecord | None = None) -> Reply | None:
    """The answer of the present round (to one number), if it was sent."""
    kept = HotlineReply.objects.filter(ticket=ticket, record=record, round=ticket.times_reopened).first()
    return as_reply(kept.content) if kept is not None else None


def replies_to(records: Iterable[ExternalRecord]) -> dict[int, Reply]:
    """By number, the answers of the present rounds; one that was written before its record came is the hotline's."""
    known = list(records)
    rows = HotlineReply.objects.filter(ticket_id__in={one.ticket_id for one in known})
    kept = {(row.ticket_id, row.record_id, row.round): row for row in rows}
    found = {}
    for one in known:
        round_ = one.ticket.times_reopened
        row = kept.get((one.ticket_id, one.pk, round_))
        if row is None and one.system == HOTLINE:
            row = kept.get((one.ticket_id, None, round_))
        if row is not None:
            found[one.pk] = as_reply(row.content)
    return found


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
