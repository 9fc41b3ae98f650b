"""Areas of the two partitions, and the outline of the territory (`--partition outline`)."""

from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.places import areas_m2, crs_of, polygons
from twingrid.cli.imports.reading import Reading
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.kit.refusals import BadInput
from twingrid.kit.staging import Changes, Columns
from twingrid.territory import actions as territory_actions

OUTLINE = "outline"
PARTITIONS = {
    **dict.fromkeys(("community", "社区网格", "社区", "基础网格", "综治网格"), "community"),
    **dict.fromkeys(("power", "供电网格", "供电", "供电服务网格", "电力"), "power"),
}
_BOUNDS = ("min_lon", "min_lat", "max_lon", "max_lat")


def _read(reading: Reading) -> Prepared:
    crs = crs_of(reading)
    if reading.options.partition == OUTLINE:
        return _read_outline(reading, crs)
    codes = reading.code("code")
    names = reading.text("name", longest=80, required=True)
    partitions = _partitions(reading)
    divisions = reading.code("division_code", longest=20, required=False)
    _need_division(reading, partitions, divisions)
    since, until = reading.period()
    keys = zip(partitions, codes, since, strict=True)
    reading.once([key if all(key) else None for key in keys], "code")
    columns: dict[str, Any] = {
        "partition": partitions,
        "code": codes,
        "name": names,
        "division_code": divisions,
        "synthetic": reading.flag("synthetic"),
        "source": reading.text("source", longest=120),
        "valid_from": since,
        "valid_to": until,
    }
    return Prepared(columns | _shapes(polygons(reading, crs=crs)), crs)


def _read_outline(reading: Reading, crs: str) -> Prepared:
    columns: dict[str, Any] = {
        "name": reading.text("name", longest=80, required=True),
        "synthetic": reading.flag("synthetic"),
        "source": reading.text("source", longest=120),
        "partition": [OUTLINE] * len(reading),
    }
    reading.once(columns["name"], "name")
    return Prepared(columns | _shapes(polygons(reading, crs=crs)), crs)


def _shapes(found: Any) -> dict[str, Any]:
    """Geometry (WKB), bounds and area of each polygon; zeros for bad rows."""
    empty = shapely.Polygon()
    shapes = [empty if shape is None else shapely.normalize(shape) for shape in found.tolist()]
    bounds = np.nan_to_num(shapely.bounds(np.array(shapes, dtype=object)))
    columns: dict[str, Any] = {name: bounds[:, n].tolist() for n, name in enumerate(_BOUNDS)}
    return columns | {"geometry": [shapely.to_wkb(shape) for shape in shapes], "area_m2": areas_m2(shapes)}


def _partitions(reading: Reading) -> list[str]:
    named = reading.options.partition
    if named:
        return [named] * len(reading)
    if not reading.has("partition"):
        raise BadInput(
            _("The file does not say which partition it is. Add --partition community, power or outline."),
            field="partition",
        )
    return reading.choice("partition", PARTITIONS)


def _need_division(reading: Reading, partitions: list[str], divisions: list[str]) -> None:
    for n, (partition, code) in enumerate(zip(partitions, divisions, strict=True)):
        if partition == "community" and not code:
            reading.blame(
                n,
                "division_code",
                reason=_("A community grid belongs to a community."),
                remedy=_("Write the 12 digits of its community."),
            )


def _load(columns: Columns, how: Load) -> dict[str, Changes]:
    if columns["partition"] and columns["partition"][0] == OUTLINE:
        return _load_outline(columns, how)
    return territory_actions.import_areas(rows=columns, source_crs=how.crs, at=how.at, complete=how.complete)


def _load_outline(columns: Columns, how: Load) -> dict[str, Changes]:
    total = Changes()
    for name, geometry, synthetic, source in zip(
        columns["name"], columns["geometry"], columns["synthetic"], columns["source"], strict=True
    ):
        done = territory_actions.import_outline(
            name=name, geometry=geometry, synthetic=synthetic, source=source, at=how.at
        )["outline"]
        total = Changes(total.new + done.new, total.changed + done.changed, total.unchanged + done.unchanged)
    return {"outline": total}


def _no_division() -> tuple[str, str]:
    return _("There is no division with this code."), _("Import the divisions first, or correct the code.")


SUBJECT = Subject(
    name="areas",
    fields=(
        Field("code"),
        Field("name", required=True),
        Field("partition"),
        Field("division_code"),
        Field("synthetic"),
        Field("source"),
        Field("valid_from"),
        Field("valid_to"),
    ),
    read=_read,
    load=_load,
    absent={"division_code": _no_division},
)
