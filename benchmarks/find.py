"""Find the place in what people say: recall, answered, confident-but-wrong, time; beside rapidfuzz and SQLite FTS5.

    python -m benchmarks.find [--size small|full|both] [--city first|other|third|both|all] [--queries N] [--seed N]
                              [--misses]

`recall@k` counts the right building with the right unit and room among the first k candidates (a place that bears
the same names as the asked one counts, when the text leaves nothing to tell them apart). `answered` and `wrong`
are shares of the texts that tell one place: outcome found, and found but another place. `p95 cpu` is the thread's
own time, which a busy machine does not change.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
from rapidfuzz import fuzz, process

from benchmarks.chatter import CHATTER
from benchmarks.distort import HELD_OUT, OPENINGS, TUNED, Address, Asked, head, plate, stem, toneless
from benchmarks.find_city import City, make_city, read_city
from benchmarks.other_city import make_other_city
from benchmarks.other_speech import OPENED, UNOPENED
from benchmarks.third_city import make_third_city
from benchmarks.third_speech import OPENED as THIRD_OPENED
from benchmarks.third_speech import UNOPENED as THIRD_UNOPENED
from twingrid.territory.finding import Finding, Outcome, PlaceFinder, PlaceKind, normalise
from twingrid.territory.finding.sounds import blurred

Kind = Callable[[Address, random.Random], Asked]
SIZES = {"small": (6_071, 1), "full": (72_487, 12)}


@dataclass
class Tally:
    """Counts of one kind of distortion."""

    asked: int = 0
    first: int = 0
    five: int = 0
    single: int = 0
    answered: int = 0
    wrong: int = 0
    seconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def line(self, name: str) -> str:
        n, one = max(1, self.asked), max(1, self.single)
        middle, slow, own = percentile(self.seconds, 50), percentile(self.seconds, 95), percentile(self.worked, 95)
        return (
            f"{name:<30}{self.asked:>6}{self.first / n:>8.3f}{self.five / n:>8.3f}{self.answered / one:>10.3f}"
            f"{self.wrong / one:>8.4f}{middle:>8.2f}{slow:>8.2f}{own:>8.2f}"
        )


def percentile(seconds: list[float], share: int) -> float:
    """Milliseconds below which a share of 100 lies."""
    return statistics.quantiles(seconds, n=100)[share - 1] * 1e3 if len(seconds) > 1 else 0.0


HEADINGS = (
    f"{'kind':<30}{'n':>6}{'R@1':>8}{'R@5':>8}{'answered':>10}{'wrong':>8}{'p50 ms':>8}{'p95 ms':>8}{'p95 cpu':>8}"
)


class Truth:
    """Which places a text still allows: those that agree in everything the text keeps."""

    def __init__(self, city: City) -> None:
        self._same: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for a in city.addresses:
            for road in (False, True):
                for parents in (False, True):
                    self._same[self._key(a, road, parents)].add(a.place_id)
        self._alike: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        for a in city.addresses:
            for keeps in ("sound", "stem", "stem sound", "near"):
                self._alike[keeps, likened(a.compound, keeps), a.building].add(a.place_id)
        self._compounds: dict[str, set[int]] = defaultdict(set)
        for entry in city.entries:
            if entry.kind is PlaceKind.COMPOUND:
                for name in (entry.name, *entry.aliases):
                    self._compounds[name].add(entry.id)

    def tells_one(self, asked: Asked) -> bool:
        """Whether what a text keeps of the name (its sound, its stem) still tells one place of the city."""
        a = asked.address
        if asked.keeps == "name" or not a.compound or asked.keeps_road or asked.keeps_parents:
            return len(self.allowed(asked)) == 1
        return len(self._alike[asked.keeps, likened(a.compound, asked.keeps), a.building]) == 1

    def _key(self, a: Address, road: bool, parents: bool) -> tuple[str, ...]:
        where = plate(a) if road or not a.compound else ""
        return (a.compound, where, a.community if parents else "", a.building)

    def allowed(self, asked: Asked) -> set[int]:
        """Ids of the places that answer a text rightly."""
        if not asked.keeps_building:
            return self._compounds[asked.address.compound]
        return self._same[self._key(asked.address, asked.keeps_road, asked.keeps_parents)]


def likened(name: str, keeps: str) -> str:
    """What is left of a compound's name."""
    kept = stem(name) if "stem" in keeps else name
    if keeps == "near":
        return " ".join(blurred(toneless(c)) for c in kept)
    return " ".join(map(toneless, kept)) if "sound" in keeps else kept


def right(asked: Asked, unit: str, room: str) -> bool:
    """Whether the household was read rightly (buildings of one unit may leave it out)."""
    if not asked.keeps_room:
        return True
    return room == asked.address.room and unit in (f"{asked.address.unit}单元", "")


