"""Django's entry of this door."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """The dashboard pages; owns no table."""

    name = "twingrid.web.dashboard"
    label = "web_dashboard"
