"""`twingrid key add|list|revoke`: the keys by which other systems come in."""

from datetime import datetime

import click
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.people import key_queries
from twingrid.people.actions import keys

_CITY = click.option("--city", default="jinan", show_default=True, help="The city's short name.")


@click.group()
def key() -> None:
    """Make, list and take back the keys by which other systems come in."""


@key.command()
@click.argument("name")
@click.option(
    "--may",
    "purposes",
    multiple=True,
    required=True,
    help="coverage, registry, registry-change, deliveries, events, outages, open311, requests, requests-move, hazards,"
    " personal.",
)
@click.option("--system", default="grid", show_default=True, help="Short name of the system whose numbers it brings.")
@click.option("--area", "area_codes", multiple=True, help="community:CODE or power:CODE; none: the whole city.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The first day on which it no longer holds.")
@click.option("--per-minute", default=120, show_default=True, help="How often it may ask in a minute.")
@_CITY
def add(
    *,
    name: str,
    purposes: tuple[str, ...],
    system: str,
    area_codes: tuple[str, ...],
    until: datetime | None,
    per_minute: int,
    city: str,
) -> None:
    """Make the key NAME and print it: this once, nobody can read it again."""
    with cities_queries.inside(city):
        _key, text = keys.make_key(
            name=name,
            purposes=purposes,
            by=None,
            at=clock.now(),
            system=system,
            area_codes=area_codes,
            valid_to=until.date() if until else None,
            per_minute=per_minute,
        )
    click.echo(text)
    click.echo(_("Keep it now: it is not shown again. The other system sends: Authorization: Bearer KEY"), err=True)


@key.command("list")
@_CITY
def list_keys(*, city: str) -> None:
    """The keys of a city, without the keys themselves."""
    with cities_queries.inside(city):
        for line in key_queries.key_lines():
            until = _("until %(day)s") % {"day": line.valid_to} if line.valid_to else ""
            until = _("revoked") if line.revoked else until
            used = _("used %(day)s") % {"day": line.last_used_on} if line.last_used_on else _("never used")
            where = ", ".join(line.area_codes) or _("whole city")
            click.echo(f"{line.name}  {line.hint}…  {line.system}  {where}  {', '.join(line.rights)}  {used}  {until}")


@key.command()
@click.argument("name")
@_CITY
def revoke(*, name: str, city: str) -> None:
    """Take the key NAME back at once."""
    with cities_queries.inside(city):
        keys.revoke_key(name=name, by=None, at=clock.now())
    click.echo(_("%(key)s does not open anything any more.") % {"key": name})