def judge(tally: Tally, asked: Asked, finding: Finding, truth: Truth) -> bool:
    """Count one answer; true when its first candidate is right."""
    allowed = truth.allowed(asked)
    hits = [c.id in allowed and right(asked, c.unit, c.room) for c in finding.candidates]
    tally.asked += 1
    tally.first += any(hits[:1])
    tally.five += any(hits[:5])
    if truth.tells_one(asked):
        tally.single += 1
        tally.answered += finding.outcome is Outcome.FOUND
        tally.wrong += finding.outcome is Outcome.FOUND and not hits[0]
    return any(hits[:1])


@dataclass(frozen=True)
class Given:
    """A city with the two lists of kinds that are asked of it: those looked at, and those only measured."""

    city: City
    names: list[str]
    looked_at: Sequence[Kind]
    measured: Sequence[Kind]


def measure(city: City, finder: PlaceFinder, *, given: Given, queries: int, seed: int, misses: bool) -> None:
    """Print one line per kind, then the totals."""
    truth, rng = Truth(city), random.Random(seed)
    for title, kinds in (("tuned on", given.looked_at), ("held out", given.measured)):
        total = Tally()
        print(f"\n{title}\n{HEADINGS}")
        for kind in kinds:
            tally = Tally()
            for asked in (kind(rng.choice(city.addresses), rng) for _ in range(queries)):
                started, own = time.perf_counter(), time.thread_time()
                finding = finder.find(asked.text)
                tally.seconds.append(time.perf_counter() - started)
                tally.worked.append(time.thread_time() - own)
                good = judge(tally, asked, finding, truth)
                if misses and not good:
                    _show_miss(asked, finding)
            _add(total, tally)
            print(tally.line(asked.kind))
        print(total.line("all"))


def _add(total: Tally, tally: Tally) -> None:
    for name in ("asked", "first", "five", "single", "answered", "wrong"):
        setattr(total, name, getattr(total, name) + getattr(tally, name))
    total.seconds.extend(tally.seconds)
    total.worked.extend(tally.worked)


def _show_miss(asked: Asked, finding: Finding) -> None:
    a = asked.address
    offered = ", ".join(f"{c.label} {c.unit} {c.room} {c.score:.2f} {c.reason}" for c in finding.candidates[:3])
    print(
        f"  {asked.text} -> {finding.outcome} [{offered}] meant {plate(a)} {a.compound} {a.building}-{a.unit}-{a.room}"
    )


def measure_unanswerable(city: City, finder: PlaceFinder, *, queries: int, seed: int, misses: bool) -> None:
    """Texts without a place and places that do not exist: found is always wrong."""
    rng = random.Random(seed)
    names = rng.sample(city.missing, min(1000, len(city.missing)))
    texts = [f"{rng.choice(OPENINGS)}{name}{_inside(rng)}{rng.choice(('', ',没电了'))}" for name in names]
    real = rng.sample(city.addresses, min(queries * 2, len(city.addresses)))
    no_house = [f"{head(a)}{rng.randint(300, 999)}号楼{a.unit or 1}单元{a.room}" for a in real if a.compound]
    asked_of = (
        ("texts without a place", list(CHATTER)),
        ("compounds that do not exist", texts),
        ("buildings that do not exist in a compound that does", no_house),
    )
    for title, asked in asked_of:
        found = [(text, f) for text in asked if (f := finder.find(text)).outcome is Outcome.FOUND]
        share = len(found) / max(1, len(asked))
        print(f"{title}: {len(found)} of {len(asked)} answered as found ({share:.2%})")
        for text, finding in found if misses else ():
            print(f"  {text} -> {finding.candidates[0]}")


def _inside(rng: random.Random) -> str:
    """Numbers behind a name, in one of the usual forms."""
    building, unit, room = rng.randint(1, 20), rng.randint(1, 4), f"{rng.randint(1, 6)}0{rng.randint(1, 4)}"
    return rng.choice((f"{building}号楼{unit}单元{room}", f"{building}-{unit}-{room}", f"{building}栋{room}室"))


# ---------------------------------------------------------------- what a user would pick instead


def rapidfuzz_over_everything(city: City) -> Callable[[str], list[int]]:
    """fuzz.ratio over all buildings' full names."""
    texts = [normalise(f"{plate(a)}{a.compound}{a.building}号楼") for a in city.addresses]
    ids = [a.place_id for a in city.addresses]

    def ask(text: str) -> list[int]:
        best = process.extract(normalise(text), texts, scorer=fuzz.ratio, limit=5)
        return [ids[place] for _, _, place in best]

    return ask


