"""`make bench-work`: lists, intake and calls at ten thousand, a hundred thousand and a million requests.

    python -m benchmarks.work [--sizes 10000,100000,1000000] [--seconds 20] [--minutes 1]

A real installation (`twingrid run`, the small demo) whose finished requests are copied by COPY until there are as many
as asked. At every size:

- fifty people read their lists, a page every five seconds each (a board that polls asks no more often): p50 and p95;
- one and 32 systems send events by REST, each in one durable transaction with routing, clocks, history and jobs: rate
  and p99, beside plain INSERTs of the very same rows in one transaction behind the same server and pool.

Then calls at the pace of four hundred in ten minutes and of ten thousand in an hour, `--minutes` each: p95, and whether
all are there.
"""

import argparse
import http.client
import itertools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.work_rows import grow, rows_of
from tests.proof.newcomer import Newcomer, free_port
from tests.running import ROOT, Speaker, database, installation, make_key
from twingrid.project.env import Env

READERS, THINK_S = 50, 5.0
LISTS = {
    "Power grid worker": ("/work/", "/work/hazards/", "/work/requests.json"),
    "Power grid leader": ("/leader/", "/work/hazards/"),
    "Dispatcher": ("/desk/board/", "/desk/"),
}
P95_LIST_MS, P95_CALL_MS, SHARE = 100.0, 300.0, 0.60
_serial = itertools.count(1)


def at_share(values: list[float], share: float) -> float:
    """The value below which so large a share lies, in milliseconds."""
    ordered = sorted(values)
    return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("nan")


