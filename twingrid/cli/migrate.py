"""`twingrid migrate`: bring the tables of `public` and of every city up to date, as the owner."""

import click
from django.core.management import call_command
from django.utils.translation import gettext as _

from twingrid.cities import actions as cities_actions
from twingrid.cities import queries as cities_queries
from twingrid.cities import upkeep
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.project.database import as_role


@click.command()
@click.option("--check", is_flag=True, help="Only tell what is missing; exit code 1 if anything is.")
def migrate(check: bool) -> None:
    """Bring the tables of every city up to date."""
    lacking = upkeep.unapplied_migrations()
    for schema, names in lacking.items():
        click.echo(_("%(city)s: %(n)d to apply") % {"city": schema, "n": len(names)})
    if not lacking:
        click.echo(_("All tables are up to date."))
    elif check:
        raise SystemExit(1)
    else:
        _apply(list(lacking))
    if not check:
        _make_partitions()


def _make_partitions() -> None:
    for city in cities_queries.all_cities():
        with cities_queries.inside(city.schema_name):
            journal_actions.make_partitions(at=clock.now())


def _apply(schemas: list[str]) -> None:
    with as_role("owner"):
        if "public" in schemas:
            call_command("migrate_schemas", shared=True, verbosity=0, interactive=False)
        for schema in schemas:
            if schema != "public":
                cities_actions.migrate_city(schema_name=schema)
                click.echo(_("%(city)s: up to date") % {"city": schema})
