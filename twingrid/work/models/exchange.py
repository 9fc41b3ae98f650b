"""What passes between us and other systems: their events, their returns, our answers; and deltas of whole files."""

from django.db import models
from django.db.models import Q

from twingrid.people.models import User
from twingrid.work.choices import DeltaState, Sending, SendingKind
from twingrid.work.models.ticket import Ticket


class ExternalRecord(models.Model):
    """A number under which a matter is known elsewhere, and the request that carries it. Erasable with its request.

    A request may carry several: of the hotline, of 95598, of a further direct call (`direct`). Each is counted once
    with its matter and answered for itself: it has a deadline of its own, and is over (`closed_at`) when its system
    says so. `raw` is what came, as it was received; `digest` tells whether the same number comes again with other
    content. `key` is made by the client of a form, once a form. `came_as` is the request that it first became.
    """

    system = models.CharField(max_length=9)
    number = models.CharField(max_length=40)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="records")
    came_as = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.SET_NULL, related_name="went_to")
    key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    raw = models.JSONField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("system", "number"), name="work_external_number")]
        indexes = [models.Index(fields=("number",), name="work_external_by_number")]
        ordering = ("received_at", "id")

    def __str__(self) -> str:
        return f"{self.system} {self.number}"


class ExternalReturn(models.Model):
    """That the other system returned our answer, by its own number of the return: the same one is taken once."""

    record = models.ForeignKey(ExternalRecord, on_delete=models.CASCADE, related_name="returns")
    return_no = models.CharField(max_length=40)
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("record", "return_no"), name="work_external_return_once")]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.record_id} {self.return_no}"


class ExternalChange(models.Model):
    """Something on its way to the other system: a change of state, our return, or the registry (without a record).

    A send cut off in flight is uncertain; it is repeated by itself only where that cannot do harm.
    """

    system = models.CharField(max_length=9, default="grid")
    kind = models.CharField(max_length=8, choices=SendingKind, default=SendingKind.CHANGE)
    record = models.ForeignKey(ExternalRecord, null=True, on_delete=models.CASCADE, related_name="changes")
    event_id = models.BigIntegerField()
    queued_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=Sending, default=Sending.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=("next_at",), name="work_change_waiting", condition=Q(state__in=("waiting", "sending")))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("event_id", "record"),
                condition=Q(record__isnull=False),
                name="work_change_once",
            ),
            models.UniqueConstraint(
                fields=("event_id", "system"),
                condition=Q(record__isnull=True),
                name="work_registry_change_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="registry", record__isnull=True) | (~Q(kind="registry") & Q(record__isnull=False)),
                name="work_change_has_its_record",
            ),
        ]
        ordering = ("event_id", "id")

    def __str__(self) -> str:
        return f"{self.record_id} {self.event_id} {self.state}"


class ExternalPlatform(models.Model):
    """Where another system answers, and how we speak with it. Its key is sealed and never shown."""

    system = models.CharField(max_length=9, primary_key=True)
    url = models.CharField(max_length=300)
    sealed_key = models.TextField(blank=True)
    active = models.BooleanField(default=False)
    under = models.CharField(max_length=60, blank=True)
    honours_keys = models.BooleanField(default=False)
    ours = models.JSONField(default=list, blank=True)
    registry_digest = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    try_result = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.system


class ExternalMissed(models.Model):
    """Something of theirs that could not be taken over: its number and why, nothing of its contents."""

    system = models.CharField(max_length=9)
    number = models.CharField(max_length=80)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("system", "number"), name="work_missed_number")]
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.system} {self.number}"


class ExternalCursor(models.Model):
    """How far we have read another system's list of events."""

    system = models.CharField(max_length=9, primary_key=True)
    place = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    last_error = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.system


class DataDelta(models.Model):
    """What one delivery of files would change or has changed: counts and areas, no personal data.

    `digest` is that of the files. A delivery that would move too much waits for a person.
    """

    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=DeltaState)
    at = models.DateTimeField()
    report = models.JSONField(default=dict)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("digest",), condition=Q(state="waiting"), name="work_delta_waits_once")
        ]
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.state}"
