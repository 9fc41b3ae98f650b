"""Django's entry of this app."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Everything with an owner, a due time, a state and a history."""

    name = "twingrid.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what happened."""
        from twingrid.journal.subscriptions import subscribe
        from twingrid.work import jobs

        subscribe("work.ticket.reported", jobs.note_repeat)
