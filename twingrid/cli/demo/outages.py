"""outages.csv: two years of past outages and what is planned early enough to be told of; invented, and marked so.

A few transformers are off more often than the others, so that the lists of frequent outages have something to show;
there are also very short ones, ones of a single meter box, and pairs within hours, which do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from twingrid.cli.demo.customers import Rows
from twingrid.cli.demo.network import Network, Node
from twingrid.cli.demo.rhythm import HOURS, MONTHS

HEADER = (
    *("system", "number", "kind", "information", "state", "starts_at", "estimate_at", "started_at", "restored_at"),
    *("equipment", "steps", "title", "important", "cause", "side", "boundary", "synthetic"),
)
SYSTEM, ZONE = "OMS", "+08:00"
DAYS = 730
OFTEN = ((21, 37, 52, 96, 150, 210, 280), (9, 24, 41, 55), (70, 130, 200, 260), (6, 19))
"""Days before today on which one transformer each is off: frequent by year, by sixty days, and twice nearly so."""
PLANNED = ("更换老旧变压器", "电缆改造施工", "配电线路检修", "加装智能开关", "修剪线路旁树枝")
FAULTS = (
    ("equipment", "设备故障抢修", "utility"),
    ("weather", "雷雨大风造成线路故障", "utility"),
    ("tree", "树枝碰线", "utility"),
    ("digging", "施工挖断电缆", "utility"),
    ("overload", "高温负荷过大", "utility"),
    ("customer", "用户设备故障", "customer"),
)


@dataclass(frozen=True)
class Off:
    """One outage: `minute` of the day on which it starts, how long it lasts, what is off."""

    day: int
    minute: int
    minutes: int
    kind: str
    node: Node
    why: int
    half: tuple[str, ...] = ()


def write_rows(net: Network, some: Rows, *, today: date, rng: np.random.Generator) -> Iterator[tuple[object, ...]]:
    """The rows of outages.csv in order of time. `day` of an outage counts before today; negative lies ahead."""
    boxes = [net.boxes[k] for k in np.unique(some.box).tolist()]
    fed = {box.parent for box in boxes}
    nodes = {
        "feeder": [n for n in net.nodes if n.kind == "feeder"],
        "transformer": [n for n in net.nodes if n.kind == "transformer" and n.code in fed],
        "meter_box": boxes,
    }
    under: dict[str, list[str]] = {}
    for box in boxes:
        under.setdefault(box.parent, []).append(box.code)
    every = [*_usual(nodes, rng), *_often(nodes["transformer"], rng)]
    every = [_halved(off, under, n) for n, off in enumerate(sorted(every, key=lambda off: (-off.day, off.minute)))]
    for n, off in enumerate(every):
        yield _row(off, n, today)
    for n, (ahead, kind) in enumerate(((9, "feeder"), (10, "transformer"))):
        node = nodes[kind][int(rng.integers(len(nodes[kind])))]
        yield _ahead(Off(-ahead, 8 * 60, 540 - 120 * n, "planned", node, n), len(every) + n, today)


def _usual(nodes: dict[str, list[Node]], rng: np.random.Generator) -> list[Off]:
    """Outages as they come: faults with the seasons and hours, works on mornings, in proportion to the network."""
    count = max(40, min(260, len(nodes["transformer"]) // 3))
    days = [date(2000, 1, 1) + timedelta(days=n) for n in range(1, DAYS + 1)]
    weight = np.asarray([MONTHS[day.month - 1] for day in days])
    found = []
    for day in rng.choice(DAYS, size=count, p=weight / weight.sum()).tolist():
        level = ("meter_box", "transformer", "feeder")[int(rng.choice(3, p=(0.22, 0.66, 0.12)))]
        node = nodes[level][int(rng.integers(len(nodes[level])))]
        if level != "meter_box" and rng.random() < 0.35:
            found.append(Off(day + 1, 510, int(rng.integers(120, 480)), "planned", node, int(rng.integers(5))))
            continue
        hour = int(rng.choice(24, p=HOURS / HOURS.sum()))
        minutes = 3 if rng.random() < 0.05 else int(np.clip(rng.lognormal(4.2, 0.6), 12, 600))
        kind = "temporary" if rng.random() < 0.12 else "fault"
        found.append(Off(day + 1, hour * 60 + int(rng.integers(60)), minutes, kind, node, int(rng.integers(6))))
        if rng.random() < 0.06 and hour < 18:
            found.append(Off(day + 1, hour * 60 + 60 + minutes, 25, "fault", node, 0))
    return found


def _often(transformers: list[Node], rng: np.random.Generator) -> list[Off]:
    chosen = rng.choice(len(transformers), size=min(len(OFTEN), len(transformers)), replace=False)
    return [
        Off(day, 18 * 60 + int(rng.integers(120)), int(rng.integers(25, 140)), "fault", transformers[int(k)], 4)
        for k, days in zip(chosen.tolist(), OFTEN, strict=False)
        for day in days
    ]


def _halved(off: Off, under: dict[str, list[str]], n: int) -> Off:
    """Every third outage of a transformer comes back in two steps."""
    boxes = under.get(off.node.code, [])
    if off.node.kind != "transformer" or off.minutes < 40 or len(boxes) < 4 or n % 3:
        return off
    return Off(off.day, off.minute, off.minutes, off.kind, off.node, off.why, tuple(boxes[: len(boxes) // 2]))


def _row(off: Off, n: int, today: date) -> tuple[object, ...]:
    start = datetime(today.year, today.month, today.day) - timedelta(days=off.day) + timedelta(minutes=off.minute)  # noqa: DTZ001 - the zone is written behind it
    end = min(start + timedelta(minutes=off.minutes), start.replace(hour=23, minute=59))
    if off.kind == "planned":
        cause, title, side = "works", PLANNED[off.why % len(PLANNED)], "utility"
    else:
        cause, title, side = FAULTS[off.why % len(FAULTS)]
    half = start + (end - start) / 2
    steps = f"{_moment(half)} {';'.join(off.half)}" if off.half else ""
    outside = "external" if cause == "digging" and n % 2 else "internal"
    return (
        *(SYSTEM, _number(start, n), off.kind, "", "closed", _moment(start)),
        *(_moment(end), _moment(start), _moment(end), off.node.code, steps, title, 0, cause, side, outside, 1),
    )


def _ahead(off: Off, n: int, today: date) -> tuple[object, ...]:
    start = datetime(today.year, today.month, today.day) + timedelta(days=-off.day, minutes=off.minute)  # noqa: DTZ001 - the zone is written behind it
    end = start + timedelta(minutes=off.minutes)
    title = PLANNED[off.why % len(PLANNED)]
    return (
        *(SYSTEM, _number(start, n), "planned", "", "announced", _moment(start), _moment(end), "", ""),
        *(off.node.code, "", title, int(off.node.kind == "feeder"), "works", "utility", "internal", 1),
    )


def _number(start: datetime, n: int) -> str:
    return f"OMS{start:%Y%m%d}{n:04d}"


def _moment(moment: datetime) -> str:
    return moment.replace(second=0, microsecond=0).isoformat() + ZONE
