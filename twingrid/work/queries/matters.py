"""One matter with everything that belongs to it, and the steps that wait for a person or go wrong."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from twingrid.cities import queries as cities_queries
from twingrid.kit.masking import mask_name, mask_phone
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.people.queries import Grants
from twingrid.work.models import (
    Case,
    CaseAgreement,
    CaseLink,
    CaseMeeting,
    CaseSide,
    CaseStep,
    CaseTold,
    CaseTree,
    PartySide,
)
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.cases import (
    MOST,
    OPEN,
    CaseLine,
    area_ids,
    case_row,
    cases_for,
    is_own,
    lines_of,
    may_on,
    sides_of,
    told_of,
)
from twingrid.work.queries.kinds import Answered, answered, kinds, language
from twingrid.work.queries.lines import place_of
from twingrid.work.queries.story import Happened, story_of
from twingrid.work.rules import trees
from twingrid.work.states import (
    MATTER_EVENTS,
    MATTER_MOVES,
    MATTER_RUNNING,
    STEP_EVENTS,
    STEP_MOVES,
    STEP_UNDONE,
    StepState,
)

STEP_OF = {event: f"step-{move}" for move, event in STEP_EVENTS.items()}
_MOVE_OF = {event: move for move, event in MATTER_EVENTS.items()} | STEP_OF | {"work.matter.opened": "open"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step as a list or a page shows it. `told`: who above was told, oldest first."""

    id: int
    number: str
    family: str
    place: str
    side: str
    what: str
    holder: str
    state: str
    due_at: datetime
    done_at: datetime | None
    reason: str
    told: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()

    @property
    def side_words(self) -> str:
        """Whose step it is."""
        return str(CaseSide(self.side).label)

    def is_late(self, *, at: datetime) -> bool:
        """Whether it is undone after its day."""
        return self.state in STEP_UNDONE and self.due_at < at


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """Who speaks for a side; masked for those who do not handle the matter."""

    id: int
    side_words: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """What a case is linked with. `family`: ticket, hazard, outage, matter or project."""

    family: str
    number: str
    praise: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeView:
    """A tree with what the rules say of it. `lacking`: what has to be there before the saw may start."""

    tree: CaseTree
    words: str
    source: str
    level: str
    zone: float | None
    least: trees.Clearance | None
    near: bool | None
    lacking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What every family of cases shows: answers, parties, meetings, agreements, steps, links, the story."""

    answers: tuple[Answered, ...]
    parties: tuple[PartyLine, ...]
    meetings: tuple[CaseMeeting, ...]
    agreements: tuple[CaseAgreement, ...]
    steps: tuple[StepLine, ...]
    links: tuple[LinkLine, ...]
    story: tuple[Happened, ...]
    may_talk: bool
    may_add: bool
    may_link: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterView:
    """One matter as a person sees it, with the moves that are open to them."""

    case: Case
    line: CaseLine
    parts: Parts
    tree: TreeView | None
    moves: tuple[str, ...]


def matter_for(user: User, number: str, *, at: datetime) -> MatterView:
    """One matter with its parts; `NotFound` for others'."""
    case = case_row(user, "matter", number, at=at)
    grants = people_queries.grants_of(user, at=at)
    areas, own = area_ids(case), is_own(case, user)
    tree = tree_view(CaseTree.objects.filter(case=case).first())
    moves = [
        move.name
        for move in MATTER_MOVES
        if case.state in move.sources and may_on(grants, move.permission, areas, own=own)
    ]
    if tree is None or tree.tree.danger is False:
        moves = [name for name in moves if name != "act"]
    return MatterView(
        case=case,
        line=lines_of(Case.objects.filter(pk=case.pk))[0],
        parts=parts_of(case, user, grants, areas, _MOVE_OF),
        tree=tree,
        moves=tuple(moves),
    )


