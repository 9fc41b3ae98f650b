"""What the single migrations do besides tables, for a city that begins with all of them at once."""

from importlib import import_module

from twingrid.work.migrations import _kinds, _rating

_CLOSED_IN = ("0007_kinds", "0017_clock_sets", "0026_revisions_stay")


def _of(name):
    return import_module(f"twingrid.work.migrations.{name}")


def close(apps, schema_editor):
    """Close the tables whose rows stay as they were written."""
    _rating.close(apps, schema_editor)
    for name in _CLOSED_IN:
        _of(name).close(apps, schema_editor)


def install(apps, schema_editor):
    """Lay down what every city begins with: the shipped kinds and clock rules."""
    _kinds.install(apps, schema_editor)
    _of("0018_shipped_clocks").install(apps, schema_editor)
