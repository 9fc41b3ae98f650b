"""The senders' log held against the database: nothing acknowledged is lost, nothing is there twice, nothing half."""

from typing import Any

import psycopg

from tests.chaos.client import Ledger

_KEYS = "SELECT intake_key, number FROM work_ticket WHERE intake_key LIKE ANY(%s)"
_HALVES = """
SELECT ticket.intake_key, count(DISTINCT event.id) AS events, count(DISTINCT routing.ticket_id) AS routings,
       count(DISTINCT clock.id) AS clocks
FROM work_ticket ticket
LEFT JOIN journal_event event ON event.subject_kind = 'work.ticket' AND event.subject_id = ticket.id
      AND event.name = 'work.ticket.reported'
LEFT JOIN work_routing routing ON routing.ticket_id = ticket.id
LEFT JOIN work_clock clock ON clock.ticket_id = ticket.id
WHERE ticket.intake_key LIKE ANY(%s)
GROUP BY ticket.intake_key
HAVING count(DISTINCT event.id) <> 1 OR count(DISTINCT routing.ticket_id) <> 1 OR count(DISTINCT clock.id) = 0
"""
_RECORDS = """
SELECT record.number FROM work_externalrecord record LEFT JOIN work_ticket ticket ON ticket.id = record.ticket_id
WHERE ticket.intake_key IS DISTINCT FROM record.system || ':' || record.number AND record.number LIKE ANY(%s)
"""
_STUCK = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' OR (status = 'todo' AND scheduled_at < now())"
_FAILED = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"


def stuck(login: "psycopg.Connection[Any]") -> int:
    """Jobs that are due or that a worker holds."""
    row = login.execute(_STUCK.replace("scheduled_at < now()", "coalesce(scheduled_at, now()) <= now()")).fetchone()
    return int(row[0]) if row else 0


def failed(login: "psycopg.Connection[Any]") -> int:
    """Jobs that gave up."""
    row = login.execute(_FAILED).fetchone()
    return int(row[0]) if row else 0


def judge(login: "psycopg.Connection[Any]", ledger: Ledger, prefixes: list[str]) -> tuple[list[str], dict[str, int]]:
    """What is wrong, one sentence each; and how many uncertain sends are there after all."""
    like = [f"%{prefix}-%" for prefix in prefixes]
    there: dict[str, list[str]] = {}
    for key, number in login.execute(_KEYS, (like,)).fetchall():
        there.setdefault(key.rpartition(":")[2], []).append(number)
    wrong = [f"{key} was acknowledged as {number} and is lost" for key, number in ledger.known.items()
             if number not in there.get(key, ())]  # fmt: skip
    wrong += [f"{key} is there {len(numbers)} times" for key, numbers in there.items() if len(numbers) > 1]
    wrong += [f"{key} is there and nobody sent it" for key in there if key not in ledger.tried]
    wrong += [f"{key} was refused: {why}" for key, why in ledger.refused.items()]
    numbers = list(ledger.known.values())
    wrong += (
        [f"{len(numbers) - len(set(numbers))} numbers were given twice"] if len(set(numbers)) < len(numbers) else []
    )
    for key, events, routings, clocks in login.execute(_HALVES, (like,)).fetchall():
        wrong.append(f"{key} is half there: {events} reports in the journal, {routings} routings, {clocks} clocks")
    wrong += [f"the record {number} leads elsewhere" for (number,) in login.execute(_RECORDS, (like,)).fetchall()]
    counts = {"uncertain": len(ledger.uncertain), "arrived": sum(key in there for key in ledger.uncertain)}
    return wrong, counts
