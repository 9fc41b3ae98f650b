"""Read the messages of residents' groups: kind and place, beside the first keyword and rapidfuzz over all labels.

    python -m benchmarks.messages [--part open|sealed|both] [--misses]

`kind` is the share of messages whose kind is right, `place` that of requests whose place is right (the label, or none);
`sure` are those told without a doubt, `wrong` those of them that are wrong. `--misses` prints those of the open part.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from twingrid.notices.rules import reading
from twingrid.territory.finding import PlaceKind, normalise
from twingrid.territory.tests.gazetteer import finder, town

FILES = Path(__file__).parent.parent / "tests" / "data" / "groups"
LIANGNAN = ("阳光100", "建设路78号院", "建设路87号院", "银泉小区", "陡沟新村")
"""The estates of the one group that is a whole community's; every other group has one estate."""
FIRST_WORDS = {
    "no_power": ("没电", "停电", "跳闸"),
    "stairwell_light": ("灯",),
    "sparks": ("火", "烟"),
    "voltage": ("电压",),
    "meter_box": ("表箱",),
    "meter": ("电表",),
    "bill": ("电费",),
    "tree": ("树",),
    "when_back": ("来电", "几点"),
    "thanks": ("谢",),
}


@dataclass(frozen=True)
class Message:
    """One message of the file."""

    group: str
    text: str
    kind: str
    place: str

    @property
    def is_request(self) -> bool:
        """Whether the utility has something to do."""
        return self.kind not in ("when_back", "thanks", "none")


@dataclass(frozen=True)
class Told:
    """What a reader made of a message."""

    kind: str
    place: str
    kind_sure: bool = True
    place_sure: bool = True


@dataclass
class Score:
    """Shares of one reader on one part."""

    messages: int = 0
    requests: int = 0
    kind: int = 0
    place: int = 0
    kind_sure: int = 0
    kind_wrong: int = 0
    place_sure: int = 0
    place_wrong: int = 0
    both: int = 0
    seconds: float = 0.0
    misses: list[tuple[Message, Told]] = field(default_factory=list)

    def line(self, name: str) -> str:
        n, one = max(1, self.messages), max(1, self.requests)
        shares = (self.kind / n, self.kind_sure / n, self.kind_wrong / n)
        places = (self.place / one, self.place_sure / one, self.place_wrong / one, self.both / one)
        figures = "".join(f"{share:>9.3f}" for share in (*shares, *places))
        return f"{name:<26}{self.messages:>5}{figures}{self.seconds * 1000 / n:>9.2f}"


def messages(part: str) -> list[Message]:
    """The messages of a part of the file."""
    with (FILES / f"group_messages_{part}.csv").open(encoding="utf-8", newline="") as file:
        return [Message(**row) for row in csv.DictReader(file)]


@cache
def labels() -> dict[tuple[PlaceKind, int], str]:
    """The label of every estate and building."""
    known = {number: label for label, number in town().ids.items()}
    return {
        (entry.kind, entry.id): known.get(entry.id, entry.name)
        for entry in town().entries
        if entry.kind in (PlaceKind.BUILDING, PlaceKind.COMPOUND)
    }


def ours(message: Message) -> Told:
    """Rules, lexicon, gazetteer."""
    estates = LIANGNAN if message.group == "梁南社区" else (message.group,)
    read = reading.read(message.text, estates=estates)
    if not read.is_request:
        return Told(read.kind, "", read.sure)
    located = reading.locate(read, message.text, find=finder().find)
    shown = located.best or next(iter(located.candidates), None)
    place = labels().get((shown.kind, shown.id), "") if shown else ""
    return Told(read.kind, place, read.sure, located.best is not None)


def naive(message: Message) -> Told:
    """The first keyword that occurs, and the label that looks most alike."""
    kind = next((kind for kind, words in FIRST_WORDS.items() if any(word in message.text for word in words)), "none")
    found = process.extract(normalise(message.group + message.text), list(labels().values()), scorer=fuzz.partial_ratio)
    best = max((label for label, likeness, _at in found if likeness == found[0][1]), key=len)
    return Told(kind, best if kind not in ("when_back", "thanks", "none") else "")


def score(rows: list[Message], reader: Callable[[Message], Told]) -> Score:
    """Count what a reader makes of the messages."""
    made = Score()
    for message in rows:
        started = time.perf_counter()
        told = reader(message)
        made.seconds += time.perf_counter() - started
        right, there = told.kind == message.kind, told.place == message.place
        made.messages += 1
        made.kind += right
        made.kind_sure += told.kind_sure
        made.kind_wrong += told.kind_sure and not right
        if message.is_request:
            made.requests += 1
            made.place += there
            made.both += there and right
            sure = bool(told.place) and told.place_sure
            made.place_sure += sure
            made.place_wrong += sure and not there
        if not right or (message.is_request and not there):
            made.misses.append((message, told))
    return made


READERS: dict[str, Callable[[Message], Told]] = {"ours": ours, "first keyword, rapidfuzz": naive}


def report(parts: list[str], *, misses: bool) -> Iterator[str]:
    """The lines to print."""
    head = ("kind", "sure", "wrong", "place", "sure", "wrong", "both")
    yield f"{'':<26}{'n':>5}" + "".join(f"{word:>9}" for word in head) + f"{'ms':>9}"
    for part in parts:
        rows = messages(part)
        for name, reader in READERS.items():
            made = score(rows, reader)
            yield made.line(f"{part}: {name}"[:26])
            if misses and part == "open" and reader is ours:
                yield from (f"    {one} -> {told}" for one, told in made.misses)
        yield f"    {part} kinds: {dict(Counter(row.kind for row in rows))}"


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("open", "sealed", "both"), default="both")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    finder()
    print("Kind over all messages, place over requests; wrong: told without a doubt, and wrong. Shares of one.")
    for line in report(["open", "sealed"] if asked.part == "both" else [asked.part], misses=asked.misses):
        print(line)


if __name__ == "__main__":
    main()
