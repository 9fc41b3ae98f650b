"""One supervisor a home; nothing open to others; nothing left over."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from twingrid.cli.run import home
from twingrid.cli.run.process import Process
from twingrid.project.env import CannotStart, Env


@pytest.fixture
def env(tmp_path: Path) -> Iterator[Env]:
    before = os.umask(0o022)
    yield Env().model_copy(update={"home": tmp_path / "home", "mode": "demo"})
    os.umask(before)


def test_the_home_is_made_for_its_owner_alone(env: Env) -> None:
    home.prepare(env)
    for name in ("media", "logs", "run", "secrets"):
        assert (env.home / name).stat().st_mode & 0o777 == 0o700


def test_a_home_that_cannot_be_made_is_told(env: Env, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(CannotStart, match="Set TWINGRID_HOME to a folder"):
        home.prepare(env)


def test_a_second_copy_on_the_same_home_is_refused_and_told_what_to_do(env: Env) -> None:
    with home.held(env), pytest.raises(CannotStart) as refused, home.held(env):
        pass
    assert f"process {os.getpid()}" in str(refused.value)
    assert "TWINGRID_HOME=./second PORT=8001" in str(refused.value)


def test_the_hold_ends_with_the_first(env: Env) -> None:
    with home.held(env):
        pass
    with home.held(env):
        pass


def test_a_port_in_use_is_refused_and_another_one_proposed(env: Env) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=f"PORT={port + 1}"):
            home.check_port(env.model_copy(update={"port": port}))
    home.check_port(env.model_copy(update={"port": port}))


def test_what_a_killed_supervisor_left_is_ended(env: Env) -> None:
    one = Process("left", [sys.executable, "-c", "import time; time.sleep(60)  # twingrid"], dict(os.environ), None, 1)
    one.start()
    home.remember(env, [one])
    assert home.end_leftovers(env) == 1
    assert not one.alive()
    assert home.end_leftovers(env) == 0


def test_another_program_with_the_same_number_is_left_alone(env: Env) -> None:
    code = "import time; time.sleep(60)  # a program of its own, named twingrid by chance"
    other = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    try:
        born = psutil.Process(other.pid).create_time() + 3600
        (env.run_folder / "processes.json").write_text(f'[{{"pid": {other.pid}, "born": {born}}}]')
        assert home.end_leftovers(env) == 0
        time.sleep(0.1)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()
