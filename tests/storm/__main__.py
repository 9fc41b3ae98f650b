"""`make storm`: deliveries through the stand-ins of every vendor while workers are killed and a gateway is down.

Real worker processes, a real database, real sockets. The clock of workers and stand-ins runs sixty times as fast (a
minute is a second), so that the vendors' limits of a minute bind; nothing else is changed. In the middle one gateway is
down for two of its minutes, and three times a worker is killed with -9. At the end:

- nothing lost: every delivery is sent, or listed as uncertain;
- nothing twice: a text was taken once, unless its delivery is uncertain, or its receiver honours our key and got the
  same key each time;
- every limit kept: no stand-in ever had to say that it was too much.
"""

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests import server  # first: it makes the database and the environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twingrid.project.settings")

import django

django.setup()

from django.db import connections  # noqa: E402 - Django comes first
from django.db.models import Count, Max  # noqa: E402

from tests.storm import channels as storm_channels  # noqa: E402
from twingrid.cities import queries as cities_queries  # noqa: E402
from twingrid.kit import clock, jobs  # noqa: E402
from twingrid.notices import actions as notices_actions  # noqa: E402
from twingrid.notices import jobs as notices_jobs  # noqa: E402
from twingrid.notices.models import Attempt, Delivery  # noqa: E402

SPEED, WORKERS = 60.0, 3
MORNING = datetime(2023, 2, 22, 1, 0, tzinfo=UTC)  # 9:00 in Jinan, far from quiet hours
DOWN_MINUTES = 2
KILLS = (0.2, 0.5, 0.8)
FINE = {"0", "OK", "200", "250"}
NUMBER = re.compile(r"^\[(\d+)\]")


@dataclass
class Workers:
    """Worker processes: started, killed, replaced."""

    words: list[str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    kills: int = 0

    def start(self) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "tests.storm.worker", *self.words]
        self.running.append(subprocess.Popen(command, cwd=server.ROOT))

    def kill(self, chance: random.Random) -> None:
        victim = self.running.pop(chance.randrange(len(self.running)))
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        self.kills += 1
        self.start()

    def end(self) -> None:
        for one in self.running:
            one.terminate()
        for one in self.running:
            try:
                one.wait(20)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()


def left() -> Counter[str]:
    rows = Delivery.objects.order_by().values_list("state").annotate(n=Count("id"))
    return Counter(dict(rows))


def busiest() -> str:
    """The kind of channel that has most still before it."""
    waiting = Delivery.objects.filter(state__in=("queued", "failed")).order_by().values("channel__kind")
    return str(waiting.annotate(n=Count("id")).order_by("-n")[0]["channel__kind"])


def refused() -> int:
    """Calls that found nobody; the gateway stays down until there was one, however busy the machine is."""
    return Attempt.objects.filter(result="not_sent").count()


def watch(total: int, stands: storm_channels.Stands, workers: Workers, chance: random.Random, patience: float) -> float:
    """Kill at a fifth, at half and at four fifths, in the middle of a call; a gateway down in the middle. Seconds until
    nothing is under way."""
    marks, comes_up, victim = list(KILLS), 0.0, ""
    began = looked = time.monotonic()
    while time.monotonic() - began < patience:
        states = left()
        done = states["sent"] / total
        if marks and done > marks[0] and states["sending"]:
            marks.pop(0)
            workers.kill(chance)
        if time.monotonic() - looked > 60 / SPEED:  # what the schedule does each minute, by the clock of the workers
            looked = time.monotonic()
            jobs.defer_once(notices_jobs.look_for_due, name="notices.look")
        if not victim and done > 0.35:
            victim = busiest()
            stands.by_kind[victim].down()
            comes_up = time.monotonic() + DOWN_MINUTES * 60 / SPEED
            print(f"  {victim} is down for {DOWN_MINUTES} minutes of its clock")
        if comes_up and time.monotonic() > comes_up and refused():
            stands.by_kind[victim].up()
            comes_up = 0.0
        if not comes_up and not states["queued"] + states["failed"] + states["sending"]:
            break
        time.sleep(0.2)
    return time.monotonic() - began


