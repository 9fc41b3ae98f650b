"""Notices: what happens, the homes it reaches, its texts edition by edition, and by which ways it goes out."""

from django.db import models
from django.db.models import Q

from twingrid.notices.composing import AcceptedWhat, CallState, NoticeKind, WayKind
from twingrid.notices.models.delivery import Delivery
from twingrid.notices.models.group import ServiceGroup
from twingrid.notices.states import NoticeState, PostState
from twingrid.outages.models import Outage
from twingrid.people.models import User
from twingrid.supply.models import Customer
from twingrid.territory.models import Building


class Notice(models.Model):
    """Something residents are told. The list of homes comes first, the text second.

    `starts_at`/`ends_at` are of what it tells. `rule_set` is the set of lead times it is measured by. `publish_at` is
    when it goes out (empty: as soon as it is published). `same_as` is the intake key: the same form sent twice is one.
    """

    number = models.CharField(max_length=24, unique=True)
    intake_key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20, choices=NoticeKind)
    outage = models.ForeignKey(Outage, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    state = models.CharField(max_length=10, default=NoticeState.DRAFT.value)
    what = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=80, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    public = models.BooleanField(default=True)
    rule_set = models.CharField(max_length=20, blank=True)
    publish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in NoticeState]), name="notices_notice_state"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")), name="notices_notice_ends"
            ),
        ]
        indexes = [
            models.Index(fields=("state", "starts_at"), name="notices_notice_list"),
            models.Index(fields=("publish_at",), name="notices_notice_due", condition=Q(state="approved")),
        ]
        ordering = ("-starts_at", "-id")

    def __str__(self) -> str:
        return self.number


class NoticeHome(models.Model):
    """A stairwell (or a whole building) that the notice is about, as the network was when it was written."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="homes")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=20, blank=True)
    customers = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("notice", "building", "unit"), name="notices_home_once"),
        ]
        ordering = ("building__label", "unit")

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.building_id} {self.unit}"


class Edition(models.Model):
    """One text of a notice: the first, a correction, the cancellation, that it is over. Written once, never edited
    after it is approved."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    use = models.CharField(max_length=12)
    residents = models.TextField()
    operations = models.TextField(blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("notice", "number"), name="notices_edition_once"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("made_by")),
                name="notices_edition_second_person",
            ),
        ]
        ordering = ("notice_id", "number")

    def __str__(self) -> str:
        return f"{self.notice_id} #{self.number}"


class Way(models.Model):
    """A way out that the notice takes: a group, the subscribers, paper at the door."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="ways")
    kind = models.CharField(max_length=12, choices=WayKind)
    group = models.ForeignKey(ServiceGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("notice", "kind", "group"), nulls_distinct=False, name="notices_way_once"),
            models.CheckConstraint(
                condition=Q(kind="group", group__isnull=False) | (~Q(kind="group") & Q(group__isnull=True)),
                name="notices_way_of_one",
            ),
        ]
        ordering = ("kind", "group_id")

    def __str__(self) -> str:
        return f"{self.notice_id} {self.kind}"


class Accepted(models.Model):
    """A gap or a short lead time that somebody took upon himself by name, with the reason.

    `digest` is of what was accepted: another gap than this one is not.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="accepted")
    what = models.CharField(max_length=8, choices=AcceptedWhat)
    digest = models.CharField(max_length=64)
    homes = models.PositiveIntegerField(default=0)
    customers = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("notice", "what", "digest"), name="notices_accepted_once")]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.notice_id} {self.what}"


class Post(models.Model):
    """An edition at one place: the text for this group, or paper for this building; who puts it up, and that it hangs.

    A group with a robot gets a `delivery` instead of a person's thumb.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="posts")
    group = models.ForeignKey(ServiceGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    building = models.ForeignKey(Building, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    state = models.CharField(max_length=8, default=PostState.WAITING.value)
    delivery = models.ForeignKey(Delivery, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "group", "building"), nulls_distinct=False, name="notices_post_once"
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=False, building__isnull=True) | Q(group__isnull=True, building__isnull=False),
                name="notices_post_of_one",
            ),
        ]
        indexes = [
            models.Index(fields=("assignee",), name="notices_post_waiting", condition=Q(state="waiting")),
            models.Index(fields=("group", "-done_at"), name="notices_post_group"),
        ]
        ordering = ("edition_id", "id")

    def __str__(self) -> str:
        return f"{self.edition_id} → {self.group_id or self.building_id}"


class PersonCall(models.Model):
    """An important user is told by a person: open, done, or handed up because nobody could be reached."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="calls")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CallState, default=CallState.OPEN)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("notice", "customer"), name="notices_call_once")]
        indexes = [models.Index(fields=("due_at",), name="notices_call_open", condition=~Q(state="done"))]
        ordering = ("due_at", "id")

    def __str__(self) -> str:
        return f"{self.notice_id} call {self.pk}"


class NoticeCounter(models.Model):
    """How many notices a day has seen: their numbers have no gap and never come twice."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day} {self.last}"
