"""Areas of the two partitions with dates, and the gazetteer: divisions, compounds, buildings, other names.

Coordinates are WGS-84 degrees (longitude, latitude); geometries are WKB in the same.
"""

from django.db import models
from django.db.models import Q

from twingrid.kit.validity import Valid
from twingrid.territory.choices import Level, Partition, PartKind


class Division(Valid):
    """An official division: district, subdistrict or community (its residents' committee), with its 12-digit code."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=12, choices=Level)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta(Valid.Meta):
        abstract = False
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=("code", "valid_from"), name="territory_division_code"),
        ]
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Area(Valid):
    """A piece of one partition: a community grid or a power service area."""

    partition = models.CharField(max_length=12, choices=Partition)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="areas")
    geometry = models.BinaryField()
    min_lon = models.FloatField()
    min_lat = models.FloatField()
    max_lon = models.FloatField()
    max_lat = models.FloatField()
    area_m2 = models.FloatField()
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=120, blank=True)
    source_crs = models.CharField(max_length=20, default="wgs84")

    class Meta(Valid.Meta):
        abstract = False
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=("partition", "code", "valid_from"), name="territory_area_code"),
        ]
        ordering = ("partition", "code")

    def __str__(self) -> str:
        return self.name


class AreaPart(Valid):
    """One part of what a power service area is made of: a community grid, a transformer, or its own polygon.

    Everything is named by its code, for areas come in editions. An area without parts on a day is its polygon; one with
    parts is its parts only. `drawn` (WKB, WGS-84) shows where the homes of a transformer stand: a drawing that claims
    nothing. `code` is empty for the polygon.
    """

    area_code = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=PartKind)
    code = models.CharField(max_length=40, blank=True)
    drawn = models.BinaryField(null=True)

    class Meta(Valid.Meta):
        abstract = False
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=("area_code", "kind", "code", "valid_from"), name="territory_part_once"),
            models.CheckConstraint(
                condition=Q(kind=PartKind.POLYGON, code="") | (~Q(kind=PartKind.POLYGON) & ~Q(code="")),
                name="territory_part_code",
            ),
        ]
        ordering = ("area_code", "kind", "code")

    def __str__(self) -> str:
        return f"{self.area_code} {self.kind} {self.code}"


class Outline(models.Model):
    """The territory's own outline: what both partitions have to cover."""

    name = models.CharField(max_length=80, unique=True)
    geometry = models.BinaryField()
    synthetic = models.BooleanField(default=False)
    source = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.name


class Compound(models.Model):
    """A named estate (小区, 院, 宿舍) of one community."""

    name = models.CharField(max_length=80)
    community = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="compounds")
    road = models.CharField(max_length=80, blank=True)
    house_no = models.CharField(max_length=20, blank=True)
    lon = models.FloatField()
    lat = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("community", "name"), name="territory_compound_name")]
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Building(models.Model):
    """A building: of a compound (3号楼), or known by its door plate only (建设路 78号)."""

    compound = models.ForeignKey(Compound, null=True, blank=True, on_delete=models.PROTECT, related_name="buildings")
    community = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="buildings")
    name = models.CharField(max_length=40)
    road = models.CharField(max_length=80, blank=True)
    house_no = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=160)
    lon = models.FloatField()
    lat = models.FloatField()
    units = models.JSONField(default=list)
    households = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("compound", "name"), condition=Q(compound__isnull=False), name="territory_building_compound"
            ),
            models.UniqueConstraint(
                fields=("community", "road", "house_no", "name"),
                condition=Q(compound__isnull=True),
                name="territory_building_plate",
            ),
        ]
        ordering = ("label", "id")

    def __str__(self) -> str:
        return self.label


class Alias(models.Model):
    """Another name by which people call a division, a compound or a building."""

    name = models.CharField(max_length=80)
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.CASCADE, related_name="aliases")
    compound = models.ForeignKey(Compound, null=True, blank=True, on_delete=models.CASCADE, related_name="aliases")
    building = models.ForeignKey(Building, null=True, blank=True, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(division__isnull=False, compound__isnull=True, building__isnull=True)
                    | Q(division__isnull=True, compound__isnull=False, building__isnull=True)
                    | Q(division__isnull=True, compound__isnull=True, building__isnull=False)
                ),
                name="territory_alias_one_target",
            ),
            models.UniqueConstraint(
                fields=("name", "division", "compound", "building"), nulls_distinct=False, name="territory_alias_once"
            ),
        ]
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Landmark(Valid):
    """A place that everybody knows and that is nobody's home: a market, a school, a crossing with a name."""

    name = models.CharField(max_length=80)
    community = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="landmarks")
    aliases = models.JSONField(default=list)
    lon = models.FloatField()
    lat = models.FloatField()

    class Meta(Valid.Meta):
        abstract = False
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=("name", "community"), nulls_distinct=False, name="territory_landmark_name"),
        ]
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Generation(models.Model):
    """A number that grows with every change of what a process keeps in memory (areas, gazetteer, people)."""

    name = models.CharField(max_length=20, primary_key=True)
    number = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
