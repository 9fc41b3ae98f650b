"""From a group into the record and back: a message becomes a request, or is answered from what is known; texts go
back, and somebody says that they are posted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.coverage import queries as coverage_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.notices.composing import AnswerUse, GroupState
from twingrid.notices.models import GroupAnswer, GroupMessage, ServiceGroup
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries import messages
from twingrid.notices.queries.texts import moment
from twingrid.notices.rules import answers
from twingrid.notices.rules.lexicon import NONE, THANKS, WHEN_BACK
from twingrid.notices.rules.pasting import clean
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory import queries as territory_queries
from twingrid.territory.finding.model import PlaceKind
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.models import Ticket

KEPT = timedelta(days=90)
"""How long the words of a message are kept here; those of a request are kept with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A message as a person took it. `kind` is a kind of request, `when_back` or `thanks`; `suggested` what the rules
    said. With `known_number` it is answered from that outage and nothing new is made. `asked` is what the place was
    searched by."""

    intake_key: str
    group_id: int
    words: str
    kind: str
    suggested: str = ""
    scope: str = "unknown"
    building_id: int | None = None
    compound_id: int | None = None
    unit: str = ""
    room: str = ""
    place_words: str = ""
    known_number: str = ""
    asked: str = ""


@transaction.atomic
def take_message(*, taken: Taken, by: User, at: datetime) -> GroupMessage:
    """Make a request of a message, or answer it from a known outage, or keep it as praise. The same key again gives
    the message that is there. Raises `BadInput` (field kind, words, place), `NotFound`, `Refused` for a closed group.
    """
    people_queries.require(by, May.GROUP_POST, at=at)
    group = _group(taken.group_id)
    if known := GroupMessage.objects.filter(intake_key=taken.intake_key).first():
        return known
    words = clean(taken.words).words[:1000]
    if not words:
        raise BadInput(_("Paste the message first."), field="words")
    message = GroupMessage(
        group=group,
        intake_key=taken.intake_key[:64],
        kind=taken.kind,
        suggested=taken.suggested[:20],
        building_id=taken.building_id,
        by=by,
        at=at,
    )
    if taken.known_number:
        use, text = AnswerUse.KNOWN, _known(message, taken, words, at=at)
    elif taken.kind == THANKS:
        message.words = words
        use, text = AnswerUse.THANKS, answers.thanks()
    else:
        use, text = AnswerUse.TAKEN, _request(message, taken, words, by=by, at=at)
    message.save(force_insert=True)
    GroupAnswer.objects.create(message=message, use=use, text=text[:500], at=at)
    facts = {"kind": message.kind, "suggested": message.suggested, "use": use.value}
    journal_actions.record("notices.message.taken", message, by=by, at=at, facts=facts)
    return message


def _group(group_id: int) -> ServiceGroup:
    group: ServiceGroup | None = ServiceGroup.objects.filter(pk=group_id).first()
    if group is None:
        raise NotFound(_("There is no such group. Open the register again."))
    if group.state == GroupState.CLOSED:
        raise Refused(_("This group is closed. Choose the one that the message comes from."))
    return group


def _known(message: GroupMessage, taken: Taken, words: str, *, at: datetime) -> str:
    """The answer from a known outage of the place: read again, so that it is never older than the record."""
    here = messages.known_here(
        message.group, building_id=taken.building_id, compound_id=taken.compound_id, unit=taken.unit, at=at
    )
    outage = next((one for one in here if one.number == taken.known_number), None)
    if outage is None:
        raise Refused(_("This outage is over, or does not reach this place. Read the message again."))
    message.outage_id, message.words, message.kind = outage.id, words, WHEN_BACK
    place = messages.place_for_all(message.group, taken.building_id, taken.compound_id, taken.unit)
    return answers.known(place=place, back=moment(outage.estimate_at) if outage.estimate_at else "", on=outage.is_on)


def _request(message: GroupMessage, taken: Taken, words: str, *, by: User, at: datetime) -> str:
    if taken.kind in (WHEN_BACK, NONE):
        raise BadInput(
            _("No outage is known there, so nobody is on the way. Choose what it is about, and make a request of it."),
            field="kind",
        )
    spot = coverage_queries.spot_of(PlaceKind.COMPOUND, taken.compound_id) if taken.compound_id else None
    lon, lat = spot if spot and not taken.building_id else (None, None)
    report = work_actions.Report(
        channel="group",
        kind=taken.kind,
        intake_key=f"group:{taken.intake_key}"[:64],
        words=words,
        scope=taken.scope,
        building_id=taken.building_id,
        unit=taken.unit,
        room=taken.room,
        lon=lon,
        lat=lat,
        place_words="" if taken.building_id else _estate(taken) or taken.place_words,
        asked=taken.asked,
    )
    ticket = work_actions.report_ticket(report=report, by=by, at=at)
    message.ticket = ticket
    due = next((one.due_at for one in work_queries.clocks_of(ticket) if one.key == "arrive"), None)
    return answers.taken(
        place=messages.place_for_all(message.group, ticket.building_id, taken.compound_id, ticket.unit),
        what=_what(ticket),
        number=ticket.number,
        who=ticket.holder.name if ticket.holder else "",
        until=moment(due) if due else "",
        safety=ticket.safety,
    )


def _what(ticket: Ticket) -> str:
    content = work_queries.kind_of_ticket(ticket).content
    return answers.what_of(ticket.kind, "" if content.group == "voice" else content.words.zh)


def _estate(taken: Taken) -> str:
    found = territory_queries.compound(taken.compound_id) if taken.compound_id else None
    return found.name if found else ""


@transaction.atomic
def answer_solved(*, ticket_id: int, at: datetime) -> int:
    """After a request is dealt with: a second text for each group it came from; how many. Safe to repeat."""
    ticket = Ticket.objects.select_related("building").get(pk=ticket_id)
    made = 0
    for message in GroupMessage.objects.select_related("group").filter(ticket=ticket).order_by("id"):
        text = answers.solved(
            place=messages.place_for_all(message.group, ticket.building_id, None, ticket.unit),
            what=_what(ticket),
            number=ticket.number,
            outcome=ticket.outcome,
        )
        _row, new = GroupAnswer.objects.get_or_create(
            message=message, use=AnswerUse.SOLVED, defaults={"text": text[:500], "at": at}
        )
        made += new
    return made


@transaction.atomic
def post_answer(*, answer_id: int, by: User, at: datetime) -> GroupAnswer:
    """The text is in the group: who put it there and when is kept. Safe to repeat."""
    answer = _lock_answer(answer_id)
    _may_answer(answer, by=by, at=at)
    if answer.posted_at is None:
        answer.posted_by, answer.posted_at = by, at
        answer.save(update_fields=("posted_by", "posted_at"))
        journal_actions.record("notices.answer.posted", answer, by=by, at=at, facts={"use": answer.use})
    return answer


@transaction.atomic
def withdraw_answer(*, answer_id: int, by: User, at: datetime) -> GroupAnswer:
    """It is not in the group after all: who marked it takes it back."""
    answer = _lock_answer(answer_id)
    if answer.posted_by_id != by.pk:
        raise NotFound(_("You have not marked this. Open your list again."))
    answer.posted_by, answer.posted_at = None, None
    answer.save(update_fields=("posted_by", "posted_at"))
    journal_actions.record("notices.answer.withdrawn", answer, by=by, at=at, facts={"use": answer.use})
    return answer


def _lock_answer(answer_id: int) -> GroupAnswer:
    rows = GroupAnswer.objects.select_for_update(of=("self",)).select_related("message__group")
    answer = rows.filter(pk=answer_id).first()
    if answer is None:
        raise NotFound(_("There is nothing to post here any more. Open your list again."))
    return answer


def _may_answer(answer: GroupAnswer, *, by: User, at: datetime) -> None:
    people_queries.require(by, May.GROUP_POST, at=at)
    message = answer.message
    if by.pk in (message.by_id, message.group.owner_id, message.group.deputy_id):
        return
    if not people_queries.grants_of(by, at=at).may(May.GROUP_MANAGE):
        raise NotAllowed(_("This post is somebody else's. Its owner, the deputy or the leader marks it."))


@transaction.atomic
def erase_old_messages(*, at: datetime, kept: timedelta = KEPT) -> int:
    """Erase the words of messages older than they may be; how many. Safe to repeat."""
    old = GroupMessage.objects.filter(erased_at__isnull=True, at__lt=at - kept).order_by()
    return old.update(words="", erased_at=at)
