"""JSON that is a list of rows (our own export, or another system's), not a map."""

import json
from pathlib import Path
from typing import Any

from twingrid.cli.imports.sheet import Sheet


def read_json(path: Path) -> Sheet | None:
    """The rows of a JSON list of objects (or of the only list in an object); None for a map or anything else.

    Headings are the fields; lists are joined by ";". Lines are the places in the list, from 1.
    """
    try:
        given = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError):
        return None
    if isinstance(given, dict):
        lists = [value for value in given.values() if isinstance(value, list)]
        if "features" in given or len(lists) != 1:
            return None
        (given,) = lists
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        return None
    fields = list(dict.fromkeys(name for row in given for name in row))
    rows = [[_cell(row.get(name)) for name in fields] for row in given]
    return Sheet(path, [fields, *rows], range(len(rows) + 1), encoding="JSON")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        if all(isinstance(one, dict) for one in value):
            return " | ".join(_step(one) for one in value)
        return ";".join(map(str, value))
    return str(value)


def _step(step: dict[str, Any]) -> str:
    """A step of restoration as it stands in one cell: the moment, then its places."""
    (moment, *rest) = step.values()
    places = [str(one) for value in rest if isinstance(value, list) for one in value]
    return f"{str(moment).replace(' ', 'T')} {';'.join(places)}"
