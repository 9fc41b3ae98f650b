"""The kinds of work of a city: each with its published versions, which never change, and at most one draft."""

from django.db import models

from twingrid.people.models import User
from twingrid.work.choices import Family


class Kind(models.Model):
    """A kind under its lasting key. `family` says which graph of states its work follows."""

    key = models.CharField(max_length=20, unique=True)
    family = models.CharField(max_length=12, default=Family.REQUEST.value)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("place", "id")

    def __str__(self) -> str:
        return self.key


class KindVersion(models.Model):
    """What a kind said from a moment on: `content` as `rules.kinds.Content`. The database refuses to change it."""

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("kind", "number"), name="work_kindversion_once")]
        ordering = ("kind", "number")

    def __str__(self) -> str:
        return f"{self.kind_id} version {self.number}"


class KindDraft(models.Model):
    """The next version while it is written. It may still be wrong: it is looked at when it is published."""

    kind = models.OneToOneField(Kind, primary_key=True, on_delete=models.CASCADE, related_name="draft")
    content = models.JSONField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.kind_id}"
