"""One matter under several numbers: a further number for a request, and two requests that are one matter."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people.models import User
from twingrid.work.actions import one_matter, watching
from twingrid.work.actions.report import new_number
from twingrid.work.actions.steps import clean_words, lock, move, present_limits, routing_due, save, say, wind_clocks
from twingrid.work.models import CancelReason, ExternalRecord, RemarkKind, Reporter, SameMatter, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.rules import intake
from twingrid.work.rules.records import DIRECT, HOTLINE, NATIONAL
from twingrid.work.states import UNFINISHED, TicketState

SYSTEMS = (DIRECT, HOTLINE, NATIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """Somebody calls, or another system writes, about a matter that is known. `key` is made once a form."""

    key: str
    system: str = DIRECT
    number: str = ""
    name: str = ""
    phone: str = ""
    words: str = ""
    deadline: datetime | None = None


@transaction.atomic
def add_number(*, number: str, further: Further, by: User, at: datetime) -> ExternalRecord:
    """Give a request a further number instead of making another request. Safe to repeat.

    A direct call gets a number of ours. Raises `Refused` when the number belongs to another request or the request
    is over, `BadInput` by field.
    """
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_JOIN)
    ticket, theirs = held.ticket, further.number.strip()[:40]
    known = _known(further, theirs)
    if known is not None:
        if known.ticket_id != ticket.pk:
            raise Refused(
                _("This number belongs to request {number} already. Open that one.").format(number=known.ticket.number)
            )
        return known
    _require_open(ticket)
    if further.system not in SYSTEMS:
        raise BadInput(_("Please choose one of the list."), field="system")
    if further.system != DIRECT and not theirs:
        raise BadInput(_("Write the number that the hotline gave it."), field="external_no")
    words = clean_words(further.words)
    caller = {"name": further.name.strip()[:40], "phone": _phone(further.phone)}
    record = ExternalRecord.objects.create(
        system=further.system,
        number=theirs if further.system != DIRECT else new_number(at=at),
        ticket=ticket,
        key=further.key[:64] or None,
        raw={"words": words, "reporter": caller},
        digest="",
        received_at=at,
        deadline=further.deadline,
    )
    event = _joined(ticket, [record], by=by, at=at)
    say(ticket, words=words, kind=RemarkKind.SAID, by=by, at=at, event=event)
    return record


@transaction.atomic
def join_tickets(*, number: str, into: str, by: User, at: datetime) -> Ticket:
    """Two requests are one matter: `into` carries the numbers of `number` from now on, which ends as a duplicate.

    The first caller of each is answered under their own number. Safe to repeat; `Refused` when the one is being
    worked on already or the other is over.
    """
    first, second = sorted((number, into))
    if first == second:
        raise BadInput(_("These are the same request. Choose another one."), field="into")
    locked = {name: lock(name, by=by, at=at) for name in (first, second)}
    for held in locked.values():
        held.require(May.TICKET_JOIN)
    other, matter = locked[number].ticket, locked[into].ticket
    if other.state == TicketState.CANCELLED and ExternalRecord.objects.filter(came_as=other, ticket=matter).exists():
        return matter
    _require_open(matter)
    one_matter.require_alike(other, matter)
    was = str(other.state)
    move(other, "cancel")
    other.cancel_reason = CancelReason.DUPLICATE
    watching.stop_waiting(other)
    records = _carried_over(other, matter)
    facts = {"reason": str(other.cancel_reason), "into": matter.pk, "was": was, "records": [one.pk for one in records]}
    event = save(other, "cancel", by=by, at=at, facts=facts)
    words = _("The same matter as request {number}.").format(number=matter.number)
    say(other, words=words, kind=RemarkKind.REASON, by=by, at=at, event=event)
    _joined(matter, records, by=by, at=at)
    _decide(other, matter, agreed=True, by=by, at=at)
    return matter


@transaction.atomic
def part_tickets(*, number: str, other: str, by: User, at: datetime) -> None:
    """A person has looked: these are two matters. Nothing of the kind is proposed again. Safe to repeat."""
    one, two = (lock(name, by=by, at=at) for name in sorted((number, other)))
    for held in (one, two):
        held.require(May.TICKET_JOIN)
    if _decide(one.ticket, two.ticket, agreed=False, by=by, at=at):
        journal_actions.record("work.ticket.parted", one.ticket, by=by, at=at, facts={"other": two.ticket.pk})


def propose_same(ticket: Ticket, *, at: datetime) -> bool:
    """Where the same caller told of the same kind at the same place within the city's days, a person is asked."""
    phone = Reporter.objects.filter(ticket=ticket).values_list("phone", flat=True).first()
    if not phone or ticket.building_id is None:
        return False
    since = ticket.reported_at - timedelta(days=present_limits().repeat_days)
    same = Ticket.objects.filter(
        building_id=ticket.building_id,
        kind=ticket.kind,
        state__in=UNFINISHED,
        reporter__phone=phone,
        reported_at__gte=since,
        id__lt=ticket.pk,
    )
    earlier = same.order_by("reported_at", "id").first()
    if earlier is None:
        return False
    SameMatter.objects.get_or_create(ticket=ticket, earlier=earlier, defaults={"at": at})
    return True


