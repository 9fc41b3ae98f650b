"""The proof of the two commands: a fresh clone, `make run`, what a newcomer does, and what may go wrong.

Run by `make proof` and `.ci/run`; prints a line and the seconds for each thing it has proved, and stops at the first
that does not hold. Nothing of this checkout is used but its committed files. TWINGRID_PROOF_DEMO=small takes the
small demo.
"""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.proof.newcomer import Newcomer, check, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST_START = 600.0  # seconds, with all installs, on a busy machine; the budget on a quiet one is 300
SECOND_START = 10.0


def main() -> None:
    """Prove everything, in the order in which a newcomer meets it."""
    place = Path(tempfile.mkdtemp(prefix="twingrid-proof-"))
    place.chmod(0o755)
    clone = place / "twingrid"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    newcomer = Newcomer(folder=clone, port=free_port())
    try:
        prove(newcomer)
        prove_wheel(newcomer, place)
    except BaseException:
        newcomer.tell_logs()
        raise
    finally:
        newcomer.end()
        shutil.rmtree(place, ignore_errors=True)


def prove(newcomer: Newcomer) -> None:
    """`make run` twice, with everything that may happen in between."""
    seconds = newcomer.start(["make", "run"], within=FIRST_START)
    print(f"  first make run, with all installs and the demo: {seconds:.0f} s")
    ask(newcomer)
    newcomer.wait_for_words("stand-ins.jsonl", "channels lead here")  # they make rows of their own, once
    before = newcomer.rows()
    check(sum(before.values()) > 1000, "the demo is there")
    refuse_a_second(newcomer)
    recover(newcomer)
    modes(newcomer)
    newcomer.interrupt()
    newcomer.nothing_left()

    seconds = newcomer.start(["make", "run"], within=60)
    check(seconds < SECOND_START * newcomer.slowness, f"the second make run is up in {seconds:.1f} s")
    after = newcomer.rows()
    check(unchanged(before, after) == {}, f"no row is lost, and only jobs add any: {differences(before, after)}")
    newcomer.kill_supervisor()
    seconds = newcomer.start([".venv/bin/twingrid", "run"], within=60)
    check(True, f"a start takes over what a killed supervisor left, {seconds:.1f} s")
    check(unchanged(before, newcomer.rows()) == {}, "nothing was lost by the kill")
    newcomer.interrupt()
    newcomer.nothing_left()


def ask(newcomer: Newcomer) -> None:
    """One question, with the wrong characters of the right sound."""
    status, page = newcomer.get("/find/?q=%E6%9C%A8%E5%92%8C%E8%8B%91")  # 木和苑
    check(status == 200, f"a search is answered with {status}")
    check("睦和苑" in page, "木和苑 finds 睦和苑")
    status, page = newcomer.get("/")
    check(status == 200 and "</html>" in page, "the first page is served")
    status, _ = newcomer.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"})
    check(status == 404, "figures are not public")


def refuse_a_second(newcomer: Newcomer) -> None:
    """A second copy on the same home and a port in use get a sentence each."""
    code, words = newcomer.command("run")
    check(code == 1 and "already runs" in words and "Traceback" not in words, "a second copy is refused")
    code, words = newcomer.command("run", home=newcomer.folder / "var2")
    check(code == 1 and "another port" in words and "Traceback" not in words, "a port in use is told")


def recover(newcomer: Newcomer) -> None:
    """PostgreSQL, the worker, the site: killed, each is back."""
    for name in ("PostgreSQL", "the worker", "the site"):
        pid = newcomer.number_of(name)
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
        seconds = newcomer.wait(30)
        newcomer.wait_for_another(name, pid)
        time.sleep(2)  # what lost its database ends and comes back too
        check(True, f"{name} killed: ready again after {seconds + 0.5:.1f} s")


