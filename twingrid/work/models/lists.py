"""Lists as people keep them: filters by name, and what was done to many requests at once."""

from django.db import models
from django.db.models import Q

from twingrid.people.choices import Role
from twingrid.people.models import Unit, User


class SavedFilter(models.Model):
    """A filter under a name, seen by a role or a unit too where it is shared. Only its owner changes it."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=40)
    content = models.JSONField(default=dict)
    role = models.CharField(max_length=20, choices=Role, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("owner", "name"), name="work_savedfilter_once"),
            models.CheckConstraint(condition=~Q(name=""), name="work_savedfilter_named"),
            models.CheckConstraint(condition=Q(role="") | Q(unit__isnull=True), name="work_savedfilter_shared"),
        ]
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Bulk(models.Model):
    """One move of many requests at once, so that it can be taken back: `items` are [number, state before].

    `key` is made once a form: the same form sent twice does it once.
    """

    key = models.CharField(max_length=64, unique=True)
    what = models.CharField(max_length=12)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    items = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=("reassign", "close", "attach")), name="work_bulk_what"),
        ]
        indexes = [models.Index(fields=("by", "at"), name="work_bulk_by")]
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"
