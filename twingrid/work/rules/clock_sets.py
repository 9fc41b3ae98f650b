"""Sets of clock rules as a city has them: promise, law, order and internal limits, by place and by day. Plain values.

A rule says for which work it is, which move starts its clock and which stops it, how long it takes in town, in the
country and in remote places, and where that is written. A set is published in versions, each valid from a day; what
was reported on a day is clocked by the version that is valid there on that day, for ever.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from twingrid.work.rules.kinds import Key, Plain, Words

FILE = Path(__file__).with_name("clocks.toml")
Sort = Literal["promise", "law", "order", "internal"]
Settlement = Literal["", "urban", "rural", "remote"]
Start = Literal["report", "accept", "arrive", "resolve", "cause_gone"]
Stop = Literal["accept", "arrive", "end"]
Day = Annotated[str, StringConstraints(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
Hour = Annotated[str, StringConstraints(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")]
SORTS: tuple[Sort, ...] = ("promise", "law", "order", "internal")
SETTLEMENTS: tuple[Settlement, ...] = ("urban", "rural", "remote")
STARTS: tuple[Start, ...] = ("report", "accept", "arrive", "resolve", "cause_gone")
STOPS: tuple[Stop, ...] = ("accept", "arrive", "end")
UNITS = ("minutes", "working_days")
FIRST_DAY = date(2000, 1, 1)
DEFAULT_TO_ACCEPT = 15
"""Minutes, where a set says nothing of accepting."""
CITY = ("", "")
"""The place of the city's own set; an area's is (partition, code)."""


class Source(Plain):
    """Where a limit is written, as the page of a request cites it."""

    zh: Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)] = ""
    en: Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)] = ""

    def said(self, language: str) -> str:
        """In `language`, else in the one that is there."""
        return (self.zh or self.en) if language.startswith("zh") else (self.en or self.zh)


class Reason(Plain):
    """Why work may pause."""

    key: Key
    words: Words = Words()


class Rule(Plain):
    """One limit. Empty `kinds`, `channels` and `grades` mean all of them; `coming`: only where somebody comes.

    `whole`: one clock for the whole case, which a reopening does not give away; else one each round. `printed`: the
    deadline on the order wins, and makes the rule apply. `pauses`: whether a pause stops it. Amounts are in `unit`
    (minutes, or working days); 0 means as in town. `warn`: after how many percent of the time the holder is reminded.
    `explain`: whoever misses it has to explain it to the caller. `read_on`: the day on which the source was read.
    """

    key: Key
    sort: Sort
    words: Words = Words()
    source: Source = Source()
    sure: Literal["L", "O", "P", "S", "U", "own"] = "own"
    read_on: Day = ""
    family: Key = "request"
    kinds: tuple[Key, ...] = ()
    channels: tuple[Key, ...] = ()
    grades: tuple[Key, ...] = ()
    coming: bool = False
    safety: Literal["", "yes", "no"] = ""
    starts: Start = "report"
    stops: Stop = "end"
    whole: bool = False
    unit: Literal["minutes", "working_days"] = "minutes"
    urban: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    rural: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    remote: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    printed: bool = False
    pauses: bool = False
    warn: Annotated[int, Field(ge=0, le=99)] = 0
    explain: bool = False
    active: bool = True

    def amount(self, settlement: str) -> int:
        """How much time a place of this settlement has."""
        if settlement == "remote":
            return self.remote or self.rural or self.urban
        return (self.rural or self.urban) if settlement == "rural" else self.urban


class SetContent(Plain):
    """What a version of a set says. An area's set names its settlement and only the rules that differ from the city's.

    `quiet_from` and `quiet_to` (local hours of the city) hold back who is told of what is not dangerous.
    """

    words: Words = Words()
    settlement: Settlement = ""
    quiet_from: Hour = ""
    quiet_to: Hour = ""
    reasons: tuple[Reason, ...] = ()
    rules: tuple[Rule, ...] = ()

    def rule(self, key: str) -> Rule | None:
        """The rule of this key."""
        return next((one for one in self.rules if one.key == key), None)


@dataclass(frozen=True, slots=True)
class SetVersion:
    """A published version: `place` is `CITY` or (partition, area code); `id` is the row's."""

    id: int
    place: tuple[str, str]
    number: int
    valid_from: date
    content: SetContent


