"""Django's entry of this app."""

from django.apps import AppConfig


class SupplyConfig(AppConfig):
    """Substation to customer."""

    name = "twingrid.supply"
    label = "supply"
    default_auto_field = "django.db.models.BigAutoField"
