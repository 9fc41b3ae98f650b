"""Substation – feeder – transformer – meter box – service point – customer."""

from django.db import models
from django.db.models import F, Func, Q, Value

from twingrid.kit.validity import Valid
from twingrid.territory.models import Building


class EquipmentKind(models.TextChoices):
    """Kinds of equipment, from the top of the network to the meter box."""

    SUBSTATION = "substation"
    FEEDER = "feeder"
    TRANSFORMER = "transformer"
    METER_BOX = "meter_box"


class Equipment(Valid):
    """A piece of the network and what feeds it (`parent`). A transformer's low-voltage area is its 台区."""

    kind = models.CharField(max_length=12, choices=EquipmentKind)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)

    class Meta(Valid.Meta):
        abstract = False
        ordering = ("kind", "code")

    def __str__(self) -> str:
        return self.name


class ServicePoint(models.Model):
    """Where electricity is handed over: a home, a shop, a stairwell's public meter (CIM UsagePoint)."""

    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="service_points")
    unit = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=20, blank=True)
    meter_box = models.ForeignKey(
        Equipment, null=True, blank=True, on_delete=models.PROTECT, related_name="service_points"
    )
    meter_no = models.CharField(max_length=40, blank=True)
    lon = models.FloatField()
    lat = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=("meter_no",), name="supply_point_meter")]

    def __str__(self) -> str:
        return f"{self.building_id} {self.unit} {self.room}"


class CustomerKind(models.TextChoices):
    """Kinds of customer."""

    RESIDENT = "resident"
    BUSINESS = "business"
    PUBLIC = "public"


DIGITS_OF_PHONE = Func(F("phone"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace")
"""A telephone number without blanks and dashes, as the index holds it."""


class ImportantGrade(models.TextChoices):
    """Grades of important users, the gravest first."""

    SPECIAL = "special"
    FIRST = "first"
    SECOND = "second"


class Customer(Valid):
    """An account (户号, always a string) at a service point. Name and phone are shown masked, by role."""

    account_no = models.CharField(max_length=20, unique=True)
    service_point = models.OneToOneField(ServicePoint, on_delete=models.PROTECT, related_name="customer")
    kind = models.CharField(max_length=12, choices=CustomerKind)
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)

    class Meta(Valid.Meta):
        abstract = False
        indexes = [models.Index(DIGITS_OF_PHONE, name="supply_customer_phone", condition=~Q(phone=""))]

    def __str__(self) -> str:
        return self.account_no


class ImportantCustomer(Valid):
    """An important user (重要用户): whoever would be harmed by an outage that they do not know of. Told by a person."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="important")
    grade = models.CharField(max_length=12, choices=ImportantGrade, default=ImportantGrade.SECOND)

    class Meta(Valid.Meta):
        abstract = False
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=("customer", "valid_from"), name="supply_important_once"),
        ]
        ordering = ("customer_id",)

    def __str__(self) -> str:
        return f"{self.customer_id} {self.grade}"
