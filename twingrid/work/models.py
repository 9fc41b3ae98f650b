"""Requests and what belongs to them. A person's words stand in rows that can be erased (Remark, Reporter).

Coordinates are WGS-84 degrees. States come from `states`; the words of choices are shown to people.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from twingrid.people.models import User
from twingrid.territory.models import Area, Building
from twingrid.work.states import UNFINISHED, TicketState

_UNFINISHED = [state.value for state in UNFINISHED]


class Channel(models.TextChoices):
    """How a request came in. A direct call is not a hotline order, and both are counted."""

    DIRECT_CALL = "direct_call", pgettext_lazy("channel", "Direct call")
    PAGE = "page", pgettext_lazy("channel", "Public page")
    PLATE = "plate", pgettext_lazy("channel", "Contact plate")
    GROUP = "group", pgettext_lazy("channel", "Group message")
    HOTLINE_12345 = "hotline_12345", pgettext_lazy("channel", "12345 hotline")
    COUNTER = "counter", pgettext_lazy("channel", "Counter")
    PATROL = "patrol", pgettext_lazy("channel", "Patrol")
    COMMITTEE = "committee", pgettext_lazy("channel", "Residents' committee")
    API = "api", pgettext_lazy("channel", "Interface")


class Kind(models.TextChoices):
    """What it is about, in residents' words."""

    STAIRWELL_LIGHT = "stairwell_light", pgettext_lazy("kind", "Stairwell light out")
    NO_POWER = "no_power", pgettext_lazy("kind", "No electricity")
    VOLTAGE = "voltage", pgettext_lazy("kind", "Voltage unsteady")
    SPARKS = "sparks", pgettext_lazy("kind", "Sparks or smoke")
    METER = "meter", pgettext_lazy("kind", "Meter")
    BILL = "bill", pgettext_lazy("kind", "Bill")
    METER_BOX = "meter_box", pgettext_lazy("kind", "Meter box")
    TREE = "tree", pgettext_lazy("kind", "Tree near a line")
    OTHER = "other", pgettext_lazy("kind", "Something else")


class Scope(models.TextChoices):
    """How far it reaches, as a caller can tell."""

    HOME = "home", pgettext_lazy("scope", "Only this home")
    UNIT = "unit", pgettext_lazy("scope", "The whole stairwell")
    BUILDING = "building", pgettext_lazy("scope", "The whole building")
    AROUND = "around", pgettext_lazy("scope", "Several buildings")
    UNKNOWN = "unknown", pgettext_lazy("scope", "Not known")


class Outcome(models.TextChoices):
    """How a request ended."""

    UTILITY_SIDE = "utility_side", pgettext_lazy("outcome", "Utility side, repaired")
    CUSTOMER_SIDE = "customer_side", pgettext_lazy("outcome", "Customer side")
    CUSTOMER_SIDE_COURTESY = "customer_side_courtesy", pgettext_lazy("outcome", "Customer side, done as a courtesy")
    NOTHING_FOUND = "nothing_found", pgettext_lazy("outcome", "Nothing found")
    ANSWERED = "answered", pgettext_lazy("outcome", "Answered by phone")
    PASSED_ON = "passed_on", pgettext_lazy("outcome", "Passed on to who is responsible")


class OwnerSide(models.TextChoices):
    """On which side of the ownership boundary the cause lay."""

    UTILITY = "utility", pgettext_lazy("ownership", "Before the meter")
    CUSTOMER = "customer", pgettext_lazy("ownership", "After the meter")
    UNKNOWN = "", pgettext_lazy("ownership", "Not known")


class Finding(models.TextChoices):
    """What was found on site."""

    SWITCH = "switch", pgettext_lazy("finding", "Switch after the meter")
    LAMP = "lamp", pgettext_lazy("finding", "Lamp or holder")
    TRIPPED = "tripped", pgettext_lazy("finding", "Breaker tripped")
    INNER_WIRING = "inner_wiring", pgettext_lazy("finding", "Wiring inside the home")
    METER = "meter", pgettext_lazy("finding", "Meter")
    METER_BOX = "meter_box", pgettext_lazy("finding", "Meter box")
    SERVICE_WIRE = "service_wire", pgettext_lazy("finding", "Wire to the meter")
    TRANSFORMER = "transformer", pgettext_lazy("finding", "Transformer")
    FEEDER = "feeder", pgettext_lazy("finding", "Line")
    TREE = "tree", pgettext_lazy("finding", "Branches in the line")
    ARREARS = "arrears", pgettext_lazy("finding", "Bill not paid")
    PLANNED_OUTAGE = "planned_outage", pgettext_lazy("finding", "Planned outage")
    NOTHING = "nothing", pgettext_lazy("finding", "Nothing wrong found")
    OTHER = "other", pgettext_lazy("finding", "Something else")


