"""Joint cases: one intake, one receipt, one leg for each company; closed when no company has anything left to do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit import tokens
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import calendar_queries
from twingrid.people.models import User
from twingrid.work.actions.cases import Opened, begin, hold, move, record
from twingrid.work.actions.steps import choice, clean_words
from twingrid.work.models import Case, CaseLeg, CaseParty, Company, JointCase, PartySide, Share, TakenAt
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.rules import intake as intake_rules
from twingrid.work.rules.joint import standing, waits_for_companies
from twingrid.work.states import (
    JOINT_EVENTS,
    JOINT_MOVES,
    JOINT_RUNNING,
    LEG_EVENTS,
    JointState,
    LegState,
)

RESIDENT = "resident"
"""The key of the resident among the parties of a joint case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointIntake:
    """What is taken in. `companies`: code → the resident's account number there ("" if not known).

    `shares` is what of the resident may be passed on, as they agreed: a code → what that company gets.
    """

    opened: Opened
    companies: Mapping[str, str]
    shares: Mapping[str, Collection[str]]
    channel: str = TakenAt.COUNTER.value
    name: str = ""
    phone: str = ""


@transaction.atomic
def open_joint(*, intake: JointIntake, by: User, at: datetime) -> Case:
    """Take a joint case in: one number, a leg for each company. Safe to repeat with the same intake key.

    Raises `BadInput` (kind, place, companies, phone), `NotAllowed`.
    """
    companies = _companies(intake.companies)
    days = max((one.days for one in companies), default=1)
    words = clean_words(intake.opened.words)
    state = JointState.OPENED.value
    case, fresh = begin(intake.opened, "joint", May.JOINT_OPEN, state=state, days=days, by=by, at=at)
    if not fresh:
        return case
    if not companies:
        raise BadInput(_("Choose at least one company that has something to do."), field="companies")
    channel = choice(intake.channel, TakenAt, field="channel")
    JointCase.objects.create(case=case, token=tokens.token(), channel=channel)
    _keep_resident(case, intake)
    record(case, "work.joint.opened", words, by=by, at=at, facts={"kind": case.kind, "to": case.state})
    for company in companies:
        _send_leg(case, company, intake, by=by, at=at)
    refresh(case, at=at)
    return case


def _companies(codes: Mapping[str, str]) -> Sequence[Company]:
    found = list(Company.objects.filter(code__in=list(codes), active=True).order_by("place", "id"))
    if len(found) < len(codes):
        raise BadInput(_("One of these companies takes no part any more. Open the page again."), field="companies")
    return found


def _keep_resident(case: Case, intake: JointIntake) -> None:
    try:
        phone = intake_rules.clean_phone(intake.phone)
    except ValueError as error:
        raise BadInput(
            _("This telephone number cannot be dialled. Please check it, for example 0531-000 01203."), field="phone"
        ) from error
    name = intake.name.strip()[:40]
    if not name and not phone:
        raise BadInput(_("Write a name or a telephone number, so that somebody can be asked."), field="name")
    CaseParty.objects.create(case=case, key=RESIDENT, side=PartySide.RESIDENTS, name=name, phone=phone)


def _send_leg(case: Case, company: Company, intake: JointIntake, *, by: User, at: datetime) -> None:
    """A company gets its part; what may be passed to it is written down with it (the record of giving data away)."""
    shares = [one.value for one in Share if one in set(intake.shares.get(company.code, ()))]
    due, provisional = calendar_queries.work_calendar().moment_after(at, company.days)
    leg = CaseLeg.objects.create(
        case=case,
        company=company,
        account=intake.companies[company.code].strip()[:24],
        shares=shares,
        agreed_at=at if shares else None,
        sent_at=at,
        due_at=due,
        provisional=provisional,
    )
    facts = {"leg": leg.pk, "company": company.code, "to": leg.state, "passed": " ".join(shares) or "none"}
    record(case, "work.leg.sent", "", by=by, at=at, facts=facts)


