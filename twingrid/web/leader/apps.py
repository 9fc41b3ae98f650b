"""Django's entry of this door."""

from django.apps import AppConfig


class LeaderConfig(AppConfig):
    """The leader pages; owns no table."""

    name = "twingrid.web.leader"
    label = "web_leader"
