"""`twingrid recompute-clocks`: every clock again from its events, in batches that can be cut off anywhere."""

import click
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries


@click.command("recompute-clocks")
@click.option("--city", default="", help="The city's short name; all of them if it is left out.")
def recompute_clocks(city: str) -> None:
    """Derive the clocks of every request anew. A run that was cut off goes on where it was."""
    names = [city] if city else [one.schema_name for one in cities_queries.all_cities()]
    for name in names:
        with cities_queries.inside(name):
            if not work_queries.recounts_waiting():
                work_actions.begin_recount(at=clock.now())
            while work_actions.recount_some(at=clock.now()):
                pass
            run = work_queries.last_recount()
        said = {"city": name, "looked": f"{run.looked_at:,}", "changed": f"{run.changed:,}"}
        click.echo(_("%(city)s: %(looked)s requests looked at, %(changed)s had to be changed") % said)
