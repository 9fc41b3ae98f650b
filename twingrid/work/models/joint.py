"""Joint cases: the companies that take part, what a case of this family has of its own, and its legs."""

from django.db import models
from django.db.models import Q

from twingrid.people.models import Unit, User
from twingrid.work.choices import Service, TakenAt
from twingrid.work.models.cases import Case
from twingrid.work.states import LEG_UNDER_WAY, LegState

_STATES = [state.value for state in LegState]
_UNDER_WAY = [state.value for state in LEG_UNDER_WAY]


class Company(models.Model):
    """Somebody who takes part in joint cases. `code` is also the short name of the system that comes with its key.

    Its people are those posted to `unit` as partners; without a unit it is our own company, and whoever is responsible
    at the place does its legs. `days`: how many working days it has for a leg. `needs`: what the clerk asks for.
    """

    code = models.SlugField(max_length=9, unique=True)
    name = models.CharField(max_length=40, unique=True)
    service = models.CharField(max_length=8, choices=Service)
    unit = models.OneToOneField(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="company")
    needs = models.CharField(max_length=200, blank=True)
    days = models.PositiveSmallIntegerField(default=5)
    place = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(days__gte=1), name="work_company_days")]
        ordering = ("place", "id")

    def __str__(self) -> str:
        return self.name


class JointCase(models.Model):
    """What only a joint case has: how it came in, and the resident's private link."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="joint")
    token = models.CharField(max_length=32, unique=True)
    channel = models.CharField(max_length=16, choices=TakenAt)

    def __str__(self) -> str:
        return str(self.case_id)


class CaseLeg(models.Model):
    """One company's part of a joint case.

    `shares`: what of the resident may be passed to this company, as they agreed at `agreed_at`; nothing any more from
    `withdrawn_at` on. `words`: the answer, or the reason of a refusal (erasable, as is `account`).
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="legs")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="legs")
    state = models.CharField(max_length=10, default=LegState.SENT.value)
    account = models.CharField(max_length=24, blank=True)
    shares = models.JSONField(default=list)
    agreed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    holder = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="case_legs")
    times_sent = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("case", "company"), name="work_caseleg_once"),
            models.CheckConstraint(condition=Q(state__in=_STATES), name="work_caseleg_state"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(words=""), name="work_caseleg_reason"),
            models.CheckConstraint(
                condition=Q(state__in=_UNDER_WAY, ended_at__isnull=True)
                | (~Q(state__in=_UNDER_WAY) & Q(ended_at__isnull=False)),
                name="work_caseleg_ended",
            ),
            models.CheckConstraint(condition=Q(shares=[]) | Q(agreed_at__isnull=False), name="work_caseleg_agreed"),
        ]
        indexes = [
            models.Index(fields=("company", "due_at"), name="work_caseleg_open", condition=Q(state__in=_UNDER_WAY))
        ]
        ordering = ("company__place", "id")

    def __str__(self) -> str:
        return f"{self.case_id} {self.company_id} {self.state}"
