"""What the pieces of a page are made of: frozen values, filled by views, drawn by `templatetags/pieces.py`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from twingrid.web.shell.wording import left_words, moment_short, span_words, thousands

Words = str | Promise
NEAR = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class PersonCard:
    """One half of the pair. `side` is power or community; `number` as printed (`0531-000 01203`).

    With `stands_in` the card says who answers instead and calls `stands_in_number`. `on_duty=None` says
    nothing about duty. `actions` are further links (words, href);
    `failed_url` takes the word of staff that nobody answered the number.
    """

    name: str
    role: Words
    side: str = "power"
    number: str = ""
    area: str = ""
    on_duty: bool | None = None
    until: datetime | None = None
    stands_in: str = ""
    stands_in_number: str = ""
    note: Words = ""
    verified_on: date | None = None
    demo: bool = False
    photo_url: str = ""
    href: str = ""
    call_words: Words = ""
    failed_url: str = ""
    actions: Sequence[tuple[Words, str]] = ()

    @property
    def initial(self) -> str:
        """The surname, for the round face when there is no photo."""
        return self.name[:1]

    @property
    def answers(self) -> str:
        """The number that is answered now."""
        return self.stands_in_number if self.stands_in else self.number


@dataclass(frozen=True, kw_only=True)
class PlacePart:
    """One part of a place line: its words, where it leads, and its side if it is an area of a partition."""

    words: str
    href: str = ""
    side: str = ""


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One event: when, what happened, who did it; `due` draws a line with what remains of a promise."""

    at: datetime
    what: Words
    who: str = ""
    side: str = ""
    state: str = ""
    note: str = ""
    due: datetime | None = None
    photo_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A clock on a request. `kind`: promise (an average, never a breach), law, order or internal.

    `since` and `target` draw a promise as "average 45 min · 31 min so far"; otherwise what remains until `due`.
    `stopped_at` freezes it; `paused`: it stands still; from `warn_at` on it is soon late.
    `provisional` is dashed: the calendar does not reach so far.
    """

    kind: str
    due: datetime | None = None
    since: datetime | None = None
    target: timedelta | None = None
    stopped_at: datetime | None = None
    provisional: bool = False
    warn_at: datetime | None = None
    paused: bool = False

    def is_over(self, *, now: datetime) -> bool:
        """Whether a limit has passed; a promised average never is."""
        late = self.due is not None and (self.stopped_at or now) > self.due
        return self.kind != "promise" and late and not self.paused

    def is_near(self, *, now: datetime) -> bool:
        """Whether a running limit is soon over: as its rule says, else when less than two hours remain."""
        if self.stopped_at is None and self.warn_at is not None and not self.paused:
            return self.warn_at <= now and not self.is_over(now=now)
        running = self.kind != "promise" and self.due is not None and self.stopped_at is None
        return running and self.due is not None and timedelta(0) <= self.due - now < NEAR

    def words(self, *, now: datetime) -> str:
        """What the chip says after the word of its kind."""
        at = self.stopped_at or now
        if self.paused:
            return _("stands still")
        if self.target is not None and self.since is not None:
            return _("average {target} · {so_far} so far").format(
                target=span_words(self.target), so_far=span_words(at - self.since)
            )
        if self.due is None:
            return _("no time set")
        if self.provisional:
            return _("probably {moment}").format(moment=moment_short(self.due, now=now))
        if self.stopped_at is not None:
            return left_words(self.due, now=at) if self.is_over(now=now) else _("in time")
        return left_words(self.due, now=now)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of work: state icon · place in bold · kind · age · clock · holder. The whole row opens `href`."""

    href: str
    place: str
    kind: Words = ""
    state: str = "new"
    state_word: Words = ""
    at: datetime | None = None
    source: Words = ""
    clock: Clock | None = None
    holder: str = ""
    note: Words = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number: its unit, its n, its change in words, and the rows behind it. Below `min_n` it is not shown."""

    label: Words
    value: float | None = None
    unit: Words = ""
    n: int | None = None
    min_n: int = 0
    shown: str = ""
    change: float | None = None
    change_words: Words = ""
    good: str = ""
    href: str = ""
    note: Words = ""
    line: Sequence[float] = ()

    @property
    def is_thin(self) -> bool:
        """Whether the sample is too small to say anything."""
        return self.value is None or (self.n is not None and self.n < self.min_n)

    @property
    def number(self) -> str:
        """The number as shown."""
        return self.shown or thousands(self.value if self.value is not None else 0)

    @property
    def tone(self) -> str:
        """good, bad or nothing, from the direction that is good (`up` or `down`)."""
        if not self.change or not self.good:
            return ""
        return "good" if (self.change > 0) == (self.good == "up") else "bad"

    @property
    def points(self) -> str:
        """The small line as points of an SVG polyline in a box of 96 × 24."""
        if len(self.line) < 2:
            return ""
        low, high = min(self.line), max(self.line)
        step, spread = 92 / (len(self.line) - 1), (high - low) or 1
        return " ".join(f"{2 + i * step:.1f},{22 - 20 * (y - low) / spread:.1f}" for i, y in enumerate(self.line))


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One answer to a search: its words, why it was found (`reason`: exact, alias, sound, letters, part)."""

    words: str
    href: str = ""
    detail: str = ""
    reason: str = ""
    reason_words: Words = ""
    score: float | None = None
    value: str = ""
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Series:
    """One series of a chart: `side` power is teal, community amber, none grey. `None` is a hole, not a zero."""

    name: Words
    values: Sequence[float | None]
    side: str = ""
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart whose `title` is the sentence it shows. `kind`: line, bar or stack; `mark` is a line to compare with."""

    title: Words
    categories: Sequence[str]
    series: Sequence[Series]
    kind: str = "line"
    unit: Words = ""
    mark: tuple[float, Words] | None = None
    sideways: bool = False

    @property
    def props(self) -> dict[str, Any]:
        """What the chart island is given."""
        series = [
            {"name": str(one.name), "side": one.side, "values": list(one.values), "dashed": one.dashed}
            for one in self.series
        ]
        mark = {"value": self.mark[0], "words": str(self.mark[1])} if self.mark else None
        given = {"kind": self.kind, "categories": list(self.categories), "series": series, "unit": str(self.unit)}
        return given | {"sideways": self.sideways} | ({"mark": mark} if mark else {})

    @property
    def rows(self) -> list[tuple[str, list[float | None]]]:
        """The same as a table: one row a category."""
        return [(words, [one.values[i] for one in self.series]) for i, words in enumerate(self.categories)]


@dataclass(frozen=True, kw_only=True)
class Outage:
    """One outage line. `kind`: planned, fault or temporary."""

    kind: str
    title: Words
    detail: Words = ""
    href: str = ""
    link_words: Words = ""


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One place in the bar at the foot of a phone."""

    words: Words
    icon: str
    href: str
    here: bool = False
    count: int = field(default=0)
