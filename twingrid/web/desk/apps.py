"""Django's entry of this door."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk pages; owns no table."""

    name = "twingrid.web.desk"
    label = "web_desk"