def together(count: int, act: Callable[[int], None]) -> None:
    """`count` threads at once."""
    threads = [threading.Thread(target=act, args=(n,), daemon=True) for n in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


class Sample:
    """Seconds by name, from many threads; what failed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.seconds: dict[str, list[float]] = {}
        self.failed: list[str] = []

    def ask(self, name: str, send: Callable[[], tuple[int, bytes]], *, fine: int = 200) -> bytes:
        """Take the time of one exchange."""
        began = time.perf_counter()
        try:
            status, body = send()
        except (OSError, http.client.HTTPException) as error:
            status, body = 0, str(error).encode()
        took = time.perf_counter() - began
        with self.lock:
            self.seconds.setdefault(name, []).append(took)
            if status != fine:
                self.failed.append(f"{name}: {status} {body[:120]!r}")
        return body


def signed_in(house: Newcomer, role: str) -> Speaker:
    """Somebody of that role in a browser of their own."""
    speaker = Speaker(house.port, timeout=60)
    speaker.sign_in(role)
    return speaker


def read_lists(house: Newcomer, seconds: float) -> Sample:
    """Fifty people, each a page every five seconds."""
    sample, roles = Sample(), list(LISTS)
    visitors = [signed_in(house, roles[n % len(roles)]) for n in range(READERS)]
    until = time.monotonic() + seconds

    def reader(n: int) -> None:
        pages = itertools.cycle(LISTS[roles[n % len(roles)]])
        time.sleep(THINK_S * n / READERS)
        while time.monotonic() < until:
            path = next(pages)
            began = time.monotonic()
            sample.ask(path, partial(visitors[n].ask, "GET", path))
            time.sleep(max(0.0, THINK_S - (time.monotonic() - began)))

    together(READERS, reader)
    return sample


def event(place: dict[str, Any]) -> dict[str, Any]:
    """An event that nobody sent before."""
    return {
        "number": f"b{os.getpid()}-{next(_serial)}",
        "kind": "stairwell_light",
        "words": "楼道灯不亮",
        "place": place,
    }


def take_in(
    port: int, path: str, key: str, place: dict[str, Any], writers: int, seconds: float
) -> tuple[Sample, float]:
    """So many systems send one event after the other; the sample and events a second."""
    sample = Sample()
    until = time.monotonic() + seconds
    began = time.monotonic()

    def writer(_n: int) -> None:
        speaker = Speaker(port, key=key, timeout=60)
        while time.monotonic() < until:
            sample.ask(path, partial(speaker.send_json, path, event(place)), fine=201)

    together(writers, writer)
    return sample, len(sample.seconds.get(path, ())) / (time.monotonic() - began)


class Bare:
    """Plain INSERTs of the rows of one intake, behind the same server."""

    def __init__(self, house: Newcomer, number: str) -> None:
        self.port = free_port()
        rows = Path(house.folder) / "rows.json"
        with database(house) as login:
            found = rows_of(login, number)
        rows.write_text(json.dumps(found))
        self.count = len(found)
        where = Env(home=house.home).database()
        dsn = (f"host={where['HOST']} port={where['PORT']} dbname={where['NAME']} user={where['USER']}"
               f" password={where['PASSWORD']} options='-c search_path=jinan,public'")  # fmt: skip
        self.child = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.bare", str(self.port), str(rows)],
            cwd=ROOT,
            env=os.environ | {"BARE_DSN": dsn},
        )
        for _ in range(200):
            try:
                if Speaker(self.port).send_json("/", {})[0] == 201:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
        self.end()
        raise AssertionError("The plain server does not answer.")

    def end(self) -> None:
        """Stop it."""
        self.child.terminate()
        self.child.wait(20)


def call(house: Newcomer, per_hour: float, minutes: float, places: list[int]) -> tuple[Sample, int]:
    """Dispatchers write calls down at that pace; the sample and how many of them are not in the database."""
    sample, gap = Sample(), 3600 / per_hour
    total = max(1, int(minutes * 60 / gap))
    desks = [signed_in(house, "Dispatcher") for _ in range(8)]
    start, name = time.monotonic(), f"call{int(per_hour)}"

    def desk(n: int) -> None:
        for one in range(n, total, len(desks)):
            time.sleep(max(0.0, start + one * gap - time.monotonic()))
            said = {"intake_key": f"{name}-{one}", "building": str(places[one % len(places)]), "kind": "no_power",
                    "scope": "home", "words": "家里没电", "channel": "direct_call"}  # fmt: skip
            sample.ask(name, partial(desks[n].send_form, "/desk/report/", said))

    together(len(desks), desk)
    with database(house) as login:
        row = login.execute("SELECT count(*) FROM work_ticket WHERE intake_key LIKE %s", (f"{name}-%",)).fetchone()
    return sample, total - (int(row[0]) if row else 0)


def main() -> int:
    """Print everything; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each reading and writing")
    parser.add_argument("--minutes", type=float, default=1.0, help="of each pace of calls")
    words = parser.parse_args()
    missed: list[str] = []
    with installation() as house:
        key = make_key(house, "events")
        with database(house) as login:
            row = login.execute("SELECT lon, lat FROM territory_building ORDER BY id LIMIT 1").fetchone()
            places = [number for (number,) in login.execute("SELECT id FROM territory_building ORDER BY id LIMIT 300")]
        assert row is not None
        place = {"lon": row[0], "lat": row[1], "crs": "wgs84"}
        for size in (int(part) for part in words.sizes.split(",")):
            began = time.monotonic()
            with database(house, role="owner") as reading, database(house, role="owner") as writing:
                count = grow(reading, writing, to=size)
            print(f"== {count:,} requests (copied in {time.monotonic() - began:.0f} s)", flush=True)
            missed += lists(house, words.seconds)
            missed += intake(house, key, place, words.seconds)
        for per_hour, what in ((2400, "400 in ten minutes"), (10_000, "10,000 in an hour")):
            missed += calls(house, per_hour, what, words.minutes, places)
        house.interrupt()
    for line in missed:
        print(f"MISSED: {line}")
    return 1 if missed else 0


def lists(house: Newcomer, seconds: float) -> list[str]:
    """The lists' times; what was missed."""
    sample = read_lists(house, seconds)
    print(
        f"   {'list':<24}{'asked':>7}{'p50 ms':>9}{'p95 ms':>9}   ({READERS} readers, a page every {THINK_S:g} s each)"
    )
    missed = [*sample.failed[:3]]
    for path, taken in sorted(sample.seconds.items()):
        p95 = at_share(taken, 0.95)
        print(f"   {path:<24}{len(taken):>7}{at_share(taken, 0.5):>9.1f}{p95:>9.1f}", flush=True)
        missed += [f"{path}: p95 {p95:.0f} ms of {P95_LIST_MS:.0f}"] if p95 > P95_LIST_MS else []
    return missed


def intake(house: Newcomer, key: str, place: dict[str, Any], seconds: float) -> list[str]:
    """The intake beside plain INSERTs of its rows, in turns; what was missed."""
    status, body = Speaker(house.port, key=key).send_json("/api/rest/events", event(place))
    assert status == 201, body
    bare, missed = Bare(house, json.loads(body)["ticket"]), []
    try:
        print(f"   {'intake by REST':<24}{'ours/s':>9}{'p99 ms':>9}{'plain/s':>9}{'p99 ms':>9}{'share':>8}"
              f"   ({bare.count} rows a transaction)")  # fmt: skip
        for writers in (1, 32):
            ours, theirs, own, plain = Sample(), Sample(), [], []
            for _ in range(2):  # in turns, so that both meet the same machine
                ours, rate = take_in(house.port, "/api/rest/events", key, place, writers, seconds / 4)
                own.append((rate, at_share(ours.seconds["/api/rest/events"], 0.99)))
                theirs, rate = take_in(bare.port, "/", "", place, writers, seconds / 4)
                plain.append((rate, at_share(theirs.seconds["/"], 0.99)))
                missed += [*ours.failed[:2], *theirs.failed[:2]]
            rate, other = (sum(one[0] for one in found) / len(found) for found in (own, plain))
            p99, other99 = (sum(one[1] for one in found) / len(found) for found in (own, plain))
            told = f"{rate:>9.1f}{p99:>9.1f}{other:>9.1f}{other99:>9.1f}{rate / other:>8.2f}"
            print(f"   {f'{writers} at once':<24}{told}", flush=True)
            if writers == 1 and rate < SHARE * other:
                missed.append(f"one writer reaches {rate / other:.2f} of plain INSERTs, asked {SHARE}")
    finally:
        bare.end()
    return missed


def calls(house: Newcomer, per_hour: float, what: str, minutes: float, places: list[int]) -> list[str]:
    """Calls at a pace; what was missed."""
    sample, lost = call(house, per_hour, minutes, places)
    taken = next(iter(sample.seconds.values()))
    p95 = at_share(taken, 0.95)
    print(
        f"== {what}: {len(taken)} calls, p50 {at_share(taken, 0.5):.0f} ms, p95 {p95:.0f} ms, {lost} lost", flush=True
    )
    missed = [f"{what}: p95 {p95:.0f} ms of {P95_CALL_MS:.0f}"] if p95 > P95_CALL_MS else []
    return [*missed, *sample.failed[:3], *([f"{what}: {lost} calls lost"] if lost else [])]


if __name__ == "__main__":
    sys.exit(main())
