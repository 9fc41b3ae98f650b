"""The step that loads the demo cities the first time, and goes on with a load that was interrupted."""

import click

from twingrid.cities import queries as cities_queries
from twingrid.cli.demo_command import CITIES, demo
from twingrid.cli.demo_steps import complete, stamp
from twingrid.project import env as project_env


@click.command()
@click.pass_context
def first_demo(ctx: click.Context) -> None:
    """Load the demo cities unless they are there, whatever their size, or somebody has made a real city."""
    env = project_env.load()
    there = {city.schema_name: city for city in cities_queries.all_cities()}
    if env.mode != "demo" or any(not city.is_demo for city in there.values()):
        return
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
        ctx.invoke(demo, size=size or env.demo, seed=1, city="all", again=False)
