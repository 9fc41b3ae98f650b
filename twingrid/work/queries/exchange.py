"""What other systems may ask about their own events: the changes of state, in order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, get_args

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.choices import Sending, SendingKind
from twingrid.work.models import (
    Appeal,
    CallBack,
    CallBackResult,
    ExternalChange,
    ExternalRecord,
    ExternalReturn,
    Outcome,
    Photo,
    PhotoKind,
    Remark,
    RemarkKind,
    Reporter,
    Ticket,
)
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.replies import replies_to
from twingrid.work.queries.visible import visible
from twingrid.work.rules.records import ANSWERED as ANSWERED_THERE
from twingrid.work.rules.records import NATIONAL
from twingrid.work.rules.reply import Reply
from twingrid.work.rules.shapes import Answer, Attachments, ChangeOut, ChangesOut, Exclusion, NationalAnswer, State

JOINED = "work.ticket.joined"
STATE_OF_EVENT: Mapping[str, State] = {
    "work.ticket.reported": "received",
    "work.ticket.accepted": "accepted",
    "work.ticket.taken_over": "accepted",
    "work.ticket.departed": "on_the_way",
    "work.ticket.arrived": "on_site",
    "work.ticket.answered": "resolved",
    "work.ticket.resolved": "resolved",
    "work.ticket.returned": "returned",
    "work.ticket.reassigned": "reassigned",
    "work.ticket.reopened": "reopened",
    "work.ticket.closed": "closed",
    "work.ticket.unclosed": "resolved",
    "work.ticket.replied": "replied",
    "work.ticket.attached": "accepted",
    "work.ticket.restored": "resolved",
    "work.ticket.cancelled": "cancelled",
    "work.ticket.separated": "accepted",
    JOINED: "accepted",
    "work.order.appealed": "appealed",
}
ANSWERED = ("resolved", "replied", "closed")
# Numbers are given before a transaction ends: what is younger may still be overtaken by a smaller number.
SETTLED = timedelta(seconds=10)
LIMIT = 200


def state_of(state: str) -> State:
    """The state of a request as other systems read it."""
    return next(
        (known for known in get_args(State) if known == state), "accepted" if state == "waiting" else "received"
    )


def changes_for(user: User, *, system: str, since: str, at: datetime, limit: int = LIMIT) -> ChangesOut:
    """The changes of a system's own events after `since` (`next` of the last answer, or a moment; "" for all).

    Changes of the last ten seconds come with the next answer. `NotAllowed` without the right, `BadInput` for a
    `since` that cannot be read.
    """
    grants = people_queries.grants_of(user, at=at)
    people_queries.require(user, May.TICKET_SEE, at=at)
    own = visible(user, grants=grants) | Ticket.objects.filter(reported_by_id=user.pk)
    records = ExternalRecord.objects.filter(system=system, ticket__in=own.order_by().values("pk"))
    rows = events_of(records.order_by().values("ticket_id"), after=_after(since), until=at - SETTLED)
    found = list(rows[: limit + 1])
    kept = found[:limit]
    concerned = records.filter(ticket_id__in={event.subject_id for event in kept}).select_related("ticket")
    return ChangesOut(
        changes=told(kept, list(concerned.order_by("id"))),
        next=str(kept[-1].pk) if kept else since,
        more=len(found) > limit,
    )


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A return: which event (its number and ours), by whom (`theirs`), why, when, and how the request stands now."""

    number: str
    ticket: str
    theirs: bool
    reason: str
    at: datetime
    state: str
    sending: str = ""


def returns(*, limit: int = 50) -> list[ReturnLine]:
    """The last returns of both directions, newest first: theirs of our answers, ours of what is not our duty."""
    theirs = ExternalReturn.objects.select_related("record__ticket").order_by("-at", "-id")[:limit]
    ours = ExternalChange.objects.filter(kind=SendingKind.RETURN).select_related("record__ticket")
    found = [
        ReturnLine(one.record.number, one.record.ticket.number, True, one.reason, one.at, one.record.ticket.state)
        for one in theirs
    ]
    for row in ours.order_by("-queued_at", "-id")[:limit]:
        if row.record is not None:
            ticket, sending = row.record.ticket, str(Sending(row.state).label)
            found.append(ReturnLine(row.record.number, ticket.number, False, "", row.queued_at, ticket.state, sending))
    return sorted(found, key=lambda line: line.at, reverse=True)[:limit]


