"""Writing many rows by COPY: lines are gathered by table and sent in blocks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Parcel:
    """Lines on their way into a table: the COPY statement and what it is fed with."""

    statement: str
    lines: str


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

    def take(self) -> Parcel:
        """What was gathered, to be sent by `send`."""
        parcel = Parcel(self.statement, "".join(f"{line}\n" for line in self.lines))
        self.count += len(self.lines)
        self.lines = []
        return parcel


class Sender:
    """Sends parcels on the present connection while the caller goes on computing.

    The caller leaves the connection alone between `send` and `wait`; both take place in one transaction of the caller.
    """

    def __init__(self) -> None:
        connection.ensure_connection()
        self._line: Any = connection.connection  # the driver's own: Django's belongs to the caller's thread
        self._hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="copy")
        self._sending: Future[None] | None = None

    def __enter__(self) -> "Sender":
        return self

    def __exit__(self, *trouble: object) -> None:
        self._hand.shutdown(wait=True)

    def send(self, parcels: Sequence[Parcel]) -> None:
        """Begin to send these, in their order, once what was sent before has arrived."""
        self.wait()
        self._sending = self._hand.submit(self._send, parcels)

    def wait(self) -> None:
        """Wait until everything has arrived. Raises what the database said against it."""
        if self._sending is not None:
            with connection.wrap_database_errors:
                self._sending.result()
            self._sending = None

    def _send(self, parcels: Sequence[Parcel]) -> None:
        for parcel in parcels:
            if parcel.lines:
                with self._line.cursor() as cursor, cursor.copy(parcel.statement) as copy:
                    copy.write(parcel.lines)


def text(value: str) -> str:
    """A word as COPY reads it."""
    return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)


_CELLS: Mapping[type, Callable[[Any], str]] = {
    str: text,
    int: str,
    float: repr,
    type(None): lambda _value: "\\N",
    bool: lambda value: "t" if value else "f",
    datetime: datetime.isoformat,
}


def _cell(value: Any) -> str:
    convert = _CELLS.get(type(value))
    return convert(value) if convert else text(str(value))


def maybe(value: object) -> object:
    """A number or a moment as COPY reads it: nothing is \\N."""
    return "\\N" if value is None else value


def flag(value: bool) -> str:
    """Yes or no as COPY reads it."""
    return "t" if value else "f"


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
