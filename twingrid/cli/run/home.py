"""The home folder of one installation: one supervisor at a time, nothing open to others, nothing left over."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import psutil

from twingrid.cli.run.process import Process
from twingrid.project.env import CannotStart, Env


def prepare(env: Env) -> None:
    """Make the home and its private folders; whatever this process makes from now on is its owner's alone."""
    os.umask(0o077)
    home = env.home.resolve()
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o755)
        for folder in (home / "media", home / "logs", home / "static", env.run_folder, env.secrets_folder):
            folder.mkdir(exist_ok=True, mode=0o700)
            folder.chmod(0o700)
    except OSError as error:
        raise CannotStart(
            f"The folder {home} cannot be used ({error.strerror}). Set TWINGRID_HOME to a folder you may write to."
        ) from error


@contextmanager
def held(env: Env) -> Iterator[None]:
    """Hold the home: a second supervisor on it is refused. The hold ends with the process, however it ends."""
    path = env.run_folder / "supervisor.lock"
    with path.open("a+") as lock, (env.run_folder / "users.lock").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)  # no command stops the database while we use it
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            other = lock.read().strip() or "unknown"
            raise CannotStart(
                f"twingrid already runs on {env.home.resolve()} (process {other}). Stop it with Ctrl-C, "
                "or start this one on another folder and port: TWINGRID_HOME=./second PORT=8001"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def check_port(env: Env) -> None:
    """Refuse a port that another program listens on."""
    family = socket.AF_INET6 if ":" in env.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((env.host, env.port))
            probe.listen(1)
        except OSError as error:
            raise CannotStart(
                f"{env.host}:{env.port} cannot be used ({error.strerror}). "
                f"Choose another port, for example PORT={env.port % 65535 + 1}."
            ) from error


def remember(env: Env, processes: Sequence[Process]) -> None:
    """Note the process numbers, so that the next start can end what a killed supervisor left."""
    rows = []
    for process in processes:
        with suppress(psutil.Error):
            rows.append({"pid": process.pid, "born": psutil.Process(process.pid).create_time()})
    fresh = env.run_folder / "processes.new"
    fresh.write_text(json.dumps(rows))
    fresh.replace(env.run_folder / "processes.json")


def end_leftovers(env: Env) -> int:
    """End the processes, with all they had started, that a killed supervisor left behind; their number."""
    try:
        rows = json.loads((env.run_folder / "processes.json").read_text())
    except (OSError, ValueError):
        return 0
    born = {row["pid"]: row["born"] for row in rows}
    left = [process for process in psutil.process_iter() if _is_left(process, born)]
    for process in left:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(left, timeout=5)
    (env.run_folder / "processes.json").unlink(missing_ok=True)
    return len(left)


def _is_left(process: psutil.Process, born: dict[int, float]) -> bool:
    """Whether it belongs to the group of one of ours (a number may have been given to another program since)."""
    try:
        started = born.get(os.getpgid(process.pid))
        return (
            started is not None
            and process.create_time() >= started - 1
            and any("twingrid" in part for part in process.cmdline())
        )
    except (psutil.Error, OSError):
        return False
