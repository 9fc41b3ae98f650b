"""Django's entry of this door."""

from django.apps import AppConfig


class OutagePagesConfig(AppConfig):
    """The pages about outages for staff; owns no table."""

    name = "twingrid.web.outages"
    label = "web_outages"