def sqlite_fts5(city: City) -> Callable[[str], list[int]]:
    """FTS5 with the trigram tokenizer over all buildings' full names."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE place USING fts5(words, id UNINDEXED, tokenize='trigram')")
    rows = ((normalise(f"{plate(a)}{a.compound}{a.building}号楼"), a.place_id) for a in city.addresses)
    db.executemany("INSERT INTO place VALUES (?, ?)", rows)

    def ask(text: str) -> list[int]:
        plain = normalise(text).replace(" ", "")
        grams = {plain[i : i + 3] for i in range(len(plain) - 2)}
        if not grams:
            return []
        match = " OR ".join('"' + gram.replace('"', "") + '"' for gram in sorted(grams))
        found = db.execute("SELECT id FROM place WHERE place MATCH ? ORDER BY rank LIMIT 5", (match,))
        return [row[0] for row in found]

    return ask


def compare(given: Given, finder: PlaceFinder, *, queries: int, seed: int) -> None:
    """The same texts of all kinds to each engine; buildings only, units and rooms are not asked of the others."""
    city = given.city
    rng, truth = random.Random(seed), Truth(city)
    kinds = [*given.looked_at, *given.measured]
    asked = [
        a for a in (rng.choice(kinds)(rng.choice(city.addresses), rng) for _ in range(queries * 2)) if a.keeps_building
    ]
    asked = asked[:queries]
    print(f"\nbeside others, {len(asked)} texts of all kinds, building only")
    engines: Iterable[tuple[str, Callable[[City], Callable[[str], list[int]]]]] = (
        ("twingrid", lambda _: lambda text: [c.id for c in finder.find(text).candidates[:5]]),
        ("rapidfuzz over everything", rapidfuzz_over_everything),
        ("SQLite FTS5 trigram", sqlite_fts5),
    )
    for name, make in engines:
        tally, resident, started = Tally(), psutil.Process().memory_info().rss, time.perf_counter()
        engine = make(city)
        made, grown = time.perf_counter() - started, psutil.Process().memory_info().rss - resident
        for one in asked:
            started = time.perf_counter()
            ids = engine(one.text)
            tally.seconds.append(time.perf_counter() - started)
            allowed = truth.allowed(one)
            tally.asked += 1
            tally.first += bool(ids[:1]) and ids[0] in allowed
            tally.five += any(i in allowed for i in ids)
        n = max(1, tally.asked)
        slow = percentile(tally.seconds, 95)
        middle = percentile(tally.seconds, 50)
        cost = "as above" if name == "twingrid" else f"built in {made:.2f} s, the process grew by {grown / 1e6:.1f} MB"
        found = f"R@1 {tally.first / n:.3f}  R@5 {tally.five / n:.3f}"
        print(f"{name:<30}{found}  p50 {middle:.1f}  p95 {slow:.1f} ms  {cost}")


def main(arguments: list[str] | None = None) -> int:
    """Run and print; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=("small", "full", "both"), default="both")
    parser.add_argument("--queries", type=int, default=200, help="texts of each kind")
    parser.add_argument("--compare", type=int, default=100, help="texts put to the slow engines; 0 leaves them out")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    parser.add_argument(
        "--city",
        choices=("first", "other", "third", "both", "all"),
        default="all",
        help="which generated city; both: first and other",
    )
    parser.add_argument("--opened", action="store_true", help="leave out the kinds that are only measured")
    parser.add_argument("--customers", type=Path, help="customers.csv of a city instead of a generated one")
    parser.add_argument("--divisions", type=Path, help="divisions.csv of that city")
    asked = parser.parse_args(arguments)
    for given in _cities(asked):
        _run(given if not asked.opened else replace(given, measured=()), asked)
    return 0


def _cities(asked: argparse.Namespace) -> Iterator[Given]:
    province = ["山东省", "济南市"]
    if asked.customers:
        city = read_city(asked.customers, asked.divisions, seed=asked.seed)
        yield Given(city, [*province, "市中区"], TUNED, HELD_OUT)
        return
    for size in SIZES if asked.size == "both" else (asked.size,):
        buildings, districts = SIZES[size]
        if asked.city in ("first", "both", "all"):
            city = make_city(buildings=buildings, districts=districts, seed=20230622 + asked.seed)
            names = ["市中区"] if districts == 1 else []
            yield Given(city, [*province, *names], TUNED, HELD_OUT)
        if asked.city in ("other", "both", "all"):
            yield Given(make_other_city(buildings=buildings, seed=4704 + asked.seed), province, OPENED, UNOPENED)
        if asked.city in ("third", "all"):
            third = make_third_city(buildings=buildings, seed=81 + asked.seed)
            yield Given(third, province, THIRD_OPENED, THIRD_UNOPENED)


def _run(given: Given, asked: argparse.Namespace) -> None:
    city = given.city
    resident = psutil.Process().memory_info().rss
    finder = PlaceFinder.build(city.entries, city_names=given.names)
    grown = psutil.Process().memory_info().rss - resident
    print(f"\n{'=' * 8} {len(city.addresses):,} buildings, {city.customers:,} customers")
    print(
        f"built in {finder.build_seconds:.2f} s; memory {finder.memory_bytes / 1e6:.1f} MB by its own estimate, "
        f"the process grew by {grown / 1e6:.1f} MB"
    )
    finder.find("热身")
    measure(city, finder, given=given, queries=asked.queries, seed=asked.seed, misses=asked.misses)
    measure_unanswerable(city, finder, queries=asked.queries, seed=asked.seed, misses=asked.misses)
    if asked.compare:
        compare(given, finder, queries=asked.compare, seed=asked.seed)


if __name__ == "__main__":
    sys.exit(main())
