"""Answering a hotline order: what the hotline would send back is found before it goes."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people.models import User
from twingrid.work.actions.steps import lock
from twingrid.work.models import HotlineReply, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.replies import faults_of, record_of, takes_reply
from twingrid.work.reply_words import sentence
from twingrid.work.rules.reply import Reply


@transaction.atomic
def reply_ticket(*, number: str, reply: Reply, by: User, at: datetime, record_id: int | None = None) -> Ticket:
    """Answer a hotline order, once a round; the same answer again changes nothing. `record_id` says which of the
    numbers of a request is answered (the first, if it is left out).

    The caller's words are taken from the request. Raises `BadInput` with the sentence of the first fault of the ten
    rules, `Refused` for a request that is not from a hotline, is still worked on or has another answer already.
    """
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_REPLY)
    ticket = held.ticket
    content, record = _content(reply), record_of(ticket, record_id)
    kept = HotlineReply.objects.filter(ticket=ticket, record=record, round=ticket.times_reopened).first()
    if kept is not None and kept.content == content:
        return ticket
    if kept is not None:
        raise Refused(_("This order is answered. When the hotline returns it, it can be answered anew."))
    if not takes_reply(ticket, record):
        raise Refused(_("A hotline order is answered when its work is resolved. Resolve it first."))
    for fault in faults_of(ticket, reply):
        raise BadInput(sentence(fault), field=fault.field)
    HotlineReply.objects.create(
        ticket=ticket, record=record, round=ticket.times_reopened, content=content, by=by, at=at
    )
    facts: dict[str, Any] = {"round": ticket.times_reopened, "solved": reply.solved, "excluded": reply.excluded}
    if record is not None:
        facts["records"] = [record.pk]
    journal_actions.record("work.ticket.replied", ticket, by=by, at=at, facts=facts)
    return ticket


def _fields(reply: Reply) -> dict[str, Any]:
    return {name: getattr(reply, name) for name in asdict(reply)}


def _content(reply: Reply) -> dict[str, Any]:
    """As it is kept: moments in ISO 8601, the caller's words left where they are."""
    plain = {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in _fields(reply).items()
    }
    return {name: value for name, value in plain.items() if name != "caller_words"}
