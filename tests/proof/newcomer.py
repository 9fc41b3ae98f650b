"""Somebody who starts twingrid by its command, looks at it over HTTP, and looks at what it leaves behind."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

COUNT = """
import json, psycopg
from psycopg import sql
from twingrid.project.env import Env
where = Env().database()
login = psycopg.connect(host=where["HOST"], port=where["PORT"], dbname=where["NAME"], user=where["USER"],
                        password=where["PASSWORD"])
names = login.execute("SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
    " AND table_schema NOT IN ('pg_catalog', 'information_schema') AND table_name NOT LIKE 'procrastinate%'"
    " AND table_name <> 'django_session'").fetchall()
print(json.dumps({f"{a}.{b}": login.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(a, b)))
    .fetchone()[0] for a, b in names}))
"""


def check(holds: bool, what: str) -> None:
    """Tell what holds; stop at what does not."""
    if not holds:
        raise AssertionError(what)
    print(f"  ok  {what}")


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Newcomer:
    """One installation in `folder`, with its own port and home (`home`, or `folder`/var without being told)."""

    def __init__(self, *, folder: Path, port: int, demo: str = "", path: str = "", home: str = "") -> None:
        self.folder, self.port = folder, port
        self.home = folder / (home or "var")
        self.told = {"TWINGRID_HOME": home} if home else {}
        self.demo = demo or os.environ.get("TWINGRID_PROOF_DEMO", "full")
        self.path = path or os.environ["PATH"]
        self.slowness = float(os.environ.get("TWINGRID_PROOF_SLOWNESS", "1"))
        self.python = ""
        self.child: subprocess.Popen[bytes] | None = None
        self.log = folder.parent / f"{folder.name}{home}.log"

    def environment(self) -> dict[str, str]:
        """What a newcomer's shell holds: nothing of ours but the port."""
        mine = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TWINGRID_", "DJANGO_", "MAKE", "MFLAGS", "VIRTUAL_ENV", "PYTHON", "PYTEST"))
            and name not in {"DATABASE_URL", "PUBLIC_BASE_URL"}
        }
        return mine | self.told | {"PORT": str(self.port), "TWINGRID_DEMO": self.demo, "PATH": self.path}

    def start(self, command: Sequence[str], *, within: float) -> float:
        """Start it as from a terminal of its own; the seconds until it is ready."""
        with self.log.open("ab") as out:
            self.child = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        return self.wait(within)

    def wait(self, within: float) -> float:
        """Seconds until /health/ready says 200; AssertionError with the last answer after `within`."""
        began, answer = time.monotonic(), ""
        while time.monotonic() - began < within * self.slowness:
            if self.child is not None and self.child.poll() is not None:
                raise AssertionError(f"It ended by itself with exit code {self.child.returncode}.")
            with suppress(OSError):
                status, answer = self.get("/health/ready")
                if status == 200:
                    return time.monotonic() - began
            time.sleep(0.1)
        raise AssertionError(f"Not ready after {within:g} s: {answer}")

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Status and text of a page."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Host": f"localhost:{self.port}"} | dict(headers or {})
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def style_sheet(self) -> str:
        """The address of the first page's style sheet."""
        found = re.search(r'href="(/static/[^"]+\.css)"', self.get("/")[1])
        if found is None:
            raise AssertionError("The first page has no style sheet.")
        return found.group(1)

    def processes(self) -> list[psutil.Process]:
        """Every process of this installation: it works in our folder, or its command names it."""
        found = []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                mine = str(self.folder)
                if process.status() != psutil.STATUS_ZOMBIE and (
                    any(mine in part for part in process.cmdline()) or process.cwd().startswith(mine)
                ):
                    found.append(process)
        return [process for process in found if process.pid != os.getpid()]

    def process(self, words: str) -> int:
        """The oldest process whose command holds these words."""
        found = [p for p in self.processes() if words in " ".join(p.cmdline())]
        return min(found, key=lambda p: p.create_time()).pid

    def postmaster(self) -> int:
        """The database server's process."""
        return int((self.home / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])

    def number_of(self, name: str) -> int:
        """The process number of PostgreSQL, the worker or the site; waits for one that is being started."""
        words = {"the worker": "twingrid.cli worker", "the site": "twingrid.cli.run.web"}
        for _ in range(300):
            with suppress(ValueError, OSError):
                return self.postmaster() if name == "PostgreSQL" else self.process(words[name])
            time.sleep(0.1)
        raise AssertionError(f"There is no process of {name}.")

    def wait_for_another(self, name: str, pid: int) -> None:
        """Wait until the killed one has a successor."""
        for _ in range(300):
            if self.number_of(name) != pid:
                return
            time.sleep(0.1)
        raise AssertionError(f"{name} did not come back.")

    def wait_for_words(self, log: str, words: str) -> None:
        """Wait until a log says so."""
        for _ in range(600):
            with suppress(OSError):
                if words in (self.home / "logs" / log).read_text(errors="replace"):
                    return
            time.sleep(0.1)
        raise AssertionError(f"{log} never said: {words}")

    def command(self, *words: str, home: Path | None = None) -> tuple[int, str]:
        """Exit code and words of a `twingrid` command on this installation (or another home)."""
        done = subprocess.run(
            [*self.twingrid(), *words],
            cwd=self.folder,
            env=self.environment() | {"TWINGRID_HOME": str(home or self.home)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def twingrid(self) -> list[str]:
        """The command that this installation is run by."""
        beside = self.folder / ".venv" / "bin" / "twingrid"
        return [str(beside)] if beside.exists() else ["twingrid"]

    def rows(self) -> dict[str, int]:
        """How many rows each table holds; sessions and the queue come and go."""
        done = subprocess.run(
            [str(self.folder / ".venv" / "bin" / "python"), "-c", COUNT],
            cwd=self.folder,
            env=self.environment() | {"TWINGRID_HOME": str(self.home)},
            capture_output=True,
            text=True,
            check=True,
        )
        counts: dict[str, int] = json.loads(done.stdout)
        return counts

    def interrupt(self) -> None:
        """Ctrl-C: the signal goes to everything that belongs to the terminal."""
        assert self.child is not None
        began = time.monotonic()
        os.killpg(self.child.pid, signal.SIGINT)
        self.child.wait(60)
        self.child = None
        check(True, f"Ctrl-C ended it in {time.monotonic() - began:.1f} s")

    def kill_supervisor(self) -> None:
        """kill -9 of the process that supervises."""
        os.kill(int((self.home / "run" / "supervisor.lock").read_text()), signal.SIGKILL)
        assert self.child is not None
        self.child.wait(20)
        self.child = None

    def nothing_left(self) -> None:
        """No process of ours is left."""
        for _ in range(20):
            left = self.processes()
            if not left:
                break
            time.sleep(0.1)
        check(not left, f"no process is left: {[p.cmdline()[:4] for p in left]}")

    def tell_logs(self) -> None:
        """The ends of all logs, for whoever looks for the reason."""
        for path in (self.log, *sorted((self.home / "logs").glob("*.jsonl")), self.home / "postgres" / "log"):
            with suppress(OSError):
                print(f"--- {path}\n" + "\n".join(path.read_text(errors="replace").splitlines()[-30:]))

    def end(self) -> None:
        """Leave nothing running, whatever happened."""
        for process in self.processes():
            with suppress(psutil.Error):
                process.kill()
