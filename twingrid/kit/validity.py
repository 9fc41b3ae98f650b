"""Rows with dates of validity: `valid_from` inclusive, `valid_to` exclusive, open when empty."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q


class ValidQuerySet(models.QuerySet[Any]):
    """Querysets of dated rows."""

    def on(self, day: date) -> Self:
        """The rows valid on `day`."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class Valid(models.Model):
    """Abstract: a row that holds from one day up to, not including, another."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_valid_dates",
            )
        ]
