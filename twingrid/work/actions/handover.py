"""Handing over the open work of somebody who is away: one request, some, or all of them; and taking it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import queries as journal_queries
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.actions import lead, watching
from twingrid.work.actions.steps import Held, lock, move, save
from twingrid.work.models import Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.handover import hand_over_to
from twingrid.work.states import EVENTS, OPEN, TicketState

# The toast with the button stays ten seconds; a slow line has the rest.
UNDO_WITHIN = timedelta(minutes=1)
# The moves that bring a request back to where its former holder was.
AGAIN = {
    TicketState.ACCEPTED: ("accept",),
    TicketState.ON_THE_WAY: ("accept", "depart"),
    TicketState.ON_SITE: ("accept", "arrive"),
    TicketState.RETURNED: ("return",),
}


@transaction.atomic
def hand_over_tickets(
    *, numbers: Sequence[str], holder_id: int, to: int, by: User, at: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give these open requests of `holder_id` to the person with user id `to`, who has to accept each.

    A leader may for the areas led; the holder only to somebody who stands in (deputy of an absence or of the posting)
    or leads. Gives (handed over, no longer there): a request that somebody else has taken or that is finished
    meanwhile stays as it is. Safe to repeat. Raises `BadInput` for nobody chosen, `NotAllowed`.
    """
    if not numbers:
        raise BadInput(_("Choose at least one request."), field="chosen")
    person = User.objects.filter(pk=to, is_active=True).first()
    if person is None or to == holder_id or not people_queries.grants_of(person, at=at).may(May.TICKET_ACCEPT):
        raise BadInput(_("This person does not take requests. Choose a worker or a leader."), field="to")
    stands_in = by.pk == holder_id and to in dict(hand_over_to(by, at=at))
    handed, left = [], []
    for number in sorted(set(numbers)):
        held = lock(number, by=by, at=at)
        if not stands_in and not held.may(May.TICKET_REASSIGN):
            raise NotAllowed(_("You can hand your work to your deputy or your leader. Others are for your leader."))
        if held.ticket.state not in OPEN or held.ticket.holder_id not in (holder_id, to):
            left.append(number)
            continue
        if held.ticket.holder_id == holder_id:
            lead.pass_on(held, person, at=at)
        handed.append(number)
    return tuple(handed), tuple(left)


@transaction.atomic
def take_back_tickets(*, given_at: datetime, by: User, at: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Undo what `by` gave to others at `given_at`: each request goes back to whoever held it, as far as it was.

    Gives (back, no longer possible): a request that somebody has accepted or given on meanwhile stays where it is. Safe
    to repeat. Raises `Refused` after a minute, `NotFound` where nothing was given at that moment.
    """
    events = journal_queries.done_by(EVENTS["reassign"], actor_id=by.pk, at=given_at)
    if not events:
        raise NotFound(_("There is nothing to undo. Open the list again."))
    if at > given_at + UNDO_WITHIN:
        raise Refused(_("It is too late to undo this. Hand the requests over again instead."))
    facts = {event.subject_id: event.facts for event in events}
    back: list[str] = []
    stayed: list[str] = []
    numbers = dict(Ticket.objects.filter(pk__in=facts).order_by("number").values_list("number", "pk"))
    for number, pk in numbers.items():
        try:
            held = lock(number, by=by, at=at)
        except NotFound:
            stayed.append(number)
            continue
        (back if give_back(held, facts[pk], given_at=given_at, at=at) else stayed).append(number)
    return tuple(back), tuple(stayed)


def give_back(held: Held, facts: Mapping[str, Any], *, given_at: datetime, at: datetime) -> bool:
    """Let a locked request be with its former holder again, unless something happened to it since."""
    ticket = held.ticket
    last = journal_queries.last_of(ticket, names=EVENTS.values())
    undone = last is not None and last.at > given_at and last.facts.get("undo") == given_at.isoformat()
    if undone:
        return True
    former = User.objects.filter(pk=facts["from"]).first()
    untouched = last is not None and last.at == given_at and ticket.holder_id == facts["holder"]
    if former is None or not untouched:
        return False
    lead.pass_on(held, former, at=at, undo=given_at)
    bring_back(held, TicketState(facts.get("was", TicketState.NEW)), at=at, facts={"undo": given_at.isoformat()})
    return True


def bring_back(held: Held, was: TicketState, *, at: datetime, facts: Mapping[str, Any]) -> None:
    """Take the moves again that bring a new request back to the state in which its holder had it."""
    ticket = held.ticket
    for name in AGAIN.get(was, ()):
        move(ticket, name)
        if name == "accept":
            ticket.accepted_at = ticket.accepted_at or at
            watching.stop_waiting(ticket)
        save(ticket, name, by=held.by, at=at, facts={"holder": ticket.holder_id, **facts})
