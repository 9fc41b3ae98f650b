"""`twingrid import SUBJECT FILE`: bring your own data."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.cli.imports.files import SUBJECTS, Report, import_file
from twingrid.cli.imports.reading import Options, Unusable, parse_day
from twingrid.kit import clock

SHOWN = 20
PURPOSES = {
    "divisions": "District, subdistricts and communities by their official codes.",
    "areas": "Community grids or power service areas, or the outline (--partition outline).",
    "mapping": "What power service areas are made of: community grids, transformers, polygons.",
    "network": "Substations, feeders, transformers and meter boxes.",
    "customers": "Customers with their buildings, compounds and meters.",
    "staff": "People, their areas, numbers, pairs and shifts.",
    "stations": "Rainbow stations.",
    "landmarks": "Places that everybody knows: markets, schools, crossings with a name.",
    "outages": "Planned, temporary and fault outages of OMS, SCADA or 95598, or of `twingrid exchange outages export`.",
    "important": "Important users by account number: a person calls them before an outage.",
    "groups": "The register of groups: community, owner, deputy, where it lives, how large.",
}


@click.group(name="import")
def import_group() -> None:
    """Bring in your own data: CSV, XLSX, JSON, GeoJSON, GeoPackage or Shapefile. All rows of a file, or none."""


def _mapping(_context: click.Context, _parameter: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    pairs = [value.replace("＝", "=").partition("=") for value in values]
    if wrong := next((value for value, pair in zip(values, pairs, strict=True) if not all(pair)), None):
        raise click.BadParameter(_("%(value)s: write the heading of the file, =, and our name.") % {"value": wrong})
    return {old.strip(): new.strip() for old, _sign, new in pairs}


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return parse_day(value) if value else None
    except Unusable as trouble:
        raise click.BadParameter(f"{trouble.reason} {trouble.remedy}") from trouble


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every subject has."""
    for option in reversed(
        (
            click.argument("file", type=click.Path(path_type=Path)),
            click.option("--city", default="jinan", show_default=True, help="The city's short name."),
            click.option(
                "--crs", default="", help="The system of the coordinates: wgs84, gcj02, bd09, cgcs2000, EPSG:n."
            ),
            click.option("--sheet", default="", help="The sheet of a workbook, or the layer of a map file."),
            click.option(
                "--map", "mapping", multiple=True, callback=_mapping, help="HEADING=our name; may be repeated."
            ),
            click.option("--valid-from", callback=_day, help="The day from which rows without one hold."),
            click.option("--complete", is_flag=True, help="The file names everything: what it leaves out ends today."),
            click.option("--skip-bad", is_flag=True, help="Keep the good rows and write the others to FILE.bad.csv."),
            click.option("--dry-run", is_flag=True, help="Only say what would change."),
            click.option("--json", "as_json", is_flag=True, help="Print JSON."),
        )
    ):
        command = option(command)
    return command


def _run(subject: str, *, file: Path, city: str, as_json: bool, options: Options) -> None:
    with cities_queries.inside(city):
        report = import_file(SUBJECTS[subject], file, options=options, at=clock.now())
    if as_json:
        click.echo(json.dumps(as_plain(report), ensure_ascii=False, indent=1))
    else:
        tell(report)
    if not (report.kept or (report.dry_run and not report.problems)):
        raise SystemExit(1)


def _add(subject: str) -> None:
    @click.command(name=subject, help=PURPOSES[subject])
    @_options
    def command(file: Path, city: str, as_json: bool, **given: Any) -> None:
        said = {name: value for name, value in given.items() if value is not None}
        _run(subject, file=file, city=city, as_json=as_json, options=Options(**said))

    if subject == "areas":
        choices = click.Choice(["community", "power", "outline"])
        command = click.option("--partition", type=choices, help="If the file does not say it.")(command)
    import_group.add_command(command)


for _subject in PURPOSES:
    _add(_subject)


def as_plain(report: Report) -> dict[str, Any]:
    """A report for machines."""
    return {
        "subject": report.subject,
        "file": str(report.path),
        "rows": report.rows,
        "kept": report.kept,
        "dry_run": report.dry_run,
        "changes": {name: change.as_dict() for name, change in report.changes.items()},
        "bad_rows": report.bad_rows,
        "problems": [problem.as_dict() for problem in report.problems],
        "bad_file": str(report.bad_file) if report.bad_file else None,
        "encoding": report.encoding,
        "crs": report.crs,
        "ignored_columns": list(report.ignored),
        "notes": report.notes,
        "seconds": round(report.seconds, 2),
    }


def tell(report: Report) -> None:
    """A report for people: what was wrong, what changed, and in the last line what became of the file."""
    place = _("feature %(line)d") if report.by_feature else _("line %(line)d")
    for problem in report.problems[:SHOWN]:
        where = ", ".join(part for part in (place % {"line": problem.line}, problem.column) if part)
        said = f" “{problem.value}”" if problem.value else ""
        click.echo(f"{where}{said}: {problem.reason} {problem.remedy}")
    if len(report.problems) > SHOWN:
        click.echo(_("… and %(more)d more (--json lists all).") % {"more": len(report.problems) - SHOWN})
    for note in report.notes[:SHOWN]:
        click.echo(note)
    if report.ignored:
        click.echo(_("Columns not read: %(columns)s.") % {"columns": ", ".join(report.ignored)})
    for name, change in report.changes.items():
        counts = {"new": change.new, "changed": change.changed, "unchanged": change.unchanged, "ended": change.ended}
        line = _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(ended)d ended") % counts
        click.echo(f"  {_words().get(name, name)}: {line}")
    click.echo(_summary(report))


def _words() -> dict[str, str]:
    return {
        "divisions": _("divisions"),
        "areas": _("areas"),
        "outline": _("outline"),
        "parts": _("parts of areas"),
        "equipment": _("equipment"),
        "compounds": _("compounds"),
        "buildings": _("buildings"),
        "customers": _("customers"),
        "people": _("people"),
        "postings": _("postings"),
        "contacts": _("contacts"),
        "pairings": _("pairs"),
        "shifts": _("shifts"),
        "stations": _("stations"),
        "landmarks": _("landmarks"),
        "outages": _("outages"),
        "important": _("important users"),
        "groups": _("groups"),
    }


def _summary(report: Report) -> str:
    filled = {"file": report.path.name, "rows": report.rows, "bad": report.bad_rows, "seconds": report.seconds}
    if report.kept and report.bad_file:
        filled |= {"bad_file": report.bad_file.name}
        return (
            _("%(bad)d of %(rows)d rows of %(file)s were left out; they are in %(bad_file)s with the reasons.") % filled
        )
    if report.kept:
        return _("All %(rows)d rows of %(file)s are in (%(seconds).1f s).") % filled
    if report.dry_run and not report.problems:
        return _("Nothing was kept, as asked: all %(rows)d rows of %(file)s can be used.") % filled
    return (
        _("Nothing was kept: %(bad)d of %(rows)d rows of %(file)s cannot be used. Correct them, or add --skip-bad.")
        % filled
    )
