"""Contact plates: made once, printed as they are true, put up in place of the one before."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.cities import queries as cities_queries
from twingrid.coverage import plate_queries
from twingrid.coverage.choices import Look, Paper, PlateKind
from twingrid.coverage.models import Plate, PlateRun, PrintedPlate
from twingrid.coverage.permissions import CoveragePermission as May
from twingrid.coverage.plate_counts import PLATES
from twingrid.coverage.rules.plates import Face
from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, pictures, tokens
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.stations import queries as station_queries
from twingrid.territory import actions as territory_actions
from twingrid.territory import queries as territory_queries
from twingrid.territory.choices import Level
from twingrid.territory.models import Building

MOST = 500


@transaction.atomic
def make_plates(*, at: datetime) -> int:
    """Give every building, community and station without a plate one with a permanent code; how many were made.

    A community gets a plate and a bulletin board. Safe to repeat.
    """
    have: set[tuple[Any, ...]] = set(Plate.objects.order_by("id").values_list("kind", "community_id", "station_id"))
    bare = Building.objects.filter(plates__isnull=True).order_by("id").values_list("id", flat=True)
    fresh = [Plate(kind=PlateKind.BUILDING, building_id=pk) for pk in bare]
    communities = sorted({row.division_id for row in _grids(at) if row.division_id is not None})
    for kind in (PlateKind.COMMUNITY, PlateKind.BOARD):
        fresh += [Plate(kind=kind, community_id=pk) for pk in communities if (kind.value, pk, None) not in have]
    stations = [s.id for s in station_queries.all_stations()]
    kind = PlateKind.STATION
    fresh += [Plate(kind=kind, station_id=pk) for pk in stations if (kind.value, None, pk) not in have]
    for plate in fresh:
        plate.code, plate.made_at = tokens.token(10), at
    Plate.objects.bulk_create(fresh, batch_size=2000)
    if fresh:
        territory_actions.bump(PLATES)
        journal_actions.record(
            "coverage.plate.made", cities_queries.present_city(), by=None, at=at, facts={"plates": len(fresh)}
        )
    return len(fresh)


def _grids(at: datetime) -> Iterable[territory_queries.AreaRow]:
    rows = territory_queries.divisions()
    grids = territory_queries.partition_on("community", clock.today(at)).rows
    return [g for g in grids if (row := rows.get(g.division_id or 0)) and row.level == Level.COMMUNITY]


@transaction.atomic
def print_plates(*, plate_ids: Collection[int], paper: str, look: str, by: User, at: datetime) -> PlateRun:
    """Print these plates (at most 500) as they are true at `at` and remember what each says; the run to be printed.

    Plates without anybody to call are left out. Raises `BadInput` for no plate, too many, or an unknown paper or look,
    `NotAllowed` for a plate of areas that are not one's own, `Refused` when none can be printed.
    """
    _check(plate_ids, paper, look)
    plates = {p.pk: p for p in Plate.objects.select_for_update(of=("self",)).filter(pk__in=plate_ids).order_by("id")}
    faces = plate_queries.plate_faces(plates, at=at)
    require_each(faces.values(), right=May.PLATE_PRINT, by=by, at=at)
    ready = [pk for pk in plates if faces[pk].is_printable]
    if not ready:
        raise Refused(_("Nobody is posted with a number there, so these plates would be blank. Post somebody first."))
    ready.sort(key=lambda pk: (faces[pk].place, faces[pk].title, faces[pk].unit, pk))
    run = PlateRun.objects.create(paper=paper, look=look, by=by, at=at)
    for pk in ready:
        plates[pk].printed_version += 1
    PrintedPlate.objects.bulk_create(_print(run, plates[pk], faces[pk]) for pk in ready)
    Plate.objects.bulk_update([plates[pk] for pk in ready], ("printed_version",), batch_size=500)
    facts = {"plates": len(ready), "left_out": len(plates) - len(ready), "paper": paper, "look": look}
    territory_actions.bump(PLATES)
    journal_actions.record("coverage.plate.printed", run, by=by, at=at, facts=facts)
    return run


def _check(plate_ids: Collection[int], paper: str, look: str) -> None:
    if not plate_ids:
        raise BadInput(_("Choose the plates to print."), field="plates")
    if len(plate_ids) > MOST:
        raise BadInput(_("At most {n} plates are printed at once. Choose fewer.").format(n=MOST), field="plates")
    if paper not in Paper.values or look not in Look.values:
        raise BadInput(_("Choose a paper and a print size from the list."), field="paper")


def _print(run: PlateRun, plate: Plate, face: Face) -> PrintedPlate:
    return PrintedPlate(run=run, plate=plate, version=plate.printed_version, fields=face.fields(), digest=face.digest)


def require_each(faces: Iterable[Face], *, right: May, by: User, at: datetime) -> None:
    """Raise `NotAllowed` unless the right is held for an area of each of these plates (one question)."""
    grants = people_queries.grants_of(by, at=at)
    wrong: Sequence[Face] = [face for face in faces if not grants.may(right, areas=face.area_ids or (0,))]
    if wrong:
        people_queries.require(by, right, at=at, areas=wrong[0].area_ids or (0,))


@transaction.atomic
def replace_plate(*, code: str, by: User, at: datetime, photo: bytes = b"") -> PrintedPlate:
    """Note that the last print of a plate hangs in place of the one before, with a photo if one was taken.

    Raises `NotFound` for an unknown code, `Refused` when there is no print that waits to be put up, `BadInput` for a
    photo that cannot be read.
    """
    plate = Plate.objects.select_for_update(of=("self",)).filter(code=code).first()
    if plate is None:
        raise NotFound(_("This plate is not known here. Look at its code again."))
    face = plate_queries.plate_faces([plate.pk], at=at)[plate.pk]
    require_each([face], right=May.PLATE_REPLACE, by=by, at=at)
    last = plate.prints.order_by("-version").first()
    if last is None or last.replaced_at is not None:
        raise Refused(_("No print of this plate waits to be put up. Print it first."))
    last.replaced_at, last.replaced_by = at, by
    if photo:
        last.photo = ContentFile(_encode(photo), name=f"{at:%Y/%m}/{tokens.token()}.jpg")
    last.save(update_fields=("replaced_at", "replaced_by", "photo"))
    territory_actions.bump(PLATES)
    journal_actions.record(
        "coverage.plate.replaced", plate, by=by, at=at, facts={"version": last.version, "photo": bool(photo)}
    )
    return last


def _encode(content: bytes) -> bytes:
    try:
        return pictures.encode(content).content
    except pictures.NotAPicture as error:
        raise BadInput(
            _("This file is not a photo that can be taken: JPEG, PNG or WebP, at most 8 MB."), field="photo"
        ) from error


@transaction.atomic
def adopt_plates(*, at: datetime) -> int:
    """Take over the building plates that hang already when a city begins: as printed and put up at `at`; how many.

    Only plates that were never printed here. What they say is what is true at `at`.
    """
    never = Plate.objects.filter(kind=PlateKind.BUILDING, printed_version=0).order_by("id")
    plates = {plate.pk: plate for plate in never.select_for_update(of=("self",))}
    faces = plate_queries.plate_faces(plates, at=at)
    ready = [plate for pk, plate in plates.items() if faces[pk].is_printable]
    if not ready:
        return 0
    run = PlateRun.objects.create(paper=Paper.A5, look=Look.STANDARD, by=None, at=at)
    for plate in ready:
        plate.printed_version = 1
    prints = [_print(run, plate, faces[plate.pk]) for plate in ready]
    for one in prints:
        one.replaced_at = at
    PrintedPlate.objects.bulk_create(prints, batch_size=1000)
    Plate.objects.filter(pk__in=[plate.pk for plate in ready]).update(printed_version=1)
    territory_actions.bump(PLATES)
    journal_actions.record("coverage.plate.adopted", run, by=None, at=at, facts={"plates": len(ready)})
    return len(ready)
