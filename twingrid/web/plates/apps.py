"""Django's entry of this door."""

from django.apps import AppConfig


class PlatesConfig(AppConfig):
    """Contact plates and boards on paper; owns no table."""

    name = "twingrid.web.plates"
    label = "web_plates"
