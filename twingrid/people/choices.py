"""The words of the choices of this app; doors may use them, models build on them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """Who somebody works for: the pair of every place, or a partner company."""

    POWER = "power"
    COMMUNITY = "community"
    PARTNER = "partner"


class Role(models.TextChoices):
    """What a posting makes of a person. A role with a scope, not a job title (that is `Posting.title`)."""

    POWER_WORKER = "power_worker"
    POWER_LEADER = "power_leader"
    ACCOUNTABLE_LEAD = "accountable_lead"
    COMMUNITY_WORKER = "community_worker"
    DISPATCHER = "dispatcher"
    CLERK = "clerk"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    PARTNER = "partner"


class ContactKind(models.TextChoices):
    """A duty number may be published; a personal one only with its owner's consent for print."""

    DUTY = "duty"
    PERSONAL = "personal"
    SUPERVISION = "supervision"


class ShiftSource(models.TextChoices):
    """Where hours come from: rolled out from a pattern, of a staff list, made by hand, or swapped by two people."""

    PATTERN = "pattern"
    IMPORT = "import"
    HAND = "hand"
    SWAP = "swap"


class OnlyOn(models.TextChoices):
    """On which of its weekdays a pattern holds, by the city's calendar of holidays; empty: on all."""

    WORKING = "working", _("only on working days")
    OFF = "off", _("only on days off and holidays")


class AwayBecause(models.TextChoices):
    """Why somebody is away: a category for the roster, never a diagnosis."""

    LEAVE = "leave", _("Leave")
    SICK = "sick", _("Ill")
    TRAINING = "training", _("Training")
    UNREACHABLE = "unreachable", _("No signal where I work")
    OTHER = "other", _("Something else")
