"""The words of the choices of this app; doors may use them, models build on them."""

from django.db import models


class Level(models.TextChoices):
    """Levels of the official division."""

    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"


class Partition(models.TextChoices):
    """The two partitions of one territory."""

    COMMUNITY = "community"
    POWER = "power"


class PartKind(models.TextChoices):
    """What one part of a power service area's definition names; the first that claims a service point decides."""

    TRANSFORMER = "transformer"
    GRID = "grid"
    POLYGON = "polygon"
