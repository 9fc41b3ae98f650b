"""Outages: what is off, whom it reaches, every estimate, every step of restoration."""

from django.db import models
from django.db.models import Q

from twingrid.outages.choices import Boundary, Cause, Information, OutageKind, Side, Why
from twingrid.outages.states import KNOWN, OutageState
from twingrid.people.models import User
from twingrid.supply.models import Equipment
from twingrid.territory.models import Area, Building


class Outage(models.Model):
    """An interruption (停电). `starts_at` and `estimate_at` are expected, `started_at` and `restored_at` are what was.

    `system` and `external_no` are those of OMS, SCADA or 95598: the same number again is the same outage.
    """

    number = models.CharField(max_length=24, unique=True)
    intake_key = models.CharField(max_length=64, unique=True)
    system = models.CharField(max_length=9, blank=True)
    external_no = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12, choices=OutageKind)
    information = models.CharField(max_length=12, choices=Information)
    state = models.CharField(max_length=12, default=OutageState.DRAFT.value)
    important = models.BooleanField(default=False)
    title = models.CharField(max_length=80, blank=True)
    cause = models.CharField(max_length=12, choices=Cause, blank=True)
    side = models.CharField(max_length=10, choices=Side, blank=True)
    boundary = models.CharField(max_length=10, choices=Boundary, default=Boundary.INTERNAL)
    starts_at = models.DateTimeField()
    estimate_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    restored_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    customers = models.PositiveIntegerField(default=0)
    buildings = models.PositiveIntegerField(default=0)
    synthetic = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in OutageState]), name="outages_outage_state"),
            models.UniqueConstraint(
                fields=("system", "external_no"), condition=~Q(external_no=""), name="outages_outage_external"
            ),
            models.CheckConstraint(
                condition=Q(restored_at__isnull=True) | Q(restored_at__gte=models.F("started_at")),
                name="outages_outage_restored_after",
            ),
        ]
        indexes = [
            models.Index(
                fields=("state",), name="outages_outage_known", condition=Q(state__in=[s.value for s in KNOWN])
            ),
            models.Index(fields=("-starts_at",), name="outages_outage_when"),
            models.Index(fields=("started_at",), name="outages_outage_started"),
        ]
        ordering = ("-starts_at", "-id")

    def __str__(self) -> str:
        return self.number


class Scope(models.Model):
    """One thing that is off: a piece of equipment with all below it, or a building."""

    outage = models.ForeignKey(Outage, on_delete=models.CASCADE, related_name="scope")
    equipment = models.ForeignKey(Equipment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    building = models.ForeignKey(Building, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(equipment__isnull=False, building__isnull=True)
                | Q(equipment__isnull=True, building__isnull=False),
                name="outages_scope_one",
            ),
            models.UniqueConstraint(
                fields=("outage", "equipment", "building"), nulls_distinct=False, name="outages_scope_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outage_id}: {self.equipment_id or self.building_id}"


class Restoration(models.Model):
    """One step: some of the customers have electricity again."""

    outage = models.ForeignKey(Outage, on_delete=models.CASCADE, related_name="restorations")
    at = models.DateTimeField()
    customers = models.PositiveIntegerField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.outage_id} {self.customers}"


class Affected(models.Model):
    """Customers of one stairwell at one meter box, as the network was when the outage was expanded."""

    outage = models.ForeignKey(Outage, on_delete=models.CASCADE, related_name="affected")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=20, blank=True)
    meter_box = models.ForeignKey(Equipment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    feeder = models.ForeignKey(Equipment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    power_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    customers = models.PositiveIntegerField()
    restored_at = models.DateTimeField(null=True, blank=True)
    restoration = models.ForeignKey(
        Restoration, null=True, blank=True, on_delete=models.SET_NULL, related_name="affected"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("outage", "building", "unit", "meter_box"), nulls_distinct=False, name="outages_affected_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outage_id}: {self.building_id} {self.unit}"


class Estimate(models.Model):
    """One estimate of when the electricity is back, with the reason; the last one holds, all are kept."""

    outage = models.ForeignKey(Outage, on_delete=models.CASCADE, related_name="estimates")
    estimate_at = models.DateTimeField()
    why = models.CharField(max_length=12, choices=Why)
    words = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.outage_id} {self.estimate_at}"


class FrequentRun(models.Model):
    """One count of who is often without electricity, by one version of the rules."""

    rules = models.CharField(max_length=60)
    until = models.DateTimeField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    interruptions = models.PositiveIntegerField(default=0)
    feeders = models.JSONField(default=list)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"{self.rules} {self.until}"


class FrequentPlace(models.Model):
    """Customers of one stairwell at one meter box that are frequent, or near it: they share one history."""

    run = models.ForeignKey(FrequentRun, on_delete=models.CASCADE, related_name="places")
    category = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)
    outages = models.JSONField(default=list)
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=20, blank=True)
    meter_box = models.ForeignKey(Equipment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    feeder = models.ForeignKey(Equipment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    customers = models.PositiveIntegerField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.category} {self.building_id} {self.unit}"


class NotCounted(models.Model):
    """An interruption that did not count, and why: short, one_user, major_day, merged."""

    run = models.ForeignKey(FrequentRun, on_delete=models.CASCADE, related_name="excluded")
    reason = models.CharField(max_length=10)
    outage = models.ForeignKey(Outage, on_delete=models.CASCADE, related_name="+")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=20, blank=True)
    customers = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()

    class Meta:
        ordering = ("-started_at", "id")

    def __str__(self) -> str:
        return f"{self.reason} {self.outage_id}"


class Remark(models.Model):
    """Staff's words about an outage, pointing to their event in the journal. Erasable."""

    outage = models.ForeignKey(Outage, on_delete=models.CASCADE, related_name="remarks")
    event_id = models.BigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=1000)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return str(self.outage_id)
