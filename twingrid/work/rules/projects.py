"""How far a project is, from facts only: meters renewed of those to renew, stages done of those planned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a building is. `ends_on`: the last day that is planned for what is left; None when nothing is."""

    meters: int = 0
    meters_done: int = 0
    stages: int = 0
    stages_done: int = 0
    ends_on: date | None = None


def total(ones: Iterable[Standing]) -> Standing:
    """The buildings of a project together."""
    found = list(ones)
    days = [one.ends_on for one in found if one.ends_on is not None]
    return Standing(
        meters=sum(one.meters for one in found),
        meters_done=sum(one.meters_done for one in found),
        stages=sum(one.stages for one in found),
        stages_done=sum(one.stages_done for one in found),
        ends_on=max(days, default=None),
    )


def percent(one: Standing) -> int | None:
    """Whole percent, rounded down: by meters where they are counted, else by stages; None while there is nothing to
    count. It says 100 only when nothing is left."""
    done, whole = (one.meters_done, one.meters) if one.meters else (one.stages_done, one.stages)
    return None if not whole else done * 100 // whole


def is_done(one: Standing) -> bool:
    """Whether nothing is left in this building: every meter and every stage."""
    return one.meters_done >= one.meters and one.stages_done >= one.stages


def stage_days(starts_on: date, ends_on: date, count: int) -> Sequence[tuple[date, date]]:
    """The days of `count` stages one after the other, evenly from the first day to the last; at least one day each."""
    days = max((ends_on - starts_on).days + 1, count)
    edges = [round(n * days / count) for n in range(count + 1)]
    return [
        (starts_on + timedelta(days=first), starts_on + timedelta(days=after - 1)) for first, after in pairwise(edges)
    ]
