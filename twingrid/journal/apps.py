"""Django's entry of this app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The append-only table of everything that happened."""

    name = "twingrid.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
