"""Django's entry of this app."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    """Rainbow stations."""

    name = "twingrid.stations"
    label = "stations"
    default_auto_field = "django.db.models.BigAutoField"