class CancelReason(models.TextChoices):
    """Why a request is not worked on."""

    DUPLICATE = "duplicate", pgettext_lazy("cancel reason", "Duplicate")
    WITHDRAWN = "withdrawn", pgettext_lazy("cancel reason", "Withdrawn by the caller")
    MISTAKE = "mistake", pgettext_lazy("cancel reason", "Recorded by mistake")


class Ticket(models.Model):
    """A service request (诉求): a place, what is wrong, who has it, its state and its moments."""

    number = models.CharField(max_length=20, unique=True)
    token = models.CharField(max_length=32, unique=True)
    intake_key = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=16, choices=Channel)
    external_no = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
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


class RoutedBy(models.TextChoices):
    """What a route was found by."""

    BUILDING = "building", pgettext_lazy("routed by", "Building")
    POINT = "point", pgettext_lazy("routed by", "Point on the map")
    WORDS = "words", pgettext_lazy("routed by", "Words only: to the dispatchers")


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


class ClockKind(models.TextChoices):
    """Promise: an average, never a breach. Order: the printed limit. Internal: ours."""

    PROMISE = "promise", pgettext_lazy("clock", "Promise")
    ORDER = "order", pgettext_lazy("clock", "Order")
    INTERNAL = "internal", pgettext_lazy("clock", "Internal")


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


class Reporter(models.Model):
    """Who reported it: erasable, shown masked, in full only to those who have to call."""

    ticket = models.OneToOneField(Ticket, primary_key=True, on_delete=models.CASCADE, related_name="reporter")
    name = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes = [models.Index(fields=("phone",), name="work_reporter_phone", condition=~Q(phone=""))]

    def __str__(self) -> str:
        return str(self.ticket_id)


class RemarkKind(models.TextChoices):
    """What words belong to."""

    SAID = "said", pgettext_lazy("remark", "Reported")
    NOTE = "note", pgettext_lazy("remark", "Note")
    DONE = "done", pgettext_lazy("remark", "What was done")
    REASON = "reason", pgettext_lazy("remark", "Reason")
    CALL_BACK = "call_back", pgettext_lazy("remark", "Call-back")
    RATING = "rating", pgettext_lazy("remark", "Rating")


class Remark(models.Model):
    """Words about a request, pointing to their event in the journal (which holds none). Erasable."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="remarks")
    event_id = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=RemarkKind)
    words = models.CharField(max_length=1000)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=("ticket", "event_id"), name="work_remark_event")]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"


class PhotoKind(models.TextChoices):
    """When a photo was taken. The resident sees their own and those of the finished work."""

    REPORT = "report", pgettext_lazy("photo", "With the report")
    FOUND = "found", pgettext_lazy("photo", "As found")
    DONE = "done", pgettext_lazy("photo", "Done")


class Photo(models.Model):
    """A picture, encoded anew by us (no position, no camera data), in the city's own folder."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(upload_to="tickets/%Y/%m", max_length=200)
    kind = models.CharField(max_length=8, choices=PhotoKind)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    event_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind}"


class CallBackHow(models.TextChoices):
    """Who asked the resident: a person on the phone, or the private link."""

    PERSON = "person", pgettext_lazy("call-back", "By phone")
    LINK = "link", pgettext_lazy("call-back", "By the link")


class CallBackResult(models.TextChoices):
    """What the resident said."""

    SOLVED = "solved", pgettext_lazy("call-back", "Solved")
    NOT_SOLVED = "not_solved", pgettext_lazy("call-back", "Not solved")
    NOT_REACHED = "not_reached", pgettext_lazy("call-back", "Not reached")


class CallBack(models.Model):
    """One attempt to hear from the resident whether it is solved."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="call_backs")
    round = models.PositiveSmallIntegerField(default=0)
    how = models.CharField(max_length=8, choices=CallBackHow)
    result = models.CharField(max_length=12, choices=CallBackResult)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    event_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.result}"


class Rating(models.Model):
    """The resident's original rating of one round. The database refuses to change or delete it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField(default=0)
    stars = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    event_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("ticket", "round"), name="work_rating_once"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="work_rating_stars"),
        ]
        indexes = [models.Index(fields=("at",), name="work_rating_when")]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.stars}"


class Counter(models.Model):
    """The last number given on a day: one row, locked while a request is made."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day} {self.last}"


class IntakeCount(models.Model):
    """How many public reports came today from one phone or one address: only a salted digest is kept."""

    day = models.DateField()
    kind = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("day", "kind", "digest"), name="work_intake_count_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.count}"
