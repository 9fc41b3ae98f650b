"""Django's entry of the command line (it owns no table)."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    """Commands."""

    name = "twingrid.cli"
    label = "twingrid_cli"
