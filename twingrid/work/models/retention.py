"""How long personal data of finished work stay: a city's own periods, what is held back, and what each night did."""

from django.db import models
from django.db.models import Q

from twingrid.people.models import User
from twingrid.work.choices import Family


class RetentionPeriod(models.Model):
    """A city's own period for a family, or for one kind of it, in days, with its reason."""

    family = models.CharField(max_length=12, choices=Family)
    kind = models.CharField(max_length=20, blank=True)
    days = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("family", "kind"), name="work_retentionperiod_once"),
            models.CheckConstraint(condition=Q(days__gte=30, days__lte=3650), name="work_retentionperiod_days"),
            models.CheckConstraint(condition=~Q(reason=""), name="work_retentionperiod_why"),
        ]
        ordering = ("family", "kind")

    def __str__(self) -> str:
        return f"{self.family} {self.kind} {self.days}"


class RetentionHold(models.Model):
    """That one piece of work is kept as it is, for a claim or an inquiry, until somebody ends it."""

    family = models.CharField(max_length=12, choices=Family)
    matter_id = models.BigIntegerField()
    number = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("family", "matter_id"), condition=Q(ended_at__isnull=True), name="work_retentionhold_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="work_retentionhold_ended",
            ),
        ]
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.number} held"


class RetentionRun(models.Model):
    """What one run took away: `counts` by family and by what it was. A dry run only counted."""

    at = models.DateTimeField()
    dry = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.counts}"
