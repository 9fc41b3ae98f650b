"""Django's entry of this door."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """The register of groups, messages brought in from them, answers that go back; owns no table."""

    name = "twingrid.web.groups"
    label = "web_groups"
