"""What every test stands on: a strict house, two cities, the cast."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings

from tests import server

# No test is judged by its time: machines are shared. Each run draws other examples, so forty a run see more than a
# hundred once.
hypothesis_settings.register_profile("unhurried", deadline=None, max_examples=40)
hypothesis_settings.load_profile("unhurried")

# Wednesday 22 February 2023, 19:00 in Jinan: the evening of the flagship call.
EVENING = datetime(2023, 2, 22, 11, 0, tzinfo=UTC)


class UndefinedVariable(str):
    """What an undefined template variable becomes: a failure."""

    def __mod__(self, missing: Any) -> str:
        raise AssertionError(f"The template variable {missing} is not defined.")


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The plugin has made this worker's database already (a copy of the migrated template)."""


@pytest.fixture(autouse=True, scope="session")
def _hosts_asked_once() -> None:
    """A host is looked up once a test, not once a second: the number of queries does not hang on the clock."""
    from twingrid.cities import queries as cities_queries

    cities_queries.HOSTS_KNOWN_S = 1e6


@pytest.fixture(autouse=True, scope="session")
def _strict_templates() -> None:
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
    settings.MEDIA_ROOT = server.MEDIA


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test talks to anything but this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else ""
        if host and not (host.startswith("127.") or host in {"::1", "localhost"}):
            raise AssertionError(f"A test tried to reach {host}.")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def at() -> datetime:
    """The moment of the flagship call."""
    return EVENING


@pytest.fixture
def city(db: None) -> Iterator[Any]:
    """Inside jinan, the full city."""
    from twingrid.cities import queries as cities_queries

    with cities_queries.inside("jinan") as jinan:
        yield jinan


@pytest.fixture
def other_city(db: None) -> Iterator[Any]:
    """Inside yunting, the other city."""
    from twingrid.cities import queries as cities_queries

    with cities_queries.inside("yunting") as yunting:
        yield yunting


@pytest.fixture
def cast(city: Any, at: datetime) -> Iterator[Any]:
    """Inside jinan with its cast (tests/cast.py), on the evening of the flagship call."""
    from tests import cast as cast_module
    from twingrid.kit import clock

    with clock.fixed(at):
        yield cast_module.build("jinan", at=at)


@pytest.fixture(autouse=True)
def _back_to_public() -> Iterator[None]:
    """A test leaves no city chosen behind, no language of a former page, and nothing in memory."""
    from django.utils import translation

    from twingrid.kit import memo

    memo.forget_all()
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()
    yield
    connection.set_schema_to_public()


@pytest.fixture
def client() -> Client:
    """A browser without a sign-in, at jinan's address."""
    return Client()