def refresh(case: Case, *, at: datetime) -> None:
    """Where a case stands after one of its legs moved: its state, its next day, when those above look at it."""
    legs = list(case.legs.values_list("state", "due_at"))
    case.state = standing(state for state, _due in legs).value
    case.due_at = min((due for state, due in legs if waits_for_companies([state])), default=case.due_at)
    case.ended_at = at if case.state == JointState.CANCELLED else None
    case.next_at = at if case.state in JOINT_RUNNING else None
    case.save(update_fields=("state", "due_at", "ended_at", "next_at"))


@transaction.atomic
def close_joint(*, number: str, words: str = "", by: User, at: datetime) -> Case:
    """Nothing is left to do. With a refused leg the words say what the resident was told. Safe to repeat.

    `Refused` while a company still has something to do.
    """
    held = hold(number, "joint", by=by, at=at)
    held.require(May.JOINT_CLOSE)
    if held.case.state == JointState.CLOSED:
        return held.case
    states = list(held.case.legs.values_list("state", flat=True))
    if held.case.state in JOINT_RUNNING and waits_for_companies(states):
        raise Refused(_("A company still has something to do. Wait for its answer, or withdraw its part."))
    sentence = _("This joint case is finished already. Take in a new one if something is left.")
    told = LegState.REFUSED in states and held.case.state != JointState.CANCELLED
    return move(held, JOINT_MOVES, JOINT_EVENTS, "close", words=words, sentence=sentence, at=at, needed=told)


@transaction.atomic
def cancel_joint(*, number: str, words: str, by: User, at: datetime) -> Case:
    """The resident does not need it any more: every leg that is not done ends too. Safe to repeat."""
    held = hold(number, "joint", by=by, at=at)
    held.require(May.JOINT_CANCEL)
    if held.case.state == JointState.CANCELLED:
        return held.case
    sentence = _("This joint case is finished already. Take in a new one if something is left.")
    case = move(held, JOINT_MOVES, JOINT_EVENTS, "cancel", words=words, sentence=sentence, at=at, needed=True)
    for leg in case.legs.select_for_update(of=("self",)).exclude(state__in=(LegState.DONE, LegState.CANCELLED)):
        leg.state, leg.ended_at = LegState.CANCELLED.value, at
        leg.save(update_fields=("state", "ended_at"))
        record(case, LEG_EVENTS["cancel"], "", by=by, at=at, facts={"leg": leg.pk, "to": leg.state})
    return case


@transaction.atomic
def withdraw_consent(*, token: str, at: datetime) -> Case:
    """The resident takes back that data are passed on: no company sees them any more. Safe to repeat.

    Legs go on: a company that needs the data says so. `NotFound` for a link that does not exist.
    """
    case = Case.objects.select_for_update(of=("self",)).filter(joint__token=token).first()
    if case is None:
        raise NotFound(_("There is no joint case under this link. Check the address on the receipt."))
    changed = case.legs.filter(agreed_at__isnull=False, withdrawn_at__isnull=True).update(withdrawn_at=at)
    if changed:
        record(case, "work.consent.withdrawn", "", by=None, at=at, facts={"legs": changed})
    return case


@transaction.atomic
def erase_resident(*, number: str, by: User, at: datetime) -> None:
    """Erase who the resident was, with the account numbers: that there was a case stays. Safe to repeat."""
    held = hold(number, "joint", by=by, at=at)
    held.require(May.JOINT_CANCEL)
    if held.case.state not in (JointState.CLOSED, JointState.CANCELLED):
        raise Refused(_("The companies still need to know who it is. Close or withdraw the joint case first."))
    gone = held.case.parties.filter(key=RESIDENT).delete()[0]
    held.case.legs.update(account="")
    if gone:
        record(held.case, "work.party.erased", "", by=by, at=at)
