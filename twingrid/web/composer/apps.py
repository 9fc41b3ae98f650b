"""Django's entry of this door."""

from django.apps import AppConfig


class ComposerConfig(AppConfig):
    """Writing notices and putting them up; owns no table."""

    name = "twingrid.web.composer"
    label = "web_composer"
