"""One process under supervision: started in a group of its own, restarted with growing pauses, ended for good."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_PAUSES = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds before the first, second … restart in a row
_STEADY = 60.0  # a process that has lived so long (seconds) starts again with the first pause
_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ask the kernel (Linux) to end this process when its parent dies, however that happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(slots=True)
class Process:
    """A command that is kept running. `patience` is the time it gets to end by itself (seconds)."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path | None
    patience: float
    _child: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _failures: int = 0
    _not_before: float = 0.0
    restarts: int = field(default=0)

    def start(self) -> None:
        """Start it now."""
        out: IO[bytes] | None = open_log(self.log) if self.log else None
        try:
            self._child = subprocess.Popen(  # noqa: S603 - our own commands, no words of people
                self.command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends things in order
                preexec_fn=end_with_parent,  # noqa: PLW1509 - the supervisor has one thread
            )
        finally:
            if out:
                out.close()
        self._started = time.monotonic()

    @property
    def pid(self) -> int | None:
        """Its process number, which is its group's too; None before the first start."""
        return self._child.pid if self._child else None

    def alive(self) -> bool:
        """Whether it runs."""
        return self._child is not None and self._child.poll() is None

    def tend(self) -> str:
        """Start it again if it has ended and its pause is over. Returns what to tell, or nothing."""
        if self._child is None or self.alive():
            return ""
        now = time.monotonic()
        if not self._not_before:
            if now - self._started > _STEADY:
                self._failures = 0
            pause = _PAUSES[min(self._failures, len(_PAUSES) - 1)]
            self._failures += 1
            self._not_before = now + pause
            self.kill_group()  # nothing of it stays behind, such as a server's worker
            where = f"; its log is {self.log}" if self.log else ""
            return f"{self.name} ended ({self._how()}); it starts again in {pause:g} s{where}"
        if now < self._not_before:
            return ""
        self._not_before = 0.0
        self.restarts += 1
        self.start()
        return f"{self.name} runs again (process {self.pid})"

    def _how(self) -> str:
        code = self._child.returncode if self._child else None
        return f"killed by signal {-code}" if code is not None and code < 0 else f"exit code {code}"

    def ask_to_end(self) -> None:
        """Ask it to finish what it does and end."""
        if self._child is not None and self.alive():
            self._child.terminate()

    def wait(self) -> bool:
        """Wait for its end, at most its patience; False when it had to be killed."""
        if self._child is None:
            return True
        try:
            self._child.wait(self.patience)
            return True
        except subprocess.TimeoutExpired:
            return False
        finally:
            self.kill_group()
            self._child.wait()

    def kill_group(self) -> None:
        """End it and all it has started, at once."""
        if self._child is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, signal.SIGKILL)


def open_log(path: Path) -> IO[bytes]:
    """A log file to append to, readable by its owner only; one that has grown past 10 MB is put aside first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists() and path.stat().st_size > 10_000_000:
        path.replace(path.with_suffix(".1.jsonl"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab")
