"""`twingrid provision`: the database and its three roles, for a login that may create them."""

import click

from twingrid.project import database
from twingrid.project.env import CannotStart, load


@click.command()
def provision() -> None:
    """Make the database and its three roles (owner, app, janitor); safe to repeat.

    `twingrid run` does the same. Run it once by itself when the login of DATABASE_URL holds CREATEROLE and
    CREATEDB only for an hour.
    """
    try:
        found = database.provision(load())
    except (CannotStart, database.DatabaseTrouble) as trouble:
        raise click.ClickException(str(trouble)) from trouble
    click.echo(f"Database {found['name']} at {found['host']}: " + ", ".join(found["roles"].values()))
