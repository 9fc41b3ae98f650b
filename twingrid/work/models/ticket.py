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
    Ladder,
    Outcome,
    OwnerSide,
    RoutedBy,
    Scope,
    ToldWhy,
)
from twingrid.work.models.clock_sets import ClockSetVersion
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
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.CharField(max_length=20, blank=True, db_default="")
    resumes_at = models.DateTimeField(null=True, blank=True)

    outcome = models.CharField(max_length=24, choices=Outcome, blank=True)
    side = models.CharField(max_length=10, choices=OwnerSide, blank=True)
    finding = models.CharField(max_length=20, choices=Finding, blank=True)
    first_contact = models.BooleanField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=12, choices=CancelReason, blank=True)
    repeat_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeats")
    anonymised_at = models.DateTimeField(null=True, blank=True)

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
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True, pause_reason="", resumes_at__isnull=True)
                | (Q(paused_at__isnull=False) & ~Q(pause_reason="")),
                name="work_ticket_paused_why",
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
            models.Index(fields=("resumes_at",), name="work_ticket_resumes", condition=Q(resumes_at__isnull=False)),
            models.Index(fields=("power_area", "reported_at"), name="work_ticket_power_when"),
            models.Index(fields=("building", "reported_at"), name="work_ticket_building_when"),
            models.Index(fields=("reported_at",), name="work_ticket_when"),
        ]
        ordering = ("-reported_at", "-id")

    def __str__(self) -> str:
        return self.number


class Routing(models.Model):
    """How a request found its people, and when somebody above is to be told next.

    `next_at` is when its clocks are looked at again, `next` the person whose turn it is while nobody accepts, `since`
    when that waiting began; `beside` and `secretary` stand above the counterpart on the community's ladder.
    """

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
    beside = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    secretary = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(null=True, blank=True)
    next = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=("next_at",), name="work_routing_next", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.ticket_id} by {self.how}"


class Escalation(models.Model):
    """That somebody was told of work that nobody had accepted, that is soon late or late: once a step and round.

    `family` and `matter_id` name the work; a request is named by `ticket` too. `clock` is the key of the rule.
    """

    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.CASCADE, related_name="escalations")
    family = models.CharField(max_length=12, default="request", db_default="request")
    matter_id = models.BigIntegerField()
    round = models.PositiveSmallIntegerField(default=0)
    clock = models.CharField(max_length=20, blank=True, db_default="")
    why = models.CharField(max_length=12, choices=ToldWhy, default=ToldWhy.UNACCEPTED, db_default="unaccepted")
    ladder = models.CharField(max_length=10, choices=Ladder, default=Ladder.POWER, db_default="power")
    step = models.PositiveSmallIntegerField()
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="told_of")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("family", "matter_id", "round", "clock", "ladder", "step"), name="work_escalation_once"
            ),
            models.CheckConstraint(
                condition=Q(family="request", ticket__isnull=False) | (~Q(family="request") & Q(ticket__isnull=True)),
                name="work_escalation_ticket",
            ),
        ]
        indexes = [models.Index(fields=("to", "family"), name="work_escalation_to")]
        ordering = ("family", "matter_id", "round", "step")

    def __str__(self) -> str:
        return f"{self.family} {self.matter_id} step {self.step}"


class Clock(models.Model):
    """One clock of one round, derived by `rules.clocks` from the events; can be made again at any time.

    `kind` is its sort (promise, law, order, internal), `key` the rule of the set `version`. `warn_at` is when its
    holder is reminded; `paused_s` for how long it stood still, `paused` whether it does now.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=10, choices=ClockKind)
    key = models.CharField(max_length=20, blank=True, db_default="")
    version = models.ForeignKey(
        ClockSetVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="clocks", db_index=False
    )
    round = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    provisional = models.BooleanField(default=False)
    warn_at = models.DateTimeField(null=True, blank=True)
    paused_s = models.PositiveIntegerField(default=0, db_default=0)
    paused = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("ticket", "kind", "key", "round"), name="work_clock_once")]
        indexes = [
            models.Index(fields=("due_at",), name="work_clock_running", condition=Q(stopped_at__isnull=True)),
        ]
        ordering = ("due_at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"
