"""What only one family of cases has: the tree of a matter; the buildings and stages of a project."""

from django.db import models
from django.db.models import Q

from twingrid.territory.models import Building
from twingrid.work.choices import Compensation, Consent, Planted, StageKind, ToldBy
from twingrid.work.models.cases import Case


class CaseTree(models.Model):
    """What the law asks about a tree. Volts in kV, distances in metres, the amount in yuan."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="tree")
    planted = models.CharField(max_length=8, choices=Planted, blank=True)
    zone_known_on = models.DateField(null=True, blank=True)
    kilovolts = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    metres = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    vertical_metres = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    danger = models.BooleanField(default=False)
    consent = models.CharField(max_length=8, choices=Consent, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    consent_how = models.CharField(max_length=12, choices=ToldBy, blank=True)
    compensation = models.CharField(max_length=8, choices=Compensation, blank=True)
    yuan = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(compensation="agreed") | Q(yuan__isnull=False), name="work_casetree_amount"
            ),
            models.CheckConstraint(condition=Q(consent="") | Q(consent_on__isnull=False), name="work_casetree_when"),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class ProjectBuilding(models.Model):
    """A building of a project: how many meters there are to renew, and how many are."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="buildings")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="projects")
    meters = models.PositiveIntegerField(default=0)
    meters_done = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("case", "building"), name="work_projectbuilding_once"),
            models.CheckConstraint(condition=Q(meters_done__lte=models.F("meters")), name="work_projectbuilding_count"),
        ]
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.building_id}"


class ProjectStage(models.Model):
    """A stage of one building: planned days, and when it was really done."""

    at_building = models.ForeignKey(ProjectBuilding, on_delete=models.CASCADE, related_name="stages")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=StageKind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("at_building", "kind"), name="work_projectstage_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="work_projectstage_days"),
        ]
        ordering = ("at_building", "place")

    def __str__(self) -> str:
        return f"{self.at_building_id} {self.kind}"
