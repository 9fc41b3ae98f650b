"""Committed rows in the second city, for tests that need several real connections; taken away again afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from tests import cast as cast_module
from twingrid.cities import queries as cities_queries
from twingrid.project.database import as_role

CITY = "yunting"
STAYING = ("work_rating", "work_kindversion", "work_clocksetversion")
SHIPPED = ("work_kind", "work_kindversion", "work_clockset", "work_clocksetversion")
_KEEP = ("journal_event%", "django_%", "auth_%")


@contextmanager
def real_city(at: datetime) -> Iterator[cast_module.Cast]:
    """Inside the second city with its cast, committed."""
    try:
        with cities_queries.inside(CITY):
            yield cast_module.build(CITY, at=at)
    finally:
        _forget()


def _forget() -> None:
    """As the owner: ratings and versions refuse to be deleted, and the app may not switch their triggers off."""
    with as_role("owner"), cities_queries.inside(CITY), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(format('%%I', tablename), ', ') FROM pg_tables"
            " WHERE schemaname = %s AND NOT tablename LIKE ANY(%s)",
            [CITY, list(_KEEP)],
        )
        (tables,) = cursor.fetchone()
        for table in STAYING:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for table in SHIPPED:  # what migrations laid down is there again afterwards
            cursor.execute(f"CREATE TEMP TABLE kept_{table} ON COMMIT DROP AS SELECT * FROM {table}")
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        for table in SHIPPED:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in STAYING:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("DELETE FROM public.procrastinate_events")
        cursor.execute("DELETE FROM public.procrastinate_jobs")
    connection.close()
