"""Outages as a file that can be taken over again: JSON in the documented shape, CSV with the same columns."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from twingrid.kit.refusals import NotFound
from twingrid.outages.queries.exporting import Exported

COLUMNS = (
    *("system", "number", "kind", "information", "state", "starts_at", "estimate_at", "started_at", "restored_at"),
    *("equipment", "buildings", "steps", "title", "important", "cause", "side", "boundary", "synthetic"),
    *("customers", "premises"),
)
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def outage_file(rows: Iterable[Exported], kind: str) -> bytes:
    """The outages as a file of `kind` (csv, json); `NotFound` for another."""
    if kind not in KINDS:
        raise NotFound(_("Outages go out as .csv or .json. Choose one of the two."))
    told = [_plain(row) for row in rows]
    if kind == "json":
        return json.dumps({"outages": told}, ensure_ascii=False, indent=1).encode()
    return table(COLUMNS, ([_cell(row[name]) for name in COLUMNS] for row in told))


def table(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """CSV in UTF-8 with a mark, as spreadsheets like it. A cell that begins like a formula is a text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(row: Exported) -> dict[str, Any]:
    moments = {name: value.isoformat() if value else None for name, value in row.moments.items()}
    steps = [{"restored_at": at.isoformat(), "buildings": list(places)} for at, places in row.steps]
    return {**row.facts, **moments, "equipment": list(row.equipment), "buildings": list(row.buildings), "steps": steps}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return " | ".join(f"{step['restored_at']} {';'.join(step['buildings'])}" for step in value)
        return ";".join(value)
    return str(value)


def _safe(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
