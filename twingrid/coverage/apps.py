"""Django's entry of this app."""

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """Who is responsible where and when; overrides; plates."""

    name = "twingrid.coverage"
    label = "coverage"
    default_auto_field = "django.db.models.BigAutoField"
