"""Committed rows in the second city, for tests that need several real connections; taken away again afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from tests import cast as cast_module
from twingrid.cities import queries as cities_queries
from twingrid.project.database import as_role

CITY = "yunting"
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
    """As the owner: ratings refuse to be deleted, and the app may not switch their trigger off."""
    with as_role("owner"), cities_queries.inside(CITY), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(format('%%I', tablename), ', ') FROM pg_tables"
            " WHERE schemaname = %s AND NOT tablename LIKE ANY(%s)",
            [CITY, list(_KEEP)],
        )
        (tables,) = cursor.fetchone()
        cursor.execute("ALTER TABLE work_rating DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        cursor.execute("ALTER TABLE work_rating ENABLE TRIGGER USER")
        cursor.execute("DELETE FROM public.procrastinate_events")
        cursor.execute("DELETE FROM public.procrastinate_jobs")
    connection.close()
