"""Django's entry of this app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What is told to people: channels, deliveries, and the gateways that carry them."""

    name = "twingrid.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of outages that are over, and of requests that are dealt with."""
        from twingrid.journal.subscriptions import subscribe
        from twingrid.notices import jobs

        subscribe("outages.outage.restored", jobs.end_with_outage)
        for name in ("notices.notice.published", "notices.notice.edition_published"):
            subscribe(name, jobs.tell_subscribers)
        for name in ("work.ticket.resolved", "work.ticket.answered"):
            subscribe(name, jobs.answer_groups)
