"""Matters and projects as people see them: whose they are, their lines, their parts, what is open to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from twingrid.kit.refusals import NotFound
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.people.queries import Grants
from twingrid.work.models import Case, CaseStep, CaseTold, Escalation
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.kinds import kind_words
from twingrid.work.queries.lines import place_of
from twingrid.work.states import JOINT_OPEN, MATTER_OPEN, PROJECT_OPEN, JointState, MatterState, ProjectState

MOST = 200
SEE: Mapping[str, May] = {"matter": May.MATTER_SEE, "project": May.PROJECT_SEE, "joint": May.JOINT_SEE}
OPEN: Mapping[str, tuple[str, ...]] = {
    "matter": tuple(state.value for state in MATTER_OPEN),
    "project": tuple(state.value for state in PROJECT_OPEN),
    "joint": tuple(state.value for state in JOINT_OPEN),
}
_KNOWN: Mapping[str, frozenset[str]] = {
    "matter": frozenset(MatterState),
    "project": frozenset(ProjectState),
    "joint": frozenset(JointState),
}
_FINISHED = frozenset({"done", "closed", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case of a list."""

    id: int
    number: str
    family: str
    title: str
    place: str
    kind: str
    kind_version: int
    state: str
    holder: str
    counterpart: str
    opened_at: datetime
    due_at: datetime
    times_reopened: int

    @property
    def kind_words(self) -> str:
        """What it is."""
        return kind_words(self.kind, self.kind_version)

    def is_late(self, *, at: datetime) -> bool:
        """Whether its day has passed and it is not done."""
        return self.state not in _FINISHED and self.due_at < at


def visible_cases(user: User, family: str, *, grants: Grants) -> QuerySet[Case]:
    """The cases of a family that `user` may see: of the areas, held on either side, opened, with a step, or told of."""
    rows = Case.objects.filter(family=family)
    if not grants.may(SEE[family]):
        return rows.none()
    areas = grants.areas_by_right[SEE[family]]
    if areas is None:
        return rows
    there = Case.areas.through.objects.filter(area_id__in=areas).values("case_id")
    steps = CaseStep.objects.filter(holder_id=user.pk).values("case_id")
    told = CaseTold.objects.filter(to_id=user.pk).values("step__case_id")
    own = Q(holder_id=user.pk) | Q(counterpart_id=user.pk) | Q(opened_by_id=user.pk) | told_of(user, family)
    return rows.filter(own | Q(pk__in=there) | Q(pk__in=steps) | Q(pk__in=told))


def told_of(user: User, family: str) -> Q:
    """The cases of a family that a person was told of, since they were late or stuck."""
    return Q(pk__in=Escalation.objects.filter(to_id=user.pk, family=family).values("matter_id"))


def cases_for(user: User, family: str, *, at: datetime) -> QuerySet[Case]:
    """The cases of a family that `user` may see at this moment."""
    return visible_cases(user, family, grants=people_queries.grants_of(user, at=at))


def case_row(user: User, family: str, number: str, *, at: datetime) -> Case:
    """One case with its people; `NotFound` for others'."""
    found = cases_for(user, family, at=at).select_related("building", "holder", "counterpart")
    case = found.filter(number=number).first()
    if case is None:
        raise no_such_case(family)
    return case


def no_such_case(family: str) -> NotFound:
    """The answer for a number that does not exist or belongs to other areas."""
    if family == "project":
        return NotFound(_("There is no such project in your areas. Check the number."))
    if family == "joint":
        return NotFound(_("There is no such joint case in your areas. Check the number on the receipt."))
    return NotFound(_("There is no such matter in your areas. Check the number."))


def is_own(case: Case, user: User) -> bool:
    """Whether a person holds a case on either side."""
    return user.pk in (case.holder_id, case.counterpart_id)


def may_on(grants: Grants, right: str, areas: Iterable[int], *, own: bool) -> bool:
    """Whether a right holds for a case: by its areas, or anywhere if it is the person's own."""
    if own:
        return right in grants.areas_by_right
    found = list(areas)
    if not found:
        return grants.areas_by_right.get(right, frozenset()) is None
    return grants.may(right, areas=found)


def area_ids(case: Case) -> list[int]:
    """The areas of a case."""
    return list(case.areas.values_list("pk", flat=True))


def sides_of(grants: Grants) -> frozenset[str]:
    """Whose steps a person does: those of the side on which they are posted."""
    found = {"community" if role == "community_worker" else "power" for role in grants.roles}
    return frozenset(found)


def case_lines(user: User, family: str, *, show: str = "", at: datetime) -> tuple[CaseLine, ...]:
    """Cases of a person's areas, the most urgent first: open ones, late ones (`late`), or those of one state."""
    rows = cases_for(user, family, at=at)
    if show == "late":
        rows = rows.filter(state__in=OPEN[family], due_at__lt=at).exclude(state__in=_FINISHED)
    else:
        rows = rows.filter(state=show) if show in _KNOWN[family] else rows.filter(state__in=OPEN[family])
    return lines_of(rows.order_by("due_at", "id"))


def lines_of(rows: QuerySet[Case]) -> tuple[CaseLine, ...]:
    """These cases as lines. One query."""
    columns = ("id", "number", "family", "title", "kind", "kind_version", "state", "opened_at", "due_at")
    others = ("times_reopened", "unit", "room", "place_words", "building__label", "holder__name", "counterpart__name")
    found = []
    for row in rows.values(*columns, *others)[:MOST]:
        place = place_of(row["building__label"] or "", row["unit"], row["room"], row["place_words"])
        plain: dict[str, Any] = {name: row[name] for name in (*columns, "times_reopened")}
        plain |= {"holder": row["holder__name"] or "", "counterpart": row["counterpart__name"] or ""}
        found.append(CaseLine(place=place, **plain))
    return tuple(found)
