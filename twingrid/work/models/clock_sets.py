"""The clock rules of a city: a set for the city and one for each area that differs, in versions that never change."""

from django.db import models
from django.db.models import Q

from twingrid.people.models import User


class ClockSet(models.Model):
    """The rules of one place: the city (both columns empty), or an area by its partition and code."""

    partition = models.CharField(max_length=12, blank=True)
    area_code = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("partition", "area_code"), name="work_clockset_place"),
            models.CheckConstraint(
                condition=Q(partition="", area_code="") | (~Q(partition="") & ~Q(area_code="")),
                name="work_clockset_whole",
            ),
        ]
        ordering = ("partition", "area_code")

    def __str__(self) -> str:
        return f"{self.partition} {self.area_code}".strip() or "city"


class ClockSetVersion(models.Model):
    """What a set says of everything reported from a day on: `content` as `rules.clock_sets.SetContent`. The database
    refuses to change it."""

    set = models.ForeignKey(ClockSet, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    content = models.JSONField()
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("set", "number"), name="work_clocksetversion_once")]
        ordering = ("set", "number")

    def __str__(self) -> str:
        return f"{self.set_id} version {self.number}"


class ClockSetDraft(models.Model):
    """The next version while it is written, and the day from which it is to be valid."""

    set = models.OneToOneField(ClockSet, primary_key=True, on_delete=models.CASCADE, related_name="draft")
    valid_from = models.DateField(null=True, blank=True)
    content = models.JSONField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.set_id}"


class Recount(models.Model):
    """A run that derives clocks anew, and how far it has come: `after` is the last request that is done. `since`: only
    what was reported from that day on."""

    since = models.DateField(null=True, blank=True)
    after = models.BigIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=("begun_at",), name="work_recount_open", condition=Q(done_at__isnull=True))]
        ordering = ("begun_at", "id")

    def __str__(self) -> str:
        return f"after {self.after}"
