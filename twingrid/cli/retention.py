"""`twingrid retention`: personal data of finished work go when their time is over, as each night does by itself."""

import click
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.work import actions as work_actions


@click.command()
@click.option("--dry-run", "dry", is_flag=True, help="Only count what would go.")
@click.option("--city", "wanted", default="", help="One city's schema instead of all.")
def retention(dry: bool, wanted: str) -> None:
    """Take names, numbers, words and photos out of finished work whose period is over."""
    at = clock.now()
    cities = [city.schema_name for city in cities_queries.all_cities() if wanted in ("", city.schema_name)]
    if not cities:
        raise click.ClickException(_("There is no city of this name."))
    for schema in cities:
        with cities_queries.inside(schema):
            run = work_actions.run_retention(at=at, dry=dry)
        told = {family: counts.get("matters", 0) for family, counts in run.counts.items()}
        said = ", ".join(f"{family} {n}" for family, n in told.items()) or "0"
        sentence = _("%(city)s: would go: %(said)s") if dry else _("%(city)s: gone: %(said)s")
        click.echo(sentence % {"city": schema, "said": said})
