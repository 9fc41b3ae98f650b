"""Coordination matters: opened, talked about, agreed, done, closed; stuck ones go up on both sides."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit import tokens
from twingrid.kit.refusals import Refused
from twingrid.people.models import User
from twingrid.work.actions import case_steps, trees
from twingrid.work.actions.case_parts import link_case, write_agreement
from twingrid.work.actions.cases import HeldCase, Opened, begin, hold, move, record
from twingrid.work.actions.steps import clean_words, present_limits
from twingrid.work.models import Case
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.states import MATTER_EVENTS, MATTER_MOVES, STEP_UNDONE, MatterState


@transaction.atomic
def open_matter(*, opened: Opened, by: User, at: datetime) -> Case:
    """Open a matter at its place, with the two people who answer there. Safe to repeat with the same intake key."""
    days = present_limits().matter_days
    words = clean_words(opened.words)
    case, fresh = begin(opened, "matter", May.MATTER_OPEN, state=MatterState.OPENED.value, days=days, by=by, at=at)
    if fresh:
        if case.kind == trees.KIND:
            trees.make_tree(case)
        record(case, "work.matter.opened", words, by=by, at=at, facts={"kind": case.kind})
        if opened.link:
            link_case(number=case.number, family="matter", to=opened.link, by=by, at=at)
    return case


def talk_matter(*, number: str, words: str = "", by: User, at: datetime) -> Case:
    """The parties speak with each other now."""
    return _simple("talk", May.MATTER_TALK, number, words, by=by, at=at)


@transaction.atomic
def agree_matter(
    *,
    number: str,
    one_side: str,
    other_side: str,
    words: str,
    starts_on: date,
    ends_on: date | None = None,
    by: User,
    at: datetime,
) -> Case:
    """Write down what was agreed, between whom, from when to when. Safe to repeat."""
    held = hold(number, "matter", by=by, at=at)
    held.require(May.MATTER_TALK)
    if held.case.state == MatterState.AGREED:
        return held.case
    _take(held, "agree", "", at=at)
    said = {"one_side": one_side, "other_side": other_side, "words": words}
    write_agreement(held.case, key=tokens.token(), starts_on=starts_on, ends_on=ends_on, **said)
    return held.case


@transaction.atomic
def start_matter(*, number: str, words: str = "", by: User, at: datetime) -> Case:
    """The work that was agreed begins. `Refused` for a tree while the law's terms are not met."""
    held = hold(number, "matter", by=by, at=at)
    held.require(May.MATTER_START)
    if held.case.state == MatterState.DOING:
        return held.case
    trees.require_terms(held.case)
    return _take(held, "start", words, at=at)


@transaction.atomic
def act_matter(*, number: str, words: str, by: User, at: datetime) -> Case:
    """Danger: cut now, and tell the owner within the days that the rule names; a step of that day is written down."""
    held = hold(number, "matter", by=by, at=at)
    held.require(May.MATTER_START)
    if held.case.state == MatterState.DOING:
        return held.case
    days = trees.days_to_tell(held.case)
    case = _take(held, "act", words, at=at, needed=True)
    case_steps.write_step(
        case,
        key=f"tell-owner-{case.times_reopened}",
        side="power",
        what=_("Tell the owner of the tree what was cut and why"),
        holder_id=case.holder_id or by.pk,
        due_at=at + timedelta(days=days),
        by=by,
        at=at,
    )
    return case


def finish_matter(*, number: str, words: str, by: User, at: datetime) -> Case:
    """The work is done. Safe to repeat."""
    return _simple("finish", May.MATTER_FINISH, number, words, needed=True, by=by, at=at)


@transaction.atomic
def close_matter(*, number: str, words: str = "", by: User, at: datetime) -> Case:
    """Nothing is left on either side; what it held up goes on. `Refused` while a step is undone. Safe to repeat."""
    held = hold(number, "matter", by=by, at=at)
    held.require(May.MATTER_CLOSE)
    if held.case.state == MatterState.CLOSED:
        return held.case
    if held.case.state == MatterState.DONE and held.case.steps.filter(state__in=STEP_UNDONE).exists():
        raise Refused(_("A step is not done yet. Finish it or drop it, then close the matter."))
    return _take(held, "close", words, at=at)


def block_matter(*, number: str, words: str, by: User, at: datetime) -> Case:
    """It does not go on, with the reason: those above on both sides see it. Safe to repeat."""
    return _simple("block", May.MATTER_TALK, number, words, needed=True, by=by, at=at)


def resume_matter(*, number: str, words: str = "", by: User, at: datetime) -> Case:
    """People speak with each other again."""
    return _simple("resume", May.MATTER_TALK, number, words, by=by, at=at)


@transaction.atomic
def reopen_matter(*, number: str, words: str, by: User, at: datetime) -> Case:
    """It is not settled after all: a next round, with a day of its own."""
    held = hold(number, "matter", by=by, at=at)
    held.require(May.MATTER_REOPEN)
    held.case.due_at = at + timedelta(days=present_limits().matter_days)
    return _take(held, "reopen", words, at=at, needed=True)


def cancel_matter(*, number: str, words: str, by: User, at: datetime) -> Case:
    """It is not needed any more, or was written down twice. Safe to repeat."""
    return _simple("cancel", May.MATTER_CANCEL, number, words, needed=True, by=by, at=at)


@transaction.atomic
def _simple(name: str, right: str, number: str, words: str, *, needed: bool = False, by: User, at: datetime) -> Case:
    held = hold(number, "matter", by=by, at=at)
    held.require(right)
    if held.case.state == _LEADS_TO[name]:
        return held.case
    return _take(held, name, words, at=at, needed=needed)


_LEADS_TO = {move.name: move.target for move in MATTER_MOVES}


def _take(held: HeldCase, name: str, words: str, *, at: datetime, needed: bool = False) -> Case:
    sentence = _not_open(held.case.state)
    return move(held, MATTER_MOVES, MATTER_EVENTS, name, words=words, sentence=sentence, at=at, needed=needed)


def _not_open(state: str) -> str:
    """What to do instead, by where the matter stands."""
    said: dict[str, Any] = {
        "closed": _("This matter is closed. Reopen it first if it is not settled."),
        "cancelled": _("This matter was withdrawn. Open a new one if it is needed after all."),
        "stuck": _("This matter is stuck. Write down first that it goes on."),
        "done": _("The work is done; the leader closes the matter or reopens it."),
        "doing": _("The work is being done. Write down first that it is finished."),
        "agreed": _("It is agreed. Start the work first."),
    }
    return str(said.get(state, _("Nothing is agreed yet. Write down first what was agreed.")))
