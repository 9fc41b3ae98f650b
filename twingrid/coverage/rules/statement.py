"""Full coverage is a computed statement. Plain values in, the statement out.

A customer is covered on a day when it lies in exactly one community grid and one power service area, each with a
holder, a deputy, somebody on shift in every hour that its side has to answer, a number verified within ninety days,
and when the two holders are paired and both have confirmed it within ninety days. Anything less has its reason.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

FRESH_DAYS = 90
Span = tuple[datetime, datetime]


class Reason(StrEnum):
    """Why a customer is not covered, in the order in which it has to be mended."""

    GAP_COMMUNITY = "gap.community"
    GAP_POWER = "gap.power"
    OVERLAP_COMMUNITY = "overlap.community"
    OVERLAP_POWER = "overlap.power"
    NOBODY_COMMUNITY = "nobody.community"
    NOBODY_POWER = "nobody.power"
    NO_DEPUTY_COMMUNITY = "no_deputy.community"
    NO_DEPUTY_POWER = "no_deputy.power"
    NO_SHIFT_COMMUNITY = "no_shift.community"
    NO_SHIFT_POWER = "no_shift.power"
    STALE_COMMUNITY = "stale.community"
    STALE_POWER = "stale.power"
    NOT_PAIRED = "not_paired"


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """What a day knows of one area. `open_moments` are hours in which nobody answers; `holder` None: nobody posted."""

    area_id: int
    side: str
    holder: int | None
    has_deputy: bool
    fresh: bool
    open_moments: tuple[Span, ...] = ()

    def reasons(self) -> tuple[Reason, ...]:
        """What is missing on this side, nobody first: without a holder nothing else is said."""
        if self.holder is None:
            return (Reason(f"nobody.{self.side}"),)
        found = []
        if not self.has_deputy:
            found.append(Reason(f"no_deputy.{self.side}"))
        if self.open_moments:
            found.append(Reason(f"no_shift.{self.side}"))
        if not self.fresh:
            found.append(Reason(f"stale.{self.side}"))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Group:
    """Customers that lie in the same two areas. None is a gap, unless the side is in `overlaps`."""

    community: int | None
    power: int | None
    customers: int
    overlaps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One line of what is missing: the reason, the areas concerned, how many customers."""

    reason: Reason
    community: int | None
    power: int | None
    customers: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement of a day. `by_reason` counts customers: one with two reasons counts in both."""

    on: date
    total: int
    covered: int
    by_reason: Mapping[Reason, int]
    lines: tuple[Line, ...]
    areas: Mapping[int, AreaFacts] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        """Whether every customer is covered. An empty city is not."""
        return self.total > 0 and self.covered == self.total

    @property
    def percent(self) -> float:
        """Covered of total, 0 to 100, rounded down to two decimals: 99.999 is not 100."""
        return (self.covered * 10_000 // self.total) / 100 if self.total else 0.0


def is_fresh(verified_on: date | None, *, on: date, days: int = FRESH_DAYS) -> bool:
    """Whether what was verified or confirmed on a day counts on `on`; a later one proves an earlier day too."""
    return verified_on is not None and (on - verified_on).days <= days


def open_moments(needed: Iterable[Span], shifts: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of `needed` that no shift covers, in order."""
    open_now = sorted(needed)
    for begins, ends in sorted(shifts):
        open_now = [part for span in open_now for part in _without(span, begins, ends)]
    return tuple(open_now)


def _without(span: Span, begins: datetime, ends: datetime) -> list[Span]:
    first, last = span
    if ends <= first or begins >= last:
        return [span]
    left = [(first, begins)] if first < begins else []
    right = [(ends, last)] if ends < last else []
    return left + right


def without_absences(shifts: Iterable[Span], absences: Sequence[Span]) -> tuple[Span, ...]:
    """A person's shifts less the times in which the person is away."""
    return open_moments(shifts, absences)


def judge(
    *, on: date, groups: Iterable[Group], areas: Mapping[int, AreaFacts], paired: Collection[tuple[int, int]]
) -> Statement:
    """The statement of a day. `paired` holds (power holder, community holder) confirmed by both and not stale."""
    total = covered = 0
    counted: dict[Reason, int] = {}
    lines: list[Line] = []
    for group in groups:
        total += group.customers
        reasons = reasons_of(group, areas=areas, paired=paired)
        if not reasons:
            covered += group.customers
        for reason in reasons:
            counted[reason] = counted.get(reason, 0) + group.customers
            lines.append(Line(reason, group.community, group.power, group.customers))
    order = {reason: place for place, reason in enumerate(Reason)}
    ordered = sorted(
        lines, key=lambda line: (order[line.reason], -line.customers, line.community or 0, line.power or 0)
    )
    by_reason = {reason: counted[reason] for reason in Reason if reason in counted}
    return Statement(on=on, total=total, covered=covered, by_reason=by_reason, lines=tuple(ordered), areas=areas)


def reasons_of(
    group: Group, *, areas: Mapping[int, AreaFacts], paired: Collection[tuple[int, int]]
) -> tuple[Reason, ...]:
    """Every reason why the customers of a group are not covered; empty when they are."""
    found: list[Reason] = []
    holders: list[int | None] = []
    for side, area_id in (("power", group.power), ("community", group.community)):
        if area_id is None or area_id not in areas:
            found.append(Reason(f"{'overlap' if side in group.overlaps else 'gap'}.{side}"))
            continue
        found += areas[area_id].reasons()
        holders.append(areas[area_id].holder)
    both = len(holders) == 2 and None not in holders
    if both and (holders[0], holders[1]) not in paired:
        found.append(Reason.NOT_PAIRED)
    return tuple(found)


def day_span(start: datetime) -> Span:
    """The 24 hours from `start`."""
    return start, start + timedelta(days=1)
