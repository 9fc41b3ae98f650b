"""Who is often without electricity (频繁停电): counting by a chosen, versioned rule set, with every exclusion's reason.

The shipped set is a working definition read in one company's statistics (Guangdong, rule version
"2026-09-16-priority-v1"); it is neither a national text nor that of the State Grid. A city may choose another one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The numbers of one version. `over` means more than; `exactly` and `between` are inclusive."""

    name: str
    source: str
    least_minutes: int
    least_users: int
    merge_hours: int
    year_over: int
    rolling_days: int
    rolling_over: int
    planned_over: int
    warn_year: tuple[int, int]
    warn_days: tuple[tuple[int, int], ...]
    """(exactly so many, in the last so many days), each of which warns."""
    feeder_users: int


NEVER = 1_000_000
"""A count that nobody reaches: this rule is not asked."""
RULE_SETS: Mapping[str, RuleSet] = {
    "2026-09-16-priority-v1": RuleSet(
        name="2026-09-16-priority-v1",
        source="intelliastra/outage-stats @863e979",
        least_minutes=5,
        least_users=2,
        merge_hours=6,
        year_over=5,
        rolling_days=60,
        rolling_over=3,
        planned_over=3,
        warn_year=(4, 5),
        warn_days=((3, 50), (2, 30)),
        feeder_users=2,
    ),
    "two-months-three-v1": RuleSet(
        name="two-months-three-v1",
        source="often quoted for 95598, not confirmed in any text that we have read",
        least_minutes=0,
        least_users=1,
        merge_hours=0,
        year_over=NEVER,
        rolling_days=60,
        rolling_over=2,
        planned_over=NEVER,
        warn_year=(NEVER, NEVER),
        warn_days=((2, 60),),
        feeder_users=2,
    ),
}
DEFAULT = "2026-09-16-priority-v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """One user's interruption: `user` and `feeder` are ids, `users` how many the outage touched.

    `homes` says how many customers share exactly this history (one stairwell at one meter box): they are one `user`
    here, and count as so many.
    """

    user: int
    feeder: int | None
    outage: str
    started_at: datetime
    restored_at: datetime
    planned: bool
    users: int
    homes: int = 1


@dataclass(frozen=True, slots=True)
class Excluded:
    """An interruption that does not count, and why: short, one_user, major_day, merged."""

    interruption: Interruption
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a user is: frequent or warning, by which rules, and the outages that count."""

    user: int
    feeder: int | None
    category: str
    reasons: tuple[str, ...]
    counted: tuple[str, ...]
    homes: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """Users that are frequent or near it, feeders with enough of them, and everything that did not count."""

    verdicts: tuple[Verdict, ...]
    feeders: tuple[int, ...]
    excluded: tuple[Excluded, ...]


def chosen(name: str) -> RuleSet:
    """The rule set of this name among those that are shipped; the usual one for any other name."""
    return RULE_SETS.get(name, RULE_SETS[DEFAULT])


def judge(
    interruptions: Iterable[Interruption],
    rules: RuleSet,
    *,
    until: datetime,
    major_days: frozenset[date] = frozenset(),
    dedicated: frozenset[int] = frozenset(),
) -> Result:
    """Count the interruptions that started in the year before `until`.

    `major_days` are days of major events (in the zone of the moments), `dedicated` feeders with one customer only.
    """
    since = until - timedelta(days=365)
    excluded: list[Excluded] = []
    counted: dict[tuple[int, int | None], list[Interruption]] = defaultdict(list)
    for one in sorted(interruptions, key=lambda i: (i.user, i.feeder or 0, i.started_at)):
        if not since <= one.started_at < until:
            continue
        reason = _reason(one, rules, major_days) or _merged(one, counted[one.user, one.feeder], rules)
        if reason:
            excluded.append(Excluded(one, reason))
        else:
            counted[one.user, one.feeder].append(one)
    by_user: dict[int, list[Interruption]] = defaultdict(list)
    for (user, _feeder), rows in counted.items():
        by_user[user] += rows
    verdicts = [found for user, rows in by_user.items() if (found := _verdict(user, rows, rules, until)) is not None]
    return Result(
        verdicts=tuple(sorted(verdicts, key=lambda v: (v.category != "frequent", -len(v.counted), v.user))),
        feeders=_feeders(verdicts, rules, dedicated),
        excluded=tuple(excluded),
    )


def _reason(one: Interruption, rules: RuleSet, major_days: frozenset[date]) -> str:
    if one.restored_at - one.started_at < timedelta(minutes=rules.least_minutes):
        return "short"
    if one.users < rules.least_users:
        return "one_user"
    return "major_day" if one.started_at.date() in major_days else ""


def _merged(one: Interruption, before: list[Interruption], rules: RuleSet) -> str:
    near = timedelta(hours=rules.merge_hours)
    return "merged" if before and one.started_at - before[-1].started_at < near else ""


def _verdict(user: int, rows: list[Interruption], rules: RuleSet, until: datetime) -> Verdict | None:
    rows = sorted(rows, key=lambda i: i.started_at)
    reasons = _frequent(rows, rules)
    category = "frequent" if reasons else "warning"
    reasons = reasons or _warning(rows, rules, until)
    if not reasons:
        return None
    outages = tuple(row.outage for row in rows)
    last = rows[-1]
    return Verdict(
        user=user, feeder=last.feeder, category=category, reasons=tuple(reasons), counted=outages, homes=last.homes
    )


def _frequent(rows: list[Interruption], rules: RuleSet) -> list[str]:
    found = ["year"] if len(rows) > rules.year_over else []
    span, need = timedelta(days=rules.rolling_days), rules.rolling_over
    starts = [row.started_at for row in rows]
    if any(starts[n + need] - starts[n] < span for n in range(len(starts) - need)):
        found.append("rolling")
    if sum(row.planned for row in rows) > rules.planned_over:
        found.append("planned")
    return found


def _warning(rows: list[Interruption], rules: RuleSet, until: datetime) -> list[str]:
    least, most = rules.warn_year
    found = ["year"] if least <= len(rows) <= most else []
    for exactly, days in rules.warn_days:
        if sum(row.started_at >= until - timedelta(days=days) for row in rows) == exactly:
            found.append(f"last_{days}")
    return found


def _feeders(verdicts: Iterable[Verdict], rules: RuleSet, dedicated: frozenset[int]) -> tuple[int, ...]:
    users: dict[int, int] = defaultdict(int)
    for verdict in verdicts:
        if verdict.category == "frequent" and verdict.feeder is not None and verdict.feeder not in dedicated:
            users[verdict.feeder] += verdict.homes
    return tuple(sorted(feeder for feeder, n in users.items() if n >= rules.feeder_users))
