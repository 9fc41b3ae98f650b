"""Django's entry of this app."""

from django.apps import AppConfig


class OutagesConfig(AppConfig):
    """Planned, temporary and fault outages, and who is affected."""

    name = "twingrid.outages"
    label = "outages"
    default_auto_field = "django.db.models.BigAutoField"
