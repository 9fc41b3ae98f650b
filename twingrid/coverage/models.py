"""What fusion means for customers: where each lies, who serves it by exception, and the plates that say so."""

from django.db import models
from django.db.models import Q

from twingrid.kit.validity import Valid
from twingrid.supply.models import ServicePoint
from twingrid.territory.models import Area, Building, Division, Partition


class Placement(models.Model):
    """The one community grid and the one power service area of a service point, as `fuse` found them.

    An empty side is a gap; `overlap` says that more than one area claims the point; `near_border` that a border of
    either partition lies within 20 m.
    """

    service_point = models.OneToOneField(
        ServicePoint, primary_key=True, on_delete=models.CASCADE, related_name="placement"
    )
    community = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    power = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    overlap = models.BooleanField(default=False)
    near_border = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.community_id}/{self.power_id}"


class Override(Valid):
    """A building served by another area than the one it lies in, with the reason."""

    building = models.ForeignKey(Building, on_delete=models.CASCADE, related_name="overrides")
    partition = models.CharField(max_length=12, choices=Partition)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="overrides")
    reason = models.CharField(max_length=120)

    class Meta(Valid.Meta):
        abstract = False
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=("building", "partition", "valid_from"), name="coverage_override_once"),
        ]

    def __str__(self) -> str:
        return f"{self.building_id} → {self.area_id}"


class Plate(models.Model):
    """A contact plate. Its code is the permanent address in its QR; it always leads to the present people."""

    code = models.CharField(max_length=20, unique=True)
    building = models.ForeignKey(Building, null=True, blank=True, on_delete=models.CASCADE, related_name="plates")
    community = models.ForeignKey(Division, null=True, blank=True, on_delete=models.CASCADE, related_name="plates")
    unit = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField()
    printed_version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(building__isnull=False) | Q(community__isnull=False), name="coverage_plate_place"
            )
        ]

    def __str__(self) -> str:
        return self.code


class CoverageDay(models.Model):
    """What was covered on a day, as it was computed: the history of the statement."""

    on = models.DateField(primary_key=True)
    at = models.DateTimeField()
    total = models.PositiveIntegerField()
    covered = models.PositiveIntegerField()
    reasons = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.on} {self.covered}/{self.total}"
