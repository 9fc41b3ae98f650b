"""After the work: the call-back, the resident's link and rating, reopening; and repeats of the same matter."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.journal import queries as journal_queries
from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people.models import User
from twingrid.work.actions import sentences, watching
from twingrid.work.actions.steps import (
    choice,
    clean_words,
    lock,
    lock_by_token,
    move,
    needed_words,
    present_limits,
    save,
    say,
)
from twingrid.work.models import CallBack, CallBackHow, CallBackResult, Rating, RemarkKind, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.rules.replay import is_first_contact
from twingrid.work.states import EVENTS, OPEN, TicketState

REPEAT = "work.note_repeat"
UNCLOSE_WITHIN = timedelta(minutes=10)


@transaction.atomic
def call_back_ticket(*, number: str, result: str, by: User, at: datetime, words: str = "") -> Ticket:
    """Record a call-back by phone (`CallBackResult`): solved closes, not_solved reopens and tells the leader,
    not_reached keeps it resolved until the city's number of attempts is used up, then closes it."""
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_CLOSE)
    ticket = held.ticket
    choice(result, CallBackResult, field="result")
    if result == CallBackResult.NOT_SOLVED:
        return _reopen(ticket, by=by, at=at, words=needed_words(words), how=CallBackHow.PERSON)
    if ticket.state == TicketState.CLOSED:
        return ticket
    if ticket.state != TicketState.RESOLVED:
        raise Refused(sentences.not_open("close", ticket.state))
    if result == CallBackResult.NOT_REACHED:
        return _not_reached(ticket, by=by, at=at, words=words)
    return close(ticket, by=by, at=at, words=words, how=CallBackHow.PERSON, result=CallBackResult.SOLVED)


@transaction.atomic
def unclose_ticket(*, number: str, by: User, at: datetime) -> Ticket:
    """Take back one's own closing of a moment ago: it waits for its call-back again, the one that was not made is gone
    from the counts (the journal keeps both). `Refused` after ten minutes, or when somebody else closed it."""
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_CLOSE)
    ticket = held.ticket
    last = journal_queries.last_of(ticket, names=(EVENTS["close"],))
    if ticket.state != TicketState.CLOSED or last is None:
        raise Refused(_("This request is not closed, so there is nothing to take back."))
    if last.actor_id != by.pk or at > last.at + UNCLOSE_WITHIN:
        raise Refused(
            _("Only who closed it can take that back, within ten minutes. Reopen it with the reason instead.")
        )
    move(ticket, "unclose")
    ticket.closed_at = ticket.called_back_at = ticket.first_contact = None
    CallBack.objects.filter(ticket=ticket, event_id=last.pk).delete()
    save(ticket, "unclose", by=by, at=at)
    return ticket


@transaction.atomic
def reopen_ticket(*, number: str, reason: str, by: User, at: datetime) -> Ticket:
    """Reopen a resolved or closed request with the reason; it is new again, and the leader is told."""
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_REOPEN)
    return _reopen(held.ticket, by=by, at=at, words=needed_words(reason, field="reason"), how=None)


@transaction.atomic
def rate_ticket(
    *, token: str, at: datetime, stars: int | None = None, solved: bool | None = None, words: str = ""
) -> Ticket:
    """The resident's answer by the private link: 1–5 stars, solved or not, words; stars or solved is needed.

    The first rating of a round stays; a second, different one is refused. Solved closes, not solved reopens.
    """
    ticket = lock_by_token(token)
    if stars is None and solved is None:
        raise BadInput(_("Please say whether it is solved, or choose one to five stars."), field="stars")
    if stars is not None and stars not in range(1, 6):
        raise BadInput(_("Please choose one to five stars."), field="stars")
    text = clean_words(words)
    if ticket.state == TicketState.CANCELLED:
        raise Refused(_("This report was cancelled. Please report anew if something is wrong."))
    if ticket.state in (*OPEN, TicketState.WAITING) and not (solved is False and ticket.times_reopened):
        raise Refused(_("The work is not finished yet. Please come back when it is marked as resolved."))
    if stars is not None and ticket.state not in OPEN:
        _rate(ticket, stars, words=text, at=at)
        text = ""
    if solved is False:
        return _reopen(ticket, by=None, at=at, words=text, how=CallBackHow.LINK)
    if solved and ticket.state == TicketState.RESOLVED:
        return close(ticket, by=None, at=at, words=text, how=CallBackHow.LINK, result=CallBackResult.SOLVED)
    return ticket


