"""`twingrid webhooks list|replay`: who hears of our events, and sending again (docs/guide/exchange.md)."""

from datetime import datetime

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.kit.refusals import NotFound
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries

_CITY = click.option("--city", default="jinan", show_default=True, help="The city's short name.")
_MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"])


@click.group()
def webhooks() -> None:
    """Subscriptions of other systems to our events."""


@webhooks.command("list")
@_CITY
def list_webhooks(*, city: str) -> None:
    """Name, address, whether it is on, how many messages wait, how many wait for a person."""
    with cities_queries.inside(city):
        for one in work_queries.webhooks():
            click.echo(f"{one.name}\t{one.url}\t{'on' if one.active else 'off'}\t{one.waiting}\t{one.stuck}")


@webhooks.command("replay")
@click.argument("name")
@click.option("--since", type=_MOMENT, required=True, help="From this moment on.")
@click.option("--until", type=_MOMENT, required=True, help="Up to this moment.")
@_CITY
def replay_webhooks(*, name: str, since: datetime, until: datetime, city: str) -> None:
    """Send the messages of a time again; the receiver knows each by its id."""
    with cities_queries.inside(city):
        found = next((one for one in work_queries.webhooks() if one.name == name), None)
        if found is None:
            raise NotFound(_("There is no such subscription. Open the list again."))
        n = work_actions.replay_deliveries(
            webhook_id=found.id,
            since=timezone.make_aware(since),
            until=timezone.make_aware(until),
            by=None,
            at=clock.now(),
        )
    click.echo(_("{n} messages are sent again.").format(n=n))
