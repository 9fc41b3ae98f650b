"""The words of the choices of this app; doors may use them, models build on them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlateKind(models.TextChoices):
    """Where a plate hangs; a board is the bulletin board of a whole community."""

    BUILDING = "building", _("Building plate")
    COMMUNITY = "community", _("Community plate")
    STATION = "station", _("Station plate")
    BOARD = "board", _("Bulletin board")


class Paper(models.TextChoices):
    """The paper of a plate. A board is always A4."""

    A4 = "a4", _("A4 paper")
    A5 = "a5", _("A5 paper")


class Look(models.TextChoices):
    """How large it speaks."""

    STANDARD = "standard", _("Standard")
    ELDER = "elder", _("Large print for elders")


class AliasState(models.TextChoices):
    """Another name of a place: counted until enough people have said it, then decided by a person."""

    COUNTING = "counting", _("Counting")
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class ProposalState(models.TextChoices):
    """An exception that a leader asks for."""

    PROPOSED = "proposed", _("Proposed")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
