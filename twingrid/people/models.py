"""Users, units, postings, shifts, absences and deputies, pairings, contacts."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from twingrid.kit.validity import Valid
from twingrid.people.choices import ContactKind, OnlyOn, Role, ShiftSource, Side
from twingrid.territory.models import Area, Division


class User(AbstractUser):
    """Somebody who signs in. `is_demo` marks invented people, `is_machine` a system that comes with a key."""

    name = models.CharField(max_length=40)
    employee_no = models.CharField(max_length=40, blank=True)
    is_demo = models.BooleanField(default=False)
    elder_mode = models.BooleanField(default=False)
    is_machine = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("employee_no",), condition=~Q(employee_no=""), name="people_user_employee_no"
            )
        ]
        ordering = ("employee_no", "id")

    def __str__(self) -> str:
        return self.name or self.username


class Unit(models.Model):
    """An organisation or a team of one: employer or manager of people."""

    name = models.CharField(max_length=80, unique=True)
    side = models.CharField(max_length=12, choices=Side)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Posting(Valid):
    """A person in a role for an area (or for a whole unit when `area` is empty), from one day to another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=20, choices=Role)
    side = models.CharField(max_length=12, choices=Side)
    title = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    manager_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="managed")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    leader = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="leads")
    deputy = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="deputises")

    class Meta(Valid.Meta):
        abstract = False
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(
                fields=("user", "role", "area", "valid_from"), nulls_distinct=False, name="people_posting_once"
            ),
        ]
        indexes = [models.Index(fields=("area", "role"), name="people_posting_area")]
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.user} {self.role}"


class ShiftPattern(Valid):
    """Hours of a person that come back each week, from one day to another: what shifts are rolled out from.

    `weekdays` are ISO digits (Monday 1); hours begin at the local time `starts` and last to the next `ends`. Of
    `turn_of` people who take turns this one is at `turn_place`. `only` narrows to working days or days off. `source`
    is `import` (a staff list's word) or `hand`.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="shift_patterns")
    kind = models.CharField(max_length=12)
    weekdays = models.CharField(max_length=7)
    starts = models.TimeField()
    ends = models.TimeField()
    turn_of = models.PositiveSmallIntegerField(default=1)
    turn_place = models.PositiveSmallIntegerField(default=0)
    only = models.CharField(max_length=8, blank=True, choices=OnlyOn)
    source = models.CharField(max_length=8, choices=ShiftSource, default=ShiftSource.HAND)

    class Meta(Valid.Meta):
        abstract = False
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(condition=Q(weekdays__regex="^[1-7]{1,7}$"), name="people_pattern_weekdays"),
            models.CheckConstraint(condition=Q(turn_place__lt=F("turn_of")), name="people_pattern_turn"),
        ]
        ordering = ("valid_from", "weekdays", "starts", "id")

    def __str__(self) -> str:
        return f"{self.user_id} {self.weekdays} {self.starts:%H:%M}"


class Shift(models.Model):
    """Hours in which a person answers.

    `source` says where they come from: only those of a pattern (or of a list before there were patterns) are moved or
    dropped when a pattern changes. `planned_for` is whose pattern a swapped shift fills.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="shifts")
    kind = models.CharField(max_length=12)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=ShiftSource, default=ShiftSource.HAND)
    planned_for = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="people_shift_ends"),
            models.UniqueConstraint(fields=("user", "starts_at"), name="people_shift_once"),
        ]
        indexes = [models.Index(fields=("starts_at", "ends_at"), name="people_shift_when")]
        ordering = ("starts_at", "id")

    def __str__(self) -> str:
        return f"{self.user} {self.starts_at:%m-%d %H:%M}"


