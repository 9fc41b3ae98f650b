"""The step before the first page: tables brought up to date and, in the demo, its cities loaded once.

One process for both, since most of its time goes into Django's start.
"""

import click

from twingrid.cities import queries as cities_queries
from twingrid.cli.migrate import migrate
from twingrid.project import env as project_env


@click.command()
@click.pass_context
def prepare(ctx: click.Context) -> None:
    """Bring the tables up to date, and load the demo cities unless they are there."""
    ctx.invoke(migrate, check=False)
    env = project_env.load()
    real = any(not city.is_demo for city in cities_queries.all_cities())
    if env.mode == "demo" and env.demo != "none" and not real:
        _load_demo(ctx, env.demo)


def _load_demo(ctx: click.Context, wanted: str) -> None:
    """Load what lacks, in the size that was begun with; a load that was interrupted goes on."""
    from twingrid.cli.demo_command import CITIES, demo
    from twingrid.cli.demo_steps import complete, stamp

    there = {city.schema_name for city in cities_queries.all_cities()}
    size, lacking = "", False
    for one in CITIES:
        if one.schema not in there:
            lacking = True
            continue
        with cities_queries.inside(one.schema):
            held = stamp()
            size = held.size if held else size
            lacking = lacking or not complete()
    if lacking:
        click.echo("Loading the demo cities, this once …")
        ctx.invoke(demo, size=size or wanted, seed=1, city="all", again=False)
