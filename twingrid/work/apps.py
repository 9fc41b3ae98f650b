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
        from twingrid.work.queries.exchange import STATE_OF_EVENT
        from twingrid.work.rules.webhooks import EVENTS

        subscribe("work.ticket.reported", jobs.note_repeat)
        for name in STATE_OF_EVENT:
            subscribe(name, jobs.queue_change)
        for name in EVENTS:
            subscribe(name, jobs.queue_webhooks)
        for name in ("people.posting.replaced", "people.staff.imported", "territory.area.imported"):
            subscribe(name, jobs.queue_registry)
        for name in ("people.calendar.set", "people.calendar.reset", "work.clocks.published"):
            subscribe(name, jobs.begin_recount)
        subscribe("outages.part.restored", jobs.restore_tickets)
        subscribe("outages.outage.restored", jobs.restore_tickets)
        subscribe("outages.outage.cancelled", jobs.detach_cancelled)
