"""Django's entry of this door."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The shell pages; owns no table."""

    name = "twingrid.web.shell"
    label = "web_shell"