@transaction.atomic
def note_repeat(*, event_id: int, at: datetime) -> bool:
    """After a report: if the same place had the same matter within the city's days, link the two and take
    first-contact resolution away from the earlier one. Once for each event, however often the job runs."""
    if not journal_actions.handle_once(event_id=event_id, subscriber=REPEAT, at=at):
        return False
    ticket = Ticket.objects.select_for_update().get(pk=journal_queries.event(event_id).subject_id)
    if ticket.building_id is None:
        return False
    since = ticket.reported_at - timedelta(days=present_limits().repeat_days)
    same = Ticket.objects.filter(
        building_id=ticket.building_id,
        unit=ticket.unit,
        room=ticket.room,
        kind=ticket.kind,
        state__in=(TicketState.RESOLVED, TicketState.CLOSED),
        resolved_at__gte=since,
        reported_at__lt=ticket.reported_at,
    )
    earlier = same.select_for_update().order_by("-reported_at", "-id").first()
    if earlier is None:
        return False
    Ticket.objects.filter(pk=ticket.pk).update(repeat_of=earlier)
    Ticket.objects.filter(pk=earlier.pk, first_contact=True).update(first_contact=False)
    journal_actions.record("work.ticket.repeated", earlier, by=None, at=at, facts={"again": ticket.pk})
    return True


def _rate(ticket: Ticket, stars: int, *, words: str, at: datetime) -> None:
    given = Rating.objects.filter(ticket=ticket, round=ticket.times_reopened).first()
    if given is not None:
        if given.stars == stars:
            return
        raise Refused(_("You have rated this already; your first rating is kept. Thank you."))
    move(ticket, "rate")
    event = save(ticket, "rate", by=None, at=at, facts={"stars": stars}, actor_kind="resident")
    Rating.objects.create(ticket=ticket, round=ticket.times_reopened, stars=stars, at=at, event_id=event.pk)
    say(ticket, words=words, kind=RemarkKind.RATING, by=None, at=at, event=event)


def close(
    ticket: Ticket, *, by: User | None, at: datetime, words: str, how: CallBackHow, result: CallBackResult
) -> Ticket:
    """Close a resolved request after somebody heard, or the hotline found, that it is solved."""
    move(ticket, "close")
    ticket.called_back_at = ticket.closed_at = at
    ticket.first_contact = is_first_contact(event.name for event in journal_queries.history_of(ticket, limit=2000))
    facts = {"how": str(how), "result": str(result)}
    event = save(ticket, "close", by=by, at=at, facts=facts, actor_kind="" if by else "resident")
    _keep_call(ticket, how=how, result=result, by=by, at=at, event=event, words=words)
    return ticket


def _not_reached(ticket: Ticket, *, by: User, at: datetime, words: str) -> Ticket:
    tries = CallBack.objects.filter(
        ticket=ticket, round=ticket.times_reopened, result=CallBackResult.NOT_REACHED
    ).count()
    if tries + 1 >= present_limits().call_attempts:
        return close(ticket, by=by, at=at, words=words, how=CallBackHow.PERSON, result=CallBackResult.NOT_REACHED)
    event = journal_actions.record(
        "work.ticket.called_back", ticket, by=by, at=at, facts={"result": "not_reached", "attempt": tries + 1}
    )
    ticket.called_back_at = at
    ticket.save(update_fields=("called_back_at",))
    _keep_call(
        ticket, how=CallBackHow.PERSON, result=CallBackResult.NOT_REACHED, by=by, at=at, event=event, words=words
    )
    return ticket


def _reopen(ticket: Ticket, *, by: User | None, at: datetime, words: str, how: CallBackHow | None) -> Ticket:
    if ticket.state == TicketState.NEW and ticket.times_reopened:
        return ticket
    limits = present_limits()
    if ticket.closed_at is not None and at - ticket.closed_at > timedelta(days=limits.reopen_days):
        raise Refused(_("This was closed more than {n} days ago. Please report it anew.").format(n=limits.reopen_days))
    move(ticket, "reopen")
    ticket.times_reopened += 1
    ticket.first_contact = False
    ticket.called_back_at = at if how else ticket.called_back_at
    ticket.accepted_at = ticket.arrived_at = ticket.resolved_at = ticket.closed_at = None
    ticket.outcome = ticket.side = ticket.finding = ""
    facts = {"round": ticket.times_reopened, "how": str(how or "leader")}
    event = save(ticket, "reopen", by=by, at=at, facts=facts, actor_kind="" if by else "resident")
    if how is not None:
        _keep_call(ticket, how=how, result=CallBackResult.NOT_SOLVED, by=by, at=at, event=event, words=words)
    else:
        say(ticket, words=words, kind=RemarkKind.REASON, by=by, at=at, event=event)
    watching.tell_leader(ticket, at=at)
    return ticket


def _keep_call(
    ticket: Ticket,
    *,
    how: CallBackHow,
    result: CallBackResult,
    by: User | None,
    at: datetime,
    event: Event,
    words: str,
) -> None:
    """The round is the one that was asked about: a reopened request counts the round before."""
    asked = ticket.times_reopened - (result == CallBackResult.NOT_SOLVED)
    CallBack.objects.create(ticket=ticket, round=asked, how=how, result=result, by=by, at=at, event_id=event.pk)
    say(ticket, words=words, kind=RemarkKind.CALL_BACK, by=by, at=at, event=event)
