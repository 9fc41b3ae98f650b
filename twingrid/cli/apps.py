"""Django's entry of the command line (it owns no table)."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    """Commands."""

    name = "twingrid.cli"
    label = "twingrid_cli"

    def ready(self) -> None:
        """Hear a person's word."""
        from twingrid.cli import jobs
        from twingrid.journal.subscriptions import subscribe

        subscribe("work.delta.approved", jobs.take_approved)
        subscribe("work.delta.received", jobs.take_received)
        subscribe("work.delta.refused", jobs.drop_refused)
