"""Django's entry of this door."""

from django.apps import AppConfig


class Open311Config(AppConfig):
    """The door of Open311 applications."""

    name = "twingrid.api.open311"
    label = "open311"
