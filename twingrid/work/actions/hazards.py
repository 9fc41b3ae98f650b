"""Hazards: found, graded, notified, removed, looked at again by somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twingrid.coverage import queries as coverage_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, tokens
from twingrid.kit.machine import take
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.people import queries as people_queries
from twingrid.people.calendar_queries import work_calendar
from twingrid.people.models import User
from twingrid.work.actions.numbering import next_number
from twingrid.work.actions.report import read_answers
from twingrid.work.actions.steps import choice, clean_words, needed_words
from twingrid.work.models import Family, FoundBy, Grade, Hazard, HazardOwner, HazardRemark, HazardSide, Ticket, ToldBy
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import hazards as seen
from twingrid.work.queries import visible
from twingrid.work.queries.clocks import rules_on
from twingrid.work.queries.kinds import kinds
from twingrid.work.rules import clocks as clock_rules
from twingrid.work.rules import intake
from twingrid.work.rules.clocks import Happening, Matter
from twingrid.work.rules.kinds import KindView
from twingrid.work.states import HAZARD_EVENTS, HAZARD_MOVES

LONGEST = timedelta(days=30)
"""By when a hazard has to be gone that no rule speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A hazard as it was found. `intake_key` is made by the client, once a form. `ticket`: the number of the request
    at which it was found; its place is taken where none is given."""

    kind: str
    intake_key: str = ""
    how: str = FoundBy.PATROL.value
    grade: str = Grade.PLAIN.value
    side: str = ""
    building_id: int | None = None
    unit: str = ""
    room: str = ""
    place_words: str = ""
    words: str = ""
    ticket: str = ""
    answers: Mapping[str, str] | None = None


@transaction.atomic
def find_hazard(*, found: Found, by: User, at: datetime) -> Hazard:
    """Write a hazard down, give it to whoever is responsible at its place now, and set the day by which it has to be
    gone. The same intake key again gives the hazard that is there. Raises `BadInput` (kind, place, words, grade …).
    """
    known = Hazard.objects.filter(intake_key=found.intake_key).first() if found.intake_key else None
    if known is not None:
        return known
    kind = _checked(found, by=by, at=at)
    answers = read_answers(kind, found.answers, scope="unknown", staff=True)
    words = needed_words(found.words) if kind.content.needs_words else clean_words(found.words)
    ticket = visible.ticket_for(by, found.ticket, at=at) if found.ticket else None
    hazard = _fresh(found, kind, ticket, by=by, at=at)
    hazard.details, hazard.number = answers.details, next_number("H", "hazards", at=at)
    try:
        with transaction.atomic():
            hazard.save(force_insert=True)
    except IntegrityError:
        known = Hazard.objects.filter(intake_key=hazard.intake_key).first()
        if known is None:
            raise
        return known
    HazardOwner.objects.create(hazard=hazard, answers=answers.erasable)
    facts = {"kind": kind.key, "grade": hazard.grade, "side": hazard.side, "how": hazard.found_how}
    _record(hazard, "work.hazard.found", words, by=by, at=at, facts=facts)
    return hazard


@transaction.atomic
def grade_hazard(*, number: str, grade: str, side: str, words: str = "", by: User, at: datetime) -> Hazard:
    """Say how dangerous it is and who has to remove it; its day follows, counted from when it was found."""
    hazard = _held(number, May.HAZARD_GRADE, by=by, at=at)
    choice(grade, Grade, field="grade")
    choice(side, HazardSide, field="side")
    if (hazard.grade, hazard.side) == (grade, side):
        return hazard
    _move(hazard, "grade")
    hazard.grade, hazard.side = grade, side
    _wind(hazard, since=hazard.found_at)
    return _keep(hazard, "grade", clean_words(words), by=by, at=at, facts={"grade": grade, "side": side})


@transaction.atomic
def notify_hazard(
    *, number: str, how: str, name: str = "", phone: str = "", words: str = "", by: User, at: datetime
) -> Hazard:
    """Write down that whoever has to remove it was told, and how. Safe to repeat. `BadInput` while nobody knows whose
    it is."""
    hazard = _held(number, May.HAZARD_NOTIFY, by=by, at=at)
    if hazard.state == "notified":
        return hazard
    _move(hazard, "notify")
    choice(how, ToldBy, field="how")
    if not hazard.side:
        raise BadInput(
            _("Say first whose it is: the company's, the customer's or the property company's."), field="how"
        )
    try:
        number_of = intake.clean_phone(phone)
    except ValueError as error:
        raise BadInput(
            _("This telephone number cannot be dialled. Please check it, for example 0531-000 01203."), field="phone"
        ) from error
    HazardOwner.objects.update_or_create(
        hazard=hazard, defaults={"name": name.strip()[:40], "phone": number_of, "told_how": how}
    )
    hazard.notified_at = at
    return _keep(hazard, "notify", clean_words(words), by=by, at=at, facts={"how": how})


@transaction.atomic
def remove_hazard(*, number: str, words: str, by: User, at: datetime) -> Hazard:
    """Write down that the danger is gone, and what was done. Safe to repeat."""
    hazard = _held(number, May.HAZARD_REMOVE, by=by, at=at)
    if hazard.state == "removed":
        return hazard
    _move(hazard, "remove")
    hazard.removed_at, hazard.removed_by = at, by
    return _keep(hazard, "remove", needed_words(words), by=by, at=at)


@transaction.atomic
def pass_hazard(*, number: str, words: str = "", by: User, at: datetime) -> Hazard:
    """Somebody else than who removed it has looked again: it is gone. Safe to repeat."""
    hazard = _held(number, May.HAZARD_INSPECT, by=by, at=at)
    if hazard.state == "inspected":
        return hazard
    _move(hazard, "pass")
    _require_another(hazard, by)
    hazard.inspected_at, hazard.inspected_by = at, by
    return _keep(hazard, "pass", clean_words(words), by=by, at=at)


@transaction.atomic
def fail_hazard(*, number: str, words: str, by: User, at: datetime) -> Hazard:
    """Somebody else has looked again and it is still there: it is found once more, in its next round."""
    hazard = _held(number, May.HAZARD_INSPECT, by=by, at=at)
    _move(hazard, "fail")
    _require_another(hazard, by)
    hazard.times_reopened += 1
    hazard.notified_at = hazard.removed_at = hazard.removed_by = None
    _wind(hazard, since=at)
    facts = {"round": hazard.times_reopened}
    return _keep(hazard, "fail", needed_words(words), by=by, at=at, facts=facts)


@transaction.atomic
def cancel_hazard(*, number: str, words: str, by: User, at: datetime) -> Hazard:
    """It is no hazard, or was recorded twice. Safe to repeat."""
    hazard = _held(number, May.HAZARD_CANCEL, by=by, at=at)
    if hazard.state == "cancelled":
        return hazard
    _move(hazard, "cancel")
    return _keep(hazard, "cancel", needed_words(words), by=by, at=at)


def _checked(found: Found, *, by: User, at: datetime) -> KindView:
    people_queries.require(by, May.HAZARD_FIND, at=at)
    choice(found.how, FoundBy, field="how")
    choice(found.grade, Grade, field="grade")
    choice(found.side, HazardSide, field="side")
    kind = kinds().present(found.kind)
    if kind is None or not kind.content.active or kind.family != Family.HAZARD:
        raise BadInput(_("Please choose one of the list."), field="kind")
    if found.building_id is None and not found.place_words.strip() and not found.ticket:
        raise BadInput(_("Please say where it is: an estate and a building, or a road and a number."), field="place")
    return kind


def _fresh(found: Found, kind: KindView, ticket: Ticket | None, *, by: User, at: datetime) -> Hazard:
    """The hazard at its place, with the people of this moment."""
    elsewhere = found.building_id is not None or found.place_words.strip()
    where: dict[str, Any] = {
        "building_id": found.building_id,
        "unit": found.unit.strip()[:20],
        "room": found.room.strip()[:20],
        "place_words": found.place_words.strip()[:200],
    }
    if ticket is not None and not elsewhere:
        where = {name: getattr(ticket, name) for name in where}
    hazard = Hazard(
        intake_key=found.intake_key[:64] or tokens.token(),
        kind=kind.key,
        kind_version=kind.number,
        grade=found.grade,
        side=found.side,
        found_how=found.how,
        ticket=ticket,
        found_by=by,
        found_at=at,
        **where,
    )
    _give(hazard, at=at)
    _wind(hazard, since=at)
    return hazard


def _give(hazard: Hazard, *, at: datetime) -> None:
    """Put the areas and the person responsible on a hazard; words alone find nobody."""
    if hazard.building_id is None:
        return
    answer = coverage_queries.responsible_for_building(hazard.building_id, at=at, unit=hazard.unit, room=hazard.room)
    if answer is None:
        raise BadInput(_("This building is not in the list any more. Search for it again."), field="place")
    hazard.power_area_id = answer.power.area_id if answer.power else None
    hazard.community_area_id = answer.community.area_id if answer.community else None
    holder = answer.power.answering.holder if answer.power else None
    hazard.holder_id = holder.user_id if holder else None


def _held(number: str, right: str, *, by: User, at: datetime) -> Hazard:
    """Lock a hazard that `by` may see, and refuse who may not do this."""
    grants = people_queries.grants_of(by, at=at)
    rows = seen.visible_hazards(by, grants=grants).select_for_update(of=("self",))
    hazard = rows.filter(number=number).first()
    if hazard is None:
        raise seen.no_such_hazard()
    if not seen.may_on(grants, right, hazard, own=hazard.holder_id == by.pk):
        raise NotAllowed(_("Your role may not do this here. Ask your leader if you need it."))
    return hazard


def _move(hazard: Hazard, name: str) -> None:
    hazard.state = take(HAZARD_MOVES, name, hazard.state, sentence=_not_open(hazard.state))


def _not_open(state: str) -> str:
    if state in ("inspected", "cancelled"):
        return _("This hazard is finished. If it is there again, write it down as a new one.")
    if state == "removed":
        return _("It is removed already; now somebody else has to look again.")
    return _("The danger is still there. Write down first that it is removed.")


def _require_another(hazard: Hazard, by: User) -> None:
    if hazard.removed_by_id == by.pk:
        raise Refused(_("You removed it yourself. Ask a colleague or your leader to look again."))


def _wind(hazard: Hazard, *, since: datetime) -> None:
    """Set by when a hazard has to be gone and when its people are reminded, counted from `since`."""
    areas = (hazard.power_area_id, hazard.community_area_id)
    rules = rules_on(clock.today(since), areas=areas)
    matter = Matter(family=Family.HAZARD.value, kind=hazard.kind, grade=hazard.grade)
    values = clock_rules.clocks([Happening("report", since)], matter, rules, work_calendar())
    hazard.due_at = clock_rules.due_of(values) or since + LONGEST
    hazard.next_at = clock_rules.next_of(values, after=since) or hazard.due_at


def _keep(
    hazard: Hazard, name: str, words: str, *, by: User, at: datetime, facts: Mapping[str, Any] | None = None
) -> Hazard:
    hazard.save()
    _record(hazard, HAZARD_EVENTS[name], words, by=by, at=at, facts={"to": str(hazard.state), **(facts or {})})
    return hazard


def _record(hazard: Hazard, name: str, words: str, *, by: User, at: datetime, facts: Mapping[str, Any]) -> None:
    event = journal_actions.record(name, hazard, by=by, at=at, facts=facts)
    if words:
        HazardRemark.objects.create(hazard=hazard, event_id=event.pk, words=words)
