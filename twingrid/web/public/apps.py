"""Django's entry of this door."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The public pages; owns no table."""

    name = "twingrid.web.public"
    label = "web_public"
