"""Whether the tables of every city are up to date."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_tenants.utils import schema_context
from psycopg import sql

from twingrid.cities import queries


def unapplied_migrations() -> dict[str, list[str]]:
    """Schema → the migrations (`app.name`) that it lacks; empty when all tables are up to date.

    A database without any table lacks everything in `public`.
    """
    wanted = set(MigrationLoader(None).disk_migrations or {})
    lacking = {}
    for schema in ["public", *_schemas()]:
        missing = wanted - _applied(schema)
        if missing:
            lacking[schema] = sorted(f"{app}.{name}" for app, name in missing)
    return lacking


def _schemas() -> list[str]:
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.cities_city')")
        if cursor.fetchone() == (None,):
            return []
    return [city.schema_name for city in queries.all_cities()]


def _applied(schema: str) -> set[tuple[str, str]]:
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", (f'"{schema}".django_migrations',))
        if cursor.fetchone() == (None,):
            return set()
        cursor.execute(sql.SQL("SELECT app, name FROM {}").format(sql.Identifier(schema, "django_migrations")))
        return set(cursor.fetchall())
