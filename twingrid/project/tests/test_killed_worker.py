"""A worker killed with -9 in the middle of a job: the next one runs it again, and the change happens once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests import server
from twingrid.project.env import Env

pytestmark = pytest.mark.slow
NAME = f"{server.database_name()}_killed"


@pytest.fixture
def database() -> Iterator[psycopg.Connection]:
    """A database of its own, since other processes must see what is in it."""
    server.make_database(NAME)
    where = Env().database()
    with psycopg.connect(
        host=where["HOST"],
        port=where["PORT"],
        dbname=NAME,
        user=where["USER"],
        password=where["PASSWORD"],
        autocommit=True,
    ) as login:
        yield login
    server.drop_database(NAME)


@pytest.fixture
def start(database: psycopg.Connection) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts processes of `killed.py`; none survives the test."""
    started = []
    environment = os.environ | {"TWINGRID_DATABASE_NAME": NAME, "DJANGO_SETTINGS_MODULE": "twingrid.project.settings"}

    def begin(*words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-W", "ignore", "-m", "twingrid.project.tests.killed", *words]
        started.append(subprocess.Popen(command, env=environment, cwd=server.ROOT))
        return started[-1]

    yield begin
    for one in started:
        one.kill()
        one.wait()


def wait_for(holds, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < until, "it did not happen within a minute"
        time.sleep(0.05)


@pytest.mark.parametrize("place", ["inside", "after"])
def test_a_change_happens_once_though_the_worker_is_killed(
    database: psycopg.Connection, start: Callable[..., subprocess.Popen[bytes]], tmp_path: Path, place: str
) -> None:
    first = start(place, str(tmp_path))
    wait_for((tmp_path / place).exists, first)
    first.send_signal(signal.SIGKILL)
    first.wait()

    began = time.monotonic()
    second = start("nowhere", str(tmp_path))
    try:
        wait_for((tmp_path / "runs").exists, second)
        assert time.monotonic() - began < 30, "the dead worker's job is taken over at once, not after a time-out"
        wait_for(lambda: not waiting(database), second)
    finally:
        second.terminate()
        assert second.wait(30) == 0, "asked to end, the worker ends well"
    assert (tmp_path / "runs").read_text() == "x"
    assert database.execute("SELECT profile->'count' FROM cities_city WHERE schema_name = 'jinan'").fetchone() == (1,)
    assert database.execute("SELECT count(*) FROM jinan.journal_handled").fetchone() == (1,)
    assert database.execute("SELECT count(*) FROM procrastinate_workers").fetchone() == (0,)


def waiting(database: psycopg.Connection) -> int:
    """Jobs of the trial that are not finished."""
    row = database.execute(
        "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'twingrid.trial.count'"
        " AND status IN ('todo', 'doing')"
    ).fetchone()
    assert row is not None
    return int(row[0])
