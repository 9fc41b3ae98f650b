"""For how long personal data of finished work is kept, before a city says otherwise. Knows no Django.

No law names a period for this: the shortest that serves the purpose (PIPL art. 19). A civil claim may be brought for
three years (Civil Code art. 188), so what somebody may still claim from is kept as long; a danger or a building work
longer, because the next one at the same place is judged by it; a question or thanks is over within the year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

LEAST, MOST = 30, 3_650
"""Days that a city may choose between."""


@dataclass(frozen=True, slots=True)
class Period:
    """Personal data of finished work of a family (of one kind, if named) are kept for `days`; `why` names the reason:
    claims, answered, place."""

    family: str
    kind: str
    days: int
    why: str = ""


SHIPPED = (
    Period("request", "", 1_095, "claims"),
    Period("request", "consultation", 365, "answered"),
    Period("request", "praise", 365, "answered"),
    Period("request", "suggestion", 365, "answered"),
    Period("hazard", "", 1_825, "place"),
    Period("matter", "", 1_825, "place"),
    Period("project", "", 1_825, "place"),
    Period("joint", "", 1_095, "claims"),
)


def periods(shipped: Iterable[Period], chosen: Mapping[tuple[str, str], int]) -> tuple[Period, ...]:
    """The periods that hold: what a city has chosen, by family and kind, in place of or beside what is shipped."""
    found = {(one.family, one.kind): one for one in shipped}
    for (family, kind), days in chosen.items():
        known = found.get((family, kind))
        found[family, kind] = Period(family, kind, days, known.why if known else "")
    return tuple(sorted(found.values(), key=lambda one: (one.family, one.kind)))


def ended_before(period: Period, *, at: datetime) -> datetime:
    """What ended before this moment has been kept for its time."""
    return at - timedelta(days=period.days)


def others(period: Period, every: Iterable[Period]) -> tuple[str, ...]:
    """The kinds that have a period of their own, where this one is for the rest of its family."""
    return () if period.kind else tuple(one.kind for one in every if one.family == period.family and one.kind)
