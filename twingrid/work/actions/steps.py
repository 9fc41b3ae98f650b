"""The steps that every action takes in the same order: lock – may I – is the move open – change – record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.journal import queries as journal_queries
from twingrid.journal.models import Event
from twingrid.kit.machine import take
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.people import queries as people_queries
from twingrid.people.calendar_queries import work_calendar
from twingrid.people.models import User
from twingrid.people.queries import Grants
from twingrid.work.actions import sentences
from twingrid.work.models import Channel, Clock, Remark, RemarkKind, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import visible as seen
from twingrid.work.queries.kinds import kind_of_ticket, language
from twingrid.work.rules import clocks as clock_rules
from twingrid.work.rules.limits import Limits, limits_from
from twingrid.work.rules.records import HOTLINE, leading
from twingrid.work.rules.replay import REPORTED
from twingrid.work.states import EVENTS, MOVE_OF_EVENT, TICKET_MOVES

WORDS_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Held:
    """A locked request, who acts on it, and what that person may do."""

    ticket: Ticket
    by: User
    grants: Grants
    own: bool

    def may(self, right: str) -> bool:
        """Whether the right holds for this request."""
        return seen.may_on(self.grants, right, self.ticket, own=self.own)

    def require(self, right: str) -> None:
        """Raise `NotAllowed` unless the right holds."""
        if not self.may(right):
            raise NotAllowed(_("Your role may not do this here. Ask your leader if you need it."))

    def require_holder(self, right: str) -> None:
        """Raise unless the person holds the request, or leads the area and writes for the holder."""
        self.require(right)
        if self.ticket.holder_id == self.by.pk:
            return
        if not seen.may_on(self.grants, May.TICKET_TAKE_OVER, self.ticket, own=False):
            raise Refused(sentences.held_by(self.ticket.holder, since=self.ticket.accepted_at))


def lock(number: str, *, by: User, at: datetime) -> Held:
    """Lock a request that `by` may see; `NotFound` for any other number."""
    grants = people_queries.grants_of(by, at=at)
    rows = seen.visible(by, grants=grants).select_for_update(of=("self",))
    ticket = rows.filter(number=number).first()
    if ticket is None:
        raise seen.no_such_ticket()
    own = ticket.holder_id == by.pk or seen.is_told(by, ticket)
    return Held(ticket=ticket, by=by, grants=grants, own=own)


def lock_by_token(token: str) -> Ticket:
    """Lock the request with this private link; `NotFound` otherwise."""
    ticket = Ticket.objects.select_for_update(of=("self",)).filter(token=token).first()
    if ticket is None:
        raise seen.no_such_link()
    return ticket


def move(ticket: Ticket, name: str) -> None:
    """Take a move: change the state, or raise `Refused` with the sentence, also where the kind leaves it out."""
    kind = kind_of_ticket(ticket)
    if not kind.content.allows(name):
        raise Refused(sentences.left_out(kind.words(language())))
    ticket.state = take(TICKET_MOVES, name, ticket.state, sentence=sentences.not_open(name, ticket.state))


def save(
    ticket: Ticket,
    name: str,
    *,
    by: User | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    actor_kind: str = "",
) -> Event:
    """Record the move that was taken, wind the clocks, and save the request."""
    event = journal_actions.record(
        EVENTS[name], ticket, by=by, at=at, facts={"to": str(ticket.state), **(facts or {})}, actor_kind=actor_kind
    )
    wind_clocks(ticket, limits=present_limits())
    ticket.save()
    return event


def wind_clocks(ticket: Ticket, *, limits: Limits) -> None:
    """Derive the clocks of a request again from its events, and its `due_at` from them (saved by the caller)."""
    values = clock_rules.clocks(happenings(ticket), matter(ticket), limits, work_calendar())
    Clock.objects.bulk_create(
        [
            Clock(
                ticket_id=ticket.pk,
                kind=value.kind,
                round=value.round,
                started_at=value.started_at,
                due_at=value.due_at,
                stopped_at=value.stopped_at,
                provisional=value.provisional,
            )
            for value in values
        ],
        update_conflicts=True,
        unique_fields=["ticket", "kind", "round"],
        update_fields=["started_at", "due_at", "stopped_at", "provisional"],
    )
    ticket.due_at = clock_rules.due_of(values)


def happenings(ticket: Ticket) -> list[clock_rules.Happening]:
    """The moves of a request from the journal, oldest first."""
    names = {REPORTED: "report", **MOVE_OF_EVENT}
    events = journal_queries.history_of(ticket, limit=2000)
    return [clock_rules.Happening(names[event.name], event.at) for event in events if event.name in names]


def matter(ticket: Ticket) -> clock_rules.Matter:
    """What the clocks have to know of a request: of its numbers the earliest printed deadline leads."""
    records = list(ticket.records.filter(closed_at__isnull=True)) if ticket.pk else []
    return clock_rules.Matter(
        promised=kind_of_ticket(ticket).content.promised,
        safety=ticket.safety,
        hotline=ticket.channel == Channel.HOTLINE_12345 or any(one.system == HOTLINE for one in records),
        deadline=leading([ticket.deadline, ticket.supervised_until, *(one.deadline for one in records)]),
    )


def present_limits() -> Limits:
    """The limits of the present city."""
    return limits_from(cities_queries.present_city().profile)


def say(
    ticket: Ticket, *, words: str, kind: RemarkKind, by: User | None, at: datetime, event: Event | None
) -> Remark | None:
    """Keep words in an erasable row that points to their event; nothing for empty words."""
    text = clean_words(words)
    if not text:
        return None
    return Remark.objects.create(
        ticket=ticket, event_id=event.pk if event else None, kind=kind, words=text, by=by, at=at
    )


def clean_words(words: str, *, field: str = "words") -> str:
    """Words as they are kept; `BadInput` when they are too long."""
    text = words.replace("\x00", "").strip()
    if len(text) > WORDS_LIMIT:
        raise BadInput(
            _("This is too long. Please write no more than {n} characters.").format(n=WORDS_LIMIT), field=field
        )
    return text


def needed_words(words: str, *, field: str = "words") -> str:
    """Words that may not be empty."""
    text = clean_words(words, field=field)
    if not text:
        raise BadInput(_("Please write the reason in a few words, so that the next person understands."), field=field)
    return text


def choice(value: str, allowed: Any, *, field: str) -> str:
    """A value of a list of choices, else `BadInput`."""
    if value not in allowed.values:
        raise BadInput(_("Please choose one of the list."), field=field)
    return value
