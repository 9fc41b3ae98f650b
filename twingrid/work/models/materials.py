"""What work uses up: the city's own list, and how much of it a request took."""

from django.db import models
from django.db.models import Q

from twingrid.people.models import User
from twingrid.work.models.ticket import Ticket


class Material(models.Model):
    """A material of the city's list with the measure it is counted in. One that is not `active` is not offered."""

    name = models.CharField(max_length=40, unique=True)
    measure = models.CharField(max_length=10)
    place = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(measure=""), name="work_material_named"),
        ]
        ordering = ("place", "id")

    def __str__(self) -> str:
        return self.name


class TicketMaterial(models.Model):
    """How much of a material one round of a request took."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="materials")
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="used")
    round = models.PositiveSmallIntegerField(default=0)
    amount = models.DecimalField(max_digits=7, decimal_places=2)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("ticket", "material", "round"), name="work_ticketmaterial_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="work_ticketmaterial_some"),
        ]
        ordering = ("round", "material__place", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.material_id} {self.amount}"
