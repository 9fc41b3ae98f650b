"""The bones of every case (matter, project, and what comes after them): open it, hold it, move it, record it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twingrid.coverage import queries as coverage_queries
from twingrid.journal import actions as journal_actions
from twingrid.journal.models import Event
from twingrid.kit import tokens
from twingrid.kit.machine import Move, take
from twingrid.kit.refusals import BadInput, NotAllowed
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.people.queries import Grants
from twingrid.work.actions.numbering import next_number
from twingrid.work.actions.report import read_answers
from twingrid.work.actions.steps import clean_words, needed_words
from twingrid.work.models import Case, CaseRemark
from twingrid.work.queries import cases as seen
from twingrid.work.queries.kinds import kinds
from twingrid.work.rules.kinds import KindView

Family = Literal["matter", "project", "joint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case as it is opened. `intake_key` is made by the client, once a form. `due_at` None: by the city's limits.
    `link`: the number of a request, hazard, outage or project that it belongs to."""

    kind: str
    intake_key: str = ""
    title: str = ""
    building_ids: Sequence[int] = ()
    unit: str = ""
    room: str = ""
    place_words: str = ""
    words: str = ""
    due_at: datetime | None = None
    answers: Mapping[str, str] | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A locked case, who acts on it, and what that person may do."""

    case: Case
    by: User
    grants: Grants
    areas: tuple[int, ...]

    def may(self, right: str) -> bool:
        """Whether the right holds for this case."""
        return seen.may_on(self.grants, right, self.areas, own=seen.is_own(self.case, self.by))

    def require(self, right: str) -> None:
        """Raise `NotAllowed` unless the right holds."""
        if not self.may(right):
            raise NotAllowed(_("Your role may not do this here. Ask your leader if you need it."))


def hold(number: str, family: Family, *, by: User, at: datetime) -> HeldCase:
    """Lock a case that `by` may see; `NotFound` for any other number."""
    grants = people_queries.grants_of(by, at=at)
    rows = seen.visible_cases(by, family, grants=grants).select_for_update(of=("self",))
    case = rows.filter(number=number).first()
    if case is None:
        raise seen.no_such_case(family)
    return HeldCase(case, by, grants, tuple(seen.area_ids(case)))


def begin(
    opened: Opened, family: Family, right: str, *, state: str, days: int, by: User, at: datetime
) -> tuple[Case, bool]:
    """Make a case with its number, areas and people of this moment, and whether it is fresh: the same intake key again
    gives the one there is.

    Raises `BadInput` (kind, place, words), `NotAllowed`.
    """
    people_queries.require(by, right, at=at)
    known = Case.objects.filter(intake_key=opened.intake_key, family=family).first() if opened.intake_key else None
    if known is not None:
        return known, False
    kind = _kind(opened, family)
    answers = read_answers(kind, opened.answers, scope="unknown", staff=True)
    case = Case(
        family=family,
        intake_key=opened.intake_key[:64] or tokens.token(),
        kind=kind.key,
        kind_version=kind.number,
        title=opened.title.strip()[:80],
        details=answers.details,
        answers=answers.erasable,
        state=state,
        building_id=opened.building_ids[0] if opened.building_ids else None,
        unit=opened.unit.strip()[:20],
        room=opened.room.strip()[:20],
        place_words=opened.place_words.strip()[:200],
        opened_by=by,
        opened_at=at,
        due_at=opened.due_at or at + timedelta(days=days),
    )
    areas = give_people(case, opened.building_ids, at=at)
    case.next_at = case.due_at
    case.number = next_number(*_COUNTED[family], at=at)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        known = Case.objects.filter(intake_key=case.intake_key).first()
        if known is None:
            raise
        return known, False
    case.areas.set(areas)
    return case, True


_COUNTED: Mapping[str, tuple[str, Any]] = {
    "matter": ("C", "matters"),
    "project": ("P", "projects"),
    "joint": ("J", "joints"),
}


def give_people(case: Case, building_ids: Sequence[int], *, at: datetime) -> set[int]:
    """Put the two people responsible at the first building on a case; the areas of all its buildings."""
    areas: set[int] = set()
    for n, building_id in enumerate(building_ids):
        answer = coverage_queries.responsible_for_building(building_id, at=at, unit=case.unit, room=case.room)
        if answer is None:
            raise BadInput(_("This building is not in the list any more. Search for it again."), field="place")
        areas |= {side.area_id for side in (answer.power, answer.community) if side is not None}
        if n == 0:
            power = answer.power.answering.holder if answer.power else None
            community = answer.community.answering.holder if answer.community else None
            case.holder_id = power.user_id if power else None
            case.counterpart_id = community.user_id if community else None
    return areas


def _kind(opened: Opened, family: Family) -> KindView:
    kind = kinds().present(opened.kind)
    if kind is None or not kind.content.active or kind.family != family:
        raise BadInput(_("Please choose one of the list."), field="kind")
    if not opened.building_ids and not opened.place_words.strip():
        raise BadInput(_("Please say where it is: an estate and a building, or a road and a number."), field="place")
    return kind


def move(
    held: HeldCase,
    moves: Sequence[Move[Any]],
    events: Mapping[str, str],
    name: str,
    *,
    words: str,
    sentence: str,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    needed: bool = False,
) -> Case:
    """Take a move of a case that is held, save and record it; `Refused` with the sentence when it is not open."""
    case = held.case
    case.state = take(moves, name, case.state, sentence=sentence)
    kept = needed_words(words) if needed else clean_words(words)
    case.ended_at = at if case.state in ("closed", "cancelled") else None
    case.stuck_at = at if name == "block" else None
    case.next_at = case.stuck_at or case.due_at
    if name == "reopen":
        case.times_reopened += 1
    case.save()
    record(case, events[name], kept, by=held.by, at=at, facts={"to": str(case.state), **(facts or {})})
    return case


def record(
    case: Case, name: str, words: str, *, by: User | None, at: datetime, facts: Mapping[str, Any] | None = None
) -> Event:
    """Record what happened to a case, and keep the words beside it, erasable."""
    event = journal_actions.record(name, case, by=by, at=at, facts=facts)
    if words:
        CaseRemark.objects.create(case=case, event_id=event.pk, words=words)
    return event