def modes(newcomer: Newcomer) -> None:
    """Nothing is open to others that should not be."""
    home = newcomer.folder / "var"
    for name in ("secrets", "media", "run", "logs", "postgres"):
        check(stat.S_IMODE((home / name).stat().st_mode) == 0o700, f"var/{name} is its owner's alone")
    for path in (home / "secrets").iterdir():
        check(stat.S_IMODE(path.stat().st_mode) == 0o600, f"var/secrets/{path.name} is its owner's alone")
    open_to_all = [
        str(path)
        for path in home.rglob("*")
        if not path.is_symlink() and not path.is_socket() and path.stat().st_mode & stat.S_IWOTH
    ]
    check(not open_to_all, f"nothing is writable by everybody: {open_to_all[:5]}")


def prove_wheel(newcomer: Newcomer, place: Path) -> None:
    """The wheel, in an empty environment and another folder, with nothing of Node about."""
    began = time.monotonic()
    subprocess.run(["make", "--silent", "wheel"], cwd=newcomer.folder, env=newcomer.environment(), check=True)
    (wheel,) = (newcomer.folder / "dist").glob("*.whl")
    empty, elsewhere = place / "empty", place / "elsewhere"
    elsewhere.mkdir()
    subprocess.run([sys.executable, "-m", "venv", str(empty)], check=True)
    locked = (newcomer.folder / "requirements.lock").read_text().splitlines()
    versions = [line.removesuffix("\\").strip() for line in locked if "==" in line and not line.startswith(" ")]
    (place / "versions.txt").write_text("\n".join(versions))
    pip = [
        str(empty / "bin/pip"),
        "--disable-pip-version-check",
        "-qq",
        "install",
        "--only-binary=:all:",
        "--no-compile",
    ]
    subprocess.run([*pip, "-c", str(place / "versions.txt"), str(wheel)], check=True)
    print(f"  wheel built and installed: {time.monotonic() - began:.0f} s")
    other = Newcomer(folder=elsewhere, port=free_port(), demo="small", path=f"{empty}/bin:/usr/bin:/bin")
    try:
        seconds = other.start([str(empty / "bin/twingrid"), "run"], within=300)
        check(True, f"twingrid run of the wheel, small demo: {seconds:.0f} s")
        ask(other)
        status, page = other.get(other.style_sheet())
        check(status == 200 and len(page) > 1000, "the wheel carries the built front end")
        prove_neighbours(other, str(empty / "bin/twingrid"))
        other.interrupt()
        other.nothing_left()
    except BaseException:
        other.tell_logs()
        raise
    finally:
        other.end()


def prove_neighbours(first: Newcomer, twingrid: str) -> None:
    """A second home and port beside the first: both answer at once, neither ends with the other."""
    second = Newcomer(folder=first.folder, port=free_port(), demo="small", path=first.path, home="second")
    try:
        seconds = second.start([twingrid, "run"], within=300)
        check(True, f"a second home beside the first, small demo: {seconds:.0f} s")
        for one in (first, second, first):
            ask(one)
        check(first.postmaster() != second.postmaster(), "each has a database of its own")
        second.interrupt()
        check(first.get("/health/ready")[0] == 200, "the first goes on when the second has ended")
        left = [p.pid for p in first.processes() if str(second.home) in " ".join([*p.cmdline(), p.cwd()])]
        check(not left, f"nothing of the second is left: {left}")
        seconds = second.start([twingrid, "run"], within=60)
        check(True, f"the second starts again beside the first: {seconds:.1f} s")
        second.interrupt()
    except BaseException:
        second.tell_logs()
        raise


def unchanged(before: dict[str, int], after: dict[str, int]) -> dict[str, tuple[int | None, int | None]]:
    """Tables that lost rows, or gained some that no job writes: jobs record events and figures while time passes."""
    by_jobs = (".journal_", ".work_", ".coverage_", ".metrics_")
    return {
        name: counts
        for name, counts in differences(before, after).items()
        if counts[0] is None or counts[1] is None or counts[1] < counts[0] or not any(part in name for part in by_jobs)
    }


def differences(before: dict[str, int], after: dict[str, int]) -> dict[str, tuple[int | None, int | None]]:
    """Tables whose number of rows differs."""
    return {
        name: (before.get(name), after.get(name))
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
    }


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # the interpreter's own stdout
    main()
