"""Matters, projects and joint cases on the two ladders: both sides are told when one is late or stuck."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from twingrid.coverage import queries as coverage_queries
from twingrid.work.actions import escalating
from twingrid.work.actions.watching import people_above
from twingrid.work.models import Case, CaseLeg, CaseTree, Family
from twingrid.work.rules.ladders import Telling, Ticking, Watched
from twingrid.work.states import JOINT_RUNNING, LEG_UNDER_WAY, MATTER_RUNNING, PROJECT_SHOWN, LegState, ProjectState

_MATTERS = tuple(state.value for state in MATTER_RUNNING)
_PROJECTS = tuple(state.value for state in PROJECT_SHOWN if state != ProjectState.DONE)

# The journal takes no long numbers, since they could be somebody's.
_LETTERS = str.maketrans("0123456789", "abcdefghij")


class Cases:
    """The cases of one family while they are not settled; whoever is responsible at their place on that day."""

    def __init__(self, name: str, event: str, states: Sequence[str]) -> None:
        self.name, self.event, self.states = name, event, states

    def due(self, *, at: datetime, most: int) -> Sequence[int]:
        """Cases whose moment has come."""
        rows = Case.objects.filter(next_at__lte=at, family=self.name, state__in=self.states)
        return list(rows.order_by("next_at", "pk").values_list("pk", flat=True)[:most])

    def lock(self, pk: int) -> Case | None:
        """The case, unless another worker has it."""
        rows = Case.objects.select_for_update(of=("self",), skip_locked=True)
        found: Case | None = rows.filter(pk=pk, family=self.name, state__in=self.states).first()
        return found

    def watched(self, matter: Case, *, at: datetime) -> Watched:
        """Its two people, and whoever stands above them at its place now."""
        answer = None
        if matter.building_id is not None:
            answer = coverage_queries.responsible_for_building(
                matter.building_id, at=at, unit=matter.unit, room=matter.room
            )
        people = people_above(answer) | {"counterpart": matter.counterpart_id}
        clocks = [Ticking("due", None, matter.due_at)]
        if matter.stuck_at is not None:  # each time that it is stuck is told of
            key = f"stuck-{matter.stuck_at:%m%d%H%M}".translate(_LETTERS)
            clocks.append(Ticking(key, None, matter.stuck_at))
        return Watched(
            round=matter.times_reopened,
            safety=is_dangerous(matter),
            holder=matter.holder_id,
            **people,
            clocks=tuple(clocks),
        )

    def keep(self, matter: Case, following: Telling | None) -> None:
        """On the case itself."""
        Case.objects.filter(pk=matter.pk).update(next_at=following.at if following else None)


class Joints(Cases):
    """Joint cases: each leg under way has its own time, and each one that is refused is told of at once."""

    def watched(self, matter: Case, *, at: datetime) -> Watched:
        """Its people, and a clock for each leg that waits for its company or was refused."""
        clocks = []
        for leg in CaseLeg.objects.filter(case_id=matter.pk).select_related("company").order_by("pk"):
            key = f"{leg.company.code}-{leg.times_sent}".translate(_LETTERS)
            if leg.state in LEG_UNDER_WAY:
                clocks.append(Ticking(f"leg-{key}", None, leg.due_at))
            elif leg.state == LegState.REFUSED and leg.ended_at is not None:
                clocks.append(Ticking(f"no-{key}", None, leg.ended_at))
        return replace(super().watched(matter, at=at), clocks=tuple(clocks))


def is_dangerous(case: Case) -> bool:
    """Whether there is danger, so that quiet hours hold nothing back."""
    return CaseTree.objects.filter(case_id=case.pk, danger=True).exists()


escalating.watch(Cases(Family.MATTER.value, "work.matter.escalated", _MATTERS))
escalating.watch(Cases(Family.PROJECT.value, "work.project.escalated", _PROJECTS))
escalating.watch(Joints(Family.JOINT.value, "work.joint.escalated", tuple(state.value for state in JOINT_RUNNING)))
