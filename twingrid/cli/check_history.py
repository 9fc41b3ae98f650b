"""`twingrid check-history`: every request's events are played again through the table of states."""

import sys

import click

from twingrid.cities import queries as cities_queries
from twingrid.work import queries as work_queries

SHOWN = 20


@click.command()
@click.option("--city", "chosen", help="One city by its short name; all of them if left out.")
def check_history(*, chosen: str | None) -> None:
    """Replay every history through the table of states; fails when one cannot have happened."""
    names = [chosen] if chosen else [city.schema_name for city in cities_queries.all_cities()]
    wrong = 0
    for name in names:
        with cities_queries.inside(name) as city:
            count = work_queries.replay_all()
        wrong += len(count.unreachable)
        click.echo(
            f"{city.name}: {count.tickets:,} requests, {count.events:,} events, {len(count.unreachable):,} not reachable"
        )
        for number, why in count.unreachable[:SHOWN]:
            click.echo(f"  {number}: {why}")
        if len(count.unreachable) > SHOWN:
            click.echo(f"  … and {len(count.unreachable) - SHOWN:,} more")
    if wrong:
        sys.exit(1)
