"""`twingrid exchange registry|events|outages export|import FILE`: what REST does, by file (docs/guide/exchange.md)."""

from datetime import datetime
from pathlib import Path

import click
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.outages import queries as outage_queries
from twingrid.outages import sheets as outage_sheets
from twingrid.people.actions import keys
from twingrid.people.shapes import RegistryIn, checked
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work import sheets

_CITY = click.option("--city", default="jinan", show_default=True, help="The city's short name.")
_FILE = click.argument("file", type=click.Path(path_type=Path))
_KEY = click.option("--key", "key_name", required=True, help="Name of the key (twingrid key list) that it comes under.")


@click.group()
def exchange() -> None:
    """Registry and events to and from the grid platform, by file: JSON, CSV or Excel."""


@exchange.group()
def registry() -> None:
    """Grids, areas and who holds them, by their codes."""


@exchange.group()
def events() -> None:
    """Events of the grid platform, and what became of them."""


@exchange.group()
def outages() -> None:
    """Outages, to be taken over again by `twingrid import outages`."""


@outages.command("export")
@_FILE
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only those that begin on this day or later.")
@_CITY
def export_outages(*, file: Path, since: datetime | None, city: str) -> None:
    """Write outages to FILE (.csv or .json), oldest first."""
    wanted = outage_queries.Filter(since=since.date()) if since else None
    with cities_queries.inside(city):
        rows = outage_queries.exported(None, wanted, at=clock.now())
        file.write_bytes(outage_sheets.outage_file(rows, file.suffix.lower().removeprefix(".")))
    click.echo(_("{n} outages are written to {file}.").format(n=len(rows), file=file.name))


@registry.command("export")
@_FILE
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day (default: today).")
@_CITY
def export_registry(*, file: Path, on: datetime | None, city: str) -> None:
    """Write both sides to FILE (.json: everything; .csv: who holds what)."""
    with cities_queries.inside(city):
        found = work_queries.registry(on.date() if on else clock.today(clock.now()))
    file.write_bytes(sheets.registry_file(found, sheets.kind_of(file.name)))
    click.echo(_("{n} people are written to {file}.").format(
        n=len(found.community_workers) + len(found.power_workers), file=file.name))  # fmt: skip


@registry.command("import")
@_FILE
@click.option("--apply", "apply", is_flag=True, help="Take it over however much it moves.")
@_CITY
def import_registry(*, file: Path, apply: bool, city: str) -> None:
    """Take over the community side from FILE: what it names changes, the rest stays."""
    with cities_queries.inside(city):
        given = checked(RegistryIn, sheets.registry_in(_read(file), file.name))
        for name, change in work_actions.take_registry(registry=given, by=None, at=clock.now(), agreed=apply).items():
            click.echo(f"{name}: +{change.new} ~{change.changed} ={change.unchanged} -{change.ended}")


@events.command("export")
@_FILE
@click.option("--since", default="", help="`next` of the last export, or a moment.")
@_KEY
@_CITY
def export_events(*, file: Path, since: str, key_name: str, city: str) -> None:
    """Write what became of the events to FILE, and print `next` for the next export."""
    with cities_queries.inside(city):
        who = keys.visitor_of(name=key_name)
        found, place = work_queries.every_change(who.user, system=who.system, since=since, at=clock.now())
    file.write_bytes(sheets.changes_file(found, sheets.kind_of(file.name), place=place))
    click.echo(place)


@events.command("import")
@_FILE
@_KEY
@_CITY
def import_events(*, file: Path, key_name: str, city: str) -> None:
    """Take events and returns over from FILE: each once, however often it comes. Ends with 1 if one is refused."""
    with cities_queries.inside(city):
        who, rows = keys.visitor_of(name=key_name), sheets.events_in(_read(file), file.name)
        taken = work_actions.receive_events(rows=rows, system=who.system, by=who.user, at=clock.now())
    for line, sentence in taken.refused:
        click.echo(_("line {line}: {sentence}").format(line=line, sentence=sentence), err=True)
    click.echo(_("{fresh} new, {known} known already, {returned} returned, {refused} refused").format(
        fresh=taken.fresh, known=taken.known, returned=taken.returned, refused=len(taken.refused)))  # fmt: skip
    if taken.refused:
        raise SystemExit(1)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise BadInput(_("{file} cannot be read.").format(file=file.name), field="file") from trouble
