"""Requests and outages: attached in one move, detached, called back when the electricity is there again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.journal import queries as journal_queries
from twingrid.kit import tokens
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused, Turned
from twingrid.outages import queries as outage_queries
from twingrid.outages.choices import OutageKind
from twingrid.outages.choices import Side as OutageSide
from twingrid.outages.models import Affected, Outage
from twingrid.outages.states import KNOWN
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.actions import recounting, watching
from twingrid.work.actions.report import Report, report_ticket
from twingrid.work.actions.steps import move, save
from twingrid.work.models import Attachment, Finding, Outcome, OwnerSide, Routing, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import visible as seen
from twingrid.work.rules import intake
from twingrid.work.states import TicketState

MOST = 2000
BACK = "work.restore_tickets"
OFF = "work.detach_cancelled"


@dataclass(frozen=True, slots=True)
class Attached:
    """What one move did: its `batch`, the numbers it attached, and why others were left: (number, sentence)."""

    batch: str
    done: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


@transaction.atomic
def attach_tickets(*, numbers: Collection[str], outage: str, by: User, at: datetime) -> Attached:
    """Attach requests to an outage that is announced or going on, many at once; those attached already stay so.

    One that cannot be attached is left with its sentence; its refusal is raised only if none could be.
    """
    if len(numbers) > MOST:
        raise BadInput(_("Choose at most {n} at once.").format(n=MOST), field="ticket")
    target = _known(outage)
    grants = people_queries.grants_of(by, at=at)
    rows = seen.visible(by, grants=grants).select_for_update(of=("self",)).filter(number__in=list(numbers))
    tickets, left, fresh = list(rows.order_by("id")), [], []
    if not tickets:
        raise seen.no_such_ticket()
    before = dict(Attachment.objects.filter(ticket__in=tickets).values_list("ticket_id", "outage_id"))
    refusals: list[Turned] = []
    for ticket in tickets:
        try:
            if not seen.may_on(grants, May.TICKET_ATTACH, ticket, own=False):
                raise NotAllowed(_("Your role may not do this here. Ask your leader if you need it."))
            if ticket.state == TicketState.WAITING and before.get(ticket.pk) == target.pk:
                continue
            move(ticket, "attach")
            fresh.append(ticket)
        except Turned as refusal:
            refusals.append(refusal)
            left.append((ticket.number, refusal.sentence))
    if refusals and len(refusals) == len(tickets):
        raise refusals[0]
    batch = tokens.token(32)
    _join(fresh, target, batch=batch, by=by, at=at)
    return Attached(batch, tuple(ticket.number for ticket in fresh), tuple(left))


@transaction.atomic
def detach_tickets(
    *, by: User, at: datetime, numbers: Collection[str] = (), batch: str = "", reason: str = ""
) -> tuple[Ticket, ...]:
    """Take requests out of their outage again, by number or all that one move attached: somebody goes to each.

    Those that are detached already, or over, stay as they are when a batch is taken back.
    """
    grants = people_queries.grants_of(by, at=at)
    rows = seen.visible(by, grants=grants).select_for_update(of=("self",))
    chosen = Q(number__in=list(numbers)) | (Q(attachment__batch=batch) if batch else Q(pk__in=[]))
    tickets = list(rows.filter(chosen).order_by("id"))
    if not tickets and not batch:
        raise seen.no_such_ticket()
    for ticket in tickets:
        if not seen.may_on(grants, May.TICKET_DETACH, ticket, own=False):
            raise NotAllowed(_("Your role may not do this here. Ask your leader if you need it."))
    waiting = [ticket for ticket in tickets if not batch or ticket.state == TicketState.WAITING]
    for ticket in waiting:
        _detach(ticket, by=by, at=at, reason=reason)
    return tuple(waiting)


@transaction.atomic
def report_caller(*, report: Report, outage: str, by: User | None, at: datetime) -> Ticket:
    """ "That is mine too": a caller of a known outage, who is told when it is back. Nobody is sent.

    The same telephone at the same place again is the same caller. The outage has to reach the building.
    """
    target = _known(outage)
    known = outage_queries.known_at(report.building_id, at=at, public=by is None)
    if target.pk not in {one.id for one in known}:
        raise BadInput(_("This outage does not reach this place. Please report what is wrong there."), field="place")
    again = _same_caller(report, target)
    if again is not None:
        return again
    ticket = report_ticket(report=report, by=by, at=at)
    if ticket.state != TicketState.WAITING:
        move(ticket, "attach")
        _join([ticket], target, batch=tokens.token(32), by=by, at=at)
    return ticket


@transaction.atomic
def restore_tickets(*, event_id: int, at: datetime) -> int:
    """After electricity is back, in a part or everywhere: the callers there are to be called back. Once an event."""
    if not journal_actions.handle_once(event_id=event_id, subscriber=BACK, at=at):
        return 0
    target = Outage.objects.get(pk=journal_queries.event(event_id).subject_id)
    rows = Attachment.objects.filter(outage=target, restored_at__isnull=True, ticket__state=TicketState.WAITING)
    if target.restored_at is None:
        off = Affected.objects.filter(outage=target, restored_at__isnull=True).values("building_id")
        rows = rows.filter(ticket__building_id__isnull=False).exclude(ticket__building_id__in=off)
    ids = list(rows.order_by("ticket_id").values_list("ticket_id", flat=True))
    tickets = list(Ticket.objects.select_for_update().filter(pk__in=ids, state=TicketState.WAITING).order_by("id"))
    _restore(tickets, target, at=at)
    return len(tickets)


@transaction.atomic
def detach_cancelled(*, event_id: int, at: datetime) -> int:
    """After an outage was cancelled: whoever waited for it is a request of their own again. Once an event."""
    if not journal_actions.handle_once(event_id=event_id, subscriber=OFF, at=at):
        return 0
    subject = journal_queries.event(event_id).subject_id
    ids = Attachment.objects.filter(outage_id=subject).order_by("ticket_id").values_list("ticket_id", flat=True)
    tickets = list(
        Ticket.objects.select_for_update().filter(pk__in=list(ids), state=TicketState.WAITING).order_by("id")
    )
    for ticket in tickets:
        _detach(ticket, by=None, at=at, reason="")
    return len(tickets)


def _known(number: str) -> Outage:
    target = Outage.objects.filter(number=number).first()
    if target is None:
        raise NotFound(_("There is no such outage. Look in the list of outages."))
    if target.state not in KNOWN:
        raise Refused(_("This outage is over or not announced. Choose one that is going on."))
    return target


def _same_caller(report: Report, target: Outage) -> Ticket | None:
    try:
        phone = intake.clean_phone(report.phone)
    except ValueError:
        return None
    if not phone or report.building_id is None:
        return None
    found = Ticket.objects.filter(
        attachment__outage=target, state=TicketState.WAITING, building_id=report.building_id, reporter__phone=phone
    )
    return found.order_by("id").first()


def _join(tickets: Sequence[Ticket], target: Outage, *, batch: str, by: User | None, at: datetime) -> None:
    """Attach requests whose move was taken, in a fixed number of statements and one event each."""
    ids = [ticket.pk for ticket in tickets]
    facts = {"to": str(TicketState.WAITING), "outage": target.pk}
    for ticket in tickets:
        journal_actions.record(
            "work.ticket.attached", ticket, by=by, at=at, facts=facts, actor_kind="" if by else "resident"
        )
    Attachment.objects.filter(ticket__in=ids).delete()
    Attachment.objects.bulk_create(Attachment(ticket_id=pk, outage=target, batch=batch, by=by, at=at) for pk in ids)
    Routing.objects.filter(ticket__in=ids).update(next=None, next_at=None)
    Ticket.objects.filter(pk__in=ids).update(
        state=TicketState.WAITING, paused_at=None, pause_reason="", resumes_at=None
    )
    recounting.wind_many(ids, at=at)


def _detach(ticket: Ticket, *, by: User | None, at: datetime, reason: str) -> None:
    move(ticket, "detach")
    ticket.accepted_at = ticket.arrived_at = None
    Attachment.objects.filter(ticket=ticket).delete()
    save(ticket, "detach", by=by, at=at)
    watching.wait_again(ticket, at=at)


def _restore(tickets: Sequence[Ticket], target: Outage, *, at: datetime) -> None:
    ours = target.side != OutageSide.CUSTOMER
    finding = Finding.PLANNED_OUTAGE if target.kind == OutageKind.PLANNED else Finding.OTHER
    ids = [ticket.pk for ticket in tickets]
    facts = {"to": str(TicketState.RESOLVED), "outage": target.pk}
    for ticket in tickets:
        move(ticket, "restore")
        journal_actions.record("work.ticket.restored", ticket, by=None, at=at, facts=facts)
    Attachment.objects.filter(ticket__in=ids).update(restored_at=target.restored_at or at)
    Ticket.objects.filter(pk__in=ids).update(
        state=TicketState.RESOLVED,
        resolved_at=at,
        outcome=Outcome.UTILITY_SIDE if ours else Outcome.CUSTOMER_SIDE,
        side=OwnerSide.UTILITY if ours else OwnerSide.CUSTOMER,
        finding=finding,
    )
    recounting.wind_many(ids, at=at)
