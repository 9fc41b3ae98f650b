"""Django's entry of this door."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    """The interface for other systems."""

    name = "twingrid.api.rest"
    label = "rest"
