"""Django's entry of this app."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Areas of the two partitions, addresses, the gazetteer."""

    name = "twingrid.territory"
    label = "territory"
    default_auto_field = "django.db.models.BigAutoField"
