"""`twingrid exchange registry|events export|import FILE`: what REST does, by file (docs/guide/exchange.md)."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, Turned
from twingrid.people.actions import keys
from twingrid.people.shapes import FORMAT, RegistryIn, checked
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.rules.shapes import ChangeOut, EventIn

_CITY = click.option("--city", default="jinan", show_default=True, help="The city's short name.")
_FILE = click.argument("file", type=click.Path(path_type=Path))
_KEY = click.option("--key", "key_name", required=True, help="Name of the key (twingrid key list) that it comes under.")
HOLDER = (
    "side", "worker_no", "name", "unit", "title", "area_codes", "duty_number", "verified_on", "valid_from", "valid_to",
)  # fmt: skip
EVENT = (
    "number", "kind", "category", "words", "urgent", "reported_at", "deadline", "grid_code", "lon", "lat", "crs",
    "address", "unit", "room", "name", "phone",
)  # fmt: skip
# The fields in which the hotlines of Shandong read an answer.
CHANGE = (
    "序号", "记录编号", "工单编号", "状态", "时间", "原因", "诉求属实", "超职责诉求", "联系群众", "联系时间",
    "是否解决", "未解决原因", "办理情况", "公开答复内容",
)  # fmt: skip


@click.group()
def exchange() -> None:
    """Registry and events to and from the grid platform, by file: JSON or CSV."""


@exchange.group()
def registry() -> None:
    """Grids, areas and who holds them, by their codes."""


@exchange.group()
def events() -> None:
    """Events of the grid platform, and what became of them."""


@registry.command("export")
@_FILE
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day (default: today).")
@_CITY
def export_registry(*, file: Path, on: datetime | None, city: str) -> None:
    """Write both sides to FILE (.json: everything; .csv: who holds what)."""
    with cities_queries.inside(city):
        found = work_queries.registry(on.date() if on else clock.today(clock.now()))
    if _kind(file) == "json":
        file.write_text(found.model_dump_json(indent=1), encoding="utf-8")
    else:
        both = (("community", found.community_workers), ("power", found.power_workers))
        rows = [holder.model_dump(mode="json") | {"side": side} for side, holders in both for holder in holders]
        _write(file, HOLDER, [row | {"area_codes": ";".join(row["area_codes"])} for row in rows])
    click.echo(_("{n} people are written to {file}.").format(
        n=len(found.community_workers) + len(found.power_workers), file=file.name))  # fmt: skip


@registry.command("import")
@_FILE
@_CITY
def import_registry(*, file: Path, city: str) -> None:
    """Take over the community side from FILE: what it names changes, the rest stays."""
    with cities_queries.inside(city):
        given = checked(RegistryIn, _registry_of(file))
        for name, change in work_actions.take_registry(registry=given, by=None, at=clock.now()).items():
            click.echo(f"{name}: +{change.new} ~{change.changed} ={change.unchanged} -{change.ended}")


@events.command("export")
@_FILE
@click.option("--since", default="", help="`next` of the last export, or a moment.")
@_KEY
@_CITY
def export_events(*, file: Path, since: str, key_name: str, city: str) -> None:
    """Write what became of the events to FILE, and print `next` for the next export."""
    with cities_queries.inside(city):
        who, at, found, place, more = keys.visitor_of(name=key_name), clock.now(), list[ChangeOut](), since, True
        while more:
            page = work_queries.changes_for(who.user, system=who.system, since=place, at=at)
            found, place, more = [*found, *page.changes], page.next, page.more
    if _kind(file) == "json":
        told = {"changes": [change.model_dump(mode="json") for change in found], "next": place, "more": False}
        file.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    else:
        _write(file, CHANGE, [dict(zip(CHANGE, _answer_row(change), strict=True)) for change in found])
    click.echo(place)


@events.command("import")
@_FILE
@_KEY
@_CITY
def import_events(*, file: Path, key_name: str, city: str) -> None:
    """Take events over from FILE: each number once, however often the file comes. Ends with 1 if one is refused."""
    refused = 0
    with cities_queries.inside(city):
        who, at, fresh, known = keys.visitor_of(name=key_name), clock.now(), 0, 0
        for line, row in _events_of(file):
            try:
                with transaction.atomic():
                    event = checked(EventIn, row)
                    taken = work_actions.receive_event(event=event, system=who.system, by=who.user, at=at)
                fresh, known = fresh + taken.fresh, known + (not taken.fresh)
            except Turned as turned:
                refused += 1
                click.echo(_("line {line}: {sentence}").format(line=line, sentence=turned.sentence), err=True)
    click.echo(_("{fresh} new, {known} known already, {refused} refused").format(
        fresh=fresh, known=known, refused=refused))  # fmt: skip
    if refused:
        raise SystemExit(1)


# --- files -------------------------------------------------------------------------------------------
def _kind(file: Path) -> str:
    kind = file.suffix.lower().removeprefix(".")
    if kind not in ("json", "csv"):
        raise BadInput(_("{file} is neither .json nor .csv.").format(file=file.name), field="file")
    return kind


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError) as trouble:
        raise BadInput(_("{file} cannot be read as JSON in UTF-8.").format(file=file.name), field="file") from trouble


def _rows(file: Path, allowed: Iterable[str]) -> list[dict[str, str]]:
    """The rows of a CSV file; cells that are empty are not there."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, ValueError) as trouble:
        raise BadInput(_("{file} cannot be read as CSV in UTF-8.").format(file=file.name), field="file") from trouble
    reader = csv.DictReader(text.splitlines())
    if wrong := set(reader.fieldnames or ()) - set(allowed):
        raise BadInput(
            _("{file} has columns that are not known: {names}.").format(file=file.name, names=", ".join(sorted(wrong))),
            field="file",
        )
    return [{key: cell.strip() for key, cell in row.items() if cell and cell.strip()} for row in reader]


