"""`twingrid coverage --on DATE`: full, or the exact list of what is missing."""

import json
import sys
import time
from dataclasses import asdict
from datetime import datetime

import click
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.coverage import lacking_queries, statement_queries
from twingrid.coverage.lacking_queries import Wanted
from twingrid.coverage.reason_words import REASON_WORDS
from twingrid.coverage.rules.statement import Reason, Statement
from twingrid.kit import clock


@click.command()
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day, such as 2026-11-23 (default: today).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--places",
    "reason",
    type=click.Choice([*(reason.value for reason in Reason), "all"]),
    help="The buildings behind one reason, or behind any.",
)
@click.option("--city", default="jinan", show_default=True, help="The city's short name.")
def coverage(on: datetime | None, as_json: bool, reason: str | None, city: str) -> None:
    """What is covered on a day: everything, or the list by reason. Ends with 1 while anything is missing."""
    with cities_queries.inside(city) as present:
        day = on.date() if on else clock.today(clock.now())
        before = time.perf_counter()
        found = statement_queries.statement(day)
        seconds = time.perf_counter() - before
        if reason:
            _places(found, "" if reason == "all" else reason, as_json=as_json)
        elif as_json:
            click.echo(json.dumps(statement_queries.as_plain(found), ensure_ascii=False, indent=1))
        else:
            _statement(found, present.name)
        if not as_json:
            said = {"n": f"{found.total:,}", "seconds": f"{seconds:.1f}"}
            click.echo(_("%(n)s customers judged in %(seconds)s s") % said)
        sys.exit(0 if found.is_full else 1)


def _statement(found: Statement, city: str) -> None:
    click.echo(f"{city} {found.on}: {found.covered:,} / {found.total:,} ({found.percent:.2f} %)")
    for reason, n in found.by_reason.items():
        click.echo(f"  {n:>9,}  {REASON_WORDS[reason.value]}")
    for line in statement_queries.named_lines(found)[:40]:
        place = " / ".join(part for part in (line.community, line.power) if part)
        click.echo(f"    {line.customers:>7,}  {place}  {line.holder}: {REASON_WORDS[line.reason]}")
    if len(found.lines) > 40:
        more = {"n": f"{len(found.lines) - 40:,}"}
        click.echo("    " + _("… %(n)s more lines: --json lists all") % more)


def _places(found: Statement, reason: str, *, as_json: bool) -> None:
    rows = lacking_queries.places(found.on, wanted=Wanted(reason=reason)).rows
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        why = ", ".join(str(REASON_WORDS[one]) for one in row.reasons)
        click.echo(f"{row.customers:>7,}  {row.label}  {row.community} / {row.power}: {why}")
