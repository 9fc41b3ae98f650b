"""Taking over what changed in the government's registry: community grids and their workers, by its own codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pyproj
import shapely
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit import crs as kit_crs
from twingrid.kit.refusals import BadInput, Refused
from twingrid.kit.staging import Changes, Orphans
from twingrid.people import queries as people_queries
from twingrid.people.actions.imports import follow_areas, import_staff
from twingrid.people.actions.staff_row import StaffRow
from twingrid.people.choices import ContactKind, Role, Side
from twingrid.people.models import Contact, Posting, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.shapes import GridIn, RegistryIn, WorkerIn
from twingrid.territory import actions as territory_actions
from twingrid.territory.choices import Partition
from twingrid.territory.models import Area

SOURCE = "grid platform"
# West, south, east, north of China with its seas: what lies outside came in another coordinate system.
_CHINA = (73.0, 3.0, 135.5, 54.0)


@transaction.atomic
def import_registry(*, registry: RegistryIn, by: User | None, at: datetime) -> dict[str, Changes]:
    """Take over the grids and workers that a registry names; what it does not name stays. Safe to repeat.

    `by` needs the right for the whole city (None: whoever runs the machine). Raises `BadInput` with the path of the
    field, `NotAllowed`, `Refused` for a number that belongs to somebody of the power side.
    """
    if by is not None:
        people_queries.require(by, May.POSTING_CHANGE, at=at, areas=[None])
    day = clock.today(at)
    changes: dict[str, Changes] = {}
    try:
        if registry.community_grids:
            rows = _grids(registry.community_grids, day=day)
            changes |= territory_actions.import_areas(rows=rows, source_crs="wgs84", at=at)
            follow_areas(at=at)
        if registry.community_workers:
            staff = _staff(registry.community_workers, day=day)
            changes |= import_staff(rows=staff, at=at, hours_and_pairs=False)
    except Orphans as trouble:
        raise _unknown(trouble) from trouble
    if by is not None and changes:
        journal_actions.record(
            "people.registry.imported",
            by,
            by=by,
            at=at,
            facts={"rows": len(registry.community_grids) + len(registry.community_workers)},
        )
    return changes


def _unknown(trouble: Orphans) -> BadInput:
    orphan = trouble.orphans[0]
    if orphan.column == "division_code":
        field = f"community_grids.{orphan.row}.division_code"
        return BadInput(
            _("There is no community with the code {code}. Correct it, or import the divisions first.").format(
                code=orphan.value
            ),
            field=field,
        )
    field = f"community_workers.{orphan.row}.grid_codes"
    return BadInput(
        _("There is no community grid with the code {code}. Send the grid first.").format(code=orphan.value),
        field=field,
    )


# --- grids -----------------------------------------------------------------------------------------
def _grids(grids: Sequence[GridIn], *, day: date) -> dict[str, Any]:
    """The columns of `territory_actions.import_areas`."""
    known: dict[str, Area] = {}
    codes = [grid.code for grid in grids]
    for area in Area.objects.filter(partition=Partition.COMMUNITY, code__in=codes).order_by("valid_from"):
        known[area.code] = area
    seen: set[tuple[str, date]] = set()
    for n, grid in enumerate(grids):
        _check_dates(f"community_grids.{n}", grid.valid_from, grid.valid_to)
        if (grid.code, grid.valid_from) in seen:
            raise BadInput(_("This code is named twice. Keep one of the two."), field=f"community_grids.{n}.code")
        seen.add((grid.code, grid.valid_from))
    shapes = np.array([_shape(n, grid, known.get(grid.code)) for n, grid in enumerate(grids)], dtype=object)
    bounds = shapely.bounds(shapes)
    flat = kit_crs.reproject(
        shapes,
        source=pyproj.CRS.from_epsg(4326),
        target=kit_crs.equal_area(tuple(shapely.total_bounds(shapes).tolist())),
    )
    return {
        "partition": [str(Partition.COMMUNITY)] * len(grids),
        "code": codes,
        "name": [grid.name for grid in grids],
        "division_code": [grid.division_code for grid in grids],
        "geometry": [shapely.to_wkb(shape) for shape in shapes],
        **{name: bounds[:, n].tolist() for n, name in enumerate(("min_lon", "min_lat", "max_lon", "max_lat"))},
        "area_m2": [round(float(value), 2) for value in shapely.area(flat)],
        "synthetic": [known[grid.code].synthetic if grid.geometry is None else False for grid in grids],
        "source": [known[grid.code].source if grid.geometry is None else SOURCE for grid in grids],
        "valid_from": [grid.valid_from for grid in grids],
        "valid_to": [grid.valid_to for grid in grids],
    }


def _shape(n: int, grid: GridIn, known: Area | None) -> Any:
    """The border in WGS-84 degrees: the one that was sent, else the present one."""
    field = f"community_grids.{n}.geometry"
    if grid.geometry is None:
        if known is None:
            raise BadInput(_("This grid is new: send its border as a GeoJSON polygon."), field=field)
        return shapely.from_wkb(bytes(known.geometry))
    try:
        drawn = shapely.geometry.shape(grid.geometry.model_dump())
        shape = kit_crs.geometries_to_wgs84(np.array([drawn], dtype=object), grid.crs)[0]
    except kit_crs.UnknownCrs as trouble:
        raise BadInput(
            _("This coordinate system is not known. Write cgcs2000, wgs84, gcj02 or bd09."),
            field=f"community_grids.{n}.crs",
        ) from trouble
    except (ValueError, TypeError, IndexError, AttributeError, shapely.errors.ShapelyError) as trouble:
        raise BadInput(_("This border cannot be read. Send a GeoJSON polygon."), field=field) from trouble
    west, south, east, north = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
    inside = _CHINA[0] <= west and _CHINA[1] <= south and east <= _CHINA[2] and north <= _CHINA[3]
    if shape.is_empty or not shapely.is_valid(shape) or not inside:
        raise BadInput(
            _("This border crosses itself or does not lie in China. Correct it; longitude comes first."), field=field
        )
    return shapely.normalize(shape)


def _check_dates(path: str, valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to <= valid_from:
        raise BadInput(
            _("The end is not after the beginning. The end is the first day on which it no longer holds."),
            field=f"{path}.valid_to",
        )


# --- workers ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Present:
    """What we know of a worker and the registry does not say: it stays."""

    posting: Posting | None
    duty: Contact | None
    personal: Contact | None
    is_demo: bool


def _staff(workers: Sequence[WorkerIn], *, day: date) -> list[StaffRow]:
    seen: set[str] = set()
    for n, worker in enumerate(workers):
        _check_dates(f"community_workers.{n}", worker.valid_from, worker.valid_to)
        if worker.worker_no in seen:
            raise BadInput(
                _("This number is named twice. Give all grids of a person in one entry."),
                field=f"community_workers.{n}.worker_no",
            )
        seen.add(worker.worker_no)
    present = _present(seen, day=day)
    return [_row(worker, present.get(worker.worker_no)) for worker in workers]


def _present(numbers: set[str], *, day: date) -> dict[str, _Present]:
    users = {user.pk: user for user in User.objects.filter(employee_no__in=numbers).order_by("id")}
    postings: dict[int, Posting] = {}
    rows = Posting.objects.on(day).filter(user_id__in=users).select_related("manager_unit", "deputy", "leader")
    for posting in rows.order_by("valid_from", "id"):
        if posting.side != Side.COMMUNITY:
            raise Refused(
                _("The number {no} belongs to somebody of the power side. Give the worker another number.").format(
                    no=users[posting.user_id].employee_no
                )
            )
        if posting.role == Role.COMMUNITY_WORKER:
            postings[posting.user_id] = posting
    contacts: dict[tuple[int, str], Contact] = {}
    for contact in Contact.objects.on(day).filter(user_id__in=users).order_by("valid_from", "id"):
        contacts[contact.user_id or 0, contact.kind] = contact
    return {
        user.employee_no: _Present(
            posting=postings.get(pk),
            duty=contacts.get((pk, ContactKind.DUTY)),
            personal=contacts.get((pk, ContactKind.PERSONAL)),
            is_demo=user.is_demo,
        )
        for pk, user in users.items()
    }


def _row(worker: WorkerIn, present: _Present | None) -> StaffRow:
    posting = present.posting if present else None
    duty, personal = (present.duty, present.personal) if present else (None, None)
    manager = posting.manager_unit if posting else None
    return StaffRow(
        employee_no=worker.worker_no,
        name=worker.name,
        side=Side.COMMUNITY.value,
        role=Role.COMMUNITY_WORKER.value,
        unit=worker.unit,
        valid_from=worker.valid_from,
        title=worker.title or (posting.title if posting else ""),
        manager_unit=manager.name if manager else "",
        area_codes=tuple(worker.grid_codes),
        duty_number=worker.duty_number or (duty.number if duty else ""),
        personal_number=personal.number if personal else "",
        print_consent=personal.print_consent if personal else False,
        verified_on=_verified(worker, duty),
        deputy_no=posting.deputy.employee_no if posting and posting.deputy else "",
        leader_no=posting.leader.employee_no if posting and posting.leader else "",
        demo=present.is_demo if present else False,
        valid_to=worker.valid_to,
    )


def _verified(worker: WorkerIn, duty: Contact | None) -> date | None:
    """A number is as fresh as the later of the two looks at it; another number has been looked at by them only."""
    same = duty is not None and worker.duty_number in ("", duty.number)
    days = [day for day in (worker.verified_on, duty.verified_on if duty and same else None) if day]
    return max(days, default=None)
