"""The statement of coverage for any day, computed from the rows that hold on that day."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from twingrid.cities import queries as cities_queries
from twingrid.coverage.models import CoverageDay
from twingrid.coverage.rules import statement as rules
from twingrid.coverage.rules.statement import AreaFacts, Span, Statement
from twingrid.coverage.whereabouts import MEMORY, SIDES, whereabouts
from twingrid.kit.memo import Remembered
from twingrid.people import queries as people_queries
from twingrid.people.models import Pairing, Posting
from twingrid.people.queries import WORKER_OF
from twingrid.territory import queries as territory_queries

# Hours in which somebody has to answer, per side: the power side always, the community in office hours of weekdays.
HOURS: Mapping[str, tuple[time, time, bool]] = {
    "power": (time(0), time(0), True),
    "community": (time(8), time(17, 30), False),
}


def statement(on: date) -> Statement:
    """The statement of coverage of the present city for a day, from this process's memory while nothing changes."""
    return _statements.get(on)


def statement_of(on: date, *, members: Collection[str]) -> Statement:
    """The statement of those customers alone who lie in one of these areas (`partition:code`), on either side."""
    ids = {row.id for side in SIDES for row in territory_queries.partition_on(side, on).rows
           if f"{row.partition}:{row.code}" in members}  # fmt: skip
    areas, paired = facts_and_pairs(on)
    groups = [one for one in whereabouts(on).groups() if one.community in ids or one.power in ids]
    return rules.judge(on=on, groups=groups, areas=areas, paired=paired)


def history(*, limit: int = 400) -> list[CoverageDay]:
    """The recorded days, oldest first."""
    return list(CoverageDay.objects.order_by("-on")[:limit])[::-1]


def _build(on: date) -> Statement:
    areas, paired = facts_and_pairs(on)
    return rules.judge(on=on, groups=whereabouts(on).groups(), areas=areas, paired=paired)


def facts_and_pairs(on: date) -> tuple[Mapping[int, AreaFacts], frozenset[tuple[int, int]]]:
    """What a day knows of every area (by id), and which holders are paired: all that a reason is made of."""
    return _known.get(on)


def _build_known(on: date) -> tuple[Mapping[int, AreaFacts], frozenset[tuple[int, int]]]:
    areas = {row.id: row for side in SIDES for row in territory_queries.partition_on(side, on).rows}
    return _facts(sorted(areas), {pk: row.partition for pk, row in areas.items()}, on=on), frozenset(_paired(on))


_known = Remembered(_build_known, lambda: territory_queries.generation("areas", "people"), keep=16)
_statements = Remembered(_build, lambda: territory_queries.generation(*MEMORY, "people"), keep=16)


# --- what every area has ------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Day:
    """The people of a day: shifts less absences by person, numbers, postings by area, teams by leader."""

    free: Mapping[int, tuple[Span, ...]]
    verified: Mapping[int, date | None]
    postings: Mapping[int, Sequence[Posting]]
    teams: Mapping[int, Sequence[int]]


def _facts(area_ids: Sequence[int], sides: Mapping[int, str], *, on: date) -> dict[int, AreaFacts]:
    day = _load(area_ids, on=on)
    needed = {side: _needed(side, on) for side in SIDES}
    return {pk: _fact(pk, sides[pk], day, needed[sides[pk]], on=on) for pk in area_ids}


def _fact(area_id: int, side: str, day: _Day, needed: Sequence[Span], *, on: date) -> AreaFacts:
    own = [p for p in day.postings.get(area_id, ()) if p.role == WORKER_OF[side]]
    if not own:
        return AreaFacts(area_id, side, holder=None, has_deputy=False, fresh=False)
    posting = own[-1]
    crew = {posting.user_id, *(day.teams.get(posting.leader_id, ()) if posting.leader_id else ())}
    crew |= {posting.deputy_id} if posting.deputy_id else set()
    shifts = [span for user_id in crew for span in day.free.get(user_id, ())]
    return AreaFacts(
        area_id=area_id,
        side=side,
        holder=posting.user_id,
        has_deputy=posting.deputy_id is not None,
        fresh=rules.is_fresh(day.verified.get(posting.user_id), on=on),
        open_moments=rules.open_moments(needed, shifts),
    )


