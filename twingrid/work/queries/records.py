"""The numbers that a matter is known by: which are answered, by when, how far each is, and finding a matter by any."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from twingrid.people.models import User
from twingrid.work.choices import Channel
from twingrid.work.models import ExternalRecord, HotlineReply, OrderMove, SameMatter, Support, Ticket
from twingrid.work.queries.lines import place_of
from twingrid.work.queries.visible import tickets_for
from twingrid.work.rules.records import ANSWERED, DIRECT, HOTLINE, Stand, stand_of
from twingrid.work.states import UNFINISHED

LEAST = 4
"""Characters of a number that is searched by: a building's or a room's is no order number."""


@dataclass(frozen=True, slots=True)
class AppealView:
    """That a number is asked not to be counted, and what the hotline said."""

    state_words: str
    conclusion: str
    decision_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A number of a request. `id` is empty for the one that it was typed in with; `name`, `phone`: a further caller."""

    id: int | None
    system: str
    number: str
    deadline: datetime | None
    stand: Stand
    received_at: datetime
    name: str = ""
    phone: str = ""
    appeals: tuple[AppealView, ...] = ()


def numbers_of(ticket: Ticket) -> tuple[RecordView, ...]:
    """Every number that a request carries, in the order in which they came."""
    records = list(ticket.records.order_by("received_at", "id").prefetch_related("appeals"))
    typed = _typed(ticket, records)
    if not records and not typed:
        return ()
    replies = HotlineReply.objects.filter(ticket=ticket, round=ticket.times_reopened)
    answered = set(replies.values_list("record_id", flat=True))
    found = [_view(record, ticket, replied=record.pk in answered) for record in records]
    if typed:
        stand = stand_of(ticket.state, closed=False, replied=None in answered)
        own = RecordView(
            id=None,
            system=HOTLINE,
            number=typed,
            deadline=ticket.deadline,
            stand=stand,
            received_at=ticket.reported_at,
        )
        found.insert(0, own)
    return tuple(found)


def _typed(ticket: Ticket, records: Iterable[ExternalRecord]) -> str:
    """The hotline's number that somebody typed in, unless it came with a record too."""
    if ticket.channel != Channel.HOTLINE_12345 or any(one.system == HOTLINE for one in records):
        return ""
    return ticket.external_no or ticket.number


def _view(record: ExternalRecord, ticket: Ticket, *, replied: bool) -> RecordView:
    caller = record.raw.get("reporter") or {}
    return RecordView(
        id=record.pk,
        system=record.system,
        number=record.number,
        deadline=record.deadline,
        stand=stand_of(ticket.state, closed=record.closed_at is not None, replied=replied),
        received_at=record.received_at,
        name=str(caller.get("name", "")),
        phone=str(caller.get("phone", "")),
        appeals=tuple(
            AppealView(str(one.get_state_display()), one.conclusion, one.decision_words) for one in record.appeals.all()
        ),
    )


def has_order(numbers: Iterable[RecordView]) -> bool:
    """Whether a hotline's order is among these numbers that the hotline has not closed."""
    return any(one.id is not None and one.system in ANSWERED and one.stand is not Stand.CLOSED for one in numbers)


@dataclass(frozen=True, slots=True)
class Pressing:
    """How a hotline presses: until when it supervises, how often it reminded, its last words."""

    until: datetime | None
    reminders: int
    words: str


def pressing(ticket: Ticket) -> Pressing:
    """How a hotline presses an unfinished request."""
    until = ticket.supervised_until if ticket.state in UNFINISHED else None
    times = ticket.reminders if ticket.state in UNFINISHED else 0
    if until is None and not times:
        return Pressing(None, 0, "")
    last = OrderMove.objects.filter(record__ticket=ticket, kind__in=("supervise", "remind")).order_by("-at", "-id")
    move = last.first()
    return Pressing(until, times, str(move.content.get("words", "")) if move is not None else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportView:
    """Somebody's own part of a request."""

    id: int
    user_id: int | None
    who: str
    words: str
    due_at: datetime
    done_at: datetime | None
    done_words: str


def supports_of(ticket: Ticket) -> tuple[SupportView, ...]:
    """Who does a part of a request, in the order in which they were asked."""
    if not getattr(ticket, "shared", True):
        return ()
    return tuple(
        SupportView(
            id=one.pk,
            user_id=one.user_id,
            who=one.unit or (one.user.name if one.user else ""),
            words=one.words,
            due_at=one.due_at,
            done_at=one.done_at,
            done_words=one.done_words,
        )
        for one in Support.objects.filter(ticket=ticket).select_related("user")
    )


def system_words(system: str) -> str:
    """What a system is called on a page."""
    return {DIRECT: _("Direct call"), "grid": _("Grid platform")}.get(system, system)


def find_by_number(user: User, text: str, *, at: datetime) -> tuple[Ticket, ...]:
    """The requests that this person may see by any of their numbers: ours, the hotline's, 95598's, a direct one's."""
    wanted = text.strip()
    if len(wanted) < LEAST or not wanted.isascii() or not any(sign.isdigit() for sign in wanted):
        return ()
    by_record = ExternalRecord.objects.filter(number__iexact=wanted).order_by().values("ticket_id")
    rows = tickets_for(user, at=at).filter(Q(number=wanted) | Q(external_no=wanted) | Q(pk__in=by_record))
    return tuple(rows.select_related("building").order_by("-reported_at", "-id")[:5])


@dataclass(frozen=True, slots=True)
class Proposal:
    """A request that may be the same matter as the one looked at; `into`: this one would carry the other's numbers."""

    number: str
    place: str
    reported_at: datetime
    into: bool


def proposals_of(ticket: Ticket) -> tuple[Proposal, ...]:
    """The undecided proposals about a request, from both sides."""
    rows = SameMatter.objects.filter(Q(ticket=ticket) | Q(earlier=ticket), agreed__isnull=True)
    found = []
    for row in rows.select_related("ticket__building", "earlier__building")[:10]:
        into = row.earlier_id == ticket.pk
        other = row.ticket if into else row.earlier
        where = place_of(other.building.label if other.building else "", other.unit, other.room, other.place_words)
        found.append(Proposal(other.number, where, other.reported_at, into))
    return tuple(found)


def carried_by(ticket: Ticket) -> str:
    """The number of the request that carries this one's numbers now, if they were found to be one matter; else ""."""
    record = ExternalRecord.objects.filter(came_as=ticket).select_related("ticket").first()
    return record.ticket.number if record is not None else ""
