"""`twingrid run`."""

import time

import click

from twingrid import __version__
from twingrid.cli.run import home, steps, welcome
from twingrid.cli.run.supervisor import Supervisor, say
from twingrid.project.env import CannotStart, Env, load

_READY_WITHIN = 120.0  # seconds, on a slow and busy machine


@click.command()
def run() -> None:
    """Serve the site and its jobs; Ctrl-C stops everything.

    The demo needs no setting. PORT and TWINGRID_HOME move it, DATABASE_URL names another PostgreSQL;
    TWINGRID_MODE=production serves real cities.
    """
    began = time.monotonic()
    try:
        env = load()
        home.prepare(env)
        with home.held(env):
            _run(env, began)
    except CannotStart as trouble:
        raise click.ClickException(str(trouble)) from trouble


def _run(env: Env, began: float) -> None:
    home.check_port(env)
    if home.end_leftovers(env):
        say("ended what a killed run had left")
    supervisor = Supervisor(env)
    with supervisor.signals():
        try:
            say(f"{__version__} in {env.home.resolve()}")
            say(f"database: {steps.start_database(env)}")
            if not supervisor.stopping:
                steps.prepare(env, lambda: bool(supervisor.stopping))
            if not supervisor.stopping:
                _serve(env, supervisor, began)
        finally:
            supervisor.stop()
            say("stopped; everything is kept")


def _serve(env: Env, supervisor: Supervisor, began: float) -> None:
    supervisor.start()
    if supervisor.wait_until_ready(_READY_WITHIN):
        welcome.tell(env, seconds=time.monotonic() - began)
        supervisor.start_stand_ins()
    elif not supervisor.stopping:
        say(f"not ready after {_READY_WITHIN:g} s: see /health/ready and {env.home.resolve() / 'logs'}")
    supervisor.run()
    say("stopping: requests and the present job are finished first (Ctrl-C again: at once)")
