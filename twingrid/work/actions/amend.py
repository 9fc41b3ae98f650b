"""Answers that became known later: the person who goes asks on the phone, the desk hears more."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import stale
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people.models import User
from twingrid.work.actions.steps import lock, wind_clocks
from twingrid.work.models import Reporter, Scope, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.kinds import kind_of_ticket, typed_answers, wrong_words
from twingrid.work.rules.answers import check
from twingrid.work.states import UNFINISHED


@transaction.atomic
def amend_ticket(*, number: str, answers: Mapping[str, str], seen: str, by: User, at: datetime) -> Ticket:
    """Put these answers in place of those that are there, by the version the request was made under. Safe to repeat.

    `seen` is the stamp of the answers on the screen. What an answer says of danger and of how far it reaches is taken
    over, never taken back. Raises `BadInput` with the name of the question, `Refused` when the request is finished or
    somebody else was faster.
    """
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_AMEND)
    ticket = held.ticket
    kind = kind_of_ticket(ticket)
    found = check(kind.content, answers, scope=ticket.scope, complete=False)
    for key, code in found.wrong.items():
        raise BadInput(wrong_words(code, kind.content.field(key)), field=key)
    reporter, _made = Reporter.objects.get_or_create(ticket=ticket)
    if (ticket.details, reporter.answers) == (found.details, found.erasable):
        return ticket
    stale.require_fresh(seen, *sorted(typed_answers(ticket).items()))
    if ticket.state not in UNFINISHED:
        raise Refused(_("This request is finished. If there is more to say, add a note."))
    ticket.details, reporter.answers = found.details, found.erasable
    ticket.safety = ticket.safety or found.safety
    if ticket.scope == Scope.UNKNOWN and found.scope:
        ticket.scope = found.scope
    reporter.save(update_fields=("answers",))
    facts = {"answers": len(found.details) + len(found.erasable)}
    journal_actions.record("work.ticket.amended", ticket, by=by, at=at, facts=facts)
    wind_clocks(ticket, tidy=True)
    ticket.save(update_fields=("details", "safety", "scope", "due_at"))
    return ticket
