"""`make chaos`: the site, the worker and PostgreSQL are killed with -9 at random while calls and events come in.

A real installation (`twingrid run`, the small demo), real processes, real sockets. Senders keep a log of their own, on
the disk before they go on, of what was acknowledged; what gets no answer is sent again under the same key. PostgreSQL
is killed as a whole and by one of its servers alone, the site by its server and by its worker. At the end the log is
held against the database:

- nothing that was acknowledged is lost, under the very number that was told;
- nothing is there twice; nothing is half there (each with one report in its history, one routing, its clocks);
- every job has been done; what stayed uncertain is printed, with whether it arrived.
"""

import argparse
import http.client
import os
import random
import signal
import sys
import time
from collections import Counter
from contextlib import suppress

import psutil
import psycopg

from tests.chaos.client import Desk, Ledger, Sender, System
from tests.chaos.judge import failed, judge, stuck
from tests.proof.newcomer import Newcomer
from tests.running import Speaker, database, installation, make_key

PARTS = ("PostgreSQL", "the worker", "the site")
_WORDS = {"the worker": "twingrid.cli worker", "the site": "twingrid.cli.run.web"}


class Killer:
    """Kills a part of the house that lives; a part that is not back yet is left alone."""

    def __init__(self, house: Newcomer, chance: random.Random, each: int) -> None:
        self.house, self.chance, self.each = house, chance, each
        self.kills: Counter[str] = Counter()
        self.dead: set[int] = set()

    def done(self) -> bool:
        """Whether each part has been killed so often as asked."""
        return all(self.kills[part] >= self.each for part in PARTS)

    def strike(self) -> str:
        """Kill one part, most often the one that was killed least; its name, or "" while none lives."""
        parts = sorted(PARTS, key=lambda part: (self.kills[part], self.chance.random()))
        for part in parts:
            for pid in self._lives(part):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    self.dead.add(pid)
                    self.kills[part] += 1
                    return part
        return ""

    def _lives(self, part: str) -> list[int]:
        """Processes of that part that were not killed before, in chance's order."""
        if part == "PostgreSQL":
            with suppress(OSError, ValueError, psutil.Error):
                whole = psutil.Process(self.house.postmaster())
                servers = [one.pid for one in whole.children()]
                # A server of its own is killed every third time: PostgreSQL then ends all others and recovers.
                found = servers if servers and self.chance.random() < 1 / 3 else [whole.pid]
                return [pid for pid in self.chance.sample(found, len(found)) if pid not in self.dead]
            return []
        found = [p.pid for p in self.house.processes() if _WORDS[part] in " ".join(_command(p))]
        return [pid for pid in self.chance.sample(found, len(found)) if pid not in self.dead]


def _command(process: psutil.Process) -> list[str]:
    with suppress(psutil.Error):
        return process.cmdline()
    return []


def senders(house: Newcomer, ledger: Ledger, seed: int) -> list[Sender]:
    """Two dispatchers and two other systems."""
    with database(house) as login:
        places = [row[0] for row in login.execute("SELECT id FROM territory_building ORDER BY id LIMIT 200")]
    key = make_key(house, "events")
    found: list[Sender] = []
    for n in range(2):
        desk = Speaker(house.port)
        desk.sign_in("Dispatcher")
        found.append(Desk(f"desk{n}", desk, ledger, places, random.Random(seed + n)))
        found.append(System(f"grid{n}", Speaker(house.port, key=key), ledger, places, random.Random(seed - n - 1)))
    return found


def storm(house: Newcomer, killer: Killer, ledger: Ledger, pause: float, until: float) -> None:
    """Kill until each part has had its kills or the time is over; between two kills something must come through."""
    while not killer.done() and time.monotonic() < until:
        before = len(ledger.known)
        time.sleep(pause * (0.5 + killer.chance.random()))
        while len(ledger.known) == before and time.monotonic() < until:
            time.sleep(0.1)
        killer.strike()


def settle(house: Newcomer, seconds: float) -> int:
    """Wait until the house is ready and every job is done; how many are not."""
    until, left = time.monotonic() + seconds, -1
    house.wait(seconds)
    while left and time.monotonic() < until:
        with suppress(psycopg.Error, OSError), database(house) as login:
            left = stuck(login)
        time.sleep(0.5)
    return left


def main() -> int:
    """Raise the storm and judge; 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=30, help="of each part")
    parser.add_argument("--seconds", type=float, default=240.0, help="of killing at most")
    parser.add_argument("--pause", type=float, default=1.6, help="seconds between two kills, on average")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    words = parser.parse_args()
    print(f"chaos: seed {words.seed}, {words.kills} kills each", flush=True)
    began = time.monotonic()
    with installation() as house:
        print(f"  the house stands after {time.monotonic() - began:.0f} s", flush=True)
        ledger = Ledger(house.folder / "acknowledged.jsonl")
        people = senders(house, ledger, words.seed)
        killer = Killer(house, random.Random(words.seed), words.kills)
        start = time.monotonic()
        for one in people:
            one.start()
        storm(house, killer, ledger, words.pause, start + words.seconds)
        took = time.monotonic() - start
        time.sleep(1.0)
        for one in people:
            one.over.set()
        for one in people:
            one.join(30)
        left = settle(house, 90)
        with database(house) as login:
            wrong, counts = judge(login, ledger, [one.name for one in people])
            gave_up = failed(login)
        wrong += [f"{left} jobs are not done"] if left else []
        wrong += [f"{gave_up} jobs gave up"] if gave_up else []
        wrong += [
            f"{part} was killed {killer.kills[part]} times only" for part in PARTS if killer.kills[part] < words.kills
        ]
        tell(killer, ledger, people, took, counts)
        with suppress(OSError, http.client.HTTPException):
            house.interrupt()
    print(f"  in all {time.monotonic() - began:.0f} s")
    for line in wrong[:50]:
        print(f"  WRONG: {line}")
    print("  Nothing lost, nothing twice, nothing half." if not wrong else f"  Chaos won: {len(wrong)} faults.")
    return 1 if wrong else 0


def tell(killer: Killer, ledger: Ledger, people: list[Sender], took: float, counts: dict[str, int]) -> None:
    """The figures of the storm."""
    waits = sorted(wait for one in people for wait in one.waits)
    sends = sum(ledger.tried.values())
    print(f"  killed in {took:.0f} s: " + ", ".join(f"{part} {killer.kills[part]}" for part in PARTS))
    print(f"  {len(ledger.known)} acknowledged of {len(ledger.tried)} by {sends} sends; "
          f"{sends - len(ledger.known)} sends got no answer; "
          f"median {1000 * waits[len(waits) // 2]:.0f} ms" if waits else "  nothing came through")  # fmt: skip
    print(f"  uncertain to the end: {counts['uncertain']}, of which {counts['arrived']} arrived, once each")
    for key in ledger.uncertain:
        print(f"    {key}: {ledger.tried[key]} sends without an answer")


if __name__ == "__main__":
    sys.exit(main())
