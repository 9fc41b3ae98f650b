"""What somebody would write who only keeps rows: the same rows in one transaction, by plain INSERTs, behind the same
server with the same pool. Started by `benchmarks.work` as a process of its own.

    python -m benchmarks.bare PORT ROWS.json

POST / writes once more the rows of one intake under new keys and answers 201 with the new number.
"""

import itertools
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.server import Server
from psycopg import sql
from psycopg.types.json import Jsonb
from psycopg_pool import ConnectionPool

_LEFT_OUT = {"work_ticket", "work_clock", "work_externalrecord", "journal_event", "work_remark", "procrastinate_jobs"}
_count = itertools.count(1)


def statements(rows: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, sql.Composed, list[str]]]:
    """One INSERT a row: table, statement, its columns."""
    found = []
    for table, row in rows:
        names = [name for name in row if not (name == "id" and table in _LEFT_OUT)]
        back = sql.SQL(" RETURNING id") if table in {"work_ticket", "journal_event"} else sql.SQL("")
        text = sql.SQL("INSERT INTO {} ({}) VALUES ({}){}").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, names)),
            sql.SQL(", ").join([sql.Placeholder()] * len(names)),
            back,
        )
        found.append((table, text, names))
    return found


def load_application() -> Callable[..., Any]:
    """The WSGI door of one worker process."""
    rows: list[tuple[str, dict[str, Any]]] = [(t, r) for t, r in json.loads(Path(os.environ["BARE_ROWS"]).read_text())]
    listed = statements(rows)
    pool = ConnectionPool(os.environ["BARE_DSN"], min_size=4, max_size=8, open=True)

    def write() -> str:
        key = f"bare-{os.getpid()}-{next(_count)}"
        ticket, event = 0, 0
        with pool.connection() as line, line.transaction():
            for (table, text, names), (_table, row) in zip(listed, rows, strict=True):
                values = [_value(table, name, row[name], key=key, ticket=ticket, event=event) for name in names]
                back = line.execute(text, values)
                if table == "work_ticket":
                    ticket = back.fetchone()[0]  # type: ignore[index]  # RETURNING
                elif table == "journal_event":
                    event = back.fetchone()[0]  # type: ignore[index]  # RETURNING
        return key

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        json.loads(environ["wsgi.input"].read() or b"{}")
        body = json.dumps({"ticket": write()}).encode()
        start("201 Created", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return application


def _value(table: str, name: str, value: Any, *, key: str, ticket: int, event: int) -> Any:
    if name == "ticket_id" or (name == "subject_id" and table == "journal_event"):
        return ticket
    if name == "event_id":
        return event
    if table == "work_ticket" and name in {"token", "intake_key", "number", "external_no"}:
        return key[-20:] if name == "number" else key
    if table == "work_externalrecord" and name == "number":
        return key
    if table == "procrastinate_jobs" and name == "scheduled_at":
        return "2999-01-01T00:00:00Z"  # nobody is to do it
    if table == "procrastinate_jobs" and name == "status":
        return "todo"
    if isinstance(value, dict | list):
        return Jsonb(value)
    return value


def main(port: int, rows: str) -> None:
    """Serve with the very settings of the product's site."""
    os.environ["BARE_ROWS"] = rows
    Server(
        "benchmarks.bare:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
        log_enabled=False,
    ).serve(target_loader=load_application, wrap_loader=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
