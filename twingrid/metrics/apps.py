"""Django's entry of this app."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """Figures, rebuildable from the journal."""

    name = "twingrid.metrics"
    label = "metrics"
    default_auto_field = "django.db.models.BigAutoField"
