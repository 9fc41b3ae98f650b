"""Telling another system what became of its events: each change once, in order, and never twice by our own doing."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.journal import queries as journal_queries
from twingrid.kit.refusals import NotFound, Refused
from twingrid.kit.sealing import CannotOpen, unseal
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.gateways import platform as gateway
from twingrid.work.models import (
    ExternalChange,
    ExternalPlatform,
    ExternalRecord,
    Sending,
    SendingKind,
)
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.exchange import concerns
from twingrid.work.queries.platform import Letter, letter_of, registry_digest
from twingrid.work.rules.platform import LEASE, Attempt, Outcome, judged, next_wait

QUEUE = "work.queue_change"
REGISTRY_QUEUE = "work.queue_registry"


@transaction.atomic
def queue_change(*, event_id: int, at: datetime) -> bool:
    """After a move of a request: for each of its numbers whose platform we speak with, the change waits to be sent.
    Once."""
    event = journal_queries.event(event_id)
    active = ExternalPlatform.objects.filter(active=True).order_by().values("system")
    records = ExternalRecord.objects.filter(ticket_id=event.subject_id, system__in=active, closed_at__isnull=True)
    told = [record for record in records.order_by("id") if concerns(event, record)]
    if not told:
        return False
    if not journal_actions.handle_once(event_id=event_id, subscriber=QUEUE, at=at):
        return False
    passed_on = event.name == "work.ticket.answered" and event.facts.get("outcome") == "passed_on"
    for record in told:
        ExternalChange.objects.create(
            system=record.system,
            kind=SendingKind.RETURN if passed_on else SendingKind.CHANGE,
            record=record,
            event_id=event_id,
            queued_at=at,
            next_at=at,
        )
    return True


@transaction.atomic
def queue_registry(*, event_id: int, at: datetime) -> bool:
    """After a change of areas or of who holds them: the registry waits to be sent, once however much changed."""
    if not journal_actions.handle_once(event_id=event_id, subscriber=REGISTRY_QUEUE, at=at):
        return False
    queued = False
    for platform in ExternalPlatform.objects.select_for_update().filter(active=True).order_by("system"):
        waiting = ExternalChange.objects.filter(
            system=platform.system, kind=SendingKind.REGISTRY, state=Sending.WAITING
        )
        if not waiting.exists():
            ExternalChange.objects.create(
                system=platform.system, kind=SendingKind.REGISTRY, event_id=event_id, queued_at=at, next_at=at
            )
            queued = True
    return queued


def send_next_change(*, at: datetime) -> bool:
    """Send what is due first; False when nothing is, or when the platform does not answer well now.

    The call is made between two transactions, never inside one: a process that dies meanwhile leaves the change
    `sending`, for `doubt_stale_changes`.
    """
    change_id = claim_change(at=at)
    if change_id is None:
        return False
    attempt = attempt_change(change_id=change_id)
    settle_attempt(change_id=change_id, attempt=attempt, at=at)
    return attempt.outcome in (Outcome.SENT, Outcome.REFUSED)


@transaction.atomic
def claim_change(*, at: datetime) -> int | None:
    """Mark the first change that is due as under way, and give its id. Later changes of an event wait for earlier."""
    before = ExternalChange.objects.filter(
        record_id=OuterRef("record_id"),
        event_id__lt=OuterRef("event_id"),
        state__in=(Sending.WAITING, Sending.SENDING, Sending.UNCERTAIN),
    )
    active = ExternalPlatform.objects.filter(active=True).order_by().values("system")
    due = ExternalChange.objects.filter(~Exists(before), state=Sending.WAITING, next_at__lte=at, system__in=active)
    change = due.select_for_update(of=("self",), skip_locked=True).order_by("event_id", "id").first()
    if change is None:
        return None
    change.state, change.begun_at = Sending.SENDING, at
    change.tries += 1
    change.save(update_fields=("state", "begun_at", "tries"))
    return int(change.pk)


def attempt_change(*, change_id: int) -> Attempt:
    """One attempt at a claimed change, outside of any transaction of ours."""
    change = ExternalChange.objects.select_related("record").get(pk=change_id)
    platform = ExternalPlatform.objects.get(pk=change.system)
    letter = letter_of(change, ours=platform.ours)
    if change.kind == SendingKind.REGISTRY and registry_digest(letter) == platform.registry_digest:
        return Attempt(Outcome.SENT, why="unchanged")
    return post_letter(platform=platform, letter=letter)


def post_letter(*, platform: ExternalPlatform, letter: Letter) -> Attempt:
    """Hand a letter to the platform and judge what came back."""
    try:
        said = gateway.ask(
            letter.method,
            platform.url,
            letter.path,
            key=unseal(platform.sealed_key).reveal(),
            body=letter.body,
            repeat_key=letter.repeat_key,
            loopback_only=settings.DEMO,
        )
    except CannotOpen:
        return Attempt(Outcome.REFUSED, why="key")
    except gateway.NotSent as trouble:
        return Attempt(Outcome.AGAIN, why=str(trouble))
    except gateway.InDoubt as trouble:
        # What may have arrived goes again by itself only where that changes nothing: the receiver knows the letter
        # by its key, or it is the whole registry.
        harmless = letter.method in {"GET", "PUT"} or platform.honours_keys
        return Attempt(Outcome.AGAIN if harmless else Outcome.IN_DOUBT, why=str(trouble))
    return judged(said.status, wait=said.wait)


@transaction.atomic
def settle_attempt(*, change_id: int, attempt: Attempt, at: datetime) -> ExternalChange:
    """Keep what an attempt came to. A change that is no longer under way (a person was first) stays as it is."""
    change = ExternalChange.objects.select_for_update().get(pk=change_id)
    if change.state != Sending.SENDING:
        return change
    change.last_error = "" if attempt.outcome == Outcome.SENT else (attempt.why or str(attempt.code))[:300]
    if attempt.outcome == Outcome.SENT:
        change.state, change.sent_at = Sending.SENT, at
        _note_registry(change)
    elif attempt.outcome == Outcome.IN_DOUBT:
        _doubt_change(change, at=at)
    else:
        wait = next_wait(change.tries, asked=attempt.wait) if attempt.outcome == Outcome.AGAIN else None
        if wait is not None:
            change.state, change.next_at = Sending.WAITING, at + wait
        else:
            _refuse_change(change, Sending.FAILED if attempt.outcome == Outcome.AGAIN else Sending.REFUSED, at=at)
    change.save()
    return change


@transaction.atomic
def doubt_stale_changes(*, at: datetime) -> int:
    """What has been under way for longer than a call can take belongs to a process that died: it may have arrived.

    It goes again by itself only where that changes nothing; otherwise a person looks. How many there were.
    """
    honouring = set(ExternalPlatform.objects.filter(honours_keys=True).values_list("system", flat=True))
    stale = ExternalChange.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state=Sending.SENDING, begun_at__lte=at - LEASE
    )
    found = list(stale.order_by("event_id", "id"))
    for change in found:
        if change.kind == SendingKind.REGISTRY or change.system in honouring:
            change.state, change.next_at = Sending.WAITING, at
        else:
            _doubt_change(change, at=at)
        change.last_error = "stopped"
        change.save()
    return len(found)


@transaction.atomic
def release_change(*, change_id: int, by: User, at: datetime) -> ExternalChange:
    """A person sends again what was given up, refused or uncertain. Safe to repeat."""
    change = _locked(change_id, by=by, at=at)
    if change.state in (Sending.WAITING, Sending.SENDING):
        return change
    if change.state == Sending.SENT:
        raise Refused(_("This has arrived. Nothing is sent again."))
    change.state, change.next_at, change.tries, change.last_error = Sending.WAITING, at, 0, ""
    change.save(update_fields=("state", "next_at", "tries", "last_error"))
    journal_actions.record("work.change.released", change, by=by, at=at)
    return change


@transaction.atomic
def settle_change(*, change_id: int, by: User, at: datetime) -> ExternalChange:
    """A person has looked at the platform: it is there, or it is no longer needed. Nothing is sent. Safe to repeat."""
    change = _locked(change_id, by=by, at=at)
    if change.state == Sending.SENT:
        return change
    if change.state in (Sending.WAITING, Sending.SENDING):
        raise Refused(_("This is still on its way. Wait until it has arrived or was given up."))
    change.state, change.sent_at = Sending.SENT, at
    change.save(update_fields=("state", "sent_at"))
    journal_actions.record("work.change.settled", change, by=by, at=at)
    return change


def _locked(change_id: int, *, by: User, at: datetime) -> ExternalChange:
    people_queries.require(by, May.PLATFORM_MANAGE, at=at)
    change = ExternalChange.objects.select_for_update().filter(pk=change_id).first()
    if change is None:
        raise NotFound(_("There is no such sending. Open the list again."))
    return change


def _doubt_change(change: ExternalChange, *, at: datetime) -> None:
    change.state = Sending.UNCERTAIN
    journal_actions.record("work.change.doubted", change, by=None, at=at, facts={"tries": change.tries})


def _refuse_change(change: ExternalChange, state: Sending, *, at: datetime) -> None:
    change.state = state
    journal_actions.record("work.change.refused", change, by=None, at=at, facts={"tries": change.tries})


def _note_registry(change: ExternalChange) -> None:
    if change.kind == SendingKind.REGISTRY:
        platform = ExternalPlatform.objects.select_for_update().get(pk=change.system)
        platform.registry_digest = registry_digest(letter_of(change, ours=platform.ours))
        platform.save(update_fields=("registry_digest",))
