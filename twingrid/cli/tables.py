"""What surrounds a command that works on the database: the server, Django, and sentences instead of tracebacks."""

import fcntl
import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

import click

from twingrid.project import database
from twingrid.project import env as project_env
from twingrid.project.env import CannotStart, Env


def load(where: str, *, speaks: bool = False) -> click.Command:
    """Set Django up and import the command `module:name`; the database runs while the command does.

    With `speaks` its words, refusals too, are in the shell's language (`cli.speech`).
    """
    env = _set_up()
    module, name = where.split(":")
    command: click.Command = getattr(importlib.import_module(module), name)
    _surround(command, env, speaks=speaks)
    return command


def call(where: str, **arguments: Any) -> Any:
    """Call the function `module:name` with Django set up and the database running."""
    env = _set_up()
    module, name = where.split(":")
    with _sentences(), serving(env):
        return getattr(importlib.import_module(module), name)(**arguments)


def _set_up() -> Env:
    env = _env()
    if not env.database_file.exists():
        with _sentences():
            database.provision(env)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twingrid.project.settings")
    import django

    django.setup()
    return env


def _env() -> Env:
    try:
        return project_env.load()
    except CannotStart as trouble:
        raise click.ClickException(str(trouble)) from trouble


def _surround(command: click.Command, env: Env, *, speaks: bool) -> None:
    from twingrid.cli.speech import speaking

    invoke: Callable[[click.Context], Any] = command.invoke

    def within(ctx: click.Context) -> Any:
        with speaking(None) if speaks else nullcontext(), _sentences(), serving(env):
            return invoke(ctx)

    command.invoke = within  # type: ignore[method-assign]  # one command, loaded once a process


@contextmanager
def serving(env: Env) -> Iterator[None]:
    """Have the database answer for a while.

    An embedded server that is not running is started, and stopped again unless `twingrid run` or another command
    has come to use it meanwhile.
    """
    if env.supervised or env.database_url:
        yield
        return
    with (env.run_folder / "users.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        database.ready(env)
        try:
            yield
        finally:
            _close_connections()
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                database.stop_embedded(env)


def _close_connections() -> None:
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.settings_dict["OPTIONS"].get("pool"):
            connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's wrapper has it


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn what a person can mend into one sentence and exit code 1."""
    from django.db import OperationalError, ProgrammingError

    from twingrid.kit.refusals import Turned

    try:
        yield
    except Turned as turned:
        raise click.ClickException(turned.sentence) from turned
    except database.DatabaseTrouble as trouble:
        raise click.ClickException(str(trouble)) from trouble
    except OperationalError as error:
        raise click.ClickException(f"The database does not answer: {error}") from error
    except ProgrammingError as error:
        if "does not exist" not in str(error):
            raise
        raise click.ClickException(
            "The tables are missing or old. Run `twingrid migrate` (or `twingrid run`) first."
        ) from error
