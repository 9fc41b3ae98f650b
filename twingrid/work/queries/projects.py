"""Projects as people see them: staff with buildings, stages and meters; residents how far their own building is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory.models import Building
from twingrid.work.models import Case, ProjectBuilding, ProjectStage
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.cases import CaseLine, area_ids, case_row, is_own, lines_of, may_on
from twingrid.work.queries.kinds import kind_words
from twingrid.work.queries.matters import STEP_OF, Parts, parts_of
from twingrid.work.rules.projects import Standing, percent, total
from twingrid.work.states import PROJECT_EVENTS, PROJECT_MOVES, PROJECT_SHOWN

_MOVE_OF = {event: move for move, event in PROJECT_EVENTS.items()} | STEP_OF | {"work.project.made": "make"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingLine:
    """A building of a project, how far it is, its stages in their order. `next`: the stage that comes next."""

    id: int
    building_id: int
    label: str
    standing: Standing
    stages: tuple[ProjectStage, ...]

    @property
    def percent(self) -> int | None:
        """Whole percent; None while there is nothing to count."""
        return percent(self.standing)

    @property
    def next(self) -> ProjectStage | None:
        """The first stage that is not done."""
        return next((one for one in self.stages if one.done_at is None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView:
    """One project as a person sees it, with the moves that are open to them. `held_up`: by these open matters."""

    case: Case
    line: CaseLine
    parts: Parts
    buildings: tuple[BuildingLine, ...]
    standing: Standing
    percent: int | None
    held_up: tuple[str, ...]
    moves: tuple[str, ...]
    may_count: bool
    may_praise: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a building is, as residents read it. `now`: the stage that is going on; `ends_on`: planned end."""

    kind_words: str
    title: str
    state: str
    stages: int
    stages_done: int
    now: str
    ends_on: date | None
    meters: int
    meters_done: int


def project_for(user: User, number: str, *, at: datetime) -> ProjectView:
    """One project with its buildings; `NotFound` for others'."""
    case = case_row(user, "project", number, at=at)
    grants = people_queries.grants_of(user, at=at)
    areas, own = area_ids(case), is_own(case, user)
    buildings = buildings_of(case)
    standing = total(one.standing for one in buildings)
    parts = parts_of(case, user, grants, areas, _MOVE_OF)
    return ProjectView(
        case=case,
        line=lines_of(Case.objects.filter(pk=case.pk))[0],
        parts=parts,
        buildings=buildings,
        standing=standing,
        percent=percent(standing),
        held_up=tuple(one.number for one in parts.links if one.open),
        moves=tuple(
            move.name
            for move in PROJECT_MOVES
            if case.state in move.sources and may_on(grants, move.permission, areas, own=own)
        ),
        may_count=case.state == "running" and may_on(grants, May.PROJECT_COUNT, areas, own=own),
        may_praise=parts.may_link and may_on(grants, May.TICKET_REPORT, areas, own=own),
    )


def buildings_of(case: Case) -> tuple[BuildingLine, ...]:
    """The buildings of a project with their stages. Two queries."""
    stages = Prefetch("stages", queryset=ProjectStage.objects.order_by("place"))
    rows = ProjectBuilding.objects.filter(case=case).select_related("building").prefetch_related(stages)
    return tuple(_building(one) for one in rows.order_by("id"))


def _building(one: ProjectBuilding) -> BuildingLine:
    stages = tuple(one.stages.all())
    left = [stage.ends_on for stage in stages if stage.done_at is None]
    standing = Standing(
        meters=one.meters,
        meters_done=one.meters_done,
        stages=len(stages),
        stages_done=len(stages) - len(left),
        ends_on=max(left, default=None),
    )
    return BuildingLine(
        id=one.pk, building_id=one.building_id, label=one.building.label, standing=standing, stages=stages
    )


def progress_at(building_id: int | None) -> tuple[Progress, ...]:
    """What residents of a building may know of projects there: announced, running, paused or done. Two queries."""
    if building_id is None:
        return ()
    shown = [state.value for state in PROJECT_SHOWN]
    rows = ProjectBuilding.objects.filter(building_id=building_id, case__state__in=shown)
    rows = rows.select_related("case", "building").prefetch_related("stages").order_by("case__due_at", "id")
    return tuple(_progress(one.case, _building(one)) for one in rows)


def _progress(case: Case, line: BuildingLine) -> Progress:
    following = line.next
    return Progress(
        kind_words=kind_words(case.kind, case.kind_version),
        title=case.title,
        state=case.state,
        stages=line.standing.stages,
        stages_done=line.standing.stages_done,
        now=following.get_kind_display() if following else "",
        ends_on=line.standing.ends_on,
        meters=line.standing.meters,
        meters_done=line.standing.meters_done,
    )


def building_called(label: str) -> int | None:
    """The first building whose label begins so; None for none."""
    return Building.objects.filter(label__startswith=label).order_by("id").values_list("pk", flat=True).first()


def percents(numbers: list[int]) -> dict[int, int | None]:
    """How far these projects (their ids) are, in whole percent. Two queries."""
    rows = ProjectBuilding.objects.filter(case_id__in=numbers).select_related("building").prefetch_related("stages")
    found: dict[int, list[Standing]] = {}
    for one in rows:
        found.setdefault(one.case_id, []).append(_building(one).standing)
    return {case_id: percent(total(ones)) for case_id, ones in found.items()}