def _known(further: Further, number: str) -> ExternalRecord | None:
    rows = ExternalRecord.objects.select_related("ticket")
    found = rows.filter(key=further.key[:64]).first() if further.key else None
    if found is None and number and further.system != DIRECT:
        found = rows.filter(system=further.system, number=number).first()
    return found


def _require_open(ticket: Ticket) -> None:
    if ticket.state not in UNFINISHED:
        raise Refused(_("This request is over. Take the call in as a new one; the earlier one is shown beside it."))


def _phone(given: str) -> str:
    try:
        return intake.clean_phone(given)
    except ValueError as error:
        raise BadInput(
            _("This telephone number cannot be dialled. Please check it, for example 0531-000 01203."), field="phone"
        ) from error


def _carried_over(other: Ticket, matter: Ticket) -> list[ExternalRecord]:
    """The numbers of `other`, at `matter`; a request without one is known by our own number."""
    records = list(other.records.select_for_update().order_by("id"))
    came = {f"{record.system}:{record.number}" for record in records}
    if not {other.intake_key, f"{HOTLINE}:{other.external_no}"} & came:
        records.append(_own_number(other, matter))
    for record in records:
        record.ticket, record.came_as = matter, record.came_as or other
        record.save()
    return records


def _own_number(other: Ticket, matter: Ticket) -> ExternalRecord:
    """As what the request itself goes over: an order that was typed in keeps its number, a call has ours."""
    caller = Reporter.objects.filter(ticket=other).first()
    typed = other.channel == "hotline_12345" and other.external_no
    return ExternalRecord(
        system=HOTLINE if typed else DIRECT,
        number=other.external_no if typed else other.number,
        ticket=matter,
        raw={"reporter": {"name": caller.name, "phone": caller.phone}} if caller is not None else {},
        digest="",
        received_at=other.reported_at,
        deadline=other.deadline,
    )


def _joined(ticket: Ticket, records: list[ExternalRecord], *, by: User, at: datetime) -> Event:
    facts = {"records": [record.pk for record in records], "systems": [record.system for record in records]}
    event = journal_actions.record("work.ticket.joined", ticket, by=by, at=at, facts=facts)
    routing_due(ticket, wind_clocks(ticket, tidy=True), at=at)
    ticket.save(update_fields=("due_at",))
    return event


def _decide(one: Ticket, two: Ticket, *, agreed: bool, by: User, at: datetime) -> int:
    pair = SameMatter.objects.filter(ticket__in=(one, two), earlier__in=(one, two), agreed__isnull=True)
    return pair.update(agreed=agreed, decided_at=at, decided_by=by)