def _load(area_ids: Sequence[int], *, on: date) -> _Day:
    begins, ends = _span(on)
    postings: dict[int, list[Posting]] = defaultdict(list)
    teams: dict[int, list[int]] = defaultdict(list)
    users: set[int] = set()
    for posting in people_queries.area_postings(area_ids, on=on):
        assert posting.area_id is not None
        postings[posting.area_id].append(posting)
        users |= {pk for pk in (posting.user_id, posting.deputy_id) if pk is not None}
        if posting.leader_id is not None and posting.role == WORKER_OF["power"]:
            teams[posting.leader_id].append(posting.user_id)
    away: dict[int, list[Span]] = defaultdict(list)
    for absence in people_queries.absences_between(users, begins=begins, ends=ends):
        away[absence.user_id].append((absence.starts_at, absence.ends_at))
    hours: dict[int, list[Span]] = defaultdict(list)
    for shift in people_queries.shifts_between(users, begins=begins, ends=ends):
        hours[shift.user_id].append((shift.starts_at, shift.ends_at))
    return _Day(
        free={pk: rules.without_absences(spans, away.get(pk, [])) for pk, spans in hours.items()},
        verified={pk: verified for pk, (_number, verified) in people_queries.duty_numbers(users, on=on).items()},
        postings=postings,
        teams=teams,
    )


def _span(on: date) -> Span:
    start = timezone.make_aware(datetime.combine(on, time()))
    return start, timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))


def _needed(side: str, on: date) -> list[Span]:
    """The hours of a day in which a side has to answer: the city's own, or the defaults above."""
    given = cities_queries.present_city().profile.get("coverage_hours", {}).get(side)
    first, last, weekends = (
        (time.fromisoformat(given[0]), time.fromisoformat(given[1]), given[2]) if given else HOURS[side]
    )
    if on.weekday() >= 5 and not weekends:
        return []
    begins, ends = _span(on)
    if first == last:
        return [(begins, ends)]
    at = [timezone.make_aware(datetime.combine(on, moment)) for moment in (first, last)]
    return [(at[0], at[1])]


def _paired(on: date) -> set[tuple[int, int]]:
    """(power holder, community holder) whose pairing holds on a day, confirmed by both and not stale."""
    return {
        (row.power_id, row.community_id)
        for row in Pairing.objects.on(on)
        if rules.is_fresh(row.confirmed_by_power_on, on=on) and rules.is_fresh(row.confirmed_by_community_on, on=on)
    }


# --- as pages, files and the interface show it ----------------------------------------------------------
@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line of what is missing with the names of its areas and people."""

    reason: str
    community: str
    community_code: str
    power: str
    power_code: str
    customers: int
    holder: str
    moments: tuple[Span, ...]


def named_lines(found: Statement) -> list[NamedLine]:
    """Every line of a statement with names, in the statement's order."""
    areas = {row.id: row for side in SIDES for row in territory_queries.partition_on(side, found.on).rows}
    holders = {fact.holder for fact in found.areas.values() if fact.holder is not None}
    names = people_queries.names_of(holders)
    lines = []
    for line in found.lines:
        side = line.power if line.reason.endswith("power") else line.community
        fact = found.areas.get(side or 0)
        left, right = areas.get(line.community or 0), areas.get(line.power or 0)
        lines.append(
            NamedLine(
                reason=line.reason.value,
                community=left.name if left else "",
                community_code=left.code if left else "",
                power=right.name if right else "",
                power_code=right.code if right else "",
                customers=line.customers,
                holder=names.get(fact.holder or 0, "") if fact else "",
                moments=fact.open_moments if fact and line.reason.startswith("no_shift") else (),
            )
        )
    return lines


def as_plain(found: Statement) -> dict[str, object]:
    """The statement as plain values: what the command, the interface and the file give."""
    return {
        "on": found.on.isoformat(),
        "total": found.total,
        "covered": found.covered,
        "percent": found.percent,
        "full": found.is_full,
        "by_reason": {reason.value: n for reason, n in found.by_reason.items()},
        "lines": [
            {
                "reason": line.reason,
                "community_grid": line.community_code,
                "power_service_area": line.power_code,
                "customers": line.customers,
                "moments": [[begins.isoformat(), ends.isoformat()] for begins, ends in line.moments],
            }
            for line in named_lines(found)
        ],
    }


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Hours of one area in which nobody answers."""

    area_id: int
    area: str
    code: str
    side: str
    begins: datetime
    ends: datetime


def open_hours(on: date, *, areas: frozenset[int] | None) -> list[OpenHours]:
    """The hours of a day in which nobody answers, in some areas (None: in all), earliest first."""
    rows = {row.id: row for side in SIDES for row in territory_queries.partition_on(side, on).rows}
    return sorted(
        (
            OpenHours(fact.area_id, rows[fact.area_id].name, rows[fact.area_id].code, fact.side, begins, ends)
            for fact in statement(on).areas.values()
            if areas is None or fact.area_id in areas
            for begins, ends in fact.open_moments
        ),
        key=lambda hours: (hours.begins, hours.code),
    )