def parts_of(case: Case, user: User, grants: Grants, areas: list[int], move_of: dict[str, str]) -> Parts:
    """What belongs to a case, as this person sees it."""
    own, goes_on = is_own(case, user), case.state in OPEN[case.family]
    talks = may_on(grants, May.MATTER_TALK, areas, own=own)
    content = kinds().of(case.kind, case.kind_version).content
    return Parts(
        answers=answered(content, {**case.details, **case.answers}, full=talks),
        parties=tuple(
            PartyLine(
                id=one.pk,
                side_words=str(PartySide(one.side).label),
                name=one.name if talks else mask_name(one.name),
                phone=one.phone if talks else mask_phone(one.phone),
            )
            for one in case.parties.all()
        ),
        meetings=tuple(case.meetings.all()),
        agreements=tuple(case.agreements.all()),
        steps=steps_of(case.steps.all(), user=user, grants=grants, areas=areas, own=own),
        links=links_of(case),
        story=story_of(case, move_of),
        may_talk=talks and goes_on,
        may_add=goes_on and may_on(grants, May.STEP_ADD, areas, own=own),
        may_link=may_on(grants, May.CASE_LINK, areas, own=own),
    )


def tree_values(tree: CaseTree) -> trees.Tree:
    """A tree as the rules read it."""
    return trees.Tree(
        kilovolts=None if tree.kilovolts is None else float(tree.kilovolts),
        metres=None if tree.metres is None else float(tree.metres),
        planted=tree.planted,
        danger=tree.danger,
    )


def tree_view(tree: CaseTree | None) -> TreeView | None:
    """A tree with the terms on which it may be cut, in the present language."""
    if tree is None:
        return None
    values, profile = tree_values(tree), cities_queries.present_city().profile
    terms = trees.way(values)
    vertical = None if tree.vertical_metres is None else float(tree.vertical_metres)
    return TreeView(
        tree=tree,
        words=terms.words.said(language()),
        source=terms.source.words.said(language()),
        level=terms.source.level,
        zone=trees.zone(values.kilovolts),
        least=trees.clearance(values.kilovolts, profile=profile),
        near=trees.too_near(values, vertical=vertical, profile=profile),
        lacking=trees.lacking(values, consent=tree.consent, compensation=tree.compensation),
    )


def steps_of(
    rows: QuerySet[CaseStep], *, user: User, grants: Grants, areas: Iterable[int] = (), own: bool = False
) -> tuple[StepLine, ...]:
    """Steps as lines, with the moves that are open to this person. Two queries."""
    found = list(rows.select_related("holder", "case__building")[:MOST])
    rounds, told = {one.pk: one.round for one in found}, defaultdict(list)
    for step_id, number, name in CaseTold.objects.filter(step__in=found).values_list("step_id", "round", "to__name"):
        if rounds[step_id] == number:
            told[step_id].append(name)
    sides, areas = sides_of(grants), list(areas)
    closes = may_on(grants, May.MATTER_CLOSE, areas, own=own)
    return tuple(
        StepLine(
            id=one.pk,
            number=one.case.number,
            family=one.case.family,
            place=place_words(one.case),
            side=one.side,
            what=one.what,
            holder=one.holder.name if one.holder else "",
            state=one.state,
            due_at=one.due_at,
            done_at=one.done_at,
            reason=one.reason,
            told=tuple(told.get(one.pk, ())),
            moves=tuple(
                move.name
                for move in STEP_MOVES
                if one.state in move.sources
                and may_on(grants, move.permission, areas, own=own or one.holder_id == user.pk)
                and (one.side in sides or one.holder_id == user.pk or (closes and move.name == "drop"))
            ),
        )
        for one in found
    )


def place_words(case: Case) -> str:
    """A case's place in residents' words; a project's own name where it has one."""
    label = case.building.label if case.building else ""
    return case.title or place_of(label, case.unit, case.room, case.place_words)


