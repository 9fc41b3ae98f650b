"""`twingrid fuse` without files: place every customer of a city and tell what is not covered."""

import click

from twingrid.cities import queries as cities_queries
from twingrid.coverage import actions as coverage_actions
from twingrid.kit import clock

REASONS = {
    "gap.community": "in no community grid",
    "gap.power": "in no power service area",
    "overlap": "claimed by more than one area",
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
        click.echo(f"  {count.near_border:,} lie within 20 m of a border")
