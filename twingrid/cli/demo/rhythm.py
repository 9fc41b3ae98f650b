"""When people report, and through which channel: two years with seasons, weekdays and hours.

Hotline orders (12345) fall by about 30 % from the first year to the second while direct calls and plates grow
(the model of flows.md); the total stays about the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from twingrid.cli.demo import cases
from twingrid.cli.demo.partition import Floats, Ints

MONTHS = np.asarray([1.25, 1.05, 0.82, 0.75, 0.82, 1.15, 1.6, 1.55, 0.9, 0.75, 0.9, 1.15])
WEEKDAYS = np.asarray([1.12, 1.05, 1.02, 1.0, 1.02, 0.92, 0.87])
HOURS = np.asarray(
    [6, 4, 3, 2, 3, 6, 18, 42, 62, 66, 58, 50, 44, 38, 42, 44, 46, 54, 68, 76, 66, 48, 28, 14], dtype=float
)
LATEST = 24
"""So many requests at least fall into the last five days, so that a small city too has work going on."""
CHANNELS = ("direct_call", "page", "plate", "group", "hotline_12345", "counter", "patrol", "committee")
"""In the order of `_channel_shares`."""


@dataclass(frozen=True)
class Reports:
    """Requests in order of time (n,): second since the epoch in local time, day, channel, kind (indices)."""

    at: Ints
    day: Ints
    channel: Ints
    kind: Ints


def draw(count: int, *, today: date, rng: np.random.Generator) -> Reports:
    """`count` reports in the 730 days before `today`."""
    days = np.asarray([today - timedelta(days=730 - d) for d in range(730)], dtype="datetime64[D]")
    months = days.astype("datetime64[M]").astype(int) % 12
    weekdays = (days.astype(int) + 3) % 7
    weight = MONTHS[months] * WEEKDAYS[weekdays] * _bad_weather(months, rng)
    day = rng.choice(730, size=count, p=weight / weight.sum())
    day[:LATEST] = rng.integers(725, 730, min(LATEST, count))
    second = rng.choice(24, size=count, p=HOURS / HOURS.sum()) * 3600 + rng.integers(0, 3600, count)
    order = np.lexsort((second, day))
    day, second = day[order], second[order]
    shares = _channel_shares(day / 365.0)
    channel = (rng.random(count)[:, None] > shares.cumsum(axis=1)).sum(axis=1)
    at = days[day].astype("datetime64[s]").astype(np.int64) + second
    return Reports(at, day, channel, _kinds(channel, months[day], rng))


def _bad_weather(months: Ints, rng: np.random.Generator) -> Floats:
    """A few stormy days each summer bring twice as many calls."""
    stormy = rng.random(len(months)) < np.where((months >= 5) & (months <= 7), 0.06, 0.004)
    return np.where(stormy, rng.uniform(1.6, 2.6, len(months)), rng.uniform(0.9, 1.1, len(months)))


def _channel_shares(years: Floats) -> Floats:
    """Shares (n, 8) of the channels after so many years: 0.70 a year for the hotline, 1.22 for direct calls."""
    hotline, direct, plate = 0.255 * 0.70**years, 0.29 * 1.22**years, 0.03 * 1.9**years
    rest = 1 - hotline - direct - plate
    columns = [direct, rest * 0.24, plate, rest * 0.34, hotline, rest * 0.17, rest * 0.10, rest * 0.15]
    return np.column_stack(columns)


def _kinds(channel: Ints, months: Ints, rng: np.random.Generator) -> Ints:
    base = np.asarray([case.weight for case in cases.CASES])
    summer = np.asarray([case.summer for case in cases.CASES])
    patrol = np.asarray([case.kind in cases.ON_PATROL for case in cases.CASES])
    hot = np.isin(months, (5, 6, 7))
    weight = base * np.where(hot[:, None] & summer, 1.6, 1.0)
    weight = np.where((channel == CHANNELS.index("patrol"))[:, None] & ~patrol, 0.0, weight)
    upto = (weight / weight.sum(axis=1, keepdims=True)).cumsum(axis=1)
    kinds: Ints = np.minimum((rng.random(len(channel))[:, None] > upto).sum(axis=1), len(base) - 1)
    return kinds