def my_steps(user: User, *, at: datetime) -> tuple[StepLine, ...]:
    """What waits for a person: their own undone steps, those they were told of, and stuck or late ones of the other
    side in what they hold. Two queries."""
    told = CaseTold.objects.filter(to_id=user.pk).values("step_id")
    wrong = Q(state=StepState.STUCK) | Q(due_at__lt=at)
    held = Q(case__holder_id=user.pk) | Q(case__counterpart_id=user.pk)
    rows = CaseStep.objects.filter(Q(holder_id=user.pk) | Q(pk__in=told) | (held & wrong), state__in=STEP_UNDONE)
    open_ones = rows.filter(case__state__in={*OPEN["matter"], *OPEN["project"]})
    return steps_of(open_ones.order_by("due_at", "id"), user=user, grants=_nobody(user))


def wrong_steps(user: User, *, at: datetime) -> tuple[StepLine, ...]:
    """The steps of a person's areas that are stuck or late, of both sides. Two queries besides the person's rights."""
    wrong = Q(state=StepState.STUCK) | Q(due_at__lt=at)
    cases = cases_for(user, "matter", at=at).values("pk")
    projects = cases_for(user, "project", at=at).values("pk")
    rows = CaseStep.objects.filter(wrong, Q(case__in=cases) | Q(case__in=projects), state__in=STEP_UNDONE)
    open_ones = rows.filter(case__state__in={*OPEN["matter"], *OPEN["project"]})
    return steps_of(open_ones.order_by("due_at", "id"), user=user, grants=_nobody(user))


def _nobody(user: User) -> Grants:
    """Lists offer no moves."""
    return Grants(user_id=user.pk, roles=frozenset(), areas_by_right={})


def held_cases(user: User, family: str, *, at: datetime) -> tuple[CaseLine, ...]:
    """The open cases that a person holds on either side or was told of, the most urgent first. One query."""
    own = Q(holder_id=user.pk) | Q(counterpart_id=user.pk) | told_of(user, family)
    return lines_of(Case.objects.filter(own, family=family, state__in=OPEN[family]).order_by("due_at", "id"))


def late_cases(user: User, family: str, *, at: datetime) -> tuple[CaseLine, ...]:
    """The cases of a person's areas that are stuck or whose day has passed. One query besides the person's rights."""
    rows = cases_for(user, family, at=at).filter(state__in=OPEN[family]).exclude(state="done")
    return lines_of(rows.filter(Q(state="stuck") | Q(due_at__lt=at)).order_by("due_at", "id"))


def links_of(case: Case) -> tuple[LinkLine, ...]:
    """What a case is linked with, in either direction."""
    rows: list[Any] = list(case.links.select_related("ticket", "hazard", "outage", "project"))
    found = []
    for one in rows:
        name = next(name for name in ("ticket", "hazard", "outage", "project") if getattr(one, f"{name}_id"))
        found.append(LinkLine(family=name, number=getattr(one, name).number, praise=one.praise))
    for link in CaseLink.objects.filter(project=case).select_related("case"):
        goes_on = link.case.family == "matter" and link.case.state in MATTER_RUNNING
        found.append(LinkLine(family=link.case.family, number=link.case.number, open=goes_on))
    return tuple(found)


def cases_of_ticket(user: User, ticket_id: int, *, at: datetime) -> tuple[CaseLine, ...]:
    """The matters and projects that a request is linked with, as far as this person sees them."""
    return _linked(user, Q(ticket_id=ticket_id), at=at)


def cases_of_hazard(user: User, hazard_id: int, *, at: datetime) -> tuple[CaseLine, ...]:
    """The matters and projects that a hazard is linked with, as far as this person sees them."""
    return _linked(user, Q(hazard_id=hazard_id), at=at)


def _linked(user: User, which: Q, *, at: datetime) -> tuple[CaseLine, ...]:
    ids = list(CaseLink.objects.filter(which).values_list("case_id", flat=True))
    if not ids:
        return ()
    found: list[CaseLine] = []
    for family in ("matter", "project"):
        found += lines_of(cases_for(user, family, at=at).filter(pk__in=ids))
    return tuple(found)
