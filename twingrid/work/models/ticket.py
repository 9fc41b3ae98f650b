"""A request, how it found its people, and its clocks. Coordinates are WGS-84 degrees; states come from `states`."""

from django.db import models
from django.db.models import Q

from twingrid.people.models import User
from twingrid.territory.models import Area, Building
from twingrid.work.choices import (
    CancelReason,
    Channel,
    ClockKind,
    Finding,
    Outcome,
    OwnerSide,
    RoutedBy,
    Scope,
)
from twingrid.work.states import UNFINISHED, TicketState

_UNFINISHED = [state.value for state in UNFINISHED]


class Ticket(models.Model):
    """A service request (诉求): a place, what is wrong, who has it, its state and its moments.

    `kind` is a key of the city's kinds, in the version it was reported under; `details` are the answers to its
    questions that name nobody (the others stand with the reporter, where they can be erased).
    """

    number = models.CharField(max_length=20, unique=True)
    token = models.CharField(max_length=32, unique=True)
    intake_key = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=16, choices=Channel)
    external_no = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20)
    kind_version = models.PositiveSmallIntegerField(default=1, db_default=1)
    details = models.JSONField(default=dict, db_default={})
    scope = models.CharField(max_length=12, choices=Scope, default=Scope.UNKNOWN)
    state = models.CharField(max_length=12, default=TicketState.NEW.value)
    safety = models.BooleanField(default=False)

    building = models.ForeignKey(Building, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")
    unit = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=20, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    place_words = models.CharField(max_length=200, blank=True)
    community_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    power_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    holder = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="held")
    counterpart = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    leader = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    reported_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    called_back_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    times_reopened = models.PositiveSmallIntegerField(default=0)
    deadline = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    supervised_until = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0, db_default=0)

    outcome = models.CharField(max_length=24, choices=Outcome, blank=True)
    side = models.CharField(max_length=10, choices=OwnerSide, blank=True)
    finding = models.CharField(max_length=20, choices=Finding, blank=True)
    first_contact = models.BooleanField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=12, choices=CancelReason, blank=True)
    repeat_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeats")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in TicketState]), name="work_ticket_state"
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True) | Q(lon__isnull=False, lat__isnull=False),
                name="work_ticket_point",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancel_reason="") | ~Q(state="cancelled") & Q(cancel_reason=""),
                name="work_ticket_cancelled_why",
            ),
            models.UniqueConstraint(
                fields=("channel", "external_no"), condition=~Q(external_no=""), name="work_ticket_external_no"
            ),
        ]
        indexes = [
            models.Index(fields=("holder",), name="work_ticket_held", condition=Q(state__in=_UNFINISHED)),
            models.Index(fields=("power_area",), name="work_ticket_power", condition=Q(state__in=_UNFINISHED)),
            models.Index(fields=("community_area",), name="work_ticket_comm", condition=Q(state__in=_UNFINISHED)),
            models.Index(fields=("due_at",), name="work_ticket_due", condition=Q(state__in=_UNFINISHED)),
            models.Index(fields=("power_area", "reported_at"), name="work_ticket_power_when"),
            models.Index(fields=("building", "reported_at"), name="work_ticket_building_when"),
            models.Index(fields=("reported_at",), name="work_ticket_when"),
        ]
        ordering = ("-reported_at", "-id")

    def __str__(self) -> str:
        return self.number


class Routing(models.Model):
    """How a request found its people, and who is told next if nobody accepts it."""

    ticket = models.OneToOneField(Ticket, primary_key=True, on_delete=models.CASCADE, related_name="routing")
    how = models.CharField(max_length=10, choices=RoutedBy)
    near_border = models.BooleanField(default=False)
    neighbours = models.JSONField(default=list)
    overlap = models.JSONField(default=list)
    override = models.CharField(max_length=120, blank=True)
    missing = models.JSONField(default=list)
    why = models.CharField(max_length=12)
    responsible = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    next = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    next_at = models.DateTimeField(null=True, blank=True)
    step = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=("next_at",), name="work_routing_next", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.ticket_id} by {self.how}"


class Escalation(models.Model):
    """That somebody above was told of a request nobody had accepted: once a step and round."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="escalations")
    round = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveSmallIntegerField()
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="told_of")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("ticket", "round", "step"), name="work_escalation_once"),
        ]
        ordering = ("ticket", "round", "step")

    def __str__(self) -> str:
        return f"{self.ticket_id} step {self.step}"


class Clock(models.Model):
    """One clock of one round, derived by `rules.clocks` from the events; can be made again at any time."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=10, choices=ClockKind)
    round = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    provisional = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("ticket", "kind", "round"), name="work_clock_once")]
        indexes = [models.Index(fields=("due_at",), name="work_clock_running", condition=Q(stopped_at__isnull=True))]
        ordering = ("due_at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"
