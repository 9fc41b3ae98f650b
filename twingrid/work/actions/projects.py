"""Projects: buildings, stages and meters; announced, running, done. How far they are is counted, never typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people.models import User
from twingrid.work.actions.cases import HeldCase, Opened, begin, hold, move, record
from twingrid.work.actions.report import Report, report_ticket
from twingrid.work.actions.steps import clean_words, needed_words, present_limits
from twingrid.work.models import Case, CaseLink, Channel, ProjectBuilding, ProjectStage, StageKind, Ticket
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.rules.projects import stage_days
from twingrid.work.states import MATTER_RUNNING, PROJECT_EVENTS, PROJECT_MOVES, ProjectState


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingPlan:
    """A building of a project: how many meters there are to renew, and its days."""

    building_id: int
    starts_on: date
    ends_on: date
    meters: int = 0


@transaction.atomic
def make_project(*, opened: Opened, buildings: Sequence[BuildingPlan], by: User, at: datetime) -> Case:
    """Make a project of these buildings, each with its stages spread over its days. Safe to repeat by intake key."""
    if not opened.title.strip():
        raise BadInput(_("Please give it a name that residents understand."), field="title")
    if not buildings:
        raise BadInput(_("Please name at least one building, one a line."), field="buildings")
    for one in buildings:
        _check(one)
    days, state = present_limits().project_days, ProjectState.PLANNED.value
    last = timezone.make_aware(datetime.combine(max(one.ends_on for one in buildings), time(23, 59)))
    whole = Opened(
        kind=opened.kind,
        intake_key=opened.intake_key,
        title=opened.title,
        words=opened.words,
        answers=opened.answers,
        building_ids=tuple(one.building_id for one in buildings),
        due_at=opened.due_at or last,
    )
    case, fresh = begin(whole, "project", May.PROJECT_MAKE, state=state, days=days, by=by, at=at)
    if fresh:
        for one in buildings:
            _plan(case, one)
        record(case, "work.project.made", clean_words(opened.words), by=by, at=at, facts={"kind": case.kind})
    return case


def _check(one: BuildingPlan) -> None:
    if one.ends_on < one.starts_on:
        raise BadInput(_("The last day lies before the first. Please check both."), field="ends_on")
    if not 0 <= one.meters <= 10_000:
        raise BadInput(_("This number cannot be right. Please check it."), field="meters")


def _plan(case: Case, one: BuildingPlan) -> ProjectBuilding:
    place, fresh = ProjectBuilding.objects.get_or_create(
        case=case, building_id=one.building_id, defaults={"meters": one.meters}
    )
    if fresh:
        days = stage_days(one.starts_on, one.ends_on, len(StageKind))
        ProjectStage.objects.bulk_create(
            ProjectStage(at_building=place, place=n, kind=kind, starts_on=first, ends_on=last)
            for n, (kind, (first, last)) in enumerate(zip(StageKind, days, strict=True), start=1)
        )
    return place


def announce_project(*, number: str, words: str = "", by: User, at: datetime) -> Case:
    """The homes are told: residents read of it on the page of their building. Safe to repeat."""
    return _take("announce", May.PROJECT_RUN, number, words, by=by, at=at)


def start_project(*, number: str, words: str = "", by: User, at: datetime) -> Case:
    """The work begins. Safe to repeat."""
    return _take("start", May.PROJECT_RUN, number, words, by=by, at=at)


def pause_project(*, number: str, words: str, by: User, at: datetime) -> Case:
    """Nobody works for now, with the reason. Safe to repeat."""
    return _take("pause", May.PROJECT_RUN, number, words, needed=True, by=by, at=at)


def resume_project(*, number: str, words: str = "", by: User, at: datetime) -> Case:
    """The work goes on. Safe to repeat."""
    return _take("resume", May.PROJECT_RUN, number, words, by=by, at=at)


def finish_project(*, number: str, words: str = "", by: User, at: datetime) -> Case:
    """Every stage of every building is done; `Refused` while one is not. Safe to repeat."""
    return _take("finish", May.PROJECT_RUN, number, words, by=by, at=at)


def close_project(*, number: str, words: str = "", by: User, at: datetime) -> Case:
    """Accepted: nothing is left to do. Safe to repeat."""
    return _take("close", May.PROJECT_CLOSE, number, words, by=by, at=at)


@transaction.atomic
def reopen_project(*, number: str, words: str, by: User, at: datetime) -> Case:
    """Something was left after all: it runs again, with a day of its own."""
    held = _held(number, May.PROJECT_CLOSE, by=by, at=at)
    held.case.due_at = at + timedelta(days=present_limits().project_days)
    return _moved(held, "reopen", words, at=at, needed=True)


def cancel_project(*, number: str, words: str, by: User, at: datetime) -> Case:
    """It will not be done. Safe to repeat."""
    return _take("cancel", May.PROJECT_CLOSE, number, words, needed=True, by=by, at=at)


@transaction.atomic
def count_meters(*, number: str, building_id: int, done: int, by: User, at: datetime) -> ProjectBuilding:
    """Write down how many meters of a building (its id in the project) are renewed by now. Safe to repeat."""
    held, place = _place(number, building_id, by=by, at=at)
    if not 0 <= done <= place.meters:
        raise BadInput(
            _("There are {n} meters to renew in this building. Write a number up to it.").format(n=place.meters),
            field="done",
        )
    if place.meters_done != done:
        place.meters_done = done
        place.save(update_fields=("meters_done",))
        facts = {"building": place.building_id, "done": done, "of": place.meters}
        record(held.case, "work.meters.counted", "", by=by, at=at, facts=facts)
    return place


@transaction.atomic
def finish_stage(*, number: str, stage_id: int, words: str = "", by: User, at: datetime) -> ProjectStage:
    """A stage of a building is done; one after the other, and only while no open matter holds the project up.

    Safe to repeat.
    """
    held = _held(number, May.PROJECT_COUNT, by=by, at=at)
    rows = ProjectStage.objects.select_for_update(of=("self",)).select_related("at_building")
    stage = rows.filter(pk=stage_id, at_building__case=held.case).first()
    if stage is None:
        raise NotFound(_("There is no such stage here. Open the page again."))
    if stage.done_at is not None:
        return stage
    _require_running(held)
    before = stage.at_building.stages.filter(place__lt=stage.place, done_at__isnull=True)
    if before.exists():
        raise Refused(_("An earlier stage of this building is not done yet. Finish it first."))
    if stage.kind != StageKind.SURVEY and (what := _held_up(held.case)):
        raise Refused(_("Matter {number} holds it up. Settle it first.").format(number=what))
    stage.done_at = at
    stage.save(update_fields=("done_at",))
    facts = {"building": stage.at_building.building_id, "stage": stage.kind}
    record(held.case, "work.stage.finished", clean_words(words), by=by, at=at, facts=facts)
    return stage


@transaction.atomic
def praise_project(*, number: str, words: str, name: str = "", phone: str = "", by: User, at: datetime) -> Ticket:
    """Record thanks that somebody said for a project: a request of the kind praise, linked with it."""
    held = _held(number, May.CASE_LINK, by=by, at=at)
    said = Report(
        channel=Channel.DIRECT_CALL,
        kind="praise",
        building_id=held.case.building_id,
        words=needed_words(words),
        name=name,
        phone=phone,
    )
    ticket = report_ticket(report=said, by=by, at=at)
    CaseLink.objects.create(case=held.case, ticket=ticket, praise=True)
    record(held.case, "work.project.praised", "", by=by, at=at, facts={"ticket_id": ticket.pk})
    return ticket


def _held(number: str, right: str, *, by: User, at: datetime) -> HeldCase:
    held = hold(number, "project", by=by, at=at)
    held.require(right)
    return held


def _place(number: str, building_id: int, *, by: User, at: datetime) -> tuple[HeldCase, ProjectBuilding]:
    held = _held(number, May.PROJECT_COUNT, by=by, at=at)
    place = ProjectBuilding.objects.select_for_update().filter(pk=building_id, case=held.case).first()
    if place is None:
        raise NotFound(_("There is no such building in this project. Open the page again."))
    _require_running(held)
    return held, place


def _require_running(held: HeldCase) -> None:
    if held.case.state != ProjectState.RUNNING:
        raise Refused(_("Nobody works on this project now. Start it or let it go on first."))


def _held_up(case: Case) -> str:
    """The number of an open matter that holds a project up, or nothing."""
    rows = CaseLink.objects.filter(project=case, case__family="matter", case__state__in=MATTER_RUNNING)
    return rows.values_list("case__number", flat=True).first() or ""


_LEADS_TO = {one.name: one.target for one in PROJECT_MOVES}


@transaction.atomic
def _take(name: str, right: str, number: str, words: str, *, needed: bool = False, by: User, at: datetime) -> Case:
    held = _held(number, right, by=by, at=at)
    if held.case.state == _LEADS_TO[name]:
        return held.case
    if name == "finish" and held.case.state == ProjectState.RUNNING:
        _require_done(held.case)
    return _moved(held, name, words, at=at, needed=needed)


def _require_done(case: Case) -> None:
    """Refuse while a stage or a meter is left."""
    left = ProjectStage.objects.filter(at_building__case=case, done_at__isnull=True).count()
    if left:
        raise Refused(_("{n} stages are not done yet. Finish them first.").format(n=left))
    if case.buildings.filter(meters_done__lt=F("meters")).exists():
        raise Refused(_("Not every meter is renewed yet. Count them first."))


def _moved(held: HeldCase, name: str, words: str, *, at: datetime, needed: bool = False) -> Case:
    said = {
        "planned": _("It is only planned. Announce or start it first."),
        "announced": _("It has not begun. Start it first."),
        "running": _("It is running. Pause or finish it first."),
        "paused": _("It is paused. Let it go on first."),
        "done": _("It is done; close it, or reopen it if something is left."),
    }
    sentence = said.get(held.case.state, _("This project is finished. Reopen it, or make a new one."))
    return move(held, PROJECT_MOVES, PROJECT_EVENTS, name, words=words, sentence=sentence, at=at, needed=needed)
