"""How many plates have to be printed again in somebody's areas: from this process's memory while nothing changes.

The list itself (`plate_lists`) always looks at the rows; a page that only counts does not make every face again.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from twingrid.coverage import plate_queries
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.coverage.rules.plates import History, Standing, standing
from twingrid.kit import clock
from twingrid.kit.memo import Remembered
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory import queries as territory_queries

PLATES = "plates"
MEMORY = ("areas", "gazetteer", "overrides", "people", "texts", PLATES)


@dataclass(frozen=True, slots=True)
class _Changed:
    """The areas of each plate whose print is not true any more."""

    areas: tuple[frozenset[int], ...]


def _build(day: date) -> _Changed:
    # What plates say changes by the day, never by the hour.
    faces = plate_queries.plate_faces(None, at=timezone.make_aware(datetime.combine(day, time(12))))
    past = plate_queries.histories(None)
    none = History()
    return _Changed(
        tuple(
            face.area_ids for pk, face in faces.items() if standing(past.get(pk, none), face.digest) is Standing.CHANGED
        )
    )


_changed = Remembered(_build, lambda: territory_queries.generation(*MEMORY), keep=4)


def to_print_again(user: User, *, at: datetime) -> int:
    """How many plates of one's areas say what is not true any more; 0 for those who see no plates."""
    grants = people_queries.grants_of(user, at=at)
    if not grants.may(May.PLATE_SEE):
        return 0
    found = _changed.get(clock.today(at)).areas
    return sum(1 for areas in found if grants.may(May.PLATE_SEE, areas=areas or (0,)))
