"""The step that loads the demo cities once. A load that was interrupted begins anew."""

import click
from django.db import connection
from psycopg import sql

from twingrid.cities import actions as cities_actions
from twingrid.cities import queries as cities_queries
from twingrid.cli import main as commands
from twingrid.project import env as project_env
from twingrid.project.database import as_role

_MARK = "demo_loaded"


@click.command()
@click.pass_context
def first_demo(ctx: click.Context) -> None:
    """Load the demo cities unless they are there."""
    env = project_env.load()
    cities = cities_queries.all_cities()
    if env.mode != "demo" or any(not city.is_demo for city in cities):
        return
    if cities and all(city.profile.get(_MARK) for city in cities):
        click.echo("The demo cities are there: " + ", ".join(city.name for city in cities))
        return
    _drop_half_loaded()
    demo = commands.Commands().get_command(ctx, "demo")
    assert demo is not None
    ctx.invoke(demo, size=env.demo)
    for city in cities_queries.all_cities():
        cities_actions.change_profile(schema_name=city.schema_name, changes={_MARK: env.demo})


def _drop_half_loaded() -> None:
    with as_role("owner"), connection.cursor() as cursor:
        for city in cities_queries.all_cities():
            cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(city.schema_name)))
