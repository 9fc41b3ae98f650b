"""What happens before the first page is served. Each step is a process of its own, so the supervisor stays small."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

from twingrid.cli.run.process import end_with_parent
from twingrid.project import database
from twingrid.project.env import CannotStart, Env


def environment(env: Env) -> dict[str, str]:
    """The environment of every process of this installation."""
    folder = env.run_folder / "metrics"
    return dict(os.environ) | {
        "TWINGRID_HOME": str(env.home.resolve()),
        "TWINGRID_SUPERVISED": "1",
        "PORT": str(env.port),
        "DJANGO_SETTINGS_MODULE": "twingrid.project.settings",
        "PROMETHEUS_MULTIPROC_DIR": str(folder),
        "PYTHONUNBUFFERED": "1",
    }


def start_database(env: Env) -> str:
    """Start or find the server, with its roles; what to tell."""
    try:
        found = database.ready(env)
    except database.DatabaseTrouble as trouble:
        raise CannotStart(str(trouble)) from trouble
    return f"{found['name']} at {found['host']}" if env.database_url else "embedded PostgreSQL"


def prepare(env: Env, stopping: Callable[[], bool]) -> None:
    """Migrate `public` and every city as the owner and, in the demo, load its cities the first time."""
    _run(env, "prepare", stopping, "The tables or the demo could not be prepared; the reason is above.")


def _run(env: Env, command: str, stopping: Callable[[], bool], trouble: str) -> None:
    step = subprocess.Popen(  # noqa: S603 - our own commands, no words of people
        [sys.executable, "-m", "twingrid.cli", command],
        env=environment(env),
        stdin=subprocess.DEVNULL,
        preexec_fn=end_with_parent,  # noqa: PLW1509 - the supervisor has one thread
    )
    while step.poll() is None:
        if stopping():
            step.terminate()
        time.sleep(0.05)
    if step.returncode != 0 and not stopping():
        raise CannotStart(f"{trouble} Start again when it is mended: nothing is lost.")


def clear_metrics(env: Env) -> None:
    """Begin the counters anew: the files of processes that have ended count no more."""
    folder = env.run_folder / "metrics"
    folder.mkdir(exist_ok=True, mode=0o700)
    for path in folder.glob("*.db"):
        path.unlink(missing_ok=True)
