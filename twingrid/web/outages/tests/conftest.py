"""The same steps report the same requests."""

from twingrid.work.tests.conftest import report  # noqa: F401 - a fixture
