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

NAME = f"{server.database_name()}_beside"
MODULE = (sys.executable, "-W", "ignore", "-m", "twingrid.project.tests.beside")
SEEN_WITHIN_S = 1.0


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """A database of its own, since other processes must see what is in it."""
    server.make_database(NAME)
    yield os.environ | {"TWINGRID_DATABASE_NAME": NAME, "DJANGO_SETTINGS_MODULE": "twingrid.project.settings"}
    server.drop_database(NAME)


@pytest.fixture(scope="module")
def place(environment: dict[str, str]) -> dict[str, Any]:
    built = subprocess.run([*MODULE, "build"], env=environment, cwd=server.ROOT, capture_output=True, check=True)
    found: dict[str, Any] = json.loads(built.stdout)
    return found


@pytest.fixture(scope="module")
def ask(environment: dict[str, str], place: dict[str, Any]) -> Iterator[Callable[..., Any]]:
    """Asks a process that goes on serving while others change things."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([*MODULE, "serve"], env=environment, cwd=server.ROOT, text=True, **pipes) as process:
        asked, answers = process.stdin, process.stdout
        assert asked is not None
        assert answers is not None

        def question(*words: object) -> Any:
            asked.write(" ".join(map(str, words)) + "\n")
            asked.flush()
            return json.loads(answers.readline())

        yield question
        process.kill()


def seconds_until(holds: Callable[[], bool], environment: dict[str, str], what: str) -> float:
    """Make a change in a third process; seconds from its commit until the serving one answers by it."""
    with subprocess.Popen(
        [*MODULE, "change", what], env=environment, cwd=server.ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "done\n"
        done = time.monotonic()
        while not holds():
            assert time.monotonic() - done < 10, "it was never seen"
            time.sleep(0.02)
        return time.monotonic() - done


def test_another_name_is_found_at_once(ask: Any, environment: dict[str, str]) -> None:
    assert ask("find", "乐山小区") == "乐山小区"
    assert ask("find", "红砖大院") is None
    assert seconds_until(lambda: ask("find", "红砖大院") == "乐山小区", environment, "alias") < SEEN_WITHIN_S


def test_a_new_holder_answers_at_once(ask: Any, place: dict[str, Any], environment: dict[str, str]) -> None:
    assert ask("who", place["home"]) == "韩立群"
    assert seconds_until(lambda: ask("who", place["home"]) == "丁海峰", environment, "posting") < SEEN_WITHIN_S


def test_an_area_that_ends_leaves_its_places_at_once(ask: Any, place: Any, environment: dict[str, str]) -> None:
    where = ("where", place["lon"], place["lat"])
    assert ask(*where)[1] is not None
    assert seconds_until(lambda: ask(*where)[1] is None, environment, "area") < SEEN_WITHIN_S
