"""`twingrid city add|list`: real cities."""

import click
from django.utils.translation import gettext as _

from twingrid.cities import actions as cities_actions
from twingrid.cities import queries as cities_queries
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.people.actions import administrators
from twingrid.project.database import as_role


@click.group()
def city() -> None:
    """Make a city with its first administrator; list the cities."""


@city.command("list")
def list_cities() -> None:
    """The cities of this installation."""
    for one in cities_queries.all_cities():
        hosts = ", ".join(cities_queries.hosts_of(one))
        demo = " " + _("(demo)") if one.is_demo else ""
        click.echo(f"{one.schema_name}  {one.name}{demo}  {hosts}")


@city.command()
@click.argument("short")
@click.option("--name", prompt="Name of the city", help="As people read it: 济南市.")
@click.option("--name-en", default="", help="In English.")
@click.option("--district", default="", help="The district that is served first.")
@click.option("--host", "hosts", multiple=True, required=True, help="A host name that leads here; may be repeated.")
@click.option("--administrator", prompt="Sign-in name of the first administrator")
@click.option("--administrator-name", prompt="Name of the first administrator")
@click.option("--unit", prompt="Unit of the first administrator", help="For example 市中供电中心.")
@click.password_option(help="Better typed when asked: what is typed here stays in the shell's history.")
def add(
    *,
    short: str,
    name: str,
    name_en: str,
    district: str,
    hosts: tuple[str, ...],
    administrator: str,
    administrator_name: str,
    unit: str,
    password: str,
) -> None:
    """Make the city SHORT (lower-case letters, such as jinan) and its first administrator."""
    at = clock.now()
    administrators.check_password(username=administrator, name=administrator_name, password=password)
    with as_role("owner"):
        cities_actions.make_city(
            schema_name=short,
            name=name,
            name_en=name_en,
            district=district,
            hosts=hosts,
            is_demo=False,
            at=at,
        )
    with cities_queries.inside(short):
        journal_actions.make_partitions(at=at)
        person = administrators.make_administrator(
            username=administrator, name=administrator_name, password=password, unit=unit, at=at
        )
    said = {"city": name, "hosts": ", ".join(hosts), "who": person.username}
    click.echo(_("%(city)s is ready at %(hosts)s; %(who)s signs in there.") % said)
    click.echo(_("Next: twingrid import divisions|areas|network|customers|staff FILE, then twingrid fuse."))