@dataclass(frozen=True, eq=False)
class Chosen:
    """What is valid at a place on a day: each rule with the version it stands in. Known by itself, not by its parts."""

    settlement: str
    rules: tuple[tuple[Rule, int], ...]
    reasons: tuple[Reason, ...] = ()
    quiet_from: str = ""
    quiet_to: str = ""

    def minutes_to_accept(self, *, safety: bool) -> int:
        """In how many minutes somebody has to accept before the next person is told."""
        said = "yes" if safety else "no"
        found = (
            rule.amount(self.settlement)
            for rule, _id in self.rules
            if rule.stops == "accept" and rule.unit == "minutes" and not rule.kinds and rule.safety in ("", said)
        )
        return min(found, default=DEFAULT_TO_ACCEPT)

    @property
    def quiet(self) -> tuple[time, time] | None:
        """From when until when nobody is told of what is not dangerous."""
        if not self.quiet_from or not self.quiet_to or self.quiet_from == self.quiet_to:
            return None
        return time.fromisoformat(self.quiet_from), time.fromisoformat(self.quiet_to)


class Timetable:
    """Every version of every set of a city."""

    def __init__(self, versions: Iterable[SetVersion]) -> None:
        self._by_place: dict[tuple[str, str], list[SetVersion]] = {}
        self._by_id: dict[int, SetVersion] = {}
        for one in sorted(versions, key=lambda one: (one.valid_from, one.number)):
            self._by_place.setdefault(one.place, []).append(one)
            self._by_id[one.id] = one
        self._chosen: dict[tuple[int, ...], Chosen] = {}

    @property
    def has_areas(self) -> bool:
        """Whether any area has a set of its own."""
        return any(place != CITY for place in self._by_place)

    def version(self, pk: int | None) -> SetVersion | None:
        """A version by its row."""
        return self._by_id.get(pk or 0)

    def valid(self, place: tuple[str, str], day: date) -> SetVersion | None:
        """The version of one place's set that is valid on a day: the latest that begins by then, of those the newest.

        A day before the first one is clocked by the first: there is nothing else to go by.
        """
        rows = self._by_place.get(place, ())
        found = next((one for one in reversed(rows) if one.valid_from <= day), None)
        return found if found is not None or place != CITY or not rows else rows[0]

    def at(self, day: date, *, power: str = "", community: str = "") -> Chosen:
        """The rules valid on a day in these areas (codes): the power area's set wins over the community grid's, either
        over the city's, rule by rule."""
        places = [CITY]
        if len(self._by_place) > 1:
            places += [("community", community), ("power", power)]
        layers = [one for place in places if (one := self.valid(place, day))]
        key = tuple(one.id for one in layers)
        found = self._chosen.get(key)
        if found is None:
            found = self._chosen[key] = merged(layers)
        return found


def merged(layers: Iterable[SetVersion]) -> Chosen:
    """Sets laid over each other, the last one on top: its rules take the place of those of the same key."""
    rules: dict[str, tuple[Rule, int]] = {}
    settlement = "urban"
    reasons: dict[str, Reason] = {}
    quiet: tuple[str, str] = ("", "")
    for one in layers:
        settlement = one.content.settlement or settlement
        quiet = (one.content.quiet_from, one.content.quiet_to) if one.content.quiet_from else quiet
        reasons |= {reason.key: reason for reason in one.content.reasons}
        rules |= {rule.key: (rule, one.id) for rule in one.content.rules}
    active = tuple(pair for pair in rules.values() if pair[0].active)
    return Chosen(settlement, active, tuple(reasons.values()), *quiet)


@cache
def shipped() -> Mapping[str, SetContent]:
    """The shipped sets by name; a city begins with `jinan`."""
    tables = tomllib.loads(FILE.read_text("utf-8"))
    return {name: SetContent.model_validate(table) for name, table in tables.items()}


@cache
def shipped_at(*names: str) -> Chosen:
    """Shipped sets laid over each other: what they would say if a city had published them."""
    day = FIRST_DAY
    return merged([SetVersion(n, CITY, n, day, shipped()[name]) for n, name in enumerate(names, start=1)])


def troubles(content: SetContent, *, whole: bool) -> list[tuple[str, str]]:
    """What has to be mended before a version can hold: pairs of a code and a rule's key ("" for the set).

    `whole`: it is the city's set, which stands alone.
    """
    keys = [rule.key for rule in content.rules]
    found = [("key_twice", key) for key in sorted({key for key in keys if keys.count(key) > 1})]
    for rule in content.rules:
        found += [(code, rule.key) for code, wrong in _checks(rule) if wrong]
    if whole and not any(rule.stops == "accept" and rule.active for rule in content.rules):
        found.append(("no_accept", ""))
    if bool(content.quiet_from) != bool(content.quiet_to):
        found.append(("quiet", ""))
    return found


def _checks(rule: Rule) -> Iterable[tuple[str, bool]]:
    yield "words", not rule.words.whole
    yield "amount", not rule.urban and not rule.printed
    yield "source", rule.sort == "law" and not (rule.source.zh and rule.source.en)
