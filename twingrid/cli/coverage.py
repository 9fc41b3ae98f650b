"""`twingrid coverage --on DATE`: full, or the exact list of what is missing."""

import json
import sys
from datetime import datetime

import click

from twingrid.cities import queries as cities_queries
from twingrid.coverage import statement_queries
from twingrid.kit import clock


@click.command()
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day, such as 2026-11-23 (default: today).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--city", default="jinan", show_default=True, help="The city's short name.")
def coverage(on: datetime | None, as_json: bool, city: str) -> None:
    """What is covered on a day: everything, or the list by reason. Ends with 1 while anything is missing."""
    with cities_queries.inside(city) as present:
        found = statement_queries.statement(on.date() if on else clock.today(clock.now()))
        if as_json:
            click.echo(json.dumps(statement_queries.as_plain(found), ensure_ascii=False, indent=1))
        else:
            click.echo(f"{present.name} {found.on}: {found.covered:,} / {found.total:,} ({found.percent:.2f} %)")
            for reason, n in found.by_reason.items():
                click.echo(f"  {reason.value:24} {n:>9,}")
            for line in statement_queries.named_lines(found)[:40]:
                place = " / ".join(part for part in (line.community, line.power) if part)
                click.echo(f"    {line.reason:24} {line.customers:>7,}  {place}  {line.holder}")
            if len(found.lines) > 40:
                click.echo(f"    … {len(found.lines) - 40:,} more lines: --json lists all")
        sys.exit(0 if found.is_full else 1)
