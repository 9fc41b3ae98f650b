"""Counting the queries of a page: the same number however long its list is."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Asked:
    """A page and what it asked the database."""

    answer: Any
    queries: list[str]

    def __len__(self) -> int:
        return len(self.queries)

    def __str__(self) -> str:
        return "\n".join(f"{n}. {query[:300]}" for n, query in enumerate(self.queries, start=1))


def ask(client: Client, path: str, **more: Any) -> Asked:
    """Get a page and keep its queries.

    Not counted: savepoints, the choice of the city's schema, and the looks at the city of a host and at the generation
    number of what the process keeps in memory (at most two a second, whoever asks).
    """
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, **more)
    said = [query["sql"] for query in captured.captured_queries]
    other = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")
    looks = ('"territory_generation"', '"cities_domain"')
    return Asked(
        answer, [sql for sql in said if not sql.startswith(other) and not any(table in sql for table in looks)]
    )
