"""The steps that every action takes in the same order: lock – may I – is the move open – change – record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
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
from twingrid.work.models import Clock, Remark, RemarkKind, Routing, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import visible as seen
from twingrid.work.queries.clocks import matter_of, rules_of_ticket
from twingrid.work.queries.kinds import kind_of_ticket, language
from twingrid.work.rules import clocks as clock_rules
from twingrid.work.rules.limits import Limits, limits_from
from twingrid.work.states import EVENTS, TICKET_MOVES

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
    if name not in clock_rules.STILL_PAUSED:
        ticket.paused_at, ticket.pause_reason, ticket.resumes_at = None, "", None
    routing_due(ticket, wind_clocks(ticket), at=at)
    ticket.save()
    return event


def wind_clocks(ticket: Ticket, *, tidy: bool = False) -> tuple[clock_rules.ClockValue, ...]:
    """Derive the clocks of a request again from its events, and its `due_at` from them (saved by the caller).

    `tidy`: what it is about may have changed, so clocks that it has no more are taken away.
    """
    values = clock_rules.clocks(happenings(ticket), matter_of(ticket), rules_of_ticket(ticket), work_calendar())
    Clock.objects.bulk_create(
        [clock_row(ticket.pk, value) for value in values],
        update_conflicts=True,
        unique_fields=["ticket", "kind", "key", "round"],
        update_fields=list(CLOCK_FIELDS),
    )
    if tidy:
        kept = {(value.kind, value.key, value.round) for value in values}
        rows = Clock.objects.filter(ticket_id=ticket.pk).values_list("pk", "kind", "key", "round")
        Clock.objects.filter(pk__in=[pk for pk, *name in rows if tuple(name) not in kept]).delete()
    ticket.due_at = clock_rules.due_of(values)
    return values


def first_clocks(ticket: Ticket, *, at: datetime) -> tuple[clock_rules.ClockValue, ...]:
    """The clocks of a request that is being reported at this moment, and its `due_at`: its history is known without
    being read. Kept by `keep_clocks` once the request has its row."""
    reported = clock_rules.Happening("report", at)
    values = clock_rules.clocks([reported], matter_of(ticket, ()), rules_of_ticket(ticket), work_calendar())
    ticket.due_at = clock_rules.due_of(values)
    return values


def keep_clocks(ticket: Ticket, values: Sequence[clock_rules.ClockValue]) -> None:
    """Keep the first clocks of a request."""
    Clock.objects.bulk_create([clock_row(ticket.pk, value) for value in values])


def routing_due(ticket: Ticket, values: tuple[clock_rules.ClockValue, ...], *, at: datetime) -> None:
    """Have the clocks looked at when the next of them reminds or passes, if not before."""
    moment = clock_rules.next_of(values, after=at)
    if moment is not None:
        rows = Routing.objects.filter(ticket_id=ticket.pk)
        rows.filter(Q(next_at__isnull=True) | Q(next_at__gt=moment)).update(next_at=moment)


CLOCK_FIELDS = ("started_at", "due_at", "stopped_at", "provisional", "warn_at", "paused_s", "paused", "version_id")


def clock_row(ticket_id: int, value: clock_rules.ClockValue) -> Clock:
    """A derived clock as the row that is kept of it."""
    return Clock(
        ticket_id=ticket_id,
        kind=value.kind,
        key=value.key,
        round=value.round,
        started_at=value.started_at,
        due_at=value.due_at,
        stopped_at=value.stopped_at,
        provisional=value.provisional,
        warn_at=value.warn_at,
        paused_s=value.paused_s,
        paused=value.paused,
        version_id=value.version or None,
    )


def happenings(ticket: Ticket) -> list[clock_rules.Happening]:
    """What the clocks have to know of the history of a request, oldest first."""
    events = journal_queries.history_of(ticket, limit=2000)
    return [one for event in events if (one := clock_rules.happening_of(event.name, event.at, event.facts))]


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
