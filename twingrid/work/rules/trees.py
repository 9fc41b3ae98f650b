"""Trees and lines: the protection zone, the least distances, and who may cut on what terms. Plain values.

The numbers and their sources stand in trees.toml; distances are metres, voltages kV. What is not in the law there is a
default that a city's profile may change (`trees`: a list of clearances of the same shape).
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from twingrid.work.rules.kinds import Words

Metres = float


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number or a rule comes from. `level`: L read in the law, S a secondary copy."""

    level: str
    words: Words


@dataclass(frozen=True, slots=True)
class Clearance:
    """The least distance between a conductor and a tree."""

    vertical: Metres
    horizontal: Metres


@dataclass(frozen=True, slots=True)
class Way:
    """On what terms a tree may be cut. `tell_days`: within how many days the owner has to be told afterwards."""

    key: str
    words: Words
    consent: bool
    compensation: bool
    tell_days: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What is known of a tree. Empty values are not known yet. `metres`: from the outermost conductor, level."""

    kilovolts: float | None = None
    metres: Metres | None = None
    planted: str = ""
    danger: bool = False


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("trees.toml").read_text("utf-8"))


def zone(kilovolts: float | None) -> Metres | None:
    """How far the protection zone reaches on each side of an overhead line; nothing where the law names no width."""
    row = _row(_table()["zones"], kilovolts)
    return None if row is None else float(row["metres"])


def clearance(kilovolts: float | None, *, profile: Mapping[str, Any] | None = None) -> Clearance | None:
    """The least distances at a voltage, the city's own where its profile names them; nothing where none is known."""
    rows = (profile or {}).get("trees") or _table()["clearances"]
    row = _row(rows, kilovolts)
    return None if row is None else Clearance(float(row["vertical"]), float(row["horizontal"]))


def zone_source() -> Source:
    """Where the widths of the zone stand."""
    return _source(_table()["zone_source"])


def clearance_source() -> Source:
    """Where the least distances stand."""
    return _source(_table()["clearance_source"])


def in_zone(tree: Tree) -> bool | None:
    """Whether a tree stands in the protection zone; None while the voltage or the distance is not known."""
    width = zone(tree.kilovolts)
    if tree.kilovolts is None or tree.metres is None:
        return None
    return width is not None and tree.metres <= width


def too_near(tree: Tree, *, vertical: Metres | None, profile: Mapping[str, Any] | None = None) -> bool | None:
    """Whether a tree is nearer than it may be: it is clear if either distance is kept. None while nothing is known."""
    least = clearance(tree.kilovolts, profile=profile)
    if least is None or (tree.metres is None and vertical is None):
        return None
    kept = (tree.metres is not None and tree.metres >= least.horizontal) or (
        vertical is not None and vertical >= least.vertical
    )
    return not kept


def way(tree: Tree) -> Way:
    """On what terms this tree may be cut."""
    inside = in_zone(tree)
    if inside is False:
        return _way("act_first" if tree.danger else "agree")
    if inside is None or not tree.planted:
        return _way("unknown")
    return _way("procedure" if tree.planted == "before" else "notify")


def lacking(tree: Tree, *, consent: str, compensation: str) -> str:
    """What has to be there before the saw may start: unknown, consent, told, compensation; "" when nothing lacks."""
    terms = way(tree)
    if terms.key == "unknown":
        return "unknown"
    if terms.key == "act_first":
        return ""
    if terms.consent and consent != "given":
        return "consent"
    if not consent:
        return "told"
    return "compensation" if terms.compensation and compensation != "agreed" else ""


def _way(key: str) -> Way:
    row = _table()["ways"][key]
    return Way(
        key=key,
        words=Words(**row["words"]),
        consent=row["consent"],
        compensation=row["compensation"],
        tell_days=row["tell_days"],
        source=Source(row["level"], Words(**row["source"])),
    )


def _row(rows: Sequence[Mapping[str, Any]], kilovolts: float | None) -> Mapping[str, Any] | None:
    if kilovolts is None:
        return None
    return next((row for row in rows if row["from"] <= kilovolts <= row["to"]), None)


def _source(row: Mapping[str, Any]) -> Source:
    return Source(row["level"], Words(**row["words"]))
