"""Rows once made by the ORM, put back by one statement: most tests begin with the same tiny city.

The first `pressed` of a process makes the thing as usual and reads the rows back as they lie in their tables; every
later one inserts those rows, ids and all, and unpickles the objects. Ids stay free: sequences are not rolled back.
"""

import pickle
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import connection, models

T = TypeVar("T")
_kept: dict[tuple[Any, ...], tuple[bytes, str]] = {}


def _rows(tables: Sequence[str]) -> list[list[str]]:
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")
            found.append([row for (row,) in cursor.fetchall()])
        return found


def pressed(key: tuple[Any, ...], kinds: Sequence[type[models.Model]], make: Callable[[], T]) -> T:
    """What `make()` returns, its rows in the tables of `kinds`. Tables that held rows before are made the usual way."""
    key = (connection.schema_name, *key)
    if key in _kept:
        objects, statement = _kept[key]
        with connection.cursor() as cursor:
            cursor.execute(statement)
        again: T = pickle.loads(objects)
        return again
    tables = [kind._meta.db_table for kind in kinds]
    was_empty = not any(_rows(tables))
    made = make()
    if was_empty:
        _kept[key] = (pickle.dumps(made), _statement(tables))
    return made


def forget() -> None:
    """Make everything of the present city anew: its counters were moved on."""
    for key in [key for key in _kept if key[0] == connection.schema_name]:
        del _kept[key]


def _statement(tables: Sequence[str]) -> str:
    parts = []
    with connection.cursor() as cursor:
        for table, rows in zip(tables, _rows(tables), strict=True):
            insert = f"INSERT INTO {table} SELECT * FROM unnest(%s::{table}[])"
            parts += [cursor.mogrify(insert, [rows])] if rows else []
    return ";".join(parts)
