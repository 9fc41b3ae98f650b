"""Django's entry of this door."""

from django.apps import AppConfig


class SettingsConfig(AppConfig):
    """The settings pages; owns no table."""

    name = "twingrid.web.settings"
    label = "web_settings"