def every_change(user: User, *, system: str, since: str, at: datetime) -> tuple[list[ChangeOut], str]:
    """All changes after `since`, for a file, and the `since` of the next one."""
    found, place, more = list[ChangeOut](), since, True
    while more:
        page = changes_for(user, system=system, since=place, at=at)
        found, place, more = [*found, *page.changes], page.next, page.more
    return found, place


def events_of(tickets: Any, *, after: Q, until: datetime) -> Any:
    """The journal's events of these requests that other systems are told of, oldest first."""
    return Event.objects.filter(
        after, subject_kind="work.ticket", subject_id__in=tickets, name__in=STATE_OF_EVENT, at__lte=until
    ).order_by("id")


def _after(since: str) -> Q:
    if not since:
        return Q()
    if since.isascii() and since.isdigit() and len(since) < 19:
        return Q(pk__gt=int(since))
    try:
        moment = parse_datetime(since.replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or not is_aware(moment):
        raise BadInput(
            _("Send as since what the last answer gave as next, or a moment like 2026-11-23T08:00:00+08:00."),
            field="since",
        )
    return Q(at__gt=moment)


def concerns(event: Event, record: ExternalRecord) -> bool:
    """Whether a number is told of an event of its request: not of what was before it, nor of another's answer."""
    wanted = event.facts.get("records")
    if wanted is not None:
        return record.pk in wanted
    return event.at >= record.received_at


def told(events: Sequence[Event], records: Sequence[ExternalRecord]) -> list[ChangeOut]:
    """The events as other systems read them, with words and answers: once for each number that they concern."""
    tickets = {event.subject_id for event in events}
    words: dict[int, Remark] = {}
    for remark in Remark.objects.filter(ticket_id__in=tickets, event_id__isnull=False).order_by("id"):
        words[remark.event_id or 0] = remark
    answers, appeals = _answers(records), _appeals(records)
    return [
        _change(event, record, words, answers, appeals)
        for event in events
        for record in records
        if record.ticket_id == event.subject_id and concerns(event, record)
    ]


def _change(
    event: Event,
    record: ExternalRecord,
    words: Mapping[int, Remark],
    answers: Mapping[int, Answer],
    appeals: Mapping[int, Exclusion],
) -> ChangeOut:
    state, said = _state(event, record), words.get(event.pk)
    return ChangeOut(
        change=event.pk,
        number=record.number,
        ticket=record.ticket.number,
        state=state,
        at=event.at,
        reason=said.words if said is not None and said.kind == RemarkKind.REASON else "",
        answer=answers.get(record.pk) if state in ANSWERED else None,
        exclusion=appeals.get(record.pk) if state == "appealed" else None,
        national=_national(record, answers.get(record.pk)) if state in ANSWERED else None,
    )


def _national(record: ExternalRecord, answer: Answer | None) -> NationalAnswer | None:
    """The answer in the shape of 95598, for its own numbers only."""
    if record.system != NATIONAL or answer is None:
        return None
    ticket, written = record.ticket, replies_to([record]).get(record.pk)
    result = "not_known" if answer.solved is None else "solved" if answer.solved else "not_solved"
    return NationalAnswer.model_validate(
        {
            **{name: str(record.raw.get(name, "")) for name in ("business", "level", "complaint_class")},
            "result": "explained" if ticket.outcome == Outcome.EXPLAINED else result,
            "contacted": answer.contacted,
            "contacted_at": answer.contacted_at,
            "cause": written.cause if written else "",
            "measures": written.measures if written else "",
            "handling": answer.handling,
            "opinion": written.opinion if written else "",
            "finished_at": ticket.resolved_at,
        }
    )


def _appeals(records: Iterable[ExternalRecord]) -> dict[int, Exclusion]:
    """By number, the last application not to count it."""
    return {
        one.record_id: Exclusion.model_validate(
            {"state": one.state, "conclusion": one.conclusion, "basis": one.basis, "evidence": one.evidence}
        )
        for one in Appeal.objects.filter(record__in=list(records)).order_by("at", "id")
    }


def _state(event: Event, record: ExternalRecord) -> State:
    """The state that an event tells of. We do not close an order of a hotline: for it, what we closed is handled."""
    if event.name == JOINED:
        return state_of(record.ticket.state)
    state = STATE_OF_EVENT[event.name]
    return "resolved" if state == "closed" and record.system in ANSWERED_THERE else state


def _answers(records: Iterable[ExternalRecord]) -> dict[int, Answer]:
    """By number, the present answer of each whose request has been resolved."""
    done_with = [record for record in records if record.ticket.resolved_at is not None]
    ids = [record.ticket_id for record in done_with]
    done: dict[int, str] = dict(
        Remark.objects.filter(ticket_id__in=ids, kind=RemarkKind.DONE).order_by("id").values_list("ticket_id", "words")
    )
    calls = {call.ticket_id: call for call in CallBack.objects.filter(ticket_id__in=ids).order_by("at", "id")}
    phones = dict(Reporter.objects.filter(ticket_id__in=ids).values_list("ticket_id", "phone"))
    pictures = _pictures(ids)
    written = replies_to(done_with)
    return {
        record.pk: _whole(
            _written(written[record.pk])
            if record.pk in written
            else _answer(record.ticket, done.get(record.ticket_id, ""), calls.get(record.ticket_id)),
            phone=_phone_of(record, phones),
            pictures=pictures[record.ticket_id],
        )
        for record in done_with
    }


def _phone_of(record: ExternalRecord, phones: Mapping[int, str]) -> str:
    """The number that the order itself came with; else that of the request it became first."""
    caller = record.raw.get("reporter") or {}
    return str(caller.get("phone") or "") or (phones.get(record.ticket_id, "") if record.came_as_id is None else "")


def _pictures(tickets: Iterable[int]) -> dict[int, list[str]]:
    """By request, the names of the pictures of the finished work: the public ones, no others."""
    found = defaultdict[int, list[str]](list)
    rows = Photo.objects.filter(ticket_id__in=tickets, kind=PhotoKind.DONE).order_by("id")
    for ticket, pk in rows.values_list("ticket_id", "pk"):
        found[ticket].append(f"photo-{pk}.jpg")
    return found


def _whole(answer: Answer, *, phone: str, pictures: Sequence[str]) -> Answer:
    """An answer with the number that was called, where somebody was reached, and the pictures of the work."""
    number = phone if answer.contacted else ""
    return answer.model_copy(update={"contact_number": number, "attachments": Attachments(handling=list(pictures))})


def _written(reply: Reply) -> Answer:
    """The answer as a person wrote it for the hotline."""
    return Answer(
        true_request=True,
        beyond_duty=reply.excluded,
        application_type=reply.application_type,
        contacted=reply.contacted,
        contacted_at=reply.contacted_at,
        solved=reply.solved,
        unsolved_reason=reply.unsolved_reason,
        handling=reply.handling,
        public_reply=reply.public_reply,
    )


def _answer(ticket: Ticket, done: str, call: CallBack | None) -> Answer:
    solved = None if call is None or call.result == CallBackResult.NOT_REACHED else call.result == CallBackResult.SOLVED
    return Answer(
        true_request=ticket.outcome != Outcome.NOTHING_FOUND,
        beyond_duty=ticket.outcome == Outcome.PASSED_ON,
        contacted=None if call is None else call.result != CallBackResult.NOT_REACHED,
        contacted_at=call.at if call is not None else None,
        solved=solved,
        unsolved_reason="",
        handling=done,
        public_reply=done,
    )
