"""requests.csv: the history of two years, ready for COPY."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from twingrid.cli.demo import cases, histories, phones, rhythm
from twingrid.cli.demo.customers import Rows, Texts, is_flagship
from twingrid.cli.demo.histories import DAY, History, Writer
from twingrid.cli.demo.naming import Building
from twingrid.cli.demo.partition import Ints
from twingrid.cli.demo.people import Staff
from twingrid.cli.demo.power import Town
from twingrid.work.rules.catalogue import promised as promised_kinds

HEADER = [
    "number",
    "token",
    "channel",
    "kind",
    "building_key",
    "unit",
    "room",
    "words",
    "reporter_phone",
    "reported_at",
    "moves",
    "outcome",
    "side",
    "rating",
    "rating_words",
    "scope",
    "finding",
    "external_no",
    "reporter_name",
    "state",
    "holder_no",
    "counterpart_no",
    "leader_no",
    "community_grid_code",
    "power_area_code",
    "cancel_reason",
    "reported_by_no",
]
ALPHABET = np.frombuffer(b"23456789abcdefghjkmnpqrstuvwxyz", dtype=np.uint8)
OPEN_DAYS, OPEN_SHARE, OPEN_LEAST = 6, 0.16, 18
ZONE_OF_TIME = "+08:00"


@dataclass(frozen=True)
class City:
    """All that requests refer to."""

    town: Town
    staff: Staff
    rows: Rows
    texts: Texts
    names: list[object]


@dataclass(frozen=True)
class Report:
    """One request besides its history: `at` local time, `row` the customer it is about, `serial` within its day."""

    number: str
    token: str
    at: str
    serial: int
    case: cases.Case
    channel: str
    scope: str
    row: int
    phone: int
    word: int


def building_key(building: Building) -> str:
    """How requests.csv names a building: compound|road+house_no|building."""
    at = building.compound
    return f"{at.name}|{at.road}{at.house_no}|{building.name}"


def write_rows(city: City, *, count: int, today: date, rng: np.random.Generator) -> Iterator[tuple[object, ...]]:
    """The rows of requests.csv in order of time."""
    when = rhythm.draw(count, today=today, rng=rng)
    draws = histories.draw(when, rng)
    cut = int(np.datetime64(today, "s").astype(np.int64))
    stops = _stops(when, draws, cut, rng)
    writer = _writer(city, draws, cut)
    keys = [building_key(b) for b in city.town.buildings]
    for i, report in enumerate(_reports(city, when, rng)):
        b = int(city.rows.building[report.row])
        zone = int(city.town.zone_of[b])
        plan = histories.Request(i, int(when.at[i]), report.case, zone, stops[i])
        yield _row(city, report, writer.history(plan), keys[b])


def _reports(city: City, when: rhythm.Reports, rng: np.random.Generator) -> Iterator[Report]:
    count = len(when.at)
    chosen = [cases.CASES[k] for k in when.kind.tolist()]
    columns = zip(
        _numbers(when),
        _tokens(count, rng),
        np.datetime_as_string(when.at.astype("datetime64[s]")).tolist(),
        _serials(when),
        chosen,
        [rhythm.CHANNELS[c] for c in when.channel.tolist()],
        _scopes(when.kind, rng),
        _customers(city, when, rng).tolist(),
        rng.integers(0, 10_000_000, count).tolist(),
        rng.integers(0, 1000, count).tolist(),
        strict=True,
    )
    return (Report(*column) for column in columns)


def _row(city: City, report: Report, history: History, key: str) -> tuple[object, ...]:
    b = int(city.rows.building[report.row])
    zone, grid = int(city.town.zone_of[b]), city.town.buildings[b].grid
    found, at, scope, channel = history.ending, report.at, report.scope, report.channel
    by_staff = channel in ("patrol", "committee")
    local = city.staff.community_of[grid]
    return (
        report.number,
        report.token,
        channel,
        report.case.kind,
        key,
        "" if scope in ("building", "around") else city.texts.unit[report.row],
        city.texts.room[report.row] if scope == "home" else "",
        report.case.words[report.word % len(report.case.words)],
        "" if by_staff else _phone(city.town.profile.area_code, report.phone),
        at + ZONE_OF_TIME,
        _moves(history),
        found.outcome if found else "",
        found.side if found else "",
        history.rating or "",
        history.rating_words,
        scope,
        found.finding if found else "",
        f"{at[2:4]}{at[5:7]}{at[8:10]}{report.serial:012d}" if channel == "hotline_12345" else "",
        "" if by_staff else city.names[report.row],
        history.state,
        history.holder,
        local,
        city.staff.leader_of[zone],
        city.town.ground.grids[grid].code,
        city.town.zones[zone].code,
        history.cancel_reason,
        {"patrol": city.staff.power_of[zone], "committee": local}.get(channel, ""),
    )


def _phone(area_code: str, number: int) -> str:
    return phones.mobile(number) if number % 7 else phones.landline(area_code, number % 100_000)


def _moves(history: History) -> str:
    rows = [[name, _moment(at), who, note] for name, at, who, note in history.steps]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _moment(second: int) -> str:
    day, rest = divmod(second, DAY)
    return f"{_day(day)}T{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}{ZONE_OF_TIME}"


@cache
def _day(day: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()


def _writer(city: City, draws: histories.Draws, cut: int) -> Writer:
    desk = [p.employee_no for p in city.staff.people if p.role == "dispatcher"]
    deputies = {p.employee_no: p.deputy for p in city.staff.people}
    return Writer(city.staff, desk, deputies, draws, cut)


def _stops(when: rhythm.Reports, draws: histories.Draws, cut: int, rng: np.random.Generator) -> list[str]:
    """For some requests of the last days the state in which they still are, so that every state is seen; else ""."""
    stops = [""] * len(when.at)
    urgent = np.asarray([case.kind in promised_kinds() for case in cases.CASES])[when.kind]
    days = np.where(urgent, 1, OPEN_DAYS)  # a stairwell that has been dark for five days is no demonstration
    recent = np.flatnonzero((when.at > cut - days * DAY) & (when.at < cut - np.where(urgent, 0, DAY // 4)))
    count = min(max(int(len(recent) * OPEN_SHARE), OPEN_LEAST), len(recent))
    chosen = np.sort(rng.choice(recent, size=count, replace=False))
    for n, i in enumerate(chosen.tolist()):
        stops[i] = histories.STILL[n * len(histories.STILL) // count]
        draws.hold(i, stops[i], cases.CASES[int(when.kind[i])])
    return stops


def _customers(city: City, when: rhythm.Reports, rng: np.random.Generator) -> Ints:
    """The customer whom each request is about; of the last days one in eight lives in a compound of the pictures."""
    homes = np.flatnonzero(~city.rows.public)
    chosen = homes[rng.integers(0, len(homes), len(when.at))]
    marked = np.asarray([is_flagship(b) for b in city.town.buildings])[city.rows.building] & ~city.rows.public
    known = np.flatnonzero(marked)
    if city.town.profile.flagships and len(known):
        recent = np.flatnonzero((when.day >= 715) & (rng.random(len(when.at)) < 0.125))
        chosen[recent] = known[rng.integers(0, len(known), len(recent))]
    return chosen


def _scopes(kind: Ints, rng: np.random.Generator) -> list[str]:
    luck = rng.random(len(kind)).tolist()
    tables = []
    for case in cases.CASES:
        names, shares = zip(*case.scopes, strict=True)
        tables.append((names, np.cumsum(shares).tolist()))
    chosen = []
    for k, x in zip(kind.tolist(), luck, strict=True):
        names, upto = tables[k]
        chosen.append(next((n for n, edge in zip(names, upto, strict=True) if x < edge), names[-1]))
    return chosen


def _tokens(count: int, rng: np.random.Generator) -> list[str]:
    """Private links: 20 letters that are not mistaken for each other (as kit.tokens makes them, but seeded)."""
    letters = np.ascontiguousarray(ALPHABET[rng.integers(0, len(ALPHABET), (count, 20))])
    return [token.decode("ascii") for token in letters.view("S20").ravel().tolist()]


def _serials(reports: rhythm.Reports) -> list[int]:
    """The position of each request within its day, from 1."""
    starts = np.flatnonzero(np.r_[True, reports.day[1:] != reports.day[:-1]])
    first = np.repeat(starts, np.diff(np.r_[starts, len(reports.day)]))
    return [int(n) for n in np.arange(len(reports.day)) - first + 1]


def _numbers(reports: rhythm.Reports) -> list[str]:
    days = np.datetime_as_string(reports.at.astype("datetime64[s]").astype("datetime64[D]")).tolist()
    return [f"{d.replace('-', '')}-{n:04d}" for d, n in zip(days, _serials(reports), strict=True)]
