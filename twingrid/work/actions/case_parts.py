"""What belongs to a case: the people who speak in it, meetings, agreements, and what it is linked to."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit import tokens
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.outages.permissions import OutagePermission
from twingrid.outages.queries import lists as outage_lists
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.actions.cases import Family, HeldCase, hold, record
from twingrid.work.actions.steps import choice, clean_words, needed_words
from twingrid.work.models import Case, CaseAgreement, CaseLink, CaseMeeting, CaseParty, Kept, PartySide, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import hazards as hazard_queries
from twingrid.work.queries import visible
from twingrid.work.queries.cases import OPEN, cases_for
from twingrid.work.rules import intake
from twingrid.work.states import MATTER_EVENTS, MATTER_MOVES, MatterState


@transaction.atomic
def record_party(
    *,
    number: str,
    family: Family = "matter",
    side: str,
    name: str,
    phone: str = "",
    key: str = "",
    by: User,
    at: datetime,
) -> CaseParty:
    """Write down who speaks for a side. Safe to repeat with the same key."""
    held = _open(number, family, May.MATTER_TALK, by=by, at=at)
    known = held.case.parties.filter(key=key).first() if key else None
    if known is not None:
        return known
    choice(side, PartySide, field="side")
    if not name.strip():
        raise BadInput(_("Please write who it is, for example the property company's front desk."), field="name")
    try:
        dialled = intake.clean_phone(phone)
    except ValueError as error:
        raise BadInput(
            _("This telephone number cannot be dialled. Please check it, for example 0531-000 01203."), field="phone"
        ) from error
    party = CaseParty.objects.create(case=held.case, key=_key(key), side=side, name=name.strip()[:40], phone=dialled)
    record(held.case, "work.party.recorded", "", by=by, at=at, facts={"side": side})
    return party


@transaction.atomic
def erase_party(*, number: str, party_id: int, family: Family = "matter", by: User, at: datetime) -> None:
    """Erase who spoke for a side: that somebody did stays in the journal. Safe to repeat."""
    held = hold(number, family, by=by, at=at)
    held.require(May.MATTER_TALK)
    gone = held.case.parties.filter(pk=party_id).delete()[0]
    if gone:
        record(held.case, "work.party.erased", "", by=by, at=at)


@transaction.atomic
def record_meeting(
    *,
    number: str,
    family: Family = "matter",
    held_at: datetime,
    place: str = "",
    people: str = "",
    result: str = "",
    key: str = "",
    by: User,
    at: datetime,
) -> CaseMeeting:
    """Write a meeting down. The first one brings an opened matter into talks. Safe to repeat with the same key."""
    held = _open(number, family, May.MATTER_TALK, by=by, at=at)
    known = held.case.meetings.filter(key=key).first() if key else None
    if known is not None:
        return known
    result = clean_words(result, field="result")
    if held_at <= at and not result:
        raise BadInput(_("Please write what came of it, so that nobody has to ask."), field="result")
    meeting = CaseMeeting.objects.create(
        case=held.case,
        key=_key(key),
        held_at=held_at,
        place=place.strip()[:100],
        people=people.strip()[:300],
        result=result,
    )
    record(held.case, "work.meeting.recorded", result, by=by, at=at, facts={"held_at": held_at.isoformat()})
    if held.case.state == MatterState.OPENED:
        _talk(held, at=at)
    return meeting


def _talk(held: HeldCase, *, at: datetime) -> None:
    held.case.state = next(move.target for move in MATTER_MOVES if move.name == "talk")
    held.case.save(update_fields=("state",))
    record(held.case, MATTER_EVENTS["talk"], "", by=held.by, at=at, facts={"to": str(held.case.state)})


@transaction.atomic
def record_agreement(
    *,
    number: str,
    family: Family = "matter",
    one_side: str,
    other_side: str,
    words: str,
    starts_on: date,
    ends_on: date | None = None,
    key: str = "",
    by: User,
    at: datetime,
) -> CaseAgreement:
    """Write a further agreement down. Safe to repeat with the same key."""
    held = _open(number, family, May.MATTER_TALK, by=by, at=at)
    known = held.case.agreements.filter(key=key).first() if key else None
    if known is not None:
        return known
    said = {"one_side": one_side, "other_side": other_side, "words": words}
    agreement = write_agreement(held.case, key=_key(key), starts_on=starts_on, ends_on=ends_on, **said)
    record(held.case, "work.agreement.recorded", agreement.words, by=by, at=at)
    return agreement


def write_agreement(
    case: Case, *, key: str, one_side: str, other_side: str, words: str, starts_on: date, ends_on: date | None
) -> CaseAgreement:
    """Keep an agreement, checked."""
    choice(one_side, PartySide, field="one_side")
    choice(other_side, PartySide, field="other_side")
    if one_side == other_side:
        raise BadInput(_("An agreement has two different sides."), field="other_side")
    if ends_on is not None and ends_on < starts_on:
        raise BadInput(_("The last day lies before the first. Please check both."), field="ends_on")
    return CaseAgreement.objects.create(
        case=case,
        key=key,
        one_side=one_side,
        other_side=other_side,
        words=needed_words(words),
        starts_on=starts_on,
        ends_on=ends_on,
    )


@transaction.atomic
def settle_agreement(
    *, number: str, agreement_id: int, kept: str, words: str = "", family: Family = "matter", by: User, at: datetime
) -> CaseAgreement:
    """Write down whether an agreement was kept or broken; a broken one with what happened. Safe to repeat."""
    held = hold(number, family, by=by, at=at)
    held.require(May.MATTER_TALK)
    agreement = held.case.agreements.filter(pk=agreement_id).first()
    if agreement is None:
        raise NotFound(_("There is no such agreement. Open the matter again."))
    choice(kept, Kept, field="kept")
    if agreement.kept == kept or not kept:
        return agreement
    said = needed_words(words) if kept == Kept.BROKEN else clean_words(words)
    agreement.kept, agreement.settled_at = kept, at
    agreement.save(update_fields=("kept", "settled_at"))
    record(held.case, "work.agreement.settled", said, by=by, at=at, facts={"kept": kept})
    return agreement


@transaction.atomic
def link_case(*, number: str, family: Family, to: str, by: User, at: datetime) -> CaseLink:
    """Link a case with a request, a hazard, an outage or a project, by its number, as far as `by` may see it.

    A matter that is linked with a project holds it up until it is settled. Safe to repeat.
    """
    held = hold(number, family, by=by, at=at)
    held.require(May.CASE_LINK)
    target = _target(to.strip().upper(), by=by, at=at)
    praise = family == "project" and Ticket.objects.filter(pk=target.get("ticket_id", 0), kind="praise").exists()
    if target.get("project_id") == held.case.pk:
        raise BadInput(_("This is the number of the page that you are on. Write another one."), field="to")
    link, fresh = CaseLink.objects.get_or_create(case=held.case, defaults={"praise": praise}, **{**_NOTHING, **target})
    if fresh:
        facts = {name: value for name, value in target.items() if value}
        record(held.case, "work.case.linked", "", by=by, at=at, facts=facts)
    return link


_NOTHING: dict[str, Any] = {"ticket_id": None, "hazard_id": None, "outage_id": None, "project_id": None}


def _target(to: str, *, by: User, at: datetime) -> dict[str, int]:
    """What a number means to this person; `BadInput` when they see nothing of this number."""
    ticket = visible.tickets_for(by, at=at).filter(number=to).first()
    if ticket is not None:
        return {"ticket_id": ticket.pk}
    hazard = hazard_queries.hazards_for(by, at=at).filter(number=to).first()
    if hazard is not None:
        return {"hazard_id": hazard.pk}
    project = cases_for(by, "project", at=at).filter(number=to).first()
    if project is not None:
        return {"project_id": project.pk}
    if people_queries.grants_of(by, at=at).may(OutagePermission.OUTAGE_SEE):
        outage = outage_lists.visible(by, at=at).filter(number=to).first()
        if outage is not None:
            return {"outage_id": outage.pk}
    raise BadInput(
        _("Nothing with this number is in your areas. Write the number of a request, hazard, outage or project."),
        field="to",
    )


def _open(number: str, family: Family, right: str, *, by: User, at: datetime) -> HeldCase:
    """Hold a case that is not finished."""
    held = hold(number, family, by=by, at=at)
    held.require(right)
    if held.case.state not in OPEN[family]:
        raise Refused(_("This is finished. Reopen it first, or open a new one."))
    return held


def _key(key: str) -> str:
    return key[:64] or tokens.token()
