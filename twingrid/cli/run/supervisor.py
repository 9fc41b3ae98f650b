"""Keeps the database, the site and its jobs running, and ends them in order."""

import http.client
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from twingrid.cli.run import home, steps
from twingrid.cli.run.process import Process
from twingrid.project import database
from twingrid.project.env import Env

_TICK = 0.2  # seconds
_LOOK_EVERY = 15.0  # seconds between two looks at whether the worker's heart beats
_SILENT_LOOKS = 3
_WEB_PATIENCE = 15.0
_WORKER_PATIENCE = 30.0
_STAND_INS_PATIENCE = 5.0


class Supervisor:
    """The site and the worker on one home, with the embedded database unless DATABASE_URL names another."""

    def __init__(self, env: Env) -> None:
        self.env = env
        logs = None if env.mode == "production" else env.home.resolve() / "logs"
        variables = steps.environment(env)
        python = [sys.executable, "-W", "ignore::RuntimeWarning", "-m"]
        self.web = Process(
            "the site",
            [*python, "twingrid.cli.run.web"],
            variables,
            logs / "web.jsonl" if logs else None,
            _WEB_PATIENCE,
        )
        self.worker = Process(
            "the worker",
            [*python, "twingrid.cli", "worker"],
            variables,
            logs / "worker.jsonl" if logs else None,
            _WORKER_PATIENCE,
        )
        self.stand_ins = Process(
            "the demo's stand-ins",
            [*python, "twingrid.cli", "stand-ins"],
            variables,
            logs / "stand-ins.jsonl" if logs else None,
            _STAND_INS_PATIENCE,
        )
        self.all = (self.web, self.worker, self.stand_ins)
        self.stopping = 0
        self._database_pause = 0.0

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Ctrl-C and SIGTERM ask for the end; a second Ctrl-C does not wait."""

        def ask(number: int, frame: FrameType | None) -> None:
            self.stopping += 1
            if self.stopping > 1:
                for process in self.all:
                    process.kill_group()

        before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def start(self) -> None:
        """Start the site and the worker."""
        steps.clear_metrics(self.env)
        for process in (self.worker, self.web):
            process.start()
        self._remember()

    def start_stand_ins(self) -> None:
        """Start what takes the demo's messages; a production has nothing of the kind."""
        if self.env.mode == "demo":
            self.stand_ins.start()
            self._remember()

    def wait_until_ready(self, seconds: float) -> bool:
        """Tend until the site says that it is ready; False after `seconds` or when asked to stop."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.stopping:
            if self._is_ready():
                return True
            self.tend()
            time.sleep(_TICK)
        return False

    def _is_ready(self) -> bool:
        return self._ask()[0] == 200

    def _ask(self) -> tuple[int, str]:
        """Status and words of /health/ready; status 0 without an answer."""
        host = "127.0.0.1" if self.env.host in {"0.0.0.0", "::"} else self.env.host  # noqa: S104 - compared only
        connection = http.client.HTTPConnection(host, self.env.port, timeout=2)
        try:
            connection.request("GET", "/health/ready", headers={"Host": "localhost"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    def run(self) -> None:
        """Tend everything until asked to stop."""
        silent, next_look = 0, time.monotonic() + _LOOK_EVERY
        while not self.stopping:
            self.tend()
            time.sleep(_TICK)
            if time.monotonic() > next_look:
                silent = silent + 1 if "worker:" in self._ask()[1] else 0
                next_look = time.monotonic() + _LOOK_EVERY
            if silent == _SILENT_LOOKS:
                say("the worker lives but gives no sign of it; it is started again")
                self.worker.kill_group()
                silent = 0

    def tend(self) -> None:
        """Start again what has ended: the database first, since the others need it."""
        if not self._tend_database():
            return
        told = [word for word in (self.worker.tend(), self.web.tend(), self.stand_ins.tend()) if word]
        for word in told:
            say(word)
        if told:
            self._remember()

    def _tend_database(self) -> bool:
        folder = self.env.home.resolve() / "postgres"
        if self.env.database_url or database.postmaster(folder) is not None:
            return True
        if time.monotonic() < self._database_pause:
            return False
        say("PostgreSQL ended; it starts again and recovers what was committed")
        try:
            database.embedded(self.env)
        except database.DatabaseTrouble as trouble:
            say(str(trouble))
            self._database_pause = time.monotonic() + 5
            return False
        say("PostgreSQL runs again")
        return True

    def _remember(self) -> None:
        home.remember(self.env, [process for process in self.all if process.alive()])

    def stop(self) -> None:
        """End the site (it answers first), the worker (it finishes its job or gives it back), the stand-ins that it may
        be calling, the database."""
        self.web.ask_to_end()
        self.worker.ask_to_end()
        for process in self.all:
            if process is self.stand_ins:
                process.ask_to_end()
            if not process.wait() and self.stopping < 2:
                say(f"{process.name} did not end in {process.patience:g} s and was killed")
        if not self.env.database_url:
            database.stop_embedded(self.env)
        (self.env.run_folder / "processes.json").unlink(missing_ok=True)


def say(words: str) -> None:
    """One line to whoever started us."""
    click.echo(f"twingrid  {words}", err=True)
    sys.stderr.flush()
