"""A case: what several sides settle, build or handle together. One table for each thing that every family needs.

Families are coordination matters, projects and joint cases; each has its own graph of states. What names somebody
(parties, remarks, typed answers) stands in rows of its own that can be erased.
"""

from django.db import models
from django.db.models import Q

from twingrid.outages.models import Outage
from twingrid.people.models import User
from twingrid.territory.models import Area, Building
from twingrid.work.choices import CaseSide, Kept, PartySide
from twingrid.work.models.hazards import Hazard
from twingrid.work.models.ticket import Ticket
from twingrid.work.states import (
    JOINT_OPEN,
    MATTER_OPEN,
    PROJECT_OPEN,
    STEP_UNDONE,
    JointState,
    MatterState,
    ProjectState,
    StepState,
)

_OPEN = sorted({state.value for state in (*MATTER_OPEN, *PROJECT_OPEN, *JOINT_OPEN)})
_STATES: dict[str, type[MatterState | ProjectState | JointState]] = {
    "matter": MatterState,
    "project": ProjectState,
    "joint": JointState,
}
_OF_FAMILY = Q()
for _family, _states in _STATES.items():
    _OF_FAMILY |= Q(family=_family, state__in=[state.value for state in _states])
_UNDONE = [state.value for state in STEP_UNDONE]


class Case(models.Model):
    """A coordination matter, a project or a joint case: number, kind, place, who on both sides, its state, its day.

    `areas` are all areas of both partitions that it touches: who is posted there sees it. `title` is what a project is
    called, in words that residents may read. `stuck_at`: since when it does not go on; `next_at`: when those above are
    told next, unless it goes on.
    """

    number = models.CharField(max_length=20, unique=True)
    intake_key = models.CharField(max_length=64, unique=True)
    family = models.CharField(max_length=12)
    kind = models.CharField(max_length=20)
    kind_version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=12)
    times_reopened = models.PositiveSmallIntegerField(default=0)

    building = models.ForeignKey(Building, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    unit = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=20, blank=True)
    place_words = models.CharField(max_length=200, blank=True)
    areas = models.ManyToManyField(Area, related_name="+")
    holder = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    counterpart = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    stuck_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_OF_FAMILY, name="work_case_state"),
        ]
        indexes = [
            models.Index(fields=("family", "due_at"), name="work_case_open", condition=Q(state__in=_OPEN)),
            models.Index(fields=("next_at",), name="work_case_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=("holder",), name="work_case_held", condition=Q(state__in=_OPEN)),
            models.Index(fields=("counterpart",), name="work_case_beside", condition=Q(state__in=_OPEN)),
        ]
        ordering = ("-opened_at", "-id")

    def __str__(self) -> str:
        return self.number


class CaseRemark(models.Model):
    """Words about a case, pointing to their event in the journal. Erasable."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="remarks")
    event_id = models.BigIntegerField()
    words = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("case", "event_id"), name="work_caseremark_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.event_id}"


class CaseParty(models.Model):
    """Somebody who speaks for a side in a case. Erasable, read in full by those who handle it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    key = models.CharField(max_length=64)
    side = models.CharField(max_length=12, choices=PartySide)
    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("case", "key"), name="work_caseparty_once")]
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.side}"


class CaseMeeting(models.Model):
    """A meeting: when, where, who came, what came of it. Erasable: it may name people."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="meetings")
    key = models.CharField(max_length=64)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=100, blank=True)
    people = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("case", "key"), name="work_casemeeting_once")]
        ordering = ("held_at", "id")

    def __str__(self) -> str:
        return f"{self.case_id} {self.held_at:%Y-%m-%d}"


class CaseAgreement(models.Model):
    """What was agreed between two sides, from when to when, and whether it was kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="agreements")
    key = models.CharField(max_length=64)
    one_side = models.CharField(max_length=12, choices=PartySide)
    other_side = models.CharField(max_length=12, choices=PartySide)
    words = models.CharField(max_length=1000)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    kept = models.CharField(max_length=8, choices=Kept, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("case", "key"), name="work_caseagreement_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="work_caseagreement_days",
            ),
            models.CheckConstraint(
                condition=Q(kept="") | Q(settled_at__isnull=False), name="work_caseagreement_settled"
            ),
        ]
        ordering = ("starts_on", "id")

    def __str__(self) -> str:
        return f"{self.case_id} {self.starts_on}"


class CaseStep(models.Model):
    """What one side has to do in a case, who has it, until when. `tell_at`: when the next above is told."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=64)
    side = models.CharField(max_length=10, choices=CaseSide)
    what = models.CharField(max_length=200)
    holder = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="case_steps")
    state = models.CharField(max_length=10, default=StepState.OPEN.value)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    tell_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("case", "key"), name="work_casestep_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in StepState]), name="work_casestep_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="finished") | Q(done_at__isnull=False), name="work_casestep_done"
            ),
            models.CheckConstraint(condition=~Q(state="stuck") | ~Q(reason=""), name="work_casestep_reason"),
        ]
        indexes = [
            models.Index(fields=("tell_at",), name="work_casestep_tell", condition=Q(tell_at__isnull=False)),
            models.Index(fields=("holder",), name="work_casestep_held", condition=Q(state__in=_UNDONE)),
        ]
        ordering = ("due_at", "id")

    def __str__(self) -> str:
        return f"{self.case_id} {self.side} {self.state}"


class CaseTold(models.Model):
    """That somebody above was told of a step that is stuck or late: once a person and round."""

    step = models.ForeignKey(CaseStep, on_delete=models.CASCADE, related_name="told")
    round = models.PositiveSmallIntegerField(default=0)
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("step", "round", "to"), name="work_casetold_once")]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.step_id} → {self.to_id}"


class CaseLink(models.Model):
    """That a case belongs to a request, a hazard, an outage, or another case (a matter that holds a project up)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="case_links")
    hazard = models.ForeignKey(Hazard, null=True, blank=True, on_delete=models.PROTECT, related_name="case_links")
    outage = models.ForeignKey(Outage, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="held_up_by")
    praise = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("case", "ticket", "hazard", "outage", "project"),
                nulls_distinct=False,
                name="work_caselink_once",
            ),
            models.CheckConstraint(
                condition=Q(ticket__isnull=False)
                | Q(hazard__isnull=False)
                | Q(outage__isnull=False)
                | Q(project__isnull=False),
                name="work_caselink_some",
            ),
        ]
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.case_id} link {self.pk}"
