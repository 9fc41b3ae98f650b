"""Find on cities and distortions that were written down before they were run, judged by what a text fits (`fits`).

    python -m benchmarks.find_blind [--city fourth] [--size small|full|both] [--queries N] [--seed N] [--misses]

`R@k`: one of the places that the text fits equally well is among the first k, with the right unit and room; `meant`:
the very place that was meant is among the first five. `answered` and `wrong` are shares of the texts that fit one
place. Times are the process's own (all its threads) and, for comparison, the wall's.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import psutil

from benchmarks import eighth_speech, fifth_speech, fourth_speech, seventh_speech, sixth_speech
from benchmarks.eighth_city import make_eighth_city
from benchmarks.fifth_city import make_fifth_city
from benchmarks.find import SIZES, measure_unanswerable, percentile
from benchmarks.find_city import City
from benchmarks.fits import Fits, Said
from benchmarks.fourth_city import make_fourth_city
from benchmarks.seventh_city import make_seventh_city
from benchmarks.sixth_city import make_sixth_city
from twingrid.territory.finding import Candidate, Finding, Outcome, PlaceFinder, normalise

CITIES: dict[str, tuple[Callable[..., City], Sequence[fourth_speech.Kind], int]] = {
    "fourth": (make_fourth_city, fourth_speech.KINDS, 304),
    "fifth": (make_fifth_city, fifth_speech.KINDS, 505),
    "sixth": (make_sixth_city, sixth_speech.KINDS, 606),
    "seventh": (make_seventh_city, seventh_speech.KINDS, 707),
    "eighth": (make_eighth_city, eighth_speech.KINDS, 808),
}
COUNTS = ("asked", "first", "five", "meant", "single", "answered", "wrong")
HEADINGS = (
    f"{'kind':<44}{'n':>6}{'R@1':>8}{'R@5':>8}{'meant':>8}{'one':>6}{'answered':>10}{'wrong':>8}"
    f"{'p50 cpu':>9}{'p95 cpu':>9}{'p95 wall':>9}"
)


@dataclass
class Tally:
    """Counts of one kind; times in seconds."""

    asked: int = 0
    first: int = 0
    five: int = 0
    meant: int = 0
    single: int = 0
    answered: int = 0
    wrong: int = 0
    wall: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)

    def line(self, name: str) -> str:
        n, one = max(1, self.asked), max(1, self.single)
        return (
            f"{name:<44}{self.asked:>6}{self.first / n:>8.3f}{self.five / n:>8.3f}{self.meant / n:>8.3f}"
            f"{self.single / n:>6.2f}{self.answered / one:>10.3f}{self.wrong / one:>8.4f}"
            f"{percentile(self.own, 50):>9.2f}{percentile(self.own, 95):>9.2f}{percentile(self.wall, 95):>9.2f}"
        )

    def add(self, other: Tally) -> None:
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wall += other.wall
        self.own += other.own


def right(said: Said, candidate: Candidate) -> bool:
    """Whether the household was read rightly (the unit may be left out)."""
    a = said.address
    if not said.room or not said.building or not a.room:
        return True
    return candidate.room == a.room and normalise(candidate.unit) in (normalise(f"{a.unit}单元"), "")


def judge(tally: Tally, said: Said, finding: Finding, fits: Fits) -> bool:
    """Count one answer; true when its first candidate is right and nothing false was answered as found."""
    allowed, meant = fits.allowed(said), fits.meant(said)
    hits = [c.id in allowed and right(said, c) for c in finding.candidates]
    found = finding.outcome is Outcome.FOUND
    tally.asked += 1
    tally.first += any(hits[:1])
    tally.five += any(hits[:5])
    tally.meant += any(c.id == meant and right(said, c) for c in finding.candidates[:5])
    if len(allowed) == 1:
        tally.single += 1
        tally.answered += found
        tally.wrong += found and not hits[0]
    return any(hits[:1])


def texts(city: City, kind: fourth_speech.Kind, rng: random.Random, count: int) -> Iterator[Said]:
    """So many texts of a kind; addresses that it does not apply to are passed over."""
    made = 0
    for _ in range(count * 200):
        said = kind(rng.choice(city.addresses), rng)
        if said is not None:
            made += 1
            yield said
        if made == count:
            return


def measure(city: City, finder: PlaceFinder, kinds: Sequence[fourth_speech.Kind], asked: argparse.Namespace) -> Tally:
    """Print one line per kind and the total."""
    fits, total = Fits(city), Tally()
    print(HEADINGS)
    for number, kind in enumerate(kinds):
        tally, name = Tally(), ""
        own_name = getattr(kind, "__name__", str(number))
        for said in texts(city, kind, random.Random(f"{asked.seed} {own_name}"), asked.queries):
            wall, own = time.perf_counter(), time.process_time()
            finding = finder.find(said.text)
            tally.own.append(time.process_time() - own)
            tally.wall.append(time.perf_counter() - wall)
            name = said.kind
            if not judge(tally, said, finding, fits) and asked.misses:
                _show(said, finding)
        print(tally.line(name), flush=True)
        total.add(tally)
    print(total.line("all"))
    return total


def _show(said: Said, finding: Finding) -> None:
    a = said.address
    offered = ", ".join(f"{c.label} {c.unit} {c.room} {c.score:.2f} {c.reason}" for c in finding.candidates[:3])
    print(f"  {said.text} -> {finding.outcome} [{offered}] meant {a.road}{a.house_no} {a.compound} ({a.alias}) "
          f"{a.building}-{a.unit}-{a.room}")  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run and print; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--city", choices=tuple(CITIES), action="append")
    parser.add_argument("--size", choices=("small", "full", "both"), default="both")
    parser.add_argument("--queries", type=int, default=200, help="texts of each kind")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    asked = parser.parse_args(arguments)
    for size in SIZES if asked.size == "both" else (asked.size,):
        for name in asked.city or CITIES:
            make, kinds, seed = CITIES[name]
            city = make(buildings=SIZES[size][0], seed=seed + asked.seed)
            _run(name, city, kinds, asked)
    return 0


def _run(name: str, city: City, kinds: Sequence[fourth_speech.Kind], asked: argparse.Namespace) -> None:
    resident = psutil.Process().memory_info().rss
    finder = PlaceFinder.build(city.entries, city_names=("山东省", "济南市"))
    grown = psutil.Process().memory_info().rss - resident
    print(f"\n{'=' * 8} {name} city, {len(city.addresses):,} buildings, {city.customers:,} customers")
    print(f"built in {finder.build_seconds:.2f} s; the process grew by {grown / 1e6:.1f} MB")
    finder.find("热身")
    measure(city, finder, kinds, asked)
    measure_unanswerable(city, finder, queries=asked.queries, seed=asked.seed, misses=asked.misses)


if __name__ == "__main__":
    sys.exit(main())
