"""The shape of the registry as it is exchanged with the government's grid platform, and how any shape is checked.

The community side is theirs: its codes and numbers are kept as they come. The power side is ours and is only told.
"""

from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from twingrid.kit.refusals import BadInput

FORMAT = "twingrid.registry/1"
Code = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^\S+$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
Number = Annotated[str, StringConstraints(max_length=30, pattern=r"^[0-9+() \-]*$")]
M = TypeVar("M", bound=BaseModel)


class Shape(BaseModel):
    """Exactly the documented fields; texts stay texts and numbers numbers."""

    model_config = ConfigDict(extra="forbid", str_max_length=2000)


class Geometry(Shape):
    """A GeoJSON polygon or multipolygon."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any]


class GridIn(Shape):
    """A community grid by the government's code. Without a geometry the present border stays."""

    code: Code
    name: Name
    division_code: Annotated[str, StringConstraints(pattern=r"^\d{9,12}$")]
    valid_from: date
    valid_to: date | None = None
    geometry: Geometry | None = None
    crs: Annotated[str, StringConstraints(max_length=20)] = "cgcs2000"


class WorkerIn(Shape):
    """A community grid worker by the government's number, with the grids they hold."""

    worker_no: Code
    name: Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
    unit: Name
    grid_codes: Annotated[list[Code], Field(min_length=1, max_length=200)]
    title: Annotated[str, StringConstraints(max_length=40)] = ""
    duty_number: Number = ""
    verified_on: date | None = None
    valid_from: date
    valid_to: date | None = None


class RegistryIn(Shape):
    """What changed in the government's registry: only what is named here is touched."""

    format: Literal["twingrid.registry/1"]
    community_grids: Annotated[list[GridIn], Field(max_length=20_000)] = []
    community_workers: Annotated[list[WorkerIn], Field(max_length=50_000)] = []


class AreaOut(Shape):
    """An area of either partition on the day that was asked for."""

    code: str
    name: str
    division_code: str
    valid_from: date
    valid_to: date | None


class HolderOut(Shape):
    """Somebody who holds areas: the government's number on the community side, ours on the power side."""

    worker_no: str
    name: str
    unit: str
    title: str
    area_codes: list[str]
    duty_number: str
    verified_on: date | None
    valid_from: date
    valid_to: date | None


class MappingOut(Shape):
    """Which power service area serves how many customers of which community grid."""

    community_grid: str
    power_service_area: str
    customers: int


class RegistryOut(Shape):
    """Both sides on one day."""

    format: Literal["twingrid.registry/1"]
    city: str
    on: date
    community_grids: list[AreaOut]
    community_workers: list[HolderOut]
    power_service_areas: list[AreaOut]
    power_workers: list[HolderOut]
    mappings: list[MappingOut]


def checked(model: type[M], data: object) -> M:
    """`data` in the shape `model`; `BadInput` with the first field that does not fit, as a path like `place.lon`."""
    try:
        return model.model_validate(data)
    except ValidationError as trouble:
        raise misfit(trouble.errors()) from trouble


def misfit(errors: list[Any]) -> BadInput:
    """What to tell about the first of pydantic's errors: a sentence and the path of the field."""
    first = errors[0]
    field = ".".join(str(part) for part in first["loc"] if part not in ("body", "payload", "query"))
    return BadInput(f"{_wrong(first['type'])} ({field})" if field else _wrong(first["type"]), field=field)


def _wrong(kind: str) -> str:
    if kind == "missing":
        return _("A field is missing. Send it as the documentation says.")
    if kind == "extra_forbidden":
        return _("There is no such field here. Leave it out, or correct its name.")
    if kind.startswith(("string_too", "too_long", "too_short")):
        return _("This is too long or too short. The documentation says how much it may be.")
    return _("This value cannot be used here. Send it in the documented shape.")
