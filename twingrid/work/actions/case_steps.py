"""Steps of both sides: added, done, stuck with a reason; a stuck or late one goes up on its side's ladder."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.coverage import queries as coverage_queries
from twingrid.kit import tokens
from twingrid.kit.machine import take
from twingrid.kit.quiet import held_back
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.people.models import User
from twingrid.work.actions.case_watch import is_dangerous
from twingrid.work.actions.cases import Family, HeldCase, hold, record
from twingrid.work.actions.escalating import pace
from twingrid.work.actions.steps import choice, clean_words, needed_words, present_limits
from twingrid.work.models import Case, CaseSide, CaseStep, CaseTold
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.cases import OPEN, sides_of
from twingrid.work.rules.escalating import ladder_of_step, next_above
from twingrid.work.rules.routing import ladder
from twingrid.work.states import STEP_EVENTS, STEP_MOVES, STEP_UNDONE, StepState

AT_ONCE = 500


@transaction.atomic
def add_step(
    *,
    number: str,
    family: Family = "matter",
    side: str,
    what: str,
    due_at: datetime | None = None,
    key: str = "",
    by: User,
    at: datetime,
) -> CaseStep:
    """Write down what a side has to do, until when. Its holder is whoever answers on that side. Safe to repeat."""
    held = hold(number, family, by=by, at=at)
    held.require(May.STEP_ADD)
    known = held.case.steps.filter(key=key).first() if key else None
    if known is not None:
        return known
    if held.case.state not in OPEN[family]:
        raise Refused(_("This is finished. Reopen it first, or open a new one."))
    choice(side, CaseSide, field="side")
    text = clean_words(what, field="what")[:200]
    if not text:
        raise BadInput(_("Please write what has to be done, for example: open the stairwell doors."), field="what")
    holder_id = held.case.holder_id if side == CaseSide.POWER else held.case.counterpart_id
    due = due_at or at + timedelta(days=present_limits().step_days)
    if due < at:
        raise BadInput(_("This day has passed. Choose today or a later day."), field="due_on")
    return write_step(held.case, key=key, side=side, what=text, holder_id=holder_id, due_at=due, by=by, at=at)


def write_step(
    case: Case, *, key: str, side: str, what: str, holder_id: int | None, due_at: datetime, by: User, at: datetime
) -> CaseStep:
    """Keep a step and record it."""
    step = CaseStep.objects.create(
        case=case,
        key=key[:64] or tokens.token(),
        side=side,
        what=what,
        holder_id=holder_id,
        due_at=due_at,
        tell_at=due_at,
    )
    record(case, "work.step.added", "", by=by, at=at, facts={"step": step.pk, "side": side})
    return step


@transaction.atomic
def finish_step(
    *, number: str, step_id: int, words: str = "", family: Family = "matter", by: User, at: datetime
) -> CaseStep:
    """A side has done its step. Safe to repeat."""
    held, step = _held(number, step_id, family, by=by, at=at)
    if step.state == StepState.FINISHED:
        return step
    _move(step, "finish")
    step.done_at, step.done_by, step.tell_at = at, by, None
    return _keep(held, step, "finish", clean_words(words), at=at)


@transaction.atomic
def block_step(*, number: str, step_id: int, words: str, family: Family = "matter", by: User, at: datetime) -> CaseStep:
    """A side cannot go on, with the reason: the first above is told at once. Safe to repeat."""
    held, step = _held(number, step_id, family, by=by, at=at)
    if step.state == StepState.STUCK:
        return step
    reason = needed_words(words)
    _move(step, "block")
    step.reason, step.tell_at, step.round = reason[:300], at, step.round + 1
    _keep(held, step, "block", reason, at=at)
    _tell_next(step, at=at)
    return step


@transaction.atomic
def resume_step(
    *, number: str, step_id: int, due_at: datetime, words: str = "", family: Family = "matter", by: User, at: datetime
) -> CaseStep:
    """It goes on, by a new day."""
    held, step = _held(number, step_id, family, by=by, at=at)
    if due_at < at:
        raise BadInput(_("This day has passed. Choose today or a later day."), field="due_on")
    _move(step, "resume")
    step.due_at = step.tell_at = due_at
    step.reason, step.round = "", step.round + 1
    return _keep(held, step, "resume", clean_words(words), at=at)


@transaction.atomic
def drop_step(*, number: str, step_id: int, words: str, family: Family = "matter", by: User, at: datetime) -> CaseStep:
    """A step is not needed any more. Safe to repeat."""
    held, step = _held(number, step_id, family, right=May.STEP_ADD, by=by, at=at)
    if step.state == StepState.DROPPED:
        return step
    _move(step, "drop")
    step.tell_at = None
    return _keep(held, step, "drop", needed_words(words), at=at)


def _held(
    number: str, step_id: int, family: Family, *, right: str = May.STEP_DO, by: User, at: datetime
) -> tuple[HeldCase, CaseStep]:
    """Hold a case and its step; only its own side (or who holds it) does it; who closes matters may drop it."""
    held = hold(number, family, by=by, at=at)
    step = CaseStep.objects.select_for_update(of=("self",)).filter(case=held.case, pk=step_id).first()
    if step is None:
        raise NotFound(_("There is no such step here. Open the page again."))
    held.require(right)
    theirs = step.side in sides_of(held.grants) or step.holder_id == by.pk
    if not theirs and not (right == May.STEP_ADD and held.may(May.MATTER_CLOSE)):
        raise NotAllowed(_("This step belongs to the other side. They write it down themselves."))
    return held, step


def _move(step: CaseStep, name: str) -> None:
    sentence = _("This step is finished or dropped already. Add a new one if something is left.")
    if step.state in STEP_UNDONE:
        sentence = _("This is not open for this step now. Open the page again.")
    step.state = take(STEP_MOVES, name, step.state, sentence=sentence)


def _keep(held: HeldCase, step: CaseStep, name: str, words: str, *, at: datetime) -> CaseStep:
    step.save()
    record(held.case, STEP_EVENTS[name], words, by=held.by, at=at, facts={"step": step.pk, "side": step.side})
    return step


def tell_of_steps(*, at: datetime) -> int:
    """Tell the next above of every step that is stuck or late; how many were told.

    Each person is told once a round: the row is locked, and one that another process has locked is left to it.
    """
    due = CaseStep.objects.filter(tell_at__lte=at, state__in=STEP_UNDONE).order_by("tell_at", "pk")
    return sum(_tell_of(pk, at=at) for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def _tell_of(step_id: int, *, at: datetime) -> bool:
    rows = CaseStep.objects.select_for_update(skip_locked=True, of=("self",)).select_related("case")
    step = rows.filter(pk=step_id, state__in=STEP_UNDONE, tell_at__lte=at).first()
    return step is not None and _tell_next(step, at=at)


def _tell_next(step: CaseStep, *, at: datetime) -> bool:
    morning = at if is_dangerous(step.case) else held_back(at, pace(at=at).quiet)
    if morning > at:
        step.tell_at = morning
        step.save(update_fields=("tell_at",))
        return False
    told = set(step.told.filter(round=step.round).values_list("to_id", flat=True))
    to, more = next_above(_people_above(step, at=at), told)
    step.tell_at = at + timedelta(hours=present_limits().step_tell_hours) if to is not None and more else None
    step.save(update_fields=("tell_at",))
    if to is None or step.case.state not in OPEN[step.case.family]:
        return False
    CaseTold.objects.create(step=step, round=step.round, to_id=to, at=at)
    record(step.case, "work.step.escalated", "", by=None, at=at, facts={"step": step.pk, "side": step.side, "told": to})
    return True


def _people_above(step: CaseStep, *, at: datetime) -> Sequence[int]:
    """Deputy, leader and lead of the step's side at this moment, then the leader and lead of the other."""
    case = step.case
    answer = coverage_queries.responsible_for_building(case.building_id, at=at) if case.building_id else None
    if answer is None:
        return ()
    above: dict[str, tuple[int, ...]] = {}
    for name, side in (("power", answer.power), ("community", answer.community)):
        deputy = side.answering.deputy.user_id if side and side.answering.deputy and name == step.side else None
        leader = side.leader.user_id if side and side.leader else None
        lead = answer.lead.user_id if answer.lead and name == "power" else None
        above[name] = ladder(holder=step.holder_id, deputy=deputy, leader=leader, lead=lead)
    other = "community" if step.side == "power" else "power"
    return ladder_of_step(above[step.side], above[other])
