"""The list of plates as one person may see it: how each stands, what changed, which have to be printed again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from twingrid.coverage import plate_queries
from twingrid.coverage.models import Plate, PrintedPlate
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.coverage.rules.plates import Change, Face, History, Standing, changes, standing
from twingrid.people import queries as people_queries
from twingrid.people.models import User

TO_PRINT = (Standing.NEVER, Standing.CHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is looked for: words of the place, kind, community (its name), area (id), how it stands ("": any)."""

    text: str = ""
    kind: str = ""
    community: str = ""
    area_id: int = 0
    standing: str = ""

    def fits(self, face: Face) -> bool:
        """Whether a plate is looked for, whatever its standing."""
        if self.kind and face.kind != self.kind:
            return False
        if self.community and self.community not in (*face.place[-1:], face.title):
            return False
        if self.area_id and self.area_id not in face.area_ids:
            return False
        said = "".join((*face.place, face.title, face.unit)).replace(" ", "")
        return all(word in said for word in self.text.split())


@dataclass(frozen=True, slots=True)
class PlateRow:
    """One line of the list. `waits`: a print lies ready to be put up, even of a plate that is true (a worn one).

    `changes` are filled for the rows of the page that is shown.
    """

    plate_id: int
    code: str
    face: Face
    standing: Standing
    version: int
    waits: bool
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class PlateList:
    """One page of the list, all its counts, and what may be chosen as community and area."""

    rows: tuple[PlateRow, ...]
    total: int
    counts: Mapping[str, int]
    communities: tuple[str, ...]
    areas: tuple[tuple[int, str], ...]


def plates_for(user: User, wanted: Filter, *, at: datetime, start: int = 0, count: int = 50) -> PlateList:
    """The plates of one's areas, first those to be printed again; the number of questions is fixed."""
    everything = _rows(user, at=at)
    fitting = [row for row in everything if wanted.fits(row.face)]
    counts = Counter(str(row.standing) for row in fitting)
    found = _sorted(row for row in fitting if wanted.standing in ("", row.standing))
    return PlateList(
        rows=tuple(_with_changes(found[start : start + count])),
        total=len(found),
        counts={str(one): counts[str(one)] for one in Standing},
        communities=tuple(sorted({row.face.place[-1] for row in everything if row.face.place})),
        areas=tuple(
            sorted({(s.area_id, s.area) for row in everything if (s := row.face.power)}, key=lambda one: one[1])
        ),
    )


def ids_to_print(user: User, wanted: Filter, *, at: datetime, most: int) -> list[int]:
    """The first `most` plates that fit, are to be printed (or stand as the filter says) and can be."""
    standings = (wanted.standing,) if wanted.standing else TO_PRINT
    rows = [
        row
        for row in _rows(user, at=at)
        if row.standing in standings and row.face.is_printable and wanted.fits(row.face)
    ]
    return [row.plate_id for row in _sorted(rows)[:most]]


def plate_for(user: User, code: str, *, at: datetime) -> PlateRow | None:
    """One plate by its code, if it hangs in one's areas; or nothing."""
    plate = Plate.objects.filter(code=code).first()
    rows = _rows(user, at=at, plate_ids=[plate.pk]) if plate else []
    return next(iter(_with_changes(rows)), None)


def _rows(user: User, *, at: datetime, plate_ids: Iterable[int] | None = None) -> list[PlateRow]:
    grants = people_queries.grants_of(user, at=at)
    if not grants.may(May.PLATE_SEE):
        return []
    ids = None if plate_ids is None else list(plate_ids)
    faces = plate_queries.plate_faces(ids, at=at)
    history = plate_queries.histories(ids)
    plates = Plate.objects.order_by("id").values_list("id", "code", "printed_version")
    none = History()
    return [
        PlateRow(pk, code, face, standing(past := history.get(pk, none), face.digest), version, past.waits)
        for pk, code, version in (plates if ids is None else plates.filter(pk__in=ids))
        if grants.may(May.PLATE_SEE, areas=(face := faces[pk]).area_ids or (0,))
    ]


_ORDER = {one: n for n, one in enumerate((Standing.CHANGED, Standing.PRINTED, Standing.NEVER, Standing.CURRENT))}


def _sorted(rows: Iterable[PlateRow]) -> list[PlateRow]:
    return sorted(
        rows, key=lambda row: (_ORDER[row.standing], row.face.place, len(row.face.title), row.face.title, row.plate_id)
    )


def _with_changes(rows: list[PlateRow]) -> list[PlateRow]:
    """The rows with what changed since the print that hangs."""
    changed = [row.plate_id for row in rows if row.standing is Standing.CHANGED]
    before = plate_queries.before_faces(changed)
    return [replace(r, changes=changes(before[r.plate_id], r.face)) if r.plate_id in before else r for r in rows]


def photo_of(plate_id: int) -> PrintedPlate | None:
    """The print that hangs with a photo, newest first; or nothing."""
    prints = PrintedPlate.objects.filter(plate_id=plate_id, replaced_at__isnull=False).exclude(photo="")
    return prints.order_by("-version").first()
