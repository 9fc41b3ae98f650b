"""Writing many rows by COPY: lines are gathered by table and sent in blocks."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Copier:
    """Rows for one table, in the order of `columns`; `flush` sends them."""

    def __init__(self, table: str, columns: str) -> None:
        self.statement = f"COPY {table} ({columns}) FROM STDIN"
        self.lines: list[str] = []
        self.count = 0

    def add(self, *values: Any) -> None:
        """One row."""
        self.lines.append("\t".join(map(_cell, values)))

    def line(self, text: str) -> None:
        """One row that is written already: cells between tabs, escaped."""
        self.lines.append(text)

    def flush(self) -> None:
        """Send what was gathered."""
        if not self.lines:
            return
        with connection.cursor() as cursor, cursor.copy(self.statement) as copy:
            copy.write("\n".join(self.lines) + "\n")
        self.count += len(self.lines)
        self.lines.clear()


def _text(value: str) -> str:
    return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)


_CELLS: Mapping[type, Callable[[Any], str]] = {
    str: _text,
    int: str,
    float: repr,
    type(None): lambda _value: "\\N",
    bool: lambda value: "t" if value else "f",
    datetime: datetime.isoformat,
}


def _cell(value: Any) -> str:
    convert = _CELLS.get(type(value))
    return convert(value) if convert else _text(str(value))


def next_ids(sequence_of: str, count: int) -> Iterator[int]:
    """`count` fresh ids of the table `sequence_of` (its column is `id`), rising."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH drawn AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence(%s, 'id')) AS n"
            " FROM generate_series(1, %s)),"
            " ends AS (SELECT min(n) AS low, max(n) AS high, count(*) AS total FROM drawn)"
            " SELECT low, high, CASE WHEN high - low + 1 > total THEN (SELECT array_agg(n) FROM drawn) END FROM ends",
            [sequence_of, count],
        )
        low, high, scattered = cursor.fetchone()
    # Whoever else draws from the sequence meanwhile leaves holes: only then are the ids sent one by one.
    return iter(scattered or range(low, high + 1))
