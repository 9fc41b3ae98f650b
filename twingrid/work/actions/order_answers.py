"""Our side of a hotline order beside its answer: a colleague's part, an appeal, the same facts again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.people.models import User
from twingrid.work.actions import handle
from twingrid.work.actions.steps import clean_words, lock, needed_words, say
from twingrid.work.models import (
    Appeal,
    AppealState,
    ExternalRecord,
    HotlineReply,
    Outcome,
    RemarkKind,
    Reporter,
    Support,
    Ticket,
)
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.replies import record_of
from twingrid.work.reply_words import sentence
from twingrid.work.rules.reply import OrderType, check_exclusion
from twingrid.work.states import OPEN, TicketState

MOST_DAYS = 60


@transaction.atomic
def support_ticket(*, number: str, to: int, words: str, days: int, by: User, at: datetime, key: str = "") -> Support:
    """Ask a colleague for a part of a request. The holder stays accountable. Safe to repeat: once a person and round.

    Raises `BadInput` for days outside 1–60, `Refused` where nothing is open.
    """
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_REASSIGN)
    ticket, text = held.ticket, needed_words(words)
    name = (key or f"{to}:{ticket.times_reopened}")[:64]
    known = Support.objects.filter(ticket=ticket, key=name).first()
    if known is not None:
        return known
    if ticket.state not in OPEN:
        raise Refused(_("The work on this request is done; nobody needs to be asked any more."))
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(_("Choose between 1 and 60 days."), field="days")
    if to == ticket.holder_id:
        raise BadInput(_("This person holds the request already. Choose somebody else."), field="to")
    due = at + timedelta(days=days)
    support = Support.objects.create(ticket=ticket, key=name, user_id=to, words=text, at=at, due_at=due)
    event = journal_actions.record("work.ticket.supported", ticket, by=by, at=at, facts={"by": to, "days": days})
    say(ticket, words=text, kind=RemarkKind.NOTE, by=by, at=at, event=event)
    return support


@transaction.atomic
def finish_support(*, number: str, support_id: int, words: str, by: User, at: datetime) -> Support:
    """Somebody's part is done, with what was done. By that person, or for a unit outside by whoever leads.

    The request itself stays with its holder. The same words again change nothing.
    """
    held = lock(number, by=by, at=at)
    support = Support.objects.select_for_update(of=("self",)).filter(pk=support_id, ticket=held.ticket).first()
    if support is None:
        raise NotFound(_("There is no such part at this request. Open it again."))
    if support.user_id != by.pk and not held.may(May.TICKET_REASSIGN) and held.ticket.holder_id != by.pk:
        raise NotAllowed(_("This part belongs to somebody else."))
    text = needed_words(words)
    if support.done_at is not None:
        if support.done_words == text:
            return support
        raise Refused(_("This part is done already. Add a note to the request instead."))
    support.done_at, support.done_by, support.done_words = at, by, text
    support.save(update_fields=("done_at", "done_by", "done_words"))
    event = journal_actions.record("work.support.finished", held.ticket, by=by, at=at)
    say(held.ticket, words=text, kind=RemarkKind.NOTE, by=by, at=at, event=event)
    return support


@transaction.atomic
def appeal_order(
    *, number: str, record_id: int | None, conclusion: str, basis: str, evidence: str, by: User, at: datetime
) -> Appeal:
    """Ask the hotline not to count an order: conclusion, basis and evidence are needed (rules 8 to 10).

    The same appeal again changes nothing. Raises `BadInput` by field, `Refused` while another one is open.
    """
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_REPLY)
    record = _hotline_record(held.ticket, record_id)
    parts = {
        "conclusion": clean_words(conclusion, field="conclusion")[:200],
        "basis": clean_words(basis, field="basis")[:200],
        "evidence": clean_words(evidence, field="evidence"),
    }
    for fault in check_exclusion(**parts):
        raise BadInput(sentence(fault), field=fault.field.removeprefix("exclusion_"))
    known = Appeal.objects.filter(record=record, state__in=(AppealState.ASKED, AppealState.APPROVED)).first()
    if known is not None:
        if {name: getattr(known, name) for name in parts} == parts:
            return known
        raise Refused(_("This was asked already. Wait for the hotline's decision."))
    appeal = Appeal.objects.create(record=record, by=by, at=at, **parts)
    journal_actions.record("work.order.appealed", held.ticket, by=by, at=at, facts={"records": [record.pk]})
    return appeal


@transaction.atomic
def explain_ticket(*, number: str, earlier: str, words: str, by: User, at: datetime) -> Ticket:
    """The same facts and reasons again (Jinan's hotline ordinance, article 25): explained, a written note to the
    hotline, no further handling. Only where the earlier request of the same caller and kind is closed.
    """
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_REPLY)
    ticket, text = held.ticket, needed_words(words)
    record = _hotline_record(ticket, None)
    if ticket.state == TicketState.RESOLVED and ticket.outcome == Outcome.EXPLAINED:
        return ticket
    former = lock(earlier.strip(), by=by, at=at).ticket
    _require_same(ticket, former)
    if ticket.state == TicketState.NEW:
        handle.accept_ticket(number=number, by=by, at=at)
    note = _("The same facts as in request {number}, which was closed. {words}").format(
        number=former.number, words=text
    )
    again = lock(number, by=by, at=at)
    again.require_holder(May.TICKET_ANSWER)
    done = handle.finish(again, "answer", outcome=Outcome.EXPLAINED, finding="", words=note, at=at, photos=())
    content = {
        "order_type": str(OrderType.OTHER),
        "handling": note,
        "public_reply": note,
        "same_as": former.number,
    }
    HotlineReply.objects.create(ticket=done, record=record, round=done.times_reopened, content=content, by=by, at=at)
    facts = {"round": done.times_reopened, "records": [record.pk], "same_as": former.pk}
    journal_actions.record("work.ticket.replied", done, by=by, at=at, facts=facts)
    Ticket.objects.filter(pk=done.pk).update(repeat_of=former)
    return done


def _hotline_record(ticket: Ticket, record_id: int | None) -> ExternalRecord:
    record = record_of(ticket, record_id)
    if record is None:
        raise Refused(_("This request has no order of a hotline. Write its number to it first."))
    return record


def _require_same(ticket: Ticket, former: Ticket) -> None:
    phones = dict(Reporter.objects.filter(ticket__in=(ticket, former)).values_list("ticket_id", "phone"))
    same_caller = bool(phones.get(ticket.pk)) and phones.get(ticket.pk) == phones.get(former.pk)
    if former.pk == ticket.pk or former.state != TicketState.CLOSED:
        raise BadInput(_("Name an earlier request that is closed."), field="earlier")
    if not same_caller or former.kind != ticket.kind:
        raise BadInput(
            _("That one came from another caller or is about something else. This one has to be handled."),
            field="earlier",
        )
