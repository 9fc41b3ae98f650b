"""Groups of residents and of staff (网格服务微信群): a register, and what was pasted from them."""

from django.db import models
from django.db.models import Q

from twingrid.notices.composing import GroupKind, GroupState, Platform
from twingrid.notices.models.channel import Channel
from twingrid.people.models import User
from twingrid.territory.models import Building, Compound, Division


class ServiceGroup(models.Model):
    """A group: whose it is, where, how large, when somebody last looked that it is alive.

    Most are personal groups with no interface: people post there. One with a robot has a `channel`. `per_day` is how
    many messages a day its people put up with. It reaches the buildings listed for it, else its estate's, else its
    community's.
    """

    name = models.CharField(max_length=60)
    community = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="service_groups")
    compound = models.ForeignKey(
        Compound, null=True, blank=True, on_delete=models.PROTECT, related_name="service_groups"
    )
    kind = models.CharField(max_length=8, choices=GroupKind, default=GroupKind.OUTER)
    platform = models.CharField(max_length=10, choices=Platform, default=Platform.WECHAT)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_groups")
    deputy = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="deputy_groups")
    channel = models.ForeignKey(Channel, null=True, blank=True, on_delete=models.PROTECT, related_name="groups")
    size = models.PositiveIntegerField(default=0)
    per_day = models.PositiveSmallIntegerField(default=3)
    state = models.CharField(max_length=8, choices=GroupState, default=GroupState.ACTIVE)
    last_verified_on = models.DateField(null=True, blank=True)
    handed_over_on = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("community", "name"), name="notices_group_name"),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(deputy__isnull=True) | ~Q(owner=models.F("deputy")),
                name="notices_group_two_people",
            ),
        ]
        ordering = ("community__name", "name")

    def __str__(self) -> str:
        return self.name


class GroupBuilding(models.Model):
    """A building whose people are in the group, where that is not simply its estate or its community."""

    group = models.ForeignKey(ServiceGroup, on_delete=models.CASCADE, related_name="buildings")
    building = models.ForeignKey(Building, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("group", "building"), name="notices_group_building_once")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.building_id}"