def judge(total: int, ledger: storm_channels.Ledger, workers: Workers) -> list[str]:
    """What is wrong; empty when everything holds. A storm that spared us proves nothing, so that is wrong too."""
    wrong = []
    if workers.kills < len(KILLS) or not refused():
        wrong.append(f"too mild: {workers.kills} workers killed, {refused()} calls found a gateway down")
    states = left()
    if states["sent"] + states["uncertain"] != total:
        wrong.append(f"lost or left: {dict(states)}")
    uncertain = set(Delivery.objects.filter(state="uncertain").values_list("dedupe_key", flat=True))
    taken: dict[str, list[str]] = {}
    for row in ledger.taken():
        found = NUMBER.match(row.text)
        taken.setdefault(f"storm:{found[1] if found else row.text}", []).append(f"{row.vendor}:{row.key}")
    twice = {key: seen for key, seen in taken.items() if len(seen) > 1 and key not in uncertain}
    honoured = {key for key, seen in twice.items() if seen[0].startswith("webhook:") and len(set(seen)) == 1}
    if set(twice) - honoured:
        wrong.append(f"sent twice: {sorted(set(twice) - honoured)[:10]}")
    sent = set(Delivery.objects.filter(state="sent").values_list("dedupe_key", flat=True))
    if sent - set(taken):
        wrong.append(f"said to be sent, and nobody took it: {sorted(sent - set(taken))[:10]}")
    if unlike := Counter(ledger.codes()).keys() - FINE:
        wrong.append(f"a stand-in had to refuse: { ({code: ledger.codes().count(code) for code in unlike}) }")
    print(f"  repeats under one key, honoured by their receiver: {len(honoured)}")
    print(f"  uncertain: {len(uncertain)}, of which really taken: {len(uncertain & set(taken))}")
    return wrong


def tell(total: int, seconds: float, workers: Workers, seed: int) -> None:
    calls = Attempt.objects.count()
    print(f"  {total:,} deliveries in {seconds:.1f} s: {total / seconds:.0f} a second; workers killed: {workers.kills}")
    print(f"  calls {calls:,}, of which {refused():,} found the gateway down; most for one delivery: "
          f"{Delivery.objects.annotate(n=Count('calls')).aggregate(most=Max('n'))['most']}; seed {seed}")  # fmt: skip
    rows = Delivery.objects.order_by("channel__kind").values("channel__kind", "state").annotate(n=Count("id"))
    per_kind: dict[str, dict[str, int]] = {}
    for row in rows:
        per_kind.setdefault(row["channel__kind"], {})[row["state"]] = row["n"]
    for kind, states in per_kind.items():
        print(f"  {kind:9} {', '.join(f'{state} {n:,}' for state, n in sorted(states.items()))}")


def storm(total: int, seed: int, patience: float, lease: float) -> list[str]:
    """Let it rain; what is wrong."""
    chance = random.Random(seed)
    since = datetime.now(UTC)
    clock.hasten(SPEED, since=since, begins=MORNING)
    stands = storm_channels.stand_up(SPEED)
    workers = Workers([str(SPEED), since.isoformat(), MORNING.isoformat(), str(lease * SPEED)])
    with cities_queries.inside("jinan"):
        made = storm_channels.make(stands, clock.now())
        wanted = list(storm_channels.messages(made, total))
        before = time.monotonic()
        notices_actions.queue_deliveries(messages=wanted, at=clock.now() - timedelta(seconds=1))
        print(f"  {len(wanted):,} queued in {time.monotonic() - before:.1f} s")
        try:
            for _ in range(WORKERS):
                workers.start()
            seconds = watch(len(wanted), stands, workers, chance, patience)
        finally:
            workers.end()
        tell(len(wanted), seconds, workers, seed)
        return judge(len(wanted), stands.ledger, workers)


def main() -> int:
    """Run one storm; 0 when everything holds."""
    words = argparse.ArgumentParser(prog="tests.storm")
    words.add_argument("--deliveries", type=int, default=20_000)
    words.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    words.add_argument("--patience", type=float, default=900, help="seconds after which it has failed")
    words.add_argument("--lease", type=float, default=15, help="seconds after which a worker in a call counts as dead")
    said = words.parse_args()
    began = time.monotonic()
    try:
        wrong = storm(said.deliveries, said.seed, said.patience, said.lease)
    finally:
        connections.close_all()
        server.drop_database(server.database_name())
    print(f"  in all {time.monotonic() - began:.0f} s, cities and their tables included")
    for line in wrong:
        print(f"  WRONG: {line}")
    print("  The storm is over: nothing lost, nothing twice, every limit kept." if not wrong else "  The storm failed.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
