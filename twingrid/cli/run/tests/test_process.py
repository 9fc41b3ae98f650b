"""One process under supervision."""

import os
import sys
import time
from pathlib import Path

import psutil
import pytest

from twingrid.cli.run import process as processes
from twingrid.cli.run.process import Process, open_log


def make(tmp_path: Path, code: str, patience: float = 5) -> Process:
    return Process("the trial", [sys.executable, "-c", code], dict(os.environ), tmp_path / "log.jsonl", patience)


def wait_until(holds, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def test_it_starts_again_after_a_kill(tmp_path: Path) -> None:
    one = make(tmp_path, "import time; time.sleep(60)")
    one.start()
    first = one.pid
    os.kill(first, 9)
    wait_until(lambda: not one.alive())
    said = one.tend()
    assert "killed by signal 9" in said
    wait_until(lambda: one.tend() != "")
    assert one.alive()
    assert one.pid != first
    one.kill_group()
    one.wait()


def test_one_that_ends_at_once_is_started_with_growing_pauses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(processes.time, "monotonic", lambda: now[0])
    one = make(tmp_path, "raise SystemExit(3)")
    one.start()
    pauses = []
    for _ in range(8):
        one._child.wait()
        said = one.tend()
        assert "exit code 3" in said
        pauses.append(one._not_before - now[0])
        assert one.tend() == "", "it does not start before its pause is over"
        now[0] += pauses[-1]
        one.tend()
    one._child.wait()
    assert pauses == pytest.approx([0.2, 1, 2, 5, 10, 30, 30, 30])


def test_asked_to_end_it_ends_by_itself(tmp_path: Path) -> None:
    one = make(tmp_path, "import time; time.sleep(60)")
    one.start()
    one.ask_to_end()
    assert one.wait()


def test_one_that_does_not_listen_is_killed_with_all_it_started(tmp_path: Path) -> None:
    code = (
        "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    one = make(tmp_path, code, patience=0.5)
    one.start()
    wait_until(lambda: (tmp_path / "log.jsonl").read_text().strip())
    child = psutil.Process(int((tmp_path / "log.jsonl").read_text()))
    one.ask_to_end()
    assert not one.wait()
    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("Only Linux tells a child that its parent died; elsewhere the next start ends what is left.")
    note = tmp_path / "pid"
    code = (
        "import sys, time; from pathlib import Path; from twingrid.cli.run.process import Process\n"
        f"one = Process('x', [sys.executable, '-c', 'import time; time.sleep(60)'], {{}}, None, 1); one.start()\n"
        f"Path({str(note)!r}).write_text(str(one.pid)); time.sleep(60)"
    )
    parent = make(tmp_path, code)
    parent.start()
    wait_until(lambda: note.exists() and note.read_text())
    child = psutil.Process(int(note.read_text()))
    os.kill(parent.pid, 9)
    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
    parent.wait()


def test_a_log_is_its_owners_alone_and_put_aside_when_it_has_grown(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "web.jsonl"
    open_log(path).close()
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(b"x" * 10_000_001)
    open_log(path).close()
    assert path.stat().st_size == 0
    assert (tmp_path / "logs" / "web.1.jsonl").stat().st_size == 10_000_001