def _registry_of(file: Path) -> Any:
    if _kind(file) == "json":
        return _json(file)
    workers: list[dict[str, Any]] = []
    for row in _rows(file, HOLDER):
        if row.pop("side", "community") == "community":
            codes = row.pop("area_codes", "")
            workers.append({**row, "grid_codes": [code for code in codes.split(";") if code]})
    return {"format": FORMAT, "community_workers": workers}


def _events_of(file: Path) -> list[tuple[int, Any]]:
    """The events of a file with their lines (of a JSON list: their places)."""
    if _kind(file) == "json":
        given = _json(file)
        return list(enumerate(given if isinstance(given, list) else [given], start=1))
    return [(line, _event(row)) for line, row in enumerate(_rows(file, EVENT), start=2)]


def _event(row: Mapping[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = dict(row)
    place = {key: given.pop(key) for key in EVENT[7:14] if key in given}
    reporter = {key: given.pop(key) for key in ("name", "phone") if key in given}
    return {**given, "place": place, **({"reporter": reporter} if reporter else {})}


def _answer_row(change: ChangeOut) -> list[str]:
    answer = change.answer
    front = [str(change.change), change.number, change.ticket, change.state, change.at.isoformat(), change.reason]
    if answer is None:
        return front + [""] * 8
    contacted = "" if answer.contacted is None else "已联系" if answer.contacted else "未联系"
    contacted_at = answer.contacted_at.isoformat() if answer.contacted_at else ""
    return [
        *front,
        _yes(answer.true_request),
        _yes(answer.beyond_duty),
        contacted,
        contacted_at,
        _yes(answer.solved),
        answer.unsolved_reason,
        answer.handling,
        answer.public_reply,
    ]


def _yes(value: bool | None) -> str:
    return "" if value is None else "是" if value else "否"


def _write(file: Path, columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """CSV in UTF-8 with a mark, as spreadsheets like it. A cell that begins like a formula is a text."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(columns), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({key: _safe(row.get(key)) for key in columns})


def _safe(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
