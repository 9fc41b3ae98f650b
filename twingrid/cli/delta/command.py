"""`twingrid delta`: what changed, taken over now instead of at night; `--apply` is a person's word."""

import json
import os
import sys
import tempfile
from pathlib import Path

import click
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.cli.delta.run import FILES, SUFFIXES, Settings, settings_of, take_delta
from twingrid.cli.gateways import deliveries
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.work.delta_queries import DeltaLine

TOKEN = "TWINGRID_DELTA_TOKEN"  # noqa: S105 - the name of a variable


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), help="Where the files lie.")
@click.option("--url", default="", help="Where they are fetched; its key is in TWINGRID_DELTA_TOKEN.")
@click.option("--city", default="jinan", show_default=True, help="The city's short name.")
@click.option("--apply", "apply", is_flag=True, help="Take over the delivery that waits, however much it moves.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def delta(*, folder: Path | None, url: str, city: str, apply: bool, dry_run: bool, as_json: bool) -> None:
    """Take over what changed in the marketing and HR systems. Ends with 2 when a person has to decide."""
    with cities_queries.inside(city) as present:
        settings = settings_of(present.profile)
        line = deliver(
            folder=str(folder or settings.folder if not url else ""),
            url=url or ("" if folder else settings.url),
            settings=settings,
            apply=apply,
            dry_run=dry_run,
        )
    click.echo(json.dumps(line.report | {"state": line.state}, ensure_ascii=False, indent=1) if as_json else told(line))
    sys.exit({"applied": 0, "waiting": 2}.get(line.state, 1))


def deliver(*, folder: str, url: str, settings: Settings, apply: bool = False, dry_run: bool = False) -> DeltaLine:
    """Take over from a folder, or from an address through a folder that is gone afterwards."""
    at = clock.now()
    if url:
        names = [f"{name}{suffix}" for name in FILES for suffix in SUFFIXES]
        with tempfile.TemporaryDirectory(prefix="twingrid-delta-") as room:
            deliveries.fetch(url, Path(room), names=names, token=os.environ.get(TOKEN, ""))
            return take_delta(Path(room), source=url, settings=settings, at=at, apply=apply, dry_run=dry_run)
    if not folder:
        raise BadInput(_("Say where the files are: --folder or --url, or delta in the city's profile."), field="folder")
    return take_delta(Path(folder), source=folder, settings=settings, at=at, apply=apply, dry_run=dry_run)


def told(line: DeltaLine) -> str:
    """A report for people."""
    report = line.report
    lines = []
    for name, file in report["files"].items():
        counts = ", ".join(
            f"{what} +{c['new']} ~{c['changed']} -{c['ended']}"
            for what, c in file["changes"].items()
            if any(c.values())
        )
        lines.append(f"{name}: {file['rows']:,} rows, {file['bad_rows']:,} bad; {counts}")
    lines += [f"  {p['file']} {p['line']} {p['column']}: {p['reason']} {p['remedy']}" for p in report["problems"]]
    if "percent" in report:
        lines.append(
            _(
                "{moved} customers get another area or worker, {gone} go, {ended} postings end: "
                "{percent} % (limit {limit} %)"
            ).format(
                moved=report["moved"],
                gone=report["gone"],
                ended=report["postings_ended"],
                percent=report["percent"],
                limit=report["limit_percent"],
            )
        )
        lines += [f"  {e['from']} → {e['to']}: {e['customers']:,}" for e in report["examples"]]
    endings = {
        "applied": _("Everything is taken over."),
        "waiting": _("Nothing is taken over: this is more than the limit. Look at it, then run it with --apply."),
        "bad": _("Nothing is taken over: rows cannot be used. Have them corrected at their source."),
    }
    return "\n".join([*lines, endings.get(line.state, line.state)])
