"""A hazard: found, its owner notified, removed, inspected again. Coordinates are WGS-84 degrees."""

from django.db import models
from django.db.models import Q

from twingrid.people.models import User
from twingrid.territory.models import Area, Building
from twingrid.work.choices import FoundBy, Grade, HazardSide, ToldBy
from twingrid.work.models.ticket import Ticket
from twingrid.work.states import HAZARD_OPEN, HazardState

_OPEN = [state.value for state in HAZARD_OPEN]


class Hazard(models.Model):
    """A hazard (隐患): a place, what it is, how dangerous, on whose side, its state and its four moments.

    The moments are of its present round: a failed inspection empties those that follow. `details` are answers that
    name nobody; the others stand with its owner.
    """

    number = models.CharField(max_length=20, unique=True)
    intake_key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20)
    kind_version = models.PositiveSmallIntegerField(default=1)
    details = models.JSONField(default=dict)
    grade = models.CharField(max_length=10, choices=Grade, default=Grade.PLAIN)
    side = models.CharField(max_length=10, choices=HazardSide, blank=True)
    found_how = models.CharField(max_length=12, choices=FoundBy)
    state = models.CharField(max_length=12, default=HazardState.FOUND.value)
    times_reopened = models.PositiveSmallIntegerField(default=0)

    building = models.ForeignKey(Building, null=True, blank=True, on_delete=models.PROTECT, related_name="hazards")
    unit = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=20, blank=True)
    place_words = models.CharField(max_length=200, blank=True)
    community_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    power_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="hazards")
    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="hazards")

    found_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    notified_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    inspected_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    inspected_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in HazardState]), name="work_hazard_state"
            ),
            models.CheckConstraint(
                condition=Q(inspected_at__isnull=True) | Q(removed_at__isnull=False), name="work_hazard_order"
            ),
        ]
        indexes = [
            models.Index(fields=("power_area",), name="work_hazard_power", condition=Q(state__in=_OPEN)),
            models.Index(fields=("community_area",), name="work_hazard_comm", condition=Q(state__in=_OPEN)),
            models.Index(fields=("holder",), name="work_hazard_held", condition=Q(state__in=_OPEN)),
            models.Index(fields=("found_at",), name="work_hazard_when"),
            models.Index(fields=("next_at",), name="work_hazard_next", condition=Q(next_at__isnull=False)),
        ]
        ordering = ("-found_at", "-id")

    def __str__(self) -> str:
        return self.number


class HazardOwner(models.Model):
    """Who was told of a hazard, and answers that may name somebody: erasable, read by those who handle it."""

    hazard = models.OneToOneField(Hazard, primary_key=True, on_delete=models.CASCADE, related_name="owner")
    name = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    told_how = models.CharField(max_length=12, choices=ToldBy, blank=True)
    answers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.hazard_id)


class HazardRemark(models.Model):
    """Words about a hazard, pointing to their event in the journal. Erasable."""

    hazard = models.ForeignKey(Hazard, on_delete=models.CASCADE, related_name="remarks")
    event_id = models.BigIntegerField()
    words = models.CharField(max_length=1000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("hazard", "event_id"), name="work_hazardremark_once")]

    def __str__(self) -> str:
        return f"{self.hazard_id} {self.event_id}"
