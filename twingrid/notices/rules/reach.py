"""Coverage of a notice: which homes each way out reaches, and which none does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twingrid.notices.rules.homes import Home

Door = tuple[int, str]
"""A building's id and a stairwell ("" for the whole building)."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A way out and the doors it reaches: a whole building (`(id, "")`) or one stairwell of it."""

    way: str
    doors: frozenset[Door]

    def reaches(self, home: Home) -> bool:
        """Whether somebody who lives there is told this way."""
        return (home.building_id, "") in self.doors or bool(home.unit and (home.building_id, home.unit) in self.doors)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many homes and customers are reached, and the homes that are not."""

    homes: int
    customers: int
    reached_homes: int
    reached_customers: int
    gaps: tuple[Home, ...]

    @property
    def closed(self) -> bool:
        """Whether nobody is left out."""
        return not self.gaps


def cover(homes: Sequence[Home], reaches: Iterable[Reach]) -> Coverage:
    """What the ways together reach of the homes."""
    ways = list(reaches)
    doors = frozenset().union(*(way.doors for way in ways)) if ways else frozenset()
    together = Reach(way="", doors=doors)
    gaps = tuple(home for home in homes if not together.reaches(home))
    customers = sum(home.customers for home in homes)
    return Coverage(
        homes=len(homes),
        customers=customers,
        reached_homes=len(homes) - len(gaps),
        reached_customers=customers - sum(home.customers for home in gaps),
        gaps=gaps,
    )
