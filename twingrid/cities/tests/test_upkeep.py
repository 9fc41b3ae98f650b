"""A city that was made before the first migrations were written together stays as it is."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django_tenants.utils import schema_context

from twingrid.cities import upkeep

TOGETHER = "0001_upto_%"


def forget_what_was_written_together() -> None:
    """As in a city whose tables came by the single migrations."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM jinan.django_migrations WHERE name LIKE %s", [TOGETHER])


@pytest.mark.django_db
def test_a_city_of_the_single_migrations_is_told_to_migrate_and_nothing_runs_again() -> None:
    forget_what_was_written_together()
    lacking = upkeep.unapplied_migrations()
    assert set(lacking) == {"jinan"}
    assert all(".0001_upto_" in name for name in lacking["jinan"])
    with schema_context("jinan"):
        executor = MigrationExecutor(connection)
        assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
        executor.check_replacements()  # what `migrate` does at its end
    assert upkeep.unapplied_migrations() == {}
