"""Loading many rows at once: by COPY into a temporary table, then by a few statements into place.

Everything happens in the caller's transaction; the temporary tables vanish at its end. None of our nouns is known here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection
from psycopg import sql

Columns = Mapping[str, Sequence[Any]]
"""Column name → its values, all of one length: texts, numbers, dates, flags, bytes or None."""

_NULL = "\\N"
_BLOCK = 20_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Changes:
    """What a load did to one kind of row."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0

    @property
    def any(self) -> bool:
        """Whether anything differs from before."""
        return bool(self.new or self.changed or self.ended)

    def as_dict(self) -> dict[str, int]:
        """The four counts by name."""
        return {"new": self.new, "changed": self.changed, "unchanged": self.unchanged, "ended": self.ended}


@dataclass(frozen=True, slots=True)
class Orphan:
    """A row (its place in the columns) whose `column` names, by `value`, something that does not exist."""

    row: int
    column: str
    value: str


class Orphans(Exception):
    """Rows name parents that do not exist. Nothing was changed that the transaction does not take back."""

    def __init__(self, orphans: Sequence[Orphan]) -> None:
        super().__init__(f"{len(orphans)} rows name something that does not exist")
        self.orphans = tuple(orphans)


def stage(table: str, types: Mapping[str, str], columns: Columns) -> int:
    """Make the temporary `table` (columns `row` = place from 0, then those of `types`: name → SQL type) and fill it.

    Values are texts, numbers, dates, flags, bytes (type bytea) or None. Returns the number of rows.
    """
    made = sql.SQL("CREATE TEMP TABLE {} (row integer, {}) ON COMMIT DROP").format(
        sql.Identifier(table),
        sql.SQL(", ").join(sql.SQL("{} {}").format(sql.Identifier(n), sql.SQL(t)) for n, t in types.items()),
    )
    total = len(next(iter(columns.values())))
    cells = [list(map(str, range(total))), *(_cells(columns[name]) for name in types)]
    with connection.cursor() as cursor:
        # Joins of a whole city fit into this; it ends with the transaction.
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(sql.Identifier(table)).as_string(None))
        cursor.execute(made.as_string(None))
        copied = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table)).as_string(None)
        with cursor.copy(copied) as copy:
            for block in _blocks(map("\t".join, zip(*cells, strict=True))):
                copy.write(block)
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)).as_string(None))
    return total


def derive(table: str, select: str, parameters: Sequence[Any] = ()) -> None:
    """Make the temporary `table` from a question over other tables (staged ones too)."""
    name = sql.Identifier(table).as_string(None)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        cursor.execute(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {select}", list(parameters))


def _blocks(lines: Iterator[str]) -> Iterator[str]:
    while block := list(islice(lines, _BLOCK)):
        yield "\n".join(block) + "\n"


def _cells(values: Sequence[Any]) -> list[str]:
    """The values in COPY's text format."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return _escaped(values)
    if kinds <= {int, float}:
        return list(map(repr, values))
    known = {value: _cell(value) for value in set(values)}
    return [known[value] for value in values]


def _escaped(texts: Sequence[str]) -> list[str]:
    whole = "\x00".join(texts)
    if any(mark in whole for mark in "\\\t\n\r"):
        return [text.translate(_ESCAPES) for text in texts]
    return list(texts)


def _cell(value: Any) -> str:
    if value is None:
        return _NULL
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    return str(value)


def merge(statement: str, *, total: int, parameters: Sequence[Any] = ()) -> Changes:
    """Run an INSERT … ON CONFLICT DO UPDATE … WHERE … IS DISTINCT and count what it did of `total` rows."""
    counted = "WITH done AS ({} RETURNING (xmax = 0) AS made) SELECT coalesce(sum(made::int), 0), count(*) FROM done"
    with connection.cursor() as cursor:
        cursor.execute(counted.format(statement), list(parameters))
        made, touched = cursor.fetchone() or (0, 0)
    return Changes(new=made, changed=touched - made, unchanged=total - touched)


def run(statement: str, parameters: Sequence[Any] = ()) -> int:
    """Run one statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))
        return int(cursor.rowcount)


def fetch(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of one question."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))
        return list(cursor.fetchall())


def check_orphans(statements: Iterable[str], parameters: Sequence[Any] = ()) -> None:
    """Raise `Orphans` if any of the questions (each gives row, column, value) has an answer."""
    found = [Orphan(*row) for statement in statements for row in fetch(statement, parameters)]
    if found:
        raise Orphans(sorted(found, key=lambda orphan: (orphan.row, orphan.column)))
