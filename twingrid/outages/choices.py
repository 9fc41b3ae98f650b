"""The words of every choice about an outage, as people read them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class OutageKind(models.TextChoices):
    """What kind of interruption it is."""

    PLANNED = "planned", pgettext_lazy("outage", "Planned outage")
    TEMPORARY = "temporary", pgettext_lazy("outage", "Temporary repair")
    FAULT = "fault", pgettext_lazy("outage", "Fault")


class Information(models.TextChoices):
    """Kinds of 95598 outage information: four of the production side, four of the marketing side."""

    PLAN = "plan", pgettext_lazy("outage information", "Plan")
    TEMPORARY = "temporary", pgettext_lazy("outage information", "Temporary")
    FAULT = "fault", pgettext_lazy("outage information", "Fault")
    OVERLOAD = "overload", pgettext_lazy("outage information", "Beyond capacity")
    THEFT = "theft", pgettext_lazy("outage information", "Theft")
    BREACH = "breach", pgettext_lazy("outage information", "Breach of contract")
    ARREARS = "arrears", pgettext_lazy("outage information", "Arrears")
    ORDERLY = "orderly", pgettext_lazy("outage information", "Orderly use")


PERSONAL = frozenset({Information.THEFT, Information.BREACH, Information.ARREARS})
"""About one customer's conduct: never told to anybody else, never on a public page."""


class Cause(models.TextChoices):
    """Why the electricity was off."""

    UNKNOWN = "", pgettext_lazy("cause", "Not known yet")
    WORKS = "works", pgettext_lazy("cause", "Works on the network")
    EQUIPMENT = "equipment", pgettext_lazy("cause", "Equipment failed")
    WEATHER = "weather", pgettext_lazy("cause", "Weather")
    TREE = "tree", pgettext_lazy("cause", "Branches in the line")
    DIGGING = "digging", pgettext_lazy("cause", "Cable hit by digging")
    OVERLOAD = "overload", pgettext_lazy("cause", "Overload")
    CUSTOMER = "customer", pgettext_lazy("cause", "Customer's equipment")
    OTHER = "other", pgettext_lazy("cause", "Something else")


class Side(models.TextChoices):
    """On which side of the ownership boundary the cause lies."""

    UNKNOWN = "", pgettext_lazy("ownership", "Not known")
    UTILITY = "utility", pgettext_lazy("ownership", "Utility side")
    CUSTOMER = "customer", pgettext_lazy("ownership", "Customer side")


class Boundary(models.TextChoices):
    """Whether it counts for the company's own reliability (DL/T 836: internal) or came from outside."""

    INTERNAL = "internal", pgettext_lazy("boundary", "Internal")
    EXTERNAL = "external", pgettext_lazy("boundary", "External")


class Why(models.TextChoices):
    """Why an estimate was changed."""

    FIRST = "first", pgettext_lazy("estimate", "First estimate")
    FOUND = "found", pgettext_lazy("estimate", "The cause is found")
    HARDER = "harder", pgettext_lazy("estimate", "More work than thought")
    PARTS = "parts", pgettext_lazy("estimate", "Waiting for parts or vehicles")
    WEATHER = "weather", pgettext_lazy("estimate", "Weather")
    FASTER = "faster", pgettext_lazy("estimate", "Faster than thought")
    OTHER = "other", pgettext_lazy("estimate", "Something else")
