"""Counting: numbers given on a day, and public reports against floods."""

from django.db import models


class Counter(models.Model):
    """The last numbers given on a day, of requests and of each other family: one row, locked while one is made."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)
    hazards = models.PositiveIntegerField(default=0, db_default=0)
    matters = models.PositiveIntegerField(default=0, db_default=0)
    projects = models.PositiveIntegerField(default=0, db_default=0)
    joints = models.PositiveIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"{self.day} {self.last}"


class IntakeCount(models.Model):
    """How many public reports came today from one phone or one address: only a salted digest is kept."""

    day = models.DateField()
    kind = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("day", "kind", "digest"), name="work_intake_count_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.count}"
