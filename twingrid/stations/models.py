"""Rainbow stations (电力彩虹驿站): places where a community and the utility serve together."""

from django.db import models

from twingrid.kit.validity import Valid
from twingrid.territory.models import Division


class Station(Valid):
    """A co-operated rainbow station."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    community = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="stations")
    address = models.CharField(max_length=160)
    hours = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    lon = models.FloatField()
    lat = models.FloatField()

    class Meta(Valid.Meta):
        abstract = False
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name
