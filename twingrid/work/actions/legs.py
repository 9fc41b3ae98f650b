"""What a company does with its leg of a joint case, and what the counter does with it: each leg goes its own way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit.machine import take
from twingrid.kit.refusals import NotAllowed, NotFound, Refused
from twingrid.people import calendar_queries
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.people.queries import Grants
from twingrid.work.actions.cases import record
from twingrid.work.actions.joint import refresh
from twingrid.work.actions.steps import clean_words, needed_words
from twingrid.work.models import Case, CaseLeg
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import joint as joint_queries
from twingrid.work.queries import joint_asked
from twingrid.work.rules.joint_shapes import LegMoveIn, LegOut
from twingrid.work.states import JOINT_OPEN, LEG_EVENTS, LEG_MOVES, LegState


@dataclass(frozen=True, slots=True)
class HeldLeg:
    """A locked case with one of its legs, and who acts on it."""

    case: Case
    leg: CaseLeg
    by: User
    grants: Grants


@transaction.atomic
def accept_leg(*, number: str, company: str, by: User, at: datetime) -> CaseLeg:
    """The company takes it on; whoever says so holds it. Safe to repeat."""
    held = _held(number, company, May.LEG_DO, by=by, at=at)
    if held.leg.state == LegState.ACCEPTED:
        return held.leg
    _take(held, "accept")
    held.leg.accepted_at = at
    held.leg.holder = None if by.is_machine else by
    return _keep(held, "accept", "", at=at)


@transaction.atomic
def start_leg(*, number: str, company: str, words: str = "", by: User, at: datetime) -> CaseLeg:
    """Somebody works on it. Safe to repeat."""
    held = _held(number, company, May.LEG_DO, by=by, at=at)
    if held.leg.state == LegState.DOING:
        return held.leg
    _take(held, "start")
    return _keep(held, "start", clean_words(words), at=at)


@transaction.atomic
def finish_leg(*, number: str, company: str, words: str, by: User, at: datetime) -> CaseLeg:
    """It is done; the words are the answer that the resident reads. Safe to repeat."""
    held = _held(number, company, May.LEG_DO, by=by, at=at)
    if held.leg.state == LegState.DONE:
        return held.leg
    _take(held, "finish")
    return _end(held, "finish", needed_words(words), at=at)


@transaction.atomic
def refuse_leg(*, number: str, company: str, words: str, by: User, at: datetime) -> CaseLeg:
    """It is not possible, with the reason that the resident reads; the other legs go on. Safe to repeat."""
    held = _held(number, company, May.LEG_DO, by=by, at=at)
    if held.leg.state == LegState.REFUSED:
        return held.leg
    _take(held, "refuse")
    return _end(held, "refuse", needed_words(words), at=at)


@transaction.atomic
def move_leg(*, number: str, given: LegMoveIn, by: User, at: datetime) -> LegOut:
    """The move of a company's own system. The same again changes nothing.

    `Refused` when it answers an earlier sending: the leg was sent again since.
    """
    company = joint_asked.company_of(by, number, at=at)
    held = _held(number, company, May.LEG_DO, by=by, at=at)
    if held.leg.times_sent != given.sent:
        raise Refused(_("This was sent to you again since. Read it again, then answer with its `sent`."))
    whole: dict[str, Any] = {"number": number, "company": company, "by": by, "at": at}
    if given.move == "accept":
        accept_leg(**whole)
    else:
        {"start": start_leg, "finish": finish_leg, "refuse": refuse_leg}[given.move](words=given.words, **whole)
    return joint_asked.leg_asked(by, number, at=at)


@transaction.atomic
def resend_leg(*, number: str, company: str, words: str, by: User, at: datetime) -> CaseLeg:
    """What was missing is there: the company looks again, with a new day. Safe to repeat."""
    held = _held(number, company, May.LEG_SEND, by=by, at=at)
    leg = held.leg
    if leg.state == LegState.SENT and leg.times_sent > 1:
        return leg
    _take(held, "resend")
    said = needed_words(words)
    leg.due_at, leg.provisional = calendar_queries.work_calendar().moment_after(at, leg.company.days)
    leg.sent_at, leg.times_sent = at, leg.times_sent + 1
    leg.holder = leg.accepted_at = leg.ended_at = None
    leg.words = said  # the company reads why it looks again
    return _keep(held, "resend", said, at=at)


@transaction.atomic
def cancel_leg(*, number: str, company: str, words: str, by: User, at: datetime) -> CaseLeg:
    """The resident does not need this company any more. Safe to repeat."""
    held = _held(number, company, May.LEG_SEND, by=by, at=at)
    if held.leg.state == LegState.CANCELLED:
        return held.leg
    _take(held, "cancel")
    return _end(held, "cancel", needed_words(words), at=at)


def _held(number: str, company: str, right: str, *, by: User, at: datetime) -> HeldLeg:
    """Lock the case, then its leg, so that two companies who answer at once count both. `NotFound` for others' legs."""
    grants = people_queries.grants_of(by, at=at)
    legs = joint_queries.visible_legs(by, grants=grants, at=at).filter(case__number=number, company__code=company)
    found = legs.values_list("pk", "case_id").first()
    if found is None:
        raise NotFound(_("There is no such case for you. Check the number on the receipt."))
    case = Case.objects.select_for_update(of=("self",)).get(pk=found[1])
    leg = CaseLeg.objects.select_for_update(of=("self",)).select_related("company").get(pk=found[0])
    held = HeldLeg(case, leg, by, grants)
    if not joint_queries.may_on_leg(held.leg, case, right, by=by, grants=grants, at=at):
        raise NotAllowed(
            _("This part belongs to {company}: they write it down themselves.").format(company=leg.company.name)
            if right == May.LEG_DO and leg.company.unit_id
            else _("Your role may not do this here. Ask your leader if you need it.")
        )
    return held


def _take(held: HeldLeg, name: str) -> None:
    sentence = _("This part stands elsewhere by now. Open the page again and see what is open.")
    if held.case.state not in JOINT_OPEN:
        raise Refused(_("This joint case is finished already. Take in a new one if something is left."))
    held.leg.state = take(LEG_MOVES, name, held.leg.state, sentence=sentence).value


def _end(held: HeldLeg, name: str, words: str, *, at: datetime) -> CaseLeg:
    held.leg.ended_at, held.leg.words = at, words
    return _keep(held, name, words, at=at)


def _keep(held: HeldLeg, name: str, words: str, *, at: datetime) -> CaseLeg:
    leg = held.leg
    leg.save()
    refresh(held.case, at=at)
    facts = {"leg": leg.pk, "company": leg.company.code, "to": leg.state, "case": held.case.state}
    record(held.case, LEG_EVENTS[name], words, by=held.by, at=at, facts=facts)
    return leg
