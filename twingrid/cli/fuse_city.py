"""`twingrid fuse` without files: place every customer of a city and tell what is not covered."""

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twingrid.cities import queries as cities_queries
from twingrid.cli.speech import speaking
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage import mapping_queries
from twingrid.kit import clock

REASONS = {
    "gap.community": gettext_lazy("in no community grid"),
    "gap.power": gettext_lazy("in no power service area"),
    "overlap": gettext_lazy("claimed by more than one area"),
}


TROUBLES = {
    "grid_twice": gettext_lazy("community grid named by several power service areas"),
    "transformer_twice": gettext_lazy("transformer named by several power service areas"),
    "grid_unknown": gettext_lazy("no such community grid on this day"),
    "transformer_unknown": gettext_lazy("no such transformer on this day"),
    "grid_free": gettext_lazy("community grid that no power service area names"),
    "polygon_cut": gettext_lazy("community grid taken from a polygon that reaches into it"),
    "area_empty": gettext_lazy("power service area whose parts cover nothing"),
}


def fuse_city(*, city: str, lang: str | None = None) -> None:
    """Fuse one city in its database and print what is covered and what is not, by reason."""
    with speaking(lang), cities_queries.inside(city) as present:
        count = coverage_actions.fuse_city(at=clock.now())
        said = _("%(city)s: %(covered)s of %(total)s customers lie in exactly one area on both sides.")
        click.echo(said % {"city": present.name, "covered": f"{count.covered:,}", "total": f"{count.total:,}"})
        for reason, n in count.reasons.items():
            click.echo(f"  {n:,} {REASONS[reason]}")
        for trouble in mapping_queries.troubles(on=clock.today(clock.now())):
            areas = " + ".join(trouble.areas)
            click.echo(f"  {TROUBLES[trouble.what]} · {trouble.code}{f' ({areas})' if areas else ''}")
        click.echo("  " + _("%(n)s lie within 20 m of a border") % {"n": f"{count.near_border:,}"})
