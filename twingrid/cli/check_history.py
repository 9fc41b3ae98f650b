"""`twingrid check-history`: every history must be reachable through the table of moves."""

import click
from django.utils.translation import gettext as _

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
        said = {"city": city.schema_name, "requests": f"{count.tickets:,}", "events": f"{count.events:,}"}
        click.echo(_("%(city)s: %(requests)s requests, %(events)s events replayed") % said)
        for number, why in count.unreachable[:20]:
            click.echo(f"  {number}: {why}")
        if len(count.unreachable) > 20:
            click.echo("  " + _("… and %(n)s more") % {"n": f"{len(count.unreachable) - 20:,}"})
    if wrong:
        click.echo(_("%(n)s histories do not fit the table of moves.") % {"n": f"{wrong:,}"})
        raise SystemExit(1)
