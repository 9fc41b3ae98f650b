"""A change made in one process is seen by another within a second, without a restart."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import server

pytestmark = pytest.mark.slow
NAME = f"{server.database_name()}_beside"
MODULE = (sys.executable, "-W", "ignore", "-m", "twingrid.project.tests.beside")
# The promise: who asks a second after the commit, or later, is answered by it. How long that answer takes is the
# machine's affair, so no time is judged here.
PROMISED_S = 1.0


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """A database of its own, since other processes must see what is in it."""
    server.make_database(NAME)
    yield os.environ | {"TWINGRID_DATABASE_NAME": NAME, "DJANGO_SETTINGS_MODULE": "twingrid.project.settings"}
    server.drop_database(NAME)


class Beside:
    """A process that reads lines and answers each with one."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def listen(self) -> Any:
        """Its next line."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def __call__(self, *words: object) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.listen()


def _beside(environment: dict[str, str], what: str) -> Iterator[Beside]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([*MODULE, what], env=environment, cwd=server.ROOT, text=True, **pipes) as process:
        yield Beside(process)
        process.kill()


@pytest.fixture(scope="module")
def ask(environment: dict[str, str]) -> Iterator[Beside]:
    """Asks a process that goes on serving while another changes things."""
    yield from _beside(environment, "serve")


@pytest.fixture(scope="module")
def place(ask: Beside) -> dict[str, Any]:
    found: dict[str, Any] = ask.listen()
    return found


@pytest.fixture(scope="module")
def change(environment: dict[str, str], place: dict[str, Any]) -> Iterator[Beside]:
    """Tells another process to change something; it answers when that is committed."""
    yield from _beside(environment, "change")


def after_a_second(holds: Callable[[], bool], change: Beside, what: str) -> bool:
    """Make a change in the other process; whether the first question asked a second after its commit knows it."""
    assert change(what) == "done"
    time.sleep(PROMISED_S)
    return holds()


def test_another_name_is_found_at_once(ask: Beside, place: Any, change: Beside) -> None:
    assert ask("find", "乐山小区") == "乐山小区"
    assert ask("find", "红砖大院") is None
    assert after_a_second(lambda: ask("find", "红砖大院") == "乐山小区", change, "alias")


def test_a_new_holder_answers_at_once(ask: Beside, place: Any, change: Beside) -> None:
    assert ask("who", place["home"]) == "韩立群"
    assert after_a_second(lambda: ask("who", place["home"]) == "丁海峰", change, "posting")


def test_an_area_that_ends_leaves_its_places_at_once(ask: Beside, place: Any, change: Beside) -> None:
    where = ("where", place["lon"], place["lat"])
    assert ask(*where)[1] is not None
    assert after_a_second(lambda: ask(*where)[1] is None, change, "area")


def test_an_exception_of_a_building_is_served_at_once(ask: Beside, place: Any, change: Beside) -> None:
    assert ask("who", place["fourth"]) != "赵明川"
    assert after_a_second(lambda: ask("who", place["fourth"]) == "赵明川", change, "override")


def test_a_holiday_set_by_hand_counts_at_once(ask: Beside, place: Any, change: Beside) -> None:
    assert ask("works", "2027-02-05") is True
    assert after_a_second(lambda: ask("works", "2027-02-05") is False, change, "calendar")
