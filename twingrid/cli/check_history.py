"""`twingrid check-history`: every history must be reachable through the table of moves."""

import click

from twingrid.cities import queries as cities_queries
from twingrid.work import queries as work_queries


@click.command("check-history")
def check_history() -> None:
    """Replay every request's history through the table of states."""
    wrong = 0
    for city in cities_queries.all_cities():
        with cities_queries.inside(city.schema_name):
            count = work_queries.replay_all()
        wrong += len(count.unreachable)
        click.echo(f"{city.schema_name}: {count.tickets:,} requests, {count.events:,} events replayed")
        for number, why in count.unreachable[:20]:
            click.echo(f"  {number}: {why}")
        if len(count.unreachable) > 20:
            click.echo(f"  … and {len(count.unreachable) - 20:,} more")
    if wrong:
        click.echo(f"{wrong:,} histories do not fit the table of moves.")
        raise SystemExit(1)
