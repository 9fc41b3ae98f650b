"""What fusion means for customers: where each lies, who serves it by exception, and the plates that say so."""

from django.db import models
from django.db.models import Q

from twingrid.coverage.choices import AliasState, Look, Paper, PlateKind, ProposalState
from twingrid.kit.validity import Valid
from twingrid.people.models import User
from twingrid.stations.models import Station
from twingrid.supply.models import ServicePoint
from twingrid.territory.choices import Partition
from twingrid.territory.models import Area, Building, Compound, Division


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
    """Premises served by another area than the one they lie in, with the reason.

    A whole building; with `unit` one unit of it; with `room` one home. The narrowest one counts.
    """

    building = models.ForeignKey(Building, on_delete=models.CASCADE, related_name="overrides")
    partition = models.CharField(max_length=12, choices=Partition)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="overrides")
    unit = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=120)

    class Meta(Valid.Meta):
        abstract = False
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(
                fields=("building", "unit", "room", "partition", "valid_from"), name="coverage_override_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.building_id} → {self.area_id}"


class OverrideProposal(models.Model):
    """An exception that a leader asks for; the administrator decides. `answer` says why it was refused."""

    building = models.ForeignKey(Building, on_delete=models.CASCADE, related_name="+")
    unit = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=20, blank=True)
    partition = models.CharField(max_length=12, choices=Partition)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("-proposed_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("building", "unit", "room", "partition", "area", "since"),
                condition=Q(state=ProposalState.PROPOSED),
                name="coverage_proposal_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.PROPOSED, decided_at__isnull=True)
                | (~Q(state=ProposalState.PROPOSED) & Q(decided_at__isnull=False)),
                name="coverage_proposal_decided_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.building_id} → {self.area_id} {self.state}"


class Plate(models.Model):
    """A contact plate or board. Its code is the permanent address in its QR; it always leads to the present people."""

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=PlateKind, default=PlateKind.BUILDING)
    building = models.ForeignKey(Building, null=True, blank=True, on_delete=models.CASCADE, related_name="plates")
    community = models.ForeignKey(Division, null=True, blank=True, on_delete=models.CASCADE, related_name="plates")
    station = models.ForeignKey(Station, null=True, blank=True, on_delete=models.CASCADE, related_name="plates")
    unit = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField()
    printed_version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PlateKind.BUILDING, building__isnull=False)
                | Q(kind__in=(PlateKind.COMMUNITY, PlateKind.BOARD), community__isnull=False)
                | Q(kind=PlateKind.STATION, station__isnull=False),
                name="coverage_plate_place",
            )
        ]

    def __str__(self) -> str:
        return self.code


class PlateRun(models.Model):
    """Plates printed together: the paper, how large it speaks, who and when."""

    paper = models.CharField(max_length=4, choices=Paper)
    look = models.CharField(max_length=12, choices=Look)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.pk} {self.paper}"


class PrintedPlate(models.Model):
    """What a plate said when it was printed, and when that print was put up in place of the one before."""

    run = models.ForeignKey(PlateRun, on_delete=models.PROTECT, related_name="prints")
    plate = models.ForeignKey(Plate, on_delete=models.CASCADE, related_name="prints")
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    digest = models.CharField(max_length=64)
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    photo = models.FileField(upload_to="plates/", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("plate", "version"), name="coverage_print_once")]
        ordering = ("plate_id", "-version")

    def __str__(self) -> str:
        return f"{self.plate_id} v{self.version}"


class CoverageDay(models.Model):
    """What was covered on a day, as it was computed: the history of the statement."""

    on = models.DateField(primary_key=True)
    at = models.DateTimeField()
    total = models.PositiveIntegerField()
    covered = models.PositiveIntegerField()
    reasons = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.on} {self.covered}/{self.total}"


class AliasProposal(models.Model):
    """Words that people used for a place which the search did not know; readable once enough people have said them."""

    digest = models.CharField(max_length=64)
    words = models.CharField(max_length=40, blank=True)
    compound = models.ForeignKey(Compound, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    building = models.ForeignKey(Building, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField(default=0)
    residents = models.PositiveIntegerField(default=0)
    first_on = models.DateField()
    last_on = models.DateField()
    state = models.CharField(max_length=10, choices=AliasState, default=AliasState.COUNTING)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("digest", "compound", "building"), nulls_distinct=False, name="coverage_alias_once"
            ),
            models.CheckConstraint(
                condition=Q(compound__isnull=False, building__isnull=True)
                | Q(compound__isnull=True, building__isnull=False),
                name="coverage_alias_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class AliasWitness(models.Model):
    """One of the people who said it, as a digest: counted once, never named."""

    proposal = models.ForeignKey(AliasProposal, on_delete=models.CASCADE, related_name="witnesses")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("proposal", "digest"), name="coverage_witness_once")]

    def __str__(self) -> str:
        return str(self.proposal_id)
