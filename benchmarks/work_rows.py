"""Many finished requests made of the demo's few by COPY, and the rows that one intake writes."""

import json
from typing import Any

import psycopg
from psycopg import sql

SHIFT = 10_000_000  # ids of copies begin here: the tables' own sequences never come so far
_FINISHED = "state IN ('closed', 'cancelled')"
_NEW = {
    "work_ticket": {
        "id": "id + {k} * {shift}",
        "number": "left(number, 13) || '-' || {k}",
        "token": "left(token, 20) || 'x' || {k}",
        "intake_key": "'copy-' || {k} || '-' || id",
        "external_no": "''",
        "repeat_of_id": "NULL",
        "reported_at": "reported_at - {k} * interval '1 minute'",
    },
    "work_routing": {"ticket_id": "ticket_id + {k} * {shift}"},
    "work_clock": {"id": "id + {k} * {shift}", "ticket_id": "ticket_id + {k} * {shift}"},
    "work_reporter": {"ticket_id": "ticket_id + {k} * {shift}"},
    "journal_event": {"id": "id + {k} * {shift}", "subject_id": "subject_id + {k} * {shift}"},
}
_WHICH = {
    "work_ticket": f"{_FINISHED} AND id < {SHIFT}",
    "journal_event": f"subject_kind = 'work.ticket' AND subject_id IN (SELECT id FROM work_ticket WHERE {_FINISHED}"
    f" AND id < {SHIFT})",
}
_OF_ONE = f"ticket_id IN (SELECT id FROM work_ticket WHERE {_FINISHED} AND id < {SHIFT})"


def columns(login: "psycopg.Connection[Any]", table: str) -> list[str]:
    """The columns of a table that can be written."""
    found = login.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
        " AND table_schema IN (current_schema(), 'public') ORDER BY ordinal_position",
        (table,),
    )
    return list(dict.fromkeys(name for (name,) in found))


def grow(reading: "psycopg.Connection[Any]", writing: "psycopg.Connection[Any]", *, to: int) -> int:
    """Copy finished requests, with routing, clocks, caller and history, until there are `to`; how many there are."""
    count = _count(writing)
    each = _number(writing, f"SELECT count(*) FROM work_ticket WHERE {_WHICH['work_ticket']}")
    k = _number(writing, f"SELECT coalesce(max(id), 0) / {SHIFT} FROM work_ticket") + 1
    while count < to:
        limit = min(each, to - count)
        for table in _NEW:
            _copy(reading, writing, table, k=k, limit=limit)
        count, k = count + limit, k + 1
    for table in _NEW:
        if table != "journal_event":
            writing.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
    return count


def _count(login: "psycopg.Connection[Any]") -> int:
    return _number(login, "SELECT count(*) FROM work_ticket")


def _number(login: "psycopg.Connection[Any]", question: str) -> int:
    row = login.execute(question).fetchone()  # type: ignore[arg-type]  # composed of our own constants
    return int(row[0]) if row else 0


def _copy(
    reading: "psycopg.Connection[Any]", writing: "psycopg.Connection[Any]", table: str, *, k: int, limit: int
) -> None:
    names = columns(writing, table)
    new = {name: text.format(k=k, shift=SHIFT) for name, text in _NEW[table].items()}
    chosen = ", ".join(new.get(name, f'"{name}"') for name in names)
    first = f"(SELECT id FROM work_ticket WHERE {_WHICH['work_ticket']} ORDER BY id LIMIT {limit})"
    own = {"work_ticket": "id", "journal_event": "subject_id"}.get(table, "ticket_id")
    which = f"{_WHICH.get(table, _OF_ONE)} AND {own} IN {first}"
    listed = ", ".join(f'"{name}"' for name in names)
    take = f"COPY (SELECT {chosen} FROM {table} WHERE {which}) TO STDOUT"
    give = f"COPY {table} ({listed}) FROM STDIN"
    with reading.cursor().copy(take) as out, writing.cursor().copy(give) as into:  # type: ignore[arg-type]  # as above
        for block in out:
            into.write(block)


def rows_of(login: "psycopg.Connection[Any]", number: str) -> list[tuple[str, dict[str, Any]]]:
    """Every row that the intake of the request `number` wrote, in the order of writing, as plain values by table."""
    ticket = _plain(login, "SELECT to_jsonb(t) FROM work_ticket t WHERE number = %s", number)
    own = ticket[0]["id"]
    found = [("work_ticket", row) for row in ticket]
    for table in ("work_reporter", "work_routing", "work_clock", "work_externalrecord"):
        found += [(table, row) for row in _plain(login, f"SELECT to_jsonb(t) FROM {table} t WHERE ticket_id = %s", own)]
    records = [row["id"] for table, row in found if table == "work_externalrecord"]
    events = _plain(
        login,
        "SELECT to_jsonb(t) FROM journal_event t WHERE (subject_kind = 'work.ticket' AND subject_id = %s)"
        " OR (subject_kind LIKE '%%external%%' AND subject_id = ANY(%s)) ORDER BY id",
        own,
        records,
    )
    found += [("journal_event", row) for row in events]
    found += [
        ("work_remark", row) for row in _plain(login, "SELECT to_jsonb(t) FROM work_remark t WHERE ticket_id = %s", own)
    ]
    ids = [str(row["id"]) for row in events]
    jobs = _plain(login, "SELECT to_jsonb(t) FROM procrastinate_jobs t WHERE args->>'event_id' = ANY(%s)", ids)
    return [*found, *(("procrastinate_jobs", row) for row in jobs)]


def _plain(login: "psycopg.Connection[Any]", question: str, *given: Any) -> list[dict[str, Any]]:
    return [json.loads(json.dumps(row)) for (row,) in login.execute(question, given)]  # type: ignore[arg-type]