class Absence(models.Model):
    """A time in which somebody is away, and who stands in."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="stands_in")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="people_absence_ends")]
        indexes = [models.Index(fields=("starts_at", "ends_at"), name="people_absence_when")]
        ordering = ("starts_at", "id")

    def __str__(self) -> str:
        return f"{self.user} away"


class Pairing(Valid):
    """A power person and a community person who answer for each other's places; both confirm it."""

    power = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pairings_as_power")
    community = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pairings_as_community")
    rank = models.PositiveSmallIntegerField(default=1)
    confirmed_by_power_on = models.DateField(null=True, blank=True)
    confirmed_by_community_on = models.DateField(null=True, blank=True)

    class Meta(Valid.Meta):
        abstract = False
        constraints = [
            *Valid.Meta.constraints,
            models.UniqueConstraint(fields=("power", "community", "valid_from"), name="people_pairing_once"),
        ]
        ordering = ("rank", "id")

    def __str__(self) -> str:
        return f"{self.power} & {self.community}"


class Contact(Valid):
    """A number by which a person (or a unit) is reached."""

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=12, choices=ContactKind)
    number = models.CharField(max_length=30)
    print_consent = models.BooleanField(default=False)
    verified_on = models.DateField(null=True, blank=True)
    failed_calls = models.PositiveSmallIntegerField(default=0)

    class Meta(Valid.Meta):
        abstract = False
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(
                condition=Q(user__isnull=False, unit__isnull=True) | Q(user__isnull=True, unit__isnull=False),
                name="people_contact_of_one",
            ),
        ]
        ordering = ("kind", "id")

    def __str__(self) -> str:
        return self.kind


class FailedCall(models.Model):
    """Somebody called a published number in vain."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="failures")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=("contact", "at"), name="people_failed_call")]
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.contact_id} {self.at:%m-%d %H:%M}"


class ShiftExchange(models.Model):
    """Two people swap a shift: asked by one, done only when the other agrees."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="offered")
    against = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="wanted")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("shift", "against"), condition=Q(answered_at__isnull=True), name="people_exchange_once"
            )
        ]
        ordering = ("asked_at", "id")

    def __str__(self) -> str:
        return f"{self.shift_id} for {self.against_id}"


class ApiKey(Valid):
    """What another system shows to come in. Only the digest of the key is kept; its rights are its own.

    `area_codes` are texts `partition:code`; an empty list means the whole city. `system` names the system whose
    numbers come with the key. The count of the present minute limits how often it may ask.
    """

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="api_key")
    name = models.CharField(max_length=60, unique=True)
    system = models.SlugField(max_length=9, default="grid")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    rights = models.JSONField(default=list)
    area_codes = models.JSONField(default=list, blank=True)
    per_minute = models.PositiveIntegerField(default=120)
    minute = models.BigIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    last_used_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(Valid.Meta):
        abstract = False
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class KeyCall(models.Model):
    """That another system changed something, by the key which it gave its call: the same call again gives the same
    answer and changes nothing. `digest` is of what was sent; `answer` holds numbers and states, nobody's name.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calls")
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    answer = models.JSONField(default=dict, db_default={})
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("user", "key"), name="people_call_once")]
        indexes = [models.Index(fields=("at",), name="people_call_when")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"


class Invitation(models.Model):
    """A link by which somebody sets their first password. Only the digest of its secret is kept; it opens once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="people_invitation_one_open",
            )
        ]
        ordering = ("made_at", "id")

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class CalendarYear(models.Model):
    """A city's own calendar of a year: `days` is day → [worked, name] for days that differ from the week."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    days = models.JSONField(default=dict)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("year",)

    def __str__(self) -> str:
        return str(self.year)


class CityText(models.Model):
    """A text of the city's own by key; versions are kept, empty words stand for the shipped text."""

    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    words = models.TextField(blank=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("key", "version"), name="people_text_version")]
        ordering = ("key", "version")

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class AreaGroup(Valid):
    """Areas of both partitions run together; `members` are texts `partition:code`, for areas come in editions."""

    name = models.CharField(max_length=60, unique=True)
    members = models.JSONField(default=list)

    class Meta(Valid.Meta):
        abstract = False
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
