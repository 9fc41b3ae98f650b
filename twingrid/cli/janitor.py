"""`twingrid janitor`: partitions of the journal are made in time and dropped after theirs. Run it monthly."""

from datetime import timedelta

import click
from django.utils.translation import gettext as _
from django_tenants.utils import schema_context

from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.project.database import as_role


@click.command()
@click.option("--keep-years", default=5, show_default=True, type=click.IntRange(min=3), help="Years of journal kept.")
def janitor(keep_years: int) -> None:
    """Make the journal's next partitions and drop those older than --keep-years."""
    at = clock.now()
    before = (clock.today(at) - timedelta(days=365 * keep_years + keep_years // 4 + 1)).replace(day=1)
    cities = [city.schema_name for city in cities_queries.all_cities()]
    for schema in cities:
        with cities_queries.inside(schema):
            journal_actions.make_partitions(at=at)
    with as_role("janitor"):
        for schema in cities:
            with schema_context(schema):  # the janitor reads no table, not even that of the cities
                dropped = journal_actions.drop_before(month=before)
            said = {"city": schema, "n": dropped, "month": f"{before:%Y-%m}"}
            click.echo(_("%(city)s: %(n)d months before %(month)s dropped") % said)
