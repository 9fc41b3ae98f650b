"""Writing many rows by COPY: lines are gathered by table and sent in blocks."""

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
        self.lines.append("\t".join([_cell(value) for value in values]))

    def flush(self) -> None:
        """Send what was gathered."""
        if not self.lines:
            return
        with connection.cursor() as cursor, cursor.copy(self.statement) as copy:
            copy.write("\n".join(self.lines) + "\n")
        self.count += len(self.lines)
        self.lines.clear()


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES) if ("\\" in value or not value.isprintable()) else value
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def next_ids(sequence_of: str, count: int) -> list[int]:
    """`count` fresh ids of the table `sequence_of` (its column is `id`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [sequence_of, count]
        )
        return [row[0] for row in cursor.fetchall()]
