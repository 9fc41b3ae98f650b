"""One move of many requests: tried out first, done with what can be done, taken back within minutes."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.journal import queries as journal_queries
from twingrid.kit.refusals import BadInput, NotFound, Refused, Turned
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.actions import afterwards, lead, outages
from twingrid.work.actions.handover import bring_back, give_back
from twingrid.work.actions.steps import lock
from twingrid.work.models import Attachment, Bulk, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.filtered import UNDO_BULK
from twingrid.work.states import EVENTS, TicketState

MOST = 200
RIGHTS = {"reassign": May.TICKET_REASSIGN, "close": May.TICKET_CLOSE, "attach": May.TICKET_ATTACH}
_Act = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What is to be done to many: `to` (user id) for reassign, `outage` (number) for attach, `words` for close."""

    what: str
    numbers: Sequence[str]
    to: int | None = None
    outage: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Which requests move, and why the others do not: (number, sentence)."""

    moving: tuple[str, ...]
    staying: tuple[tuple[str, str], ...]


def preview_bulk(*, together: Together, by: User, at: datetime) -> Outlook:
    """What would happen: it is done and taken back at once, so nothing is guessed."""
    with transaction.atomic():
        outlook, _items = _try(together, by=by, at=at)
        transaction.set_rollback(True)
    return outlook


@transaction.atomic
def run_bulk(*, together: Together, key: str, by: User, at: datetime) -> tuple[Bulk, Outlook]:
    """Do it to those that can be moved; the others stay with their sentence. Safe to repeat with the same key.

    `Refused` when none can be moved.
    """
    if together.what not in RIGHTS:
        raise BadInput(_("Please choose one of the list."), field="what")
    # The key is claimed first: of two clicks at once the second waits here, and is told what the first one did.
    run, fresh = Bulk.objects.get_or_create(key=key[:64], defaults={"by": by, "what": together.what, "at": at})
    if run.by_id != by.pk:
        raise Refused(_("This form was sent by somebody else. Open the list again."))
    if not fresh:
        return run, Outlook(tuple(number for number, _was in run.items), ())
    outlook, run.items = _try(together, by=by, at=at)
    if not run.items:
        raise Refused(_("None of these can be moved now. Open the list again."))
    run.save(update_fields=("items",))
    journal_actions.record("work.bulk.run", run, by=by, at=at, facts={"what": together.what, "count": len(run.items)})
    return run, outlook


@transaction.atomic
def undo_bulk(*, bulk_id: int, by: User, at: datetime) -> Outlook:
    """Take back what one did to many a moment ago, each by its reverse move; what was touched since stays.

    Safe to repeat. `NotFound` for another person's, `Refused` after ten minutes.
    """
    run = Bulk.objects.select_for_update().filter(pk=bulk_id, by=by).first()
    if run is None:
        raise NotFound(_("There is nothing to undo. Open the list again."))
    if run.undone_at is not None:
        return Outlook((), ())
    if at > run.at + UNDO_BULK:
        raise Refused(_("It is too late to undo this: ten minutes have passed. Move the requests one by one."))
    back: list[str] = []
    stayed: list[tuple[str, str]] = []
    for number, was in run.items:
        try:
            with transaction.atomic():
                _take_back(run, number, was, by=by, at=at)
        except Turned as refusal:
            stayed.append((number, refusal.sentence))
        else:
            back.append(number)
    run.undone_at = at
    run.save(update_fields=("undone_at",))
    journal_actions.record("work.bulk.undone", run, by=by, at=at, facts={"back": len(back), "stayed": len(stayed)})
    return Outlook(tuple(back), tuple(stayed))


def _try(together: Together, *, by: User, at: datetime) -> tuple[Outlook, list[tuple[str, str]]]:
    """Do each in a savepoint of its own, in the order of their numbers so that two people never wait for each other."""
    if together.what not in RIGHTS:
        raise BadInput(_("Please choose one of the list."), field="what")
    people_queries.require(by, RIGHTS[together.what], at=at)
    numbers = sorted(set(together.numbers))
    if not numbers:
        raise BadInput(_("Choose at least one request."), field="chosen")
    if len(numbers) > MOST:
        raise BadInput(_("Choose at most {n} at once.").format(n=MOST), field="chosen")
    act = _act(together, by=by, at=at)
    before = dict(Ticket.objects.filter(number__in=numbers).values_list("number", "state"))
    moving: list[tuple[str, str]] = []
    staying: list[tuple[str, str]] = []
    for number in numbers:
        try:
            with transaction.atomic():
                act(number)
        except Turned as refusal:
            if refusal.field in ("to", "outage", "words"):
                raise
            staying.append((number, refusal.sentence))
        else:
            moving.append((number, before[number]))
    return Outlook(tuple(number for number, _was in moving), tuple(staying)), moving


def _act(together: Together, *, by: User, at: datetime) -> _Act:
    if together.what == "reassign":
        if together.to is None:
            raise BadInput(_("Choose to whom they go."), field="to")
        return lambda number: _reassign(number, together.to or 0, by=by, at=at)
    if together.what == "attach":
        if not together.outage.strip():
            raise BadInput(_("Write the number of the outage."), field="outage")
        return lambda number: _attach(number, together.outage.strip(), by=by, at=at)
    if not together.words.strip():
        raise BadInput(_("Write how the residents were asked, for example: called one by one."), field="words")
    return lambda number: _close(number, together.words, by=by, at=at)


def _reassign(number: str, to: int, *, by: User, at: datetime) -> None:
    held = lock(number, by=by, at=at)
    if held.ticket.holder_id == to:
        raise Refused(_("This person has it already."))
    lead.reassign_ticket(number=number, to=to, by=by, at=at)


def _attach(number: str, outage: str, *, by: User, at: datetime) -> None:
    if Attachment.objects.filter(ticket__number=number, restored_at__isnull=True).exists():
        raise Refused(_("It waits for an outage already."))
    outages.attach_tickets(numbers=[number], outage=outage, by=by, at=at)


def _close(number: str, words: str, *, by: User, at: datetime) -> None:
    if lock(number, by=by, at=at).ticket.state == TicketState.CLOSED:
        raise Refused(_("It is closed already."))
    afterwards.call_back_ticket(number=number, result="solved", words=words, by=by, at=at)


def _take_back(run: Bulk, number: str, was: str, *, by: User, at: datetime) -> None:
    """The reverse move of one request, if nothing happened to it since."""
    held = lock(number, by=by, at=at)
    last = journal_queries.last_of(held.ticket, names=EVENTS.values())
    if last is None or last.at != run.at or last.actor_id != by.pk:
        raise Refused(_("Somebody has gone on with it meanwhile, so it stays."))
    if run.what == "reassign":
        facts: Mapping[str, object] = last.facts
        if not give_back(held, facts, given_at=run.at, at=at):
            raise Refused(_("Somebody has gone on with it meanwhile, so it stays."))
    elif run.what == "attach":
        outages.detach_tickets(numbers=[number], by=by, at=at)
        with suppress(ValueError):
            bring_back(lock(number, by=by, at=at), TicketState(was), at=at, facts={"undo": run.at.isoformat()})
    else:
        afterwards.unclose_ticket(number=number, by=by, at=at)
