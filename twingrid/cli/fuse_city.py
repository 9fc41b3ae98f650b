"""`twingrid fuse` without files: place every customer of a city and tell what is not covered."""

import click

from twingrid.cities import queries as cities_queries
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import mapping_queries
from twingrid.kit import clock

REASONS = {
    "gap.community": "in no community grid",
    "gap.power": "in no power service area",
    "overlap": "claimed by more than one area",
}


TROUBLES = {
    "grid_twice": "community grid named by several power service areas",
    "transformer_twice": "transformer named by several power service areas",
    "grid_unknown": "no such community grid on this day",
    "transformer_unknown": "no such transformer on this day",
    "grid_free": "community grid that no power service area names",
    "polygon_cut": "community grid taken from a polygon that reaches into it",
    "area_empty": "power service area whose parts cover nothing",
}


def fuse_city(*, city: str) -> None:
    """Fuse one city in its database and print what is covered and what is not, by reason."""
    with cities_queries.inside(city) as present:
        count = coverage_actions.fuse_city(at=clock.now())
        click.echo(
            f"{present.name}: {count.covered:,} of {count.total:,} customers lie in exactly one area on both sides."
        )
        for reason, n in count.reasons.items():
            click.echo(f"  {n:,} {REASONS[reason]}")
        for trouble in mapping_queries.troubles(on=clock.today(clock.now())):
            said = " + ".join(trouble.areas)
            click.echo(f"  {TROUBLES[trouble.what]}: {trouble.code}{f' ({said})' if said else ''}")
        click.echo(f"  {count.near_border:,} lie within 20 m of a border")
