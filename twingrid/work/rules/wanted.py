"""What a list is asked for: a view and its filters, as they stand in an address and in a saved filter. No Django."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

VIEWS = ("mine", "area", "late", "soon", "returned", "waiting", "call_back", "all")
"""The views, in the order in which a page offers them; "area" is what stands open where one works."""
WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A view of requests with filters; "" or None leaves one out. `until` is the last day, itself included.

    `number` is any number of a request: it is found whatever the filters say.
    """

    view: str = "mine"
    kind: str = ""
    state: str = ""
    area: str = ""
    channel: str = ""
    clock: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    number: str = ""

    def as_words(self) -> dict[str, str]:
        """The filters that are set, as an address and a saved filter keep them."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items() if value}

    def saved(self) -> dict[str, str]:
        """What a saved filter keeps: everything but a number."""
        return replace(self, number="").as_words()


@dataclass(frozen=True, slots=True)
class Allowed:
    """The values that a filter may have; anything else asks for nothing."""

    kinds: Collection[str]
    states: Collection[str]
    channels: Collection[str]
    clocks: Collection[str]


def wanted_from(said: Mapping[str, str], allowed: Allowed) -> Wanted:
    """What an address or a saved filter asks for; nonsense asks for nothing."""

    def one_of(name: str, values: Collection[str]) -> str:
        value = said.get(name, "")
        return value if value in values else ""

    return Wanted(
        view=one_of("view", VIEWS) or "mine",
        kind=one_of("kind", allowed.kinds),
        state=one_of("state", allowed.states),
        area=said.get("area", "").strip()[:20],
        channel=one_of("channel", allowed.channels),
        clock=one_of("clock", allowed.clocks),
        words=said.get("words", "").replace("\x00", "").strip()[:WORDS],
        since=_day(said.get("since", "")),
        until=_day(said.get("until", "")),
        number=said.get("number", "").replace("\x00", "").strip()[:40],
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
